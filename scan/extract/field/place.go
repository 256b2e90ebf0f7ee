package field

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/pattern"
)

// tail is what ends a postal address.
type tail struct {
	state, zip, country string
}

var (
	zipForm    = pattern.MustCompile(`^\d{5}(?:-\d{4})?$`)
	ukForm     = pattern.MustCompile(`(?i)(?:^|\s)([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})$`)
	canadaForm = pattern.MustCompile(`(?i)(?:^|\s)([abceghj-nprstvxy]\d[a-z])[\s-]?(\d[a-z]\d)$`)
	countyForm = pattern.MustCompile(`(?i)^[\p{L}.'’ -]+\s(?:county|parish|borough|census area)$`)
)

// provinces of Canada by postal code (Canada Post).
var provinces = map[string]string{
	"alberta": "AB", "british columbia": "BC", "manitoba": "MB", "new brunswick": "NB", "newfoundland and labrador": "NL",
	"newfoundland": "NL", "nova scotia": "NS", "northwest territories": "NT", "nunavut": "NU", "ontario": "ON",
	"prince edward island": "PE", "quebec": "QC", "québec": "QC", "saskatchewan": "SK", "yukon": "YT",
}

// countries as addresses in English name them, by ISO 3166-1 code.
var countries = map[string]string{
	"us": "US", "usa": "US", "united states": "US", "united states of america": "US",
	"canada": "CA", "uk": "GB", "gb": "GB", "united kingdom": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
	"wales": "GB", "northern ireland": "GB", "ireland": "IE", "mexico": "MX", "méxico": "MX", "australia": "AU", "new zealand": "NZ",
	"germany": "DE", "france": "FR", "spain": "ES", "italy": "IT", "netherlands": "NL", "india": "IN", "philippines": "PH",
}

// countryOf reads a country that stands by itself. "CA" is California here;
// see ender.place for the Canadian one.
func countryOf(s string) string {
	return countries[strings.ToLower(strings.ReplaceAll(strings.Trim(s, " ."), ".", ""))]
}

// tailOf takes state, ZIP and country off the end of a text. ok tells that at
// least a state or a postal code is there. Without a ZIP a two-letter code
// after other words counts only in capitals, since "in" and "or" are words.
func tailOf(s string) (rest string, t tail, ok bool) {
	s = strings.TrimRight(strings.TrimSpace(s), " .,-–")
	if i := strings.LastIndexByte(s, ' '); i > 0 && countryOf(s[i:]) == "US" {
		t.country, s = "US", s[:i]
	}
	if rest, code, found := postcode(s, canadaForm); found {
		t.zip, t.country = code, "CA"
		before, province, _ := endState(rest, true)
		if provinceName(province) {
			return before, tail{province, t.zip, "CA"}, true
		}
		return rest, t, true
	}
	if rest, code, found := postcode(s, ukForm); found {
		return strings.TrimRight(rest, " ,"), tail{zip: code, country: "GB"}, true
	}
	if i := strings.LastIndexAny(s, " ,"); zipForm.MatchString(s[i+1:]) {
		t.zip, s = s[i+1:], strings.TrimRight(s[:max(i, 0)], " ,")
	}
	rest, state, country := endState(s, t.zip != "")
	t.state = state
	if country != "" {
		t.country = country
	}
	return rest, t, t.state != "" || t.zip != ""
}

func postcode(s string, form *pattern.Pattern) (rest, code string, ok bool) {
	m := form.FindStringSubmatchIndex(s)
	if m == nil {
		return s, "", false
	}
	code = strings.ToUpper(s[m[2]:m[3]] + " " + s[m[4]:m[5]])
	return strings.TrimSpace(s[:m[0]]), code, true
}

// endState takes a state or province off the end: its name of up to four
// words, the longest first, or its code. sure says that a ZIP followed.
func endState(s string, sure bool) (rest, state, country string) {
	words := strings.Fields(s)
	for k := min(4, len(words)); k > 0; k-- {
		end := strings.Join(words[len(words)-k:], " ")
		code, place, named := stateOf(end)
		before := strings.TrimRight(strings.Join(words[:len(words)-k], " "), " ,")
		alone := before == ""
		switch {
		case code == "":
		case named && !alone && !sure && code == "WA" && k == 1:
			// Port Washington and Fort Washington are towns.
		case named || alone || sure || capital(end):
			return before, code, place
		}
	}
	return s, "", ""
}

func capital(code string) bool {
	return code == strings.ToUpper(code) || !wordlike[strings.ToLower(code)]
}

// wordlike are the codes that are also words of two letters.
var wordlike = set("aa ae ap in or me hi ok oh la de pa ma co al id as mt ct ne fl pr ky vi on")

// stateOf reads the name or the code of a state or province that stands alone.
func stateOf(s string) (code, country string, named bool) {
	s = strings.ToLower(strings.ReplaceAll(strings.Trim(s, " ,"), ".", ""))
	if c, ok := brokers.StateCode(s); ok {
		return c, "", len(s) > 2
	}
	if c, ok := provinces[s]; ok {
		return c, "CA", true
	}
	if s == "aa" || s == "ae" || s == "ap" { // Americas, Europe, Pacific (USPS Publication 28, section 225)
		return strings.ToUpper(s), "", false
	}
	if len(s) == 2 && provinceName(strings.ToUpper(s)) {
		return strings.ToUpper(s), "CA", false
	}
	return "", "", false
}

func provinceName(code string) bool {
	for _, c := range provinces {
		if c == code {
			return true
		}
	}
	return false
}

// EndsPlace reports whether a text that ends an address names a state, a
// province or a country.
func EndsPlace(s string) bool {
	if code, _, named := stateOf(s); code != "" && (named || s == strings.ToUpper(s)) {
		return true
	}
	return countryOf(s) != ""
}

// State returns the postal code of a state, province or territory given its
// code or name, or "".
func State(s string) string {
	code, _, _ := stateOf(s)
	return code
}

// Country returns the ISO 3166-1 code of a country given its code or its name
// in English, or "".
func Country(s string) string {
	if c := countryOf(s); c != "" {
		return c
	}
	if len(s) == 2 && s == strings.ToUpper(s) {
		return s
	}
	return ""
}
