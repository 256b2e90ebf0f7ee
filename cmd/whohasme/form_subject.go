package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// subjectQuestions are what is asked about a subject: first what must not
// become known, since it decides what may be typed later, then who asks, then
// what sites know people by. id is proposed for a subject who is not "me".
func (p *program) subjectQuestions(first bool, id string) []question {
	list := append(safetyQuestions(), p.authorityQuestions(first, id)...)
	return append(list, p.factQuestions()...)
}

const (
	yes = "yes"
	no  = "no"
)

func safetyQuestions() []question {
	secret := func(a answers) bool { return a.one("risk") == yes || a.one("secret") == yes }
	keeps := "It stays sealed here: it steers no search and stands in no letter, and a site that shows it raises the loudest alarm."
	return []question{
		{key: "risk", label: "in danger", ask: "Is somebody looking for you (or for the person this is about) who must not find you, such as a violent partner or a stalker?",
			why:     "This comes first because it decides what may leave this machine. You can answer without saying who or why.",
			choices: []choice{{no, "no, or not that I know"}, {yes, "yes, or it may be"}}},
		{key: "secret", label: "secrets", ask: "Is there an address, phone number, e-mail or name that nobody may learn through this program?",
			why:     "Such as a confidential address or a new name. What you name next never leaves this machine in any form.",
			choices: []choice{{no, "no"}, {yes, "yes"}}, when: func(a answers) bool { return a.one("risk") != yes }},
		{key: "safe-addresses", label: "safe addresses", ask: "Which addresses must nobody learn?", why: keeps, how: "Such as 12 Elm St, Dayton, OH 45402. Leave these out of the other questions.",
			none: "none", list: true, read: checked(readPlace), show: showPlace, when: secret},
		{key: "safe-phones", label: "safe phones", ask: "Which phone numbers must nobody learn?", why: "The same holds for them.", how: "Such as (512) 555-0142.", none: "none", list: true, read: readPhone, when: secret},
		{key: "safe-emails", label: "safe e-mails", ask: "Which e-mail addresses must nobody learn?", why: "The same holds for them.", how: "Such as maria@example.org.", none: "none", list: true, read: readEmail, when: secret},
		{key: "safe-names", label: "safe names", ask: "Which names must nobody learn, such as a new one?", why: "A name given here is never searched for.", how: "Such as Maria Garcia.", none: "none", list: true, read: checked(readName), when: secret},
	}
}

func (p *program) authorityQuestions(first bool, id string) []question {
	mandate := func(a answers) bool { return a.one("who") == string(scan.Mandate) }
	who := []choice{
		{string(scan.Self), "my own"},
		{string(scan.Guardian), "those of a child or adult I am the guardian of"},
		{string(scan.Mandate), "those of somebody who signed a mandate for me (a clinic's client)"},
	}
	if !first {
		who = who[1:]
	}
	return []question{
		{key: "who", label: "records of", ask: "Whose records are to be found?", why: "Nobody is looked for without the right to, and the vault keeps why you may.", choices: who},
		{key: "id", label: "id", ask: "What short word shall stand for this person in file names and lists?", why: "It is seen where names must not be, so it must not tell one. In all questions from here on, \"you\" is this person.",
			how: "Small letters, digits and hyphens, such as " + id + ".", none: id, preset: id, read: readID, when: func(a answers) bool { return a.one("who") != string(scan.Self) }},
		{key: "from", label: "mandate from", ask: "On which day does the mandate begin?", why: "It holds from its first day to its last, and nothing is done outside.", how: "Such as 2026-11-01 or November 1, 2026.", read: readDay, show: showDate, when: mandate},
		{key: "to", label: "mandate to", ask: "On which day does it end?", how: "Such as 2027-10-31.", read: readDay, show: showDate, when: mandate},
		{key: "scope", label: "it permits", ask: "What does it permit?", why: "Nothing beyond it is done.", choices: []choice{{"all", "looking, and asking for removal, an end of sale and deletion"}, {"look", "looking only"}}, when: mandate},
		{key: "document", label: "signed mandate", ask: "Which file is the signed mandate?", why: "A copy is kept sealed in the vault, to show on whose word you ask.", how: "A path, such as mandate.pdf.", read: p.readDocument, when: mandate},
	}
}

func (p *program) factQuestions() []question {
	return []question{
		{key: "first", label: "first name", ask: "First name?", why: "Sites file people by their first and last name; these two are what a search tells them.", read: readNamePart},
		{key: "middle", label: "middle name", ask: "Middle name or initial?", why: "It tells you from somebody of the same name; only a few sites are asked with it.", none: "none", read: readNamePart},
		{key: "last", label: "last name", ask: "Last name, all of it?", how: "Such as Garcia López, or Fitz Jr.", read: readNamePart},
		{key: "names", label: "other names", ask: "Other names you were or are listed under: before a marriage, an adoption, another spelling?", why: "Old records stay under old names, so each is looked for.",
			how: "Such as Maria Sample; write \"alias\" before one that is no former name, such as alias Mia Garcia.", none: "none", list: true, read: checkedOther},
		{key: "born", label: "born", ask: "When were you born?", why: "Sites show ages, so this tells you from somebody of the same name. No search tells it; a few sites get your age, and the dry run shows which.",
			how: "Such as March 12, 1984, 3/12/1984, or only 1984.", none: "not told", read: func(s string) (string, error) { return readBorn(s, brokers.DateOf(p.now())) }, show: showDate},
		{key: "address", label: "lives in", ask: "Where do you live?", why: "Most sites want a state to search in, and it decides which laws help. City and state are enough; a street makes matches surer and is told to no site that does not show it already.",
			how: "Such as Austin, TX, or 12 Elm St, Dayton, OH 45402, or Toronto, Canada. An address that you named as secret stays out of here.", none: "not told", read: checked(readPlace), show: showPlace},
		{key: "residence", label: "resident of", ask: "May sites learn which state you live in, and which is it?", why: "Only then can letters cite its laws; without it they ask on each site's own policy.",
			how: "Such as TX.", none: "they may not", read: readResidence, when: func(a answers) bool { return a.one("address") == "" }},
		{key: "earlier", label: "lived in", ask: "Where did you live before?", why: "Many records carry an old address, and each of these states is searched too.", how: "Such as Dayton, OH, 2009-2015; the years may be left out.", none: "nowhere else", list: true, read: checked(readPlace), show: showPlace},
		{key: "phones", label: "phones", ask: "Your phone numbers, old ones too?", why: "No site is told them that does not show them already; a record that shows one is surely yours.", how: "Such as (512) 555-0142.", none: "none", list: true, read: readPhone},
		{key: "emails", label: "e-mails", ask: "Your e-mail addresses, old ones too?", why: "The same holds for them.", how: "Such as maria@example.org.", none: "none", list: true, read: readEmail},
		{key: "relatives", label: "relatives", ask: "Relatives that a site may list with you?", why: "They tell your record from a namesake's. They are never looked for and stay on this machine.", how: "First and last name, such as José García.", none: "none", list: true, read: checkedRelative},
		{key: "reply", label: "answers to", ask: "To which e-mail address may brokers answer?", why: "It is the one thing letters add to what a site shows already, so a separate address is best.", how: "Such as maria.answers@example.org.", none: "none; letters then give brokers no way to answer by e-mail", read: readEmail},
	}
}

// checked makes a reader that leaves the answer as it was typed, once it can be
// read.
func checked[T any](read func(string) (T, error)) func(string) (string, error) {
	return func(text string) (string, error) {
		_, err := read(text)
		return text, err
	}
}

const aliasWord = "alias "

func checkedOther(text string) (string, error) {
	bare, _ := cutWord(text, aliasWord)
	_, err := readName(bare)
	return text, err
}

func checkedRelative(text string) (string, error) {
	if len(strings.Fields(text)) < 2 {
		return "", errors.New("want a first and a last name")
	}
	return text, nil
}

// cutWord takes a word off the beginning of a text, in either case.
func cutWord(text, word string) (rest string, had bool) {
	if len(text) > len(word) && strings.EqualFold(text[:len(word)], word) {
		return strings.TrimSpace(text[len(word):]), true
	}
	return text, false
}

func readID(text string) (string, error) {
	id := strings.ToLower(text)
	if strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Trim(id, "-") != id || strings.Contains(id, "--") {
		return "", errors.New("want small letters, digits and single hyphens")
	}
	return id, nil
}

func readResidence(text string) (string, error) {
	if code, ok := readState(text); ok {
		return code, nil
	}
	if code := readCountry(text); code != "" && code != "US" {
		return code, nil
	}
	return "", errors.New("want a state such as TX, or another country")
}

// readDocument finds the file, so that a slip shows now and not at the end.
func (p *program) readDocument(text string) (string, error) {
	text = strings.Trim(text, `"'`)
	if rest, ok := strings.CutPrefix(text, "~/"); ok && p.getenv("HOME")+p.getenv("USERPROFILE") != "" {
		text = filepath.Join(orElse(p.getenv("HOME"), p.getenv("USERPROFILE")), rest)
	}
	info, err := os.Stat(text)
	switch {
	case err != nil:
		return "", errors.New("there is no such file here, or it cannot be read")
	case !info.Mode().IsRegular() || info.Size() == 0:
		return "", errors.New("that is no file with something in it")
	}
	return filepath.Abs(text)
}

// showPlace is an address as it was understood.
func showPlace(text string) string {
	p, err := readPlace(text)
	if err != nil {
		return text
	}
	word := func(key string) string { s, _ := p[key].(string); return s }
	state := word("state")
	if name, ok := brokers.StateName(state); ok && (word("country") == "" || word("country") == "US") {
		state = name
	}
	a := scan.Address{Street: word("street"), City: word("city"), State: state, Zip: word("zip"), Country: word("country")}
	from, to := p["from"], p["to"]
	switch {
	case from != nil && to != nil:
		return fmt.Sprintf("%s (%v to %v)", a, from, to)
	case from != nil:
		return fmt.Sprintf("%s (since %v)", a, from)
	case to != nil:
		return fmt.Sprintf("%s (until %v)", a, to)
	}
	return a.String()
}

// showDate is a day with its month in letters, so that one taken for another
// shows.
func showDate(v string) string {
	d, err := brokers.ParseDate(v)
	if err != nil {
		return v
	}
	return d.String() + " (" + strings.ToUpper(monthNames[d.Month-1][:1]) + monthNames[d.Month-1][1:] + ")"
}
