package field

import (
	"fmt"
	"net/url"
	"slices"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// The tables of this file are forms as sites print them, beside the plain ones
// of each reader's own test.

func TestAgesOfTheWeb(t *testing.T) {
	none, y := scan.Age{}, scan.Years
	for _, c := range []struct {
		name, text string
		age        scan.Age
	}{
		{"y/o", "45 y/o", y(45)},
		{"yo", "45yo", y(45)},
		{"yrs dotted", "45 yrs.", y(45)},
		{"year-old", "45-year-old", y(45)},
		{"years of age", "45 years of age", y(45)},
		{"is", "Maria is 45 years old", y(45)},
		{"approximately", "approximately 45", y(45)},
		{"tilde", "~45", y(45)},
		{"circa word", "Age: about 45", y(45)},
		{"decade", "in their 40s", scan.Age{Low: 40, High: 49}},
		{"decade, her", "in her 40s", scan.Age{Low: 40, High: 49}},
		{"decade with apostrophe", "40's", scan.Age{Low: 40, High: 49}},
		{"decade with curly apostrophe", "In their 40’s", scan.Age{Low: 40, High: 49}},
		{"band", "35-44", scan.Age{Low: 35, High: 44}},
		{"band, dash", "35–44", scan.Age{Low: 35, High: 44}},
		{"band, em dash", "35 — 44", scan.Age{Low: 35, High: 44}},
		{"band, to", "35 to 44", scan.Age{Low: 35, High: 44}},
		{"band, label", "Age range: 35-44", scan.Age{Low: 35, High: 44}},
		{"band, years", "35 - 44 years", scan.Age{Low: 35, High: 44}},
		{"plus", "65+", scan.Age{Low: 65, High: 120}},
		{"over", "Over 65", scan.Age{Low: 65, High: 120}},
		{"under", "under 18", scan.Age{Low: 0, High: 17}},
		{"between dashes", "- 44 yrs -", y(44)},
		{"before a bullet", "44 years •", y(44)},
		{"masked", "4*", none},
		{"masked by x", "4X", none},
		{"unknown", "Age unknown", none},
		{"not available", "N/A", none},
		{"count", "3 addresses", none},
		{"phone", "(512) 555-0142", none},
		{"too old", "Age 145", none},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := Age(c.text, "US"); got != c.age {
				t.Errorf("Age(%q) = %v, want %v", c.text, got, c.age)
			}
		})
	}
}

func TestBirthsOfTheWeb(t *testing.T) {
	for _, c := range []struct{ name, text, country, want string }{
		{"month and year", "Mar 1984", "US", "1984-03-00"},
		{"born in a month", "Born in March 1984", "US", "1984-03-00"},
		{"born on a day", "Born on March 12, 1984", "US", "1984-03-12"},
		{"label short", "DOB: 03/12/1984", "US", "1984-03-12"},
		{"label dotted", "D.O.B. 03/12/1984", "US", "1984-03-12"},
		{"British order", "DOB: 12/03/1984", "GB", "1984-03-12"},
		{"day cannot be a month", "25/03/1984", "US", "1984-03-25"},
		{"month and year with slash", "03/1984", "US", "1984-03-00"},
		{"one digit", "3/1984", "US", "1984-03-00"},
		{"month and year with dash", "03-1984", "US", "1984-03-00"},
		{"ISO", "1984-03-12", "GB", "1984-03-12"},
		{"ISO, month", "1984-03", "US", "1984-03-00"},
		{"day masked", "03/XX/1984", "US", "1984-03-00"},
		{"ordinal", "12th March 1984", "GB", "1984-03-12"},
		{"ordinal in English order", "March 12th, 1984", "US", "1984-03-12"},
		{"of", "12th of March 1984", "GB", "1984-03-12"},
		{"dashes and a month", "12-Mar-1984", "US", "1984-03-12"},
		{"weekday", "Monday, March 12, 1984", "US", "1984-03-12"},
		{"year in brackets", "(b. 1984)", "US", "1984-00-00"},
		{"born with colon", "Year of birth: 1984", "US", "1984-00-00"},
		{"decade", "born in the 1980s", "US", ""},
		{"two years", "1984 or 1985", "US", ""},
		{"impossible day", "02/30/1984", "US", ""},
		{"no year", "March 12", "US", ""},
		{"two digits", "03/12/84", "US", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := Born(c.text, c.country)
			got := fmt.Sprintf("%04d-%02d-%02d", b.Year, b.Month, b.Day)
			if b.IsZero() {
				got = ""
			}
			if got != c.want {
				t.Errorf("Born(%q) = %s, want %s", c.text, got, c.want)
			}
		})
	}
}

func TestPhonesOfTheWeb(t *testing.T) {
	const a, b = "+15125550142", "+12135550101"
	for _, c := range []struct {
		name, text, region string
		want               []string
	}{
		{"more", "(512) 555-0142 +3 more", "US", []string{a}},
		{"and more", "(512) 555-0142 and 3 more", "US", []string{a}},
		{"extension", "(512) 555-0142 ext. 12", "US", []string{a}},
		{"extension x", "512-555-0142 x12", "US", []string{a}},
		{"extension in full", "512-555-0142 extension 1234", "US", []string{a}},
		{"link", "tel:+15125550142", "US", []string{a}},
		{"link with dashes", "tel:512-555-0142", "US", []string{a}},
		{"primary", "(512) 555-0142 Primary Phone", "US", []string{a}},
		{"landline label", "Landline: (512) 555-0142", "US", []string{a}},
		{"carrier", "(512) 555-0142 - Example Wireless Co", "US", []string{a}},
		{"last seen", "(512) 555-0142 (last reported Mar 2019)", "US", []string{a}},
		{"two with a bar", "(512) 555-0142 | (213) 555-0101", "US", []string{a, b}},
		{"two with a bullet", "(512) 555-0142 • (213) 555-0101", "US", []string{a, b}},
		{"two on lines", "512-555-0142\n213-555-0101", "US", []string{a, b}},
		{"twice", "512-555-0142, (512) 555-0142", "US", []string{a}},
		{"no space", "(512)555-0142", "US", []string{a}},
		{"no-break spaces", "(512)\u00a0555\u20110142", "US", []string{a}},
		{"British", "020 7946 0142", "GB", []string{"+442079460142"}},
		{"British abroad", "+44 (0)20 7946 0142", "GB", []string{"+442079460142"}},
		{"Canadian", "(604) 555-0142", "CA", []string{"+16045550142"}},
		{"one masked", "(512) 555-XXXX, (213) 555-0101", "US", []string{b}},
		{"masked by stars", "(512) 555-****", "US", nil},
		{"masked by dots", "512-555-....", "US", nil},
		{"without an area code", "555-0142", "US", nil},
		{"year span", "2009 - 2015", "US", nil},
		{"postal code", "78704-1234", "US", nil},
		{"date", "03/12/1984", "US", nil},
		{"nothing", "No phone numbers found", "US", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Phones(c.text, c.region); !slices.Equal(got, c.want) {
				t.Errorf("Phones(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestEmailsOfTheWeb(t *testing.T) {
	one := []string{"maria@example.org"}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"mailto with a subject", "mailto:maria@example.org?subject=hello", one},
		{"mailto in capitals", "MAILTO:Maria@Example.org", one},
		{"mailto escaped", "mailto:maria%40example.org", one},
		{"two with a slash", "maria@example.org / mg@example.test", []string{"maria@example.org", "mg@example.test"}},
		{"semicolon", "maria@example.org; mg@example.test", []string{"maria@example.org", "mg@example.test"}},
		{"plus", "maria+lists@example.org", []string{"maria+lists@example.org"}},
		{"dots", "m.e.garcia@mail.example.org", []string{"m.e.garcia@mail.example.org"}},
		{"digits", "maria1984@example.org", []string{"maria1984@example.org"}},
		{"underscore", "maria_garcia@example.org", []string{"maria_garcia@example.org"}},
		{"comma after", "maria@example.org, maria@example.org", one},
		{"twice in other case", "maria@example.org MARIA@EXAMPLE.ORG", one},
		{"colon before", "Email:maria@example.org", one},
		{"brackets after", "maria@example.org (personal)", one},
		{"masked in the middle", "m***a@example.org", nil},
		{"masked host", "maria@e******.org", nil},
		{"masked by x", "mxxxx@example.org", nil},
		{"masked by dots", "m...@example.org", nil},
		{"no host", "maria@", nil},
		{"no dot in the host", "maria@localhost", nil},
		{"handle", "@maria", nil},
		{"more", "maria@example.org +2 more", one},
		{"sentence", "Reach maria@example.org or call", one},
		{"tab", "maria@example.org\tmg@example.test", []string{"maria@example.org", "mg@example.test"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Emails(c.text); !slices.Equal(got, c.want) {
				t.Errorf("Emails(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestPeopleOfTheWeb(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"Stephen", "Stephen", []string{"Stephen"}},
		{"Stephanie and a surname", "Stephanie García", []string{"Stephanie García"}},
		{"Grande", "Grande", []string{"Grande"}},
		{"stepson", "José García (stepson)", []string{"José García"}},
		{"grandmother", "Ana García - Grandmother", []string{"Ana García"}},
		{"step-father", "José García (Step-father)", []string{"José García"}},
		{"relation alone", "Grandmother", nil},
		{"in-law", "José García (Brother-in-law)", []string{"José García"}},
		{"plus more", "José García, Ana García, +3 more", []string{"José García", "Ana García"}},
		{"bracketed more", "José García (+3 more)", []string{"José García"}},
		{"more and dots", "José García ... see all", []string{"José García"}},
		{"rank without comma", "John Smith Jr, Ann Smith", []string{"John Smith Jr", "Ann Smith"}},
		{"rank with comma and dot", "John Smith, Jr., Ann Smith", []string{"John Smith, Jr.", "Ann Smith"}},
		{"also known as", "Also Known As: Mia García", []string{"Mia García"}},
		{"aka in small letters", "aka Mia García, M García", []string{"Mia García", "M García"}},
		{"formerly", "Formerly known as Mia López", []string{"Mia López"}},
		{"associated", "Associated with José García", []string{"José García"}},
		{"might be related", "Might be related to José García & Ana García", []string{"José García", "Ana García"}},
		{"Arabic", "محمد علي، فاطمة علي", []string{"محمد علي", "فاطمة علي"}},
		{"Chinese with its comma", "王小明、李小红", []string{"王小明", "李小红"}},
		{"Cyrillic", "Иван Петров, Анна Петрова", []string{"Иван Петров", "Анна Петрова"}},
		{"age in brackets", "José García (age 70)", []string{"José García"}},
		{"age in years", "José García, 70 years old", []string{"José García"}},
		{"none found", "None found", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := People(c.text, false); !slices.Equal(got, c.want) {
				t.Errorf("People(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestLinksOfTheWeb(t *testing.T) {
	base, _ := url.Parse("https://people.test/name/maria-garcia?page=2")
	for _, c := range []struct{ name, raw, want string }{
		{"own host", "https://people.test/p/1?utm_source=x", "https://people.test/p/1"},
		{"own host in capitals", "https://PEOPLE.test/p/1", "https://people.test/p/1"},
		{"longer host", "https://people.test.example.org/p/1", "https://people.test.example.org/p/1"},
		{"without a scheme", "//people.test/p/1", "https://people.test/p/1"},
		{"click numbers", "/p/1?gclid=a&fbclid=b&msclkid=c", "https://people.test/p/1"},
		{"tracking among others", "/p?id=7&utm_medium=list&x=1", "https://people.test/p?id=7&x=1"},
		{"own number called ref", "/p?ref=12345", "https://people.test/p?ref=12345"},
		{"ref of the list", "/p/1?ref=list", "https://people.test/p/1"},
		{"fragment", "/p/1#phones", "https://people.test/p/1"},
		{"route", "/#/person/1", "https://people.test/#/person/1"},
		{"spaces", " /p/maria garcia ", "https://people.test/p/maria%20garcia"},
		{"accents", "/p/maría", "https://people.test/p/mar%C3%ADa"},
		{"escaped", "/p/mar%C3%ADa", "https://people.test/p/mar%C3%ADa"},
		{"dots", "/a/../p/1", "https://people.test/p/1"},
		{"script", "javascript:void(0)", ""},
		{"telephone", "tel:+15125550142", ""},
		{"mail", "mailto:maria@example.org", ""},
		{"data", "data:text/html,x", ""},
		{"place on the page", "#top", ""},
		{"nothing", "", ""},
		{"the page itself", "/name/maria-garcia?page=2", ""},
		{"the page itself in full", "https://people.test/name/maria-garcia?page=2", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Link(c.raw, base); got != c.want {
				t.Errorf("Link(%q) = %q, want %q", c.raw, got, c.want)
			}
		})
	}
}
