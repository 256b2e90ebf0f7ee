package field

import (
	"slices"
	"strings"
	"testing"
)

func TestEmails(t *testing.T) {
	one := []string{"maria@example.org"}
	two := []string{"maria@example.org", "mg@example.test"}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"plain", "maria@example.org", one},
		{"capitals", "Maria@Example.ORG", one},
		{"label", "E-mail: maria@example.org", one},
		{"brackets", "<maria@example.org>", one},
		{"round brackets", "(maria@example.org)", one},
		{"full stop after", "Write to maria@example.org.", one},
		{"quotes", `"maria@example.org"`, one},
		{"single quotes", "'maria@example.org'", one},
		{"mailto", "mailto:maria@example.org", one},
		{"mailto with subject", "mailto:maria@example.org?subject=x%20y", one},
		{"mailto escaped", "mailto:maria%40example.org", one},
		{"mailto capitals", "MAILTO:maria@example.org", one},
		{"comma", "maria@example.org, mg@example.test", two},
		{"semicolon", "maria@example.org;mg@example.test", two},
		{"lines", "maria@example.org\nmg@example.test", two},
		{"cells", "maria@example.org\tmg@example.test", two},
		{"bullets", "• maria@example.org\n• mg@example.test", two},
		{"and", "maria@example.org and mg@example.test", two},
		{"twice", "maria@example.org, MARIA@example.org", one},
		{"plus more", "maria@example.org +3 more", one},
		{"dots", "maria.e.garcia@example.org", []string{"maria.e.garcia@example.org"}},
		{"plus", "maria+news@example.org", []string{"maria+news@example.org"}},
		{"digits", "maria84@mail2.example.org", []string{"maria84@mail2.example.org"}},
		{"hyphen", "m-g@ex-ample.org", []string{"m-g@ex-ample.org"}},
		{"underscore", "m_g@example.org", []string{"m_g@example.org"}},
		{"accents", "maría@example.org", []string{"maría@example.org"}},
		{"long end", "maria@example.photography", []string{"maria@example.photography"}},
		{"masked beside full", "m***@x.org, mg@example.test", []string{"mg@example.test"}},
		{"tilde-free end", "maria@example.co.uk", []string{"maria@example.co.uk"}},

		{"masked start", "m***@example.org", nil},
		{"masked middle", "jo**n@example.org", nil},
		{"masked whole", "*****@example.org", nil},
		{"masked bullets", "m•••a@example.org", nil},
		{"masked x", "mxxxx@example.org", nil},
		{"masked dots", "maria...@example.org", nil},
		{"masked lines", "m__a@example.org", nil},
		{"masked dashes", "m---a@example.org", nil},
		{"masked host", "maria@e******.org", nil},
		{"masked end of host", "maria@example.o**", nil},
		{"host cut off", "maria@example…", nil},
		{"ellipsis before", "…a@example.org", nil},
		{"no host", "maria@", nil},
		{"no end", "maria@example", nil},
		{"one letter end", "maria@example.o", nil},
		{"dot first", ".maria@example.org", nil},
		{"protected", "[email protected]", nil},
		{"handle", "@maria", nil},
		{"words", "no e-mail listed", nil},
		{"nothing", "", nil},
		{"two lines", "maria@example.org\nana@example.org", []string{"maria@example.org", "ana@example.org"}},
		{"label", "Email: maria@example.org", []string{"maria@example.org"}},
		{"brackets", "Maria (maria@example.org)", []string{"maria@example.org"}},
		{"subdomain", "maria@mail.example.co.test", []string{"maria@mail.example.co.test"}},
		{"masked by bullets", "m••••@example.org", nil},
		{"masked host", "maria@e******.org", nil},
		{"masked among plain", "m***@example.org, ana@example.org", []string{"ana@example.org"}},
		{"masked by x", "mxxxxx@example.org", nil},
		{"no host", "maria@", nil},
		{"handle", "@maria", nil},
		{"cut off", "maria@example", nil},
		{"plus one more", "maria@example.org +1 more", []string{"maria@example.org"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Emails(c.text); !slices.Equal(got, c.want) {
				t.Errorf("Emails(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func FuzzEmails(f *testing.F) {
	for _, s := range []string{"Maria@Example.org", "m***@x.org", "mailto:a%40b.org?x", "a@b@c.org"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, e := range Emails(s) {
			if strings.Count(e, "@") != 1 || Masked(e) || strings.ContainsAny(e, " \n\t") {
				t.Errorf("Emails(%q) gives %q", s, e)
			}
		}
	})
}
