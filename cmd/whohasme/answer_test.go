package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"go.yaml.in/yaml/v4"
)

var answersDay = brokers.Date{Year: 2026, Month: 11, Day: 22}

func TestReadBorn(t *testing.T) {
	for text, want := range map[string]string{
		"1984-03-12": "1984-03-12", "1984/3/12": "1984-03-12", "3/12/1984": "1984-03-12", "03-12-1984": "1984-03-12",
		"25/12/1984": "1984-12-25", "12.03.1984": "1984-03-12", "12. März 1984": "", "March 12, 1984": "1984-03-12", "mar 12 1984": "1984-03-12",
		"12 March 1984": "1984-03-12", "12th of March 1984": "", "March 12th, 1984": "1984-03-12", "Sept 3, 1990": "1990-09-03", "3 Sep 1990": "1990-09-03",
		"March 1984": "1984-03", "Sept 1984": "1984-09", "3/1984": "1984-03", "1984-03": "1984-03", "1984": "1984", " 1984. ": "1984",
		"2000-02-29": "2000-02-29", "1900-02-29": "", "30.02.1984": "", "2/30/1984": "", "1984-13-01": "", "0/0/1984": "",
		"84": "", "3/12/84": "1984-03-12", "12.3.84": "1984-03-12", "3/12/26": "", "3/12/05": "", "13/45/84": "", "March 84": "", "1066": "", "2026-11-23": "", "2026-11-22": "2026-11-22", "2031": "", "yesterday": "", "": "", "12": "", "1984-03-12-05": "", "-5": "",
	} {
		got, err := readBorn(text, answersDay)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q (%v), want %q", text, got, err, want)
		}
	}
}

func TestReadPlace(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Austin, TX", "city:Austin state:TX"},
		{"austin tx", "city:austin state:TX"},
		{"Austin Texas 78704", "city:Austin state:TX zip:78704"},
		{"Austin, Texas, 78704-1234", "city:Austin state:TX zip:78704-1234"},
		{"New York, New York", "city:New York state:NY"},
		{"New York NY", "city:New York state:NY"},
		{"New York", "state:NY"},
		{"Texas", "state:TX"},
		{"Charleston West Virginia", "city:Charleston state:WV"},
		{"Washington, D.C.", "city:Washington state:DC"},
		{"Washington DC", "city:Washington state:DC"},
		{"12 Elm St, Dayton, OH 45402", "city:Dayton state:OH street:12 Elm St zip:45402"},
		{"12 Elm St, Apt 4, Dayton, OH", "city:Dayton state:OH street:12 Elm St, Apt 4"},
		{"12 Elm St Dayton OH", ""},
		{"Dayton, OH, 2009-2015", "city:Dayton from:2009 state:OH to:2015"},
		{"Dayton, OH (2009 to 2015)", "city:Dayton from:2009 state:OH to:2015"},
		{"Dayton OH until 2015", "city:Dayton state:OH to:2015"},
		{"Dayton, OH 45402 since 2009", "city:Dayton from:2009 state:OH zip:45402"},
		{"Dayton, OH 2009-", "city:Dayton from:2009 state:OH"},
		{"Laurel, MD 20740-2015", "city:Laurel state:MD zip:20740-2015"},
		{"Austin, TX, USA", "city:Austin country:US state:TX"},
		{"Toronto, Ontario, Canada", "city:Toronto country:CA state:Ontario"},
		{"Toronto, Canada", "city:Toronto country:CA"},
		{"Berlin, Germany", "city:Berlin country:DE"},
		{"Hauptstr. 3, Berlin, Germany", "city:Berlin country:DE street:Hauptstr. 3"},
		{"Oslo, NO", "city:Oslo country:NO"},
		{"Dover, DE", "city:Dover state:DE"},
		{"Austin", ""}, {"78704", ""}, {"", ""}, {",,,", ""}, {"2009-2015", ""}, {"Austin, ZZ", ""},
	} {
		got, err := readPlace(c.text)
		if text := strings.Trim(strings.TrimPrefix(fmt.Sprint(got), "map"), "[]"); err == nil && text != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q: %q (%v), want %q", c.text, text, err, c.want)
		}
	}
}

func TestReadName(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Maria Garcia", "first:Maria last:Garcia"},
		{"Maria Elena Garcia", "first:Maria last:Garcia middle:Elena"},
		{"Garcia, Maria Elena", "first:Maria last:Garcia middle:Elena"},
		{"García López, María", "first:María last:García López"},
		{"Odo Fitz Jr.", "first:Odo last:Fitz suffix:Jr"},
		{"Odo Fitz, Jr", "first:Odo last:Fitz suffix:Jr"},
		{"Fitz Jr, Odo", "first:Odo last:Fitz suffix:Jr"},
		{"Li IV", ""}, {"Madonna", ""}, {"", ""}, {",", ""}, {"Garcia,", ""}, {", Maria", ""},
	} {
		got, err := readName(c.text)
		if text := strings.Trim(strings.TrimPrefix(fmt.Sprint(got), "map"), "[]"); err == nil && text != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q: %q (%v), want %q", c.text, text, err, c.want)
		}
	}
}

func TestReadContacts(t *testing.T) {
	for text, want := range map[string]string{
		"5125550142": "+1 512 555 0142", "(512) 555-0142": "+1 512 555 0142", "1-512-555-0142": "+1 512 555 0142", "+1 512 555 0142": "+1 512 555 0142",
		"512.555.0142 ext 12": "+1 512 555 0142", "512-555-0142 x12": "+1 512 555 0142", "+44 20 7946 0000": "+44 20 7946 0000",
		"555-0142": "", "12": "", "call me": "", "": "", "+1": "", "12345678901234567890": "",
	} {
		if got, err := readPhone(text); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q (%v), want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"maria@example.org": "maria@example.org", " mailto:maria@example.org": "maria@example.org", "Maria <maria@example.org>": "maria@example.org",
		"maria@example": "", "maria": "", "@": "", "": "", "maria @example.org": "", "a@b.org, c@d.org": "",
	} {
		if got, err := readEmail(text); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q (%v), want %q", text, got, err, want)
		}
	}
}

// FuzzAnswers: whatever is typed, a reader either refuses it without repeating
// it, or returns what a subject file can hold.
func FuzzAnswers(f *testing.F) {
	for _, s := range []string{"Austin, TX 78704", "12 Elm St, Dayton, OH, 2009-2015", "Garcia Jr, Maria", "3/12/1984", "+44 20 7946 0000", "a@b.org", "\x1b[A", ",", "-–-", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text, err := plainText(text)
		if err != nil {
			return
		}
		born, err1 := readBorn(text, answersDay)
		place, err2 := readPlace(text)
		name, err3 := readName(text)
		phone, err4 := readPhone(text)
		mail, err5 := readEmail(text)
		for _, err := range []error{err1, err2, err3, err4, err5} {
			if err != nil && len(text) > 12 && strings.Contains(err.Error(), text) {
				t.Errorf("an error repeats %q", text)
			}
		}
		if err1 == nil && err2 == nil && err3 == nil && err4 == nil && err5 == nil {
			t.Errorf("%q is everything at once", text)
		}
		if _, err := yaml.Marshal([]any{born, place, name, phone, mail}); err != nil {
			t.Error(err)
		}
	})
}
