package field

import (
	"regexp"
	"slices"
	"testing"
)

func TestPhones(t *testing.T) {
	const a, b = "+15125550142", "+12135550101"
	one, two := []string{a}, []string{a, b}
	for _, c := range []struct {
		name, text, region string
		want               []string
	}{
		{"brackets", "(512) 555-0142", "US", one},
		{"dashes", "512-555-0142", "US", one},
		{"dots", "512.555.0142", "US", one},
		{"spaces", "512 555 0142", "US", one},
		{"bare", "5125550142", "US", one},
		{"leading one", "1-512-555-0142", "US", one},
		{"international", "+1 512 555 0142", "US", one},
		{"international in Britain", "+1 512 555 0142", "GB", one},
		{"no-break hyphen", "512‑555‑0142", "US", one},
		{"en dash", "512–555–0142", "US", one},
		{"slash", "512/555-0142", "US", one},
		{"label", "Phone: (512) 555-0142", "US", one},
		{"label mobile", "Mobile (512) 555-0142", "US", one},
		{"kind after", "(512) 555-0142 - Wireless", "US", one},
		{"kind in brackets", "(512) 555-0142 (Landline)", "US", one},
		{"primary", "(512) 555-0142 Primary Phone", "US", one},
		{"carrier", "(512) 555-0142 Example Wireless", "US", one},
		{"tel link", "tel:+15125550142", "US", one},
		{"tel link, dashes", "tel:512-555-0142", "US", one},
		{"extension", "(512) 555-0142 x12", "US", one},
		{"extension word", "512-555-0142 ext. 12", "US", one},
		{"lines", "(512) 555-0142\n(213) 555-0101", "US", two},
		{"commas", "(512) 555-0142, (213) 555-0101", "US", two},
		{"semicolons", "(512) 555-0142; (213) 555-0101", "US", two},
		{"bullets", "(512) 555-0142 • (213) 555-0101", "US", two},
		{"bars", "(512) 555-0142 | (213) 555-0101", "US", two},
		{"and", "(512) 555-0142 and (213) 555-0101", "US", two},
		{"cells", "(512) 555-0142\tMobile\t(213) 555-0101", "US", two},
		{"plus more", "(512) 555-0142 +3 more", "US", one},
		{"twice", "(512) 555-0142, 512.555.0142", "US", one},
		{"masked beside full", "(512) 555-0142, (213) 555-01XX", "US", one},
		{"London", "020 7946 0018", "GB", []string{"+442079460018"}},
		{"London from outside", "+44 20 7946 0018", "US", []string{"+442079460018"}},
		{"Canada", "(416) 555-0142", "CA", []string{"+14165550142"}},

		{"masked end", "(512) 555-01XX", "US", nil},
		{"masked end, small", "512-555-xxxx", "US", nil},
		{"masked stars", "(512) 555-****", "US", nil},
		{"masked bullets", "(512) 555-••••", "US", nil},
		{"masked start", "(XXX) XXX-0142", "US", nil},
		{"masked hashes", "512-555-####", "US", nil},
		{"masked dots", "512-555-....", "US", nil},
		{"masked lines", "512-555-____", "US", nil},
		{"area code missing", "555-0142", "US", nil},
		{"too short", "512", "US", nil},
		{"too long", "512555014255555", "US", nil},
		{"area code of 1", "(112) 555-0142", "US", nil},
		{"ZIP", "45402-1234", "US", nil},
		{"date", "2015-03-12", "US", nil},
		{"more only", "+3 more", "US", nil},
		{"words", "no phone listed", "US", nil},
		{"nothing", "", "US", nil},
		{"two with a space", "(512) 555-0142 (213) 555-0101", "US", two},
		{"two in lines", "(512) 555-0142\n(213) 555-0101", "US", two},
		{"plus more", "(512) 555-0142 +2 more", "US", one},
		{"extension word", "(512) 555-0142 extension 77", "US", one},
		{"masked end kept out", "(512) 555-****", "US", nil},
		{"masked middle", "(512) ***-0142", "US", nil},
		{"masked and plain", "(512) 555-XXXX, (213) 555-0101", "US", []string{b}},
		{"drama of Britain", "01632 960123", "GB", []string{"+441632960123"}},
		{"mobile of Britain", "07700 900123", "GB", []string{"+447700900123"}},
		{"London", "020 7946 0018", "GB", []string{"+442079460018"}},
		{"Canada", "(416) 555-0142", "CA", []string{"+14165550142"}},
		{"Germany", "+49 30 23125 001", "US", []string{"+493023125001"}},
		{"tel link", "tel:+1-512-555-0142", "US", one},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Phones(c.text, c.region); !slices.Equal(got, c.want) {
				t.Errorf("Phones(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func FuzzPhones(f *testing.F) {
	for _, s := range []string{"(512) 555-0142 x12", "tel:+442079460018", "(512) 555-01XX", "+3 more"} {
		f.Add(s, "US")
	}
	e164 := regexp.MustCompile(`^\+[1-9]\d{5,16}$`)
	f.Fuzz(func(t *testing.T, s, region string) {
		for _, p := range Phones(s, region) {
			if !e164.MatchString(p) {
				t.Errorf("Phones(%q) gives %q", s, p)
			}
		}
	})
}
