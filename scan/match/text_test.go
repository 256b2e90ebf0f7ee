package match

import (
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// TestSafeFactsAreFoundAndNotTold shows every safe fact on a page: it is
// recognised, and told by its number only.
func TestSafeFactsAreFoundAndNotTold(t *testing.T) {
	cases := []struct {
		name        string
		record      scan.Record
		want        scan.Verdict
		field, text string
	}{
		{"name", aged("Elena Vanterpool", 42, at("Austin", "TX")), scan.Match, "name", "the page shows safe name 1"},
		{"name as alias", scan.Record{Name: "Maria Quintanar", Aliases: []string{"ELENA VANTERPOOL"}, Age: scan.Years(42)}, scan.Match, "name", "the page shows safe name 1"},
		{"name alone", scan.Record{Name: "Vanterpool, Elena"}, scan.Possible, "name", "the page shows safe name 1"},
		{"street", scan.Record{Name: "Maria Garcia", Addresses: []scan.Address{{Street: "7 Quiet Ln.", City: "Boise", State: "Idaho"}}}, scan.Match, "street", "the page shows safe address 1"},
		{"town", aged("Maria Quintanar", 42, at("Boise", "ID")), scan.Match, "place", "the page shows the town of safe address 1"},
		{"state", aged("Maria Quintanar", 42, at("", "ID")), scan.Match, "place", "the state of safe address 1"},
		{"another town of the state", aged("Maria Quintanar", 42, at("Moscow", "ID")), scan.Possible, "place", "the state of safe address 1"},
		{"phone", scan.Record{Name: "Maria Garcia", Phones: []string{"2085550111"}}, scan.Match, "phone", "the page shows safe phone 1"},
		{"e-mail", scan.Record{Name: "Maria Garcia", Emails: []string{"hidden.elena@example.org"}}, scan.Match, "email", "the page shows safe e-mail 1"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			j := New(maria()).Judge(c.record, day)
			if j.Verdict != c.want {
				t.Errorf("verdict %s, want %s: %+v", j.Verdict, c.want, j.Reasons)
			}
			if got := reasonFor(j, c.field).Text; got != c.text {
				t.Errorf("%s says %q, want %q", c.field, got, c.text)
			}
			listed := maria() // safe, and among the other addresses by mistake
			listed.Addresses = append(listed.Addresses, listed.Safe.Addresses...)
			twice := New(listed).Judge(c.record, day)
			if got := reasonFor(twice, c.field).Text; got != c.text {
				t.Errorf("listed twice, %s says %q, want %q", c.field, got, c.text)
			}
			for _, r := range slices.Concat(j.Reasons, twice.Reasons) {
				for _, secret := range []string{"elena", "vanterpool", "quiet", "boise", "idaho", "83702", "0111"} {
					if strings.Contains(strings.ToLower(r.Text), secret) {
						t.Errorf("reason %q tells a safe fact", r.Text)
					}
				}
			}
		})
	}
}

// TestSharedTownIsNoAlarm has a safe address in the town of one that is not.
func TestSharedTownIsNoAlarm(t *testing.T) {
	s := maria()
	s.Addresses = append(s.Addresses, at("Boise", "ID"))
	j := New(s).Judge(aged("Maria Quintanar", 42, at("Boise", "ID")), day)
	if got := reasonFor(j, "place").Text; got != "lived in Boise, ID as you did" {
		t.Errorf("place says %q", got)
	}
}

// TestTextsKeepToThemselves has the page's own facts stay out of the reasons,
// but ages and generations.
func TestTextsKeepToThemselves(t *testing.T) {
	j := New(robert()).Judge(scan.Record{
		Name: "Robert Theodore Whitfether III", Aliases: []string{"Buckminster Whitfeather"}, Age: scan.Years(47),
		Addresses: []scan.Address{{Street: "99 Secret Rd", City: "Reno", State: "NV", Zip: "89501"}},
		Phones:    []string{"702-555-0100"}, Emails: []string{"bucky@example.org"}, Relatives: []string{"Olga Novotna"},
	}, day)
	for _, r := range j.Reasons {
		for _, foreign := range []string{"theodore", "whitfether", "buckm", "secret", "reno", "nv", "89501", "0100", "bucky", "olga"} {
			if strings.Contains(strings.ToLower(r.Text), foreign) {
				t.Errorf("reason %q tells a fact of the page", r.Text)
			}
		}
	}
	for field, want := range map[string]string{
		"middle": "the page gives another middle name",
		"suffix": "the page says III, you gave no generation",
		"age":    "age 47, you are 42",
	} {
		if got := reasonFor(j, field).Text; got != want {
			t.Errorf("%s says %q, want %q", field, got, want)
		}
	}
}

func TestWording(t *testing.T) {
	cases := []struct{ name, field, want string }{
		{"Robert Whitfeather", "name", "the same name, an unusual one"},
		{"Bob Whitfeather", "name", "the same name, in a short or other form"},
		{"R Whitfeather", "name", "the same name, with only the first letter of the first name"},
		{"Robert Whitfaether", "name", "the same name, spelled differently"},
		{"James Whitfeather", "name", "the same name, with the middle name as first name"},
		{"Whitfeather", "name", "the same name, the last name only"},
		{"Robert Brandtner", "name", "another last name"},
		{"Helen Whitfeather", "name", "another first name"},
		{"Helen Brandtner", "name", "another name"},
		{"", "name", "the page gives no name"},
		{"Robert Whitfeather", "age", "age 42 fits"},
		{"Robert Whitfeather", "place", "lived in Dayton, OH as you did"},
	}
	for _, c := range cases {
		if got := reasonFor(New(robert()).Judge(fits(c.name), day), c.field).Text; got != c.want {
			t.Errorf("%q: %s says %q, want %q", c.name, c.field, got, c.want)
		}
	}
	if got := reasonFor(New(john()).Judge(fits("John Smith"), day), "name").Text; got != "the same name, a very common one" {
		t.Errorf("John Smith: %q", got)
	}
}
