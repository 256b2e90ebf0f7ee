package field

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestName(t *testing.T) {
	const hidden = "?" // a name is there, its letters are not
	for _, c := range []struct{ name, text, want string }{
		{"plain", "Maria Garcia", "Maria Garcia"},
		{"middle", "Maria Elena Garcia", "Maria Elena Garcia"},
		{"initial", "Maria E. Garcia", "Maria E. Garcia"},
		{"capitals stay", "MARIA GARCIA", "MARIA GARCIA"},
		{"last first", "Garcia, Maria", "Garcia, Maria"},
		{"last first middle", "Garcia, Maria E", "Garcia, Maria E"},
		{"junior", "John Smith, Jr.", "John Smith, Jr."},
		{"third", "John Smith III", "John Smith III"},
		{"ordinal", "John Smith 3rd", "John Smith 3rd"},
		{"accents", "José García López", "José García López"},
		{"apostrophe", "Sinéad O’Connor-Byrne", "Sinéad O’Connor-Byrne"},
		{"nickname in brackets", "William (Bill) Smith", "William (Bill) Smith"},
		{"particle", "Ana de la Cruz", "Ana de la Cruz"},
		{"Chinese", "王小明", "王小明"},
		{"Cyrillic", "Мария Иванова", "Мария Иванова"},
		{"surname No", "No Nguyen", "No Nguyen"},
		{"surname See", "Anna See", "Anna See"},
		{"ends like a state", "Smith, Al", "Smith, Al"},
		{"ends like a state in capitals", "GARCIA, AL", "GARCIA, AL"},
		{"age after comma", "Maria Garcia, 42", "Maria Garcia"},
		{"age in brackets", "Maria Garcia (42)", "Maria Garcia"},
		{"age word", "Maria Garcia Age 42", "Maria Garcia"},
		{"age word and colon", "Maria Garcia, Age: 42", "Maria Garcia"},
		{"aged", "Maria Garcia, aged 42", "Maria Garcia"},
		{"years old", "Maria Garcia, 42 years old", "Maria Garcia"},
		{"decade", "Maria Garcia, 40s", "Maria Garcia"},
		{"band", "Maria Garcia (40-49)", "Maria Garcia"},
		{"masked age", "Maria Garcia, age 4*", "Maria Garcia"},
		{"bare age", "Maria Garcia 42", "Maria Garcia"},
		{"age dash", "Maria Garcia - 42", "Maria Garcia"},
		{"age then place", "Maria Garcia, Age 42, Austin, TX", "Maria Garcia"},
		{"label", "Name: Maria Garcia", "Maria Garcia"},
		{"full name label", "Full Name - Maria Garcia", "Maria Garcia"},
		{"aka", "AKA Maria Lopez", "Maria Lopez"},
		{"dotted aka", "a.k.a. Maria Lopez", "Maria Lopez"},
		{"also known as", "Also known as: Maria Lopez", "Maria Lopez"},
		{"aka inside", "Maria Garcia aka Maria Lopez", "Maria Garcia"},
		{"lives in", "Maria Garcia lives in Austin, TX", "Maria Garcia"},
		{"in a place", "Maria Garcia in Austin, TX", "Maria Garcia"},
		{"of a place", "Maria Garcia of Austin, TX", "Maria Garcia"},
		{"place after comma", "Maria Garcia, Austin, TX", "Maria Garcia"},
		{"bar", "Maria Garcia | Example People", "Maria Garcia"},
		{"bullet", "Maria Garcia • Austin", "Maria Garcia"},
		{"numbered", "1. Maria Garcia", "Maria Garcia"},
		{"ranked", "#12) Maria Garcia", "Maria Garcia"},
		{"report", "Maria Garcia - Background Report", "Maria Garcia"},
		{"deceased", "Maria Garcia (Deceased)", "Maria Garcia"},
		{"two lines", "Maria Garcia\nAge 42\nAustin, TX", "Maria Garcia"},
		{"label on its own line", "Name:\nMaria Garcia", "Maria Garcia"},
		{"row", "Maria Garcia\t42\tAustin, TX", "Maria Garcia"},
		{"born in is no surname", "Maria Garcia, born in 1984", "Maria Garcia"},
		{"surname Born", "Max Born", "Max Born"},
		{"surname Page", "Anna Page", "Anna Page"},
		{"surname Lively", "Anna Lively", "Anna Lively"},
		{"surname Agee", "James Agee", "James Agee"},
		{"surname Akande", "Aka Akande", "Akande"},

		{"born year", "Maria Garcia b. 1984", "Maria Garcia"},
		{"age with a masked digit", "Maria Garcia, 4X", "Maria Garcia"},
		{"in her forties", "Maria Garcia, in her 40s", "Maria Garcia"},
		{"place after dash", "Maria Garcia - Austin, TX", "Maria Garcia"},
		{"state after comma", "Maria Garcia, Texas", "Maria Garcia"},
		{"code after comma", "Maria Garcia, TX", "Maria Garcia"},
		{"given name that is a state", "Garcia Lopez, Virginia", "Garcia Lopez, Virginia"},
		{"doctor, not Maryland", "Maria Garcia, MD", "Maria Garcia, MD"},
		{"profile of", "Maria Garcia’s profile", "Maria Garcia"},
		{"results for", "Results for Maria Garcia", "Maria Garcia"},
		{"about", "About Maria Garcia", "Maria Garcia"},

		{"masked by stars", "J*** S****", hidden},
		{"masked surname", "Maria G*****", hidden},
		{"masked by x", "Jxxxx Sxxxx", hidden},
		{"masked by blocks", "M████ G█████", hidden},
		{"masked by bullets", "M•••• G•••••", hidden},
		{"masked by lines", "M____ G_____", hidden},
		{"masked and age", "J*** S****, 42", hidden},
		{"cut off", "Maria Gar…", hidden},
		{"cut off by dots", "Maria Gar...", hidden},
		{"initials", "J. S.", hidden},
		{"initials without dots", "J S", hidden},
		{"initials together", "J.S.", hidden},
		{"stars alone", "**** *****", hidden},
		{"said hidden", "[Name hidden]", hidden},
		{"redacted", "REDACTED", hidden},

		{"nothing", "", ""},
		{"space", " \n\t ", ""},
		{"age alone", "42", ""},
		{"place sentence", "Lives in Austin, TX", ""},
		{"age sentence", "Age 42", ""},
		{"unknown", "Unknown", ""},
		{"not available", "N/A", ""},
		{"dashes", "---", ""},
		{"button", "View Profile", ""},
		{"button, longer", "View full report", ""},
		{"no results", "No results", ""},
		{"no records found", "No records found", ""},
		{"template", "{{name}}", ""},
		{"address", "12 Elm St", ""},
		{"e-mail", "maria@example.org", ""},
		{"link", "https://example.test/maria", ""},
		{"loading", "Loading…", hidden},
		{"broken letters", "Mar\uFFFDa Garcia", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, veiled := Name(c.text)
			if veiled {
				got += hidden
			}
			if got != c.want {
				t.Errorf("Name(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"Maria Garcia, 42", "J*** S****", "Name:\n\tX", "a, b, TX", "AKA", "1."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name, veiled := Name(s)
		if veiled && name != "" {
			t.Errorf("a hidden name was given out")
		}
		if name != strings.TrimSpace(name) || strings.ContainsAny(name, "\n\t") {
			t.Errorf("Name(%q) = %q is no single tidy line", s, name)
		}
		if name != "" && utf8.ValidString(s) && !strings.Contains(s, name) {
			t.Errorf("Name(%q) = %q was not printed there", s, name)
		}
	})
}
