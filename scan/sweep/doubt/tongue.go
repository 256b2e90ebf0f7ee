package doubt

import (
	"strings"
	"unicode"
)

// tongue says whether the page is in another language than the site's, or
// than that of its country where no control told.
func (f *Frame) tongue(p *Page, s *survey) string {
	const why = "the page is in another language"
	if s.moved {
		return "the page was translated by a program"
	}
	own := tongue(s)
	if f != nil {
		if f.Lang != "" && s.lang != "" && f.Lang != s.lang || f.Tongue != "" && own != "" && f.Tongue != own {
			return why
		}
		if spoken := tongues[p.Country]; f.Lang == "" && foreign[s.lang] && len(spoken) > 0 && !spoken[s.lang] && f.Tongue != s.lang {
			return why // its other pages do not say in what they are written
		}
		return ""
	}
	spoken := tongues[p.Country]
	if len(spoken) == 0 {
		return ""
	}
	if own != "" && !spoken[own] || s.lang != "" && !spoken[s.lang] && foreign[s.lang] {
		return why
	}
	return ""
}

// tongues are the languages of pages in a country.
var tongues = map[string]map[string]bool{
	"US": words("en"), "GB": words("en"), "AU": words("en"), "IE": words("en"), "NZ": words("en"), "CA": words("en fr"),
	"DE": words("de"), "AT": words("de"), "CH": words("de fr it"), "FR": words("fr"), "BE": words("fr nl de"), "ES": words("es"), "MX": words("es"),
	"IT": words("it"), "PT": words("pt"), "BR": words("pt"), "NL": words("nl"),
}

// foreign are languages whose mark on a page is believed.
var foreign = words("en de fr es it pt nl zh ja ko ru uk pl tr ar he hi vi")

// function words of languages, each of one language only.
var function = func() map[string]string {
	m := map[string]string{}
	for code, list := range map[string]string{
		"en": "the and of to for is with not you your this that are we our or by from be have found",
		"de": "der die und das ist nicht mit für von wir sie auf eine ein zu den keine oder werden im wurde gefunden bitte",
		"fr": "le les des et est pas pour une nous vous du dans sur votre aucun avec sont être trouvé avons ou personnes",
		"es": "el los las y es para una con por su del no se nuestros encontraron encontrado usted aviso resultados personas",
		"it": "il gli della e è non per una con sono di che nel trovato nessun risultati questo",
		"pt": "os da do e não para uma com por seu foi encontrado nenhum resultados você são pessoas",
		"nl": "het een en van niet voor met zijn wij geen gevonden deze op resultaten",
	} {
		for w := range strings.FieldsSeq(list) {
			if m[w] != "" && m[w] != code {
				m[w] = "-"
				continue
			}
			m[w] = code
		}
	}
	return m
}()

// tongue guesses the language of what a page says outside its records; "" is
// none in particular.
func tongue(s *survey) string {
	count, all := map[string]int{}, 0
	script, letters := map[string]int{}, 0
	for _, b := range s.blocks {
		for w := range strings.FieldsFuncSeq(strings.ToLower(b.text), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if c := function[w]; c != "" && c != "-" {
				count[c]++
				all++
			}
			for _, r := range w {
				letters++
				switch {
				case unicode.Is(unicode.Han, r), unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r):
					script["zh"] += 3 // a letter is a word
				case unicode.Is(unicode.Hangul, r):
					script["ko"] += 2
				case unicode.Is(unicode.Cyrillic, r):
					script["ru"]++
				case unicode.Is(unicode.Arabic, r):
					script["ar"]++
				}
			}
		}
	}
	for code, n := range script {
		if 3*n > letters {
			return code
		}
	}
	for code, n := range count {
		if n >= 3 && 10*n > 6*all {
			return code
		}
	}
	return ""
}
