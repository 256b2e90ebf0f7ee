package drop_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/scan"
)

func TestNormalForms(t *testing.T) {
	forms := map[string]func(string) string{"name": drop.Name, "e-mail": drop.Email, "phone": drop.Phone, "zip": drop.Zip}
	for _, c := range []struct{ kind, written, want string }{
		{"name", "O'Neil", "oneil"}, {"name", "ONeil", "oneil"}, {"name", "O’Neil", "oneil"}, {"name", " O Neil ", "oneil"},
		{"name", "Juan-Pablo", "juanpablo"}, {"name", "Juan Pablo", "juanpablo"}, {"name", "Martínez", "martinez"},
		{"name", "Marti\u0301nez", "martinez"}, {"name", "García López", "garcialopez"}, {"name", "Smith, Jr.", "smithjr"},
		{"name", "Łukasiewicz", "lukasiewicz"}, {"name", "Groß", "gross"}, {"name", "GROẞ", "gross"}, {"name", "Ærø", "aero"},
		{"name", "Nguyễn", "nguyen"}, {"name", "İbrahim", "ibrahim"}, {"name", "Þóra", "thora"}, {"name", "ﬁona", "fiona"}, {"name", "Ｊｕｎ", "jun"},
		{"name", "Иван", "ivan"}, {"name", "Иванов", "ivanov"}, {"name", "Γιώργος", "giorgos"}, {"name", "Андрей", "andrei"},
		{"name", "王", "王"}, {"name", "علي", "علي"}, {"name", "דוד", "דוד"}, {"name", "X Æ A-12", "xaea12"},
		{"name", "", ""}, {"name", "--", ""}, {"name", "\xff", ""},
		{"e-mail", " Anna.Smith@Domain.com ", "anna.smith@domain.com"}, {"e-mail", "a b@c.d", "ab@c.d"}, {"e-mail", "Ana+Shop@Example.org", "ana+shop@example.org"}, {"e-mail", "a\u00a0@c.d\t", "a@c.d"},
		{"phone", "+1(415)555-9317", "4155559317"}, {"phone", "+84(90)123 4567", "4901234567"}, {"phone", "555 0142", "5550142"}, {"phone", "４１５５５５９３１７", "4155559317"}, {"phone", "none", ""},
		{"zip", "91790", "91790"}, {"zip", "M1B 1A1", "m1b1a"}, {"zip", "00712345", "71234"}, {"zip", " 00300-9999", "300"},
		{"zip", "90210-1234", "90210"}, {"zip", "902101234", "90210"}, {"zip", "002101234", "210"}, {"zip", "02139", "2139"}, {"zip", "00000", ""}, {"zip", "SW1A 2AA", "sw1a2"},
	} {
		if got := forms[c.kind](c.written); got != c.want {
			t.Errorf("%s %q is %q, want %q", c.kind, c.written, got, c.want)
		}
	}
	for written, want := range map[scan.Born]string{{Year: 1776, Month: 7, Day: 4}: "17760704", {Year: 1984, Month: 3}: "", {Year: 1984}: "", {}: ""} {
		if got, ok := drop.Born(written); got != want || ok != (want != "") {
			t.Errorf("born %s is %q, want %q", written, got, want)
		}
	}
}

// The agency publishes these to check an implementation by.
func TestHashVectors(t *testing.T) {
	n := 0
	check := func(what, got, want string) {
		n++
		if got != want {
			t.Errorf("%s hashes to %s, want %s", what, got, want)
		}
	}
	born := func(y, m, d int) string {
		s, _ := drop.Born(scan.Born{Year: y, Month: time.Month(m), Day: d})
		return s
	}
	check("e-mail", drop.Hash(drop.Email("Anna.Smith@domain.com")), "KA18MT/ph6IHYjzT9zwETySDQyvSh87YuoSBpOQtkhE=")
	check("phone", drop.Hash(drop.Phone("+1(415)555-9317")), "vGM7y5n+hBXRSEAklhHDPCbysyNgYTmXdMcagGUOY8E=")
	check("phone of Vietnam", drop.Hash(drop.Phone("+84(90)123 4567")), "ptzVkgbv9DonwvPCHmXmJ2SEOaolSh37z3ZzY/Gmm+U=")
	check("ZIP", drop.Hash(drop.Zip("91790")), "2FPZucR4x7U8KlM+SFAX4LPGhwNz/PIZUCSUdDh0o/s=")
	check("postal code of Canada", drop.Hash(drop.Zip("M1B 1A1")), "n8L9q8mVeT6Xt9/EeUNiTukGDrkbPJ3DvOEx14uElxk=")
	check("long code", drop.Hash(drop.Zip("00712345")), "aeNUYKh7Xw5sqpxSbSP9eOHsj6iXewbUyavv89DIuhQ=")
	check("ZIP+4", drop.Hash(drop.Zip(" 00300-9999")), "mDvWFLta/s5as7YCP3EUfNe2vCMU+dJ690IlQcZVg4k=")
	check("date", drop.Hash(born(1776, 7, 4)), "skXYXxBER6HQTZ3rXSZH1wVGLQ054mS5rbR/bwvzy4I=")
	check("first name", drop.Hash(drop.Name("Juan Pablo")), "91hIbrbzNeqHs3o81O5yNrXUj7wDd2shvZ6THKi9qz8=")
	check("last name", drop.Hash(drop.Name("Martínez")), "2wRPGbwBNxhShjRczx8GfS2c4cjvs4NJskeWloUNtp8=")
	check("danielle", drop.Hash(drop.Name("Danielle")), "5dUD1FgiKcTJq+JQ5JZUdlyIXrSbtJ338YYbt5/HNG4=")
	check("johnson", drop.Hash(drop.Name("Johnson")), "K+TjOqPiH2/3rRRPj9WCKKHM47UDQLSAX/DGNIDuxIg=")
	check("1985-07-04", drop.Hash(born(1985, 7, 4)), "IWi7qxOAbBJe0fNciDj76Eg84gmj40rB7aNMK/VnFOI=")
	check("name, date and ZIP", drop.Composite(drop.Name("Danielle"), drop.Name("Johnson"), born(1985, 7, 4), drop.Zip("91790")), "PQOfn1RffEKmqMmNAzDKKaoZCwxWbQZkQzPWmQo9REA=")
	t.Logf("figure: DROP hash vectors right: %d of %d", n, n)
}

// forms are what brokers compare, in an order: a map's would give one input
// another coverage each time, and the fuzzer would never be done with it.
var forms = []struct {
	kind string
	form func(string) string
}{{"name", drop.Name}, {"e-mail", drop.Email}, {"phone", drop.Phone}, {"zip", drop.Zip}}

func FuzzNormal(f *testing.F) {
	for _, s := range []string{"O'Neil", "García López", "İ", "ẞ", "ǿ", "Ϊ", "ΐ", "Й", "K", "ǅ", "9021\u0660-1234", "00712345", " 00300-9999", "M1B 1A1", "a+b@c.d", "\xff\x00", "\u0345", "ⅳ", "①", "🅐"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, f := range forms {
			once := f.form(s)
			if again := f.form(once); again != once {
				t.Errorf("%s %q is %q and then %q: two runs would compare differently", f.kind, s, once, again)
			}
			if !utf8.ValidString(once) || strings.ContainsAny(once, " \t\n") {
				t.Errorf("%s %q is %q", f.kind, s, once)
			}
		}
		if n := len(drop.Phone(s)); n > 10 {
			t.Errorf("a phone of %d digits", n)
		}
		if n := utf8.RuneCountInString(drop.Zip(s)); n > 5 || strings.HasPrefix(drop.Zip(s), "0") {
			t.Errorf("zip %q is %q", s, drop.Zip(s))
		}
	})
}
