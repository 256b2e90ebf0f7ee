package field

import (
	"testing"

	"github.com/whohasme/whohasme/scan"
)

func TestBorn(t *testing.T) {
	for _, c := range []struct{ name, text, country, want string }{
		{"year", "1984", "US", "1984"},
		{"born year", "Born 1984", "US", "1984"},
		{"born in", "born in 1984", "US", "1984"},
		{"colon", "Born: 1984", "US", "1984"},
		{"circa", "born c. 1984", "US", "1984"},
		{"label", "Date of birth: 1984", "US", "1984"},
		{"birth year", "Birth Year 1984", "US", "1984"},
		{"month short", "Mar 1984", "US", "1984-03"},
		{"month dotted", "Mar. 1984", "US", "1984-03"},
		{"month long", "March 1984", "US", "1984-03"},
		{"month comma", "March, 1984", "US", "1984-03"},
		{"Sept", "Sept 1984", "US", "1984-09"},
		{"May", "May 1984", "US", "1984-05"},
		{"capitals", "MARCH 1984", "US", "1984-03"},
		{"in brackets", "(Mar 1984)", "US", "1984-03"},
		{"day", "March 12, 1984", "US", "1984-03-12"},
		{"day with th", "March 12th, 1984", "US", "1984-03-12"},
		{"day first", "12 March 1984", "US", "1984-03-12"},
		{"day first with of", "12th of March, 1984", "US", "1984-03-12"},
		{"dashes", "12-Mar-1984", "US", "1984-03-12"},
		{"ISO", "1984-03-12", "US", "1984-03-12"},
		{"ISO month", "1984-03", "US", "1984-03"},
		{"ISO in a text", "DOB 1984-03-12 (verified)", "US", "1984-03-12"},
		{"slashes in the US", "03/12/1984", "US", "1984-03-12"},
		{"slashes without country", "03/12/1984", "", "1984-03-12"},
		{"slashes in Britain", "03/12/1984", "GB", "1984-12-03"},
		{"a day over 12 decides", "25/03/1984", "US", "1984-03-25"},
		{"a day over 12 decides in Britain", "03/25/1984", "GB", "1984-03-25"},
		{"month and year in numbers", "03/1984", "US", "1984-03"},
		{"masked day", "03/XX/1984", "US", "1984-03"},
		{"masked day and month", "XX/XX/1984", "US", "1984"},
		{"masked by stars", "**/**/1984", "US", "1984"},
		{"masked ISO", "1984-XX-XX", "US", "1984"},
		{"leap day", "Feb 29, 1984", "US", "1984-02-29"},

		{"no leap day", "Feb 29, 1985", "US", ""},
		{"impossible day", "March 32, 1984", "US", ""},
		{"impossible month", "13/13/1984", "US", ""},
		{"two years", "1940 - 2012", "US", ""},
		{"either", "1984 or 1985", "US", ""},
		{"decade", "1980s", "US", ""},
		{"before", "before 1984", "US", ""},
		{"died", "died 1984", "US", ""},
		{"two digits", "03/12/84", "US", ""},
		{"no year", "March 12", "US", ""},
		{"too early", "1200", "US", ""},
		{"too early to live", "1850", "US", ""},
		{"too late", "3019", "US", ""},
		{"zero", "0000-00-00", "US", ""},
		{"age", "45", "US", ""},
		{"long number", "19840312", "US", ""},
		{"phone", "512-555-1984", "US", ""},
		{"unknown", "Unknown", "US", ""},
		{"nothing", "", "US", ""},
		{"abbreviated with full stop and day", "Mar. 12, 1984", "US", "1984-03-12"},
		{"day month year words", "12 Mar 1984", "GB", "1984-03-12"},
		{"dots in Germany", "12.03.1984", "DE", "1984-03-12"},
		{"ISO with time of day", "1984-03-12 00:00", "US", "1984-03-12"},
		{"DOB and dots", "D.O.B. 03/12/1984", "US", "1984-03-12"},
		{"birthday words", "Birthday: March 1984", "US", "1984-03"},
		{"bracketed year", "(1984)", "US", "1984"},
		{"about", "about 1984", "US", "1984"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Born(c.text, c.country).String(); got != c.want {
				t.Errorf("Born(%q, %q) = %q, want %q", c.text, c.country, got, c.want)
			}
		})
	}
}

func FuzzBorn(f *testing.F) {
	for _, s := range []string{"Mar 1984", "12th of March, 1984", "XX/XX/1984", "1984-03-12", "25/03/1984"} {
		f.Add(s, "US")
	}
	f.Fuzz(func(t *testing.T, s, country string) {
		b := Born(s, country)
		var again scan.Born
		if err := again.UnmarshalText([]byte(b.String())); err != nil || again != b {
			t.Errorf("Born(%q) = %+v is no date", s, b)
		}
	})
}
