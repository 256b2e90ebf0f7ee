package report_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
	"pgregory.net/rapid"
)

// Words that stand in no mask and in no fact that the subject gave.
var (
	safeWords    = []string{"Qalbrook", "Zyxwane", "Vexholm", "Kwoszek"}
	strangeWords = []string{"Jubdrift", "Pyxmoor", "Thwaxley", "Gnorbek"}
)

// planted is a subject with safe facts and a record that mixes own, safe and
// strange facts in every field.
type planted struct {
	subject scan.Subject
	record  scan.Record
}

func drawPlanted(t *rapid.T) planted {
	safe := func(what string) string { return rapid.SampledFrom(safeWords).Draw(t, what) }
	digits := func(what, front string) string {
		return front + fmt.Sprintf("%04d", rapid.IntRange(100, 199).Draw(t, what))
	}
	s := scan.Subject{
		ID: "s1", Names: []scan.Name{{First: "Wilma", Middle: "Jo", Last: "Tarn"}},
		Addresses: []scan.Address{{Street: "12 Elm St", City: "Austin", State: "TX", Zip: "78704"}, {City: "Dayton", State: "OH"}},
		Phones:    []string{"+1 512 555 0142"}, Emails: []string{"wilma@example.org"}, Relatives: []string{"Jon Tarn"},
		Safe: scan.Safe{
			Names:     []scan.Name{{First: safe("safe first"), Last: safe("safe last")}},
			Addresses: []scan.Address{{Street: "7731 " + safe("safe street") + " Rd", City: safe("safe city"), State: "NV", Zip: "89443"}},
			Phones:    []string{digits("safe phone", "+1 775 886 ")}, Emails: []string{strings.ToLower(safe("safe mail")) + "@example.net"},
		},
	}
	if rapid.Bool().Draw(t, "safe name listed") {
		s.Names = append(s.Names, s.Safe.Names[0])
	}
	return planted{s, drawRecord(t, s, digits("phone", "937 993 "))}
}

func drawRecord(t *rapid.T, s scan.Subject, phone string) scan.Record {
	strange := func() string { return rapid.SampledFrom(strangeWords).Draw(t, "word") }
	n, a := s.Safe.Names[0], s.Safe.Addresses[0]
	// hostile writes a fact as pages write it, or as somebody would who wants it told.
	hostile := func(v string) string {
		return rapid.SampledFrom([]func(string) string{
			func(v string) string { return v }, strings.ToUpper, strings.ToLower,
			func(v string) string { return "  " + strings.ReplaceAll(v, " ", "   ") + "\n" },
			func(v string) string { return "\x1b[1m" + v + "\x1b[0m" },
			func(v string) string { return "\u202e" + v + "\u202c" },
			func(v string) string { return "Wilma " + v + " Tarn" },
			func(v string) string { return strings.ReplaceAll(v, " ", "\u00a0") },
			func(v string) string { return strings.ReplaceAll(v, " ", "-") },
			func(v string) string { return strings.ReplaceAll(v, " ", "") },
		}).Draw(t, "form")(v)
	}
	texts := []string{
		"Wilma Tarn", "Jon Tarn", "Wilma J. Tarn", n.String(), n.Last + ", " + n.First, n.Last, n.First, strange() + " " + strange(), strange() + " Tarn",
		a.Street, a.City, a.Zip, s.Safe.Phones[0], scan.Digits(s.Safe.Phones[0]), s.Safe.Emails[0], phone, strange() + "@example.com", "",
		"512-555-0142", "wilma@example.org", "512 555 0142 " + strange(), "12 Elm Street",
	}
	text := rapid.Map(rapid.SampledFrom(texts), hostile)
	address := rapid.Custom(func(t *rapid.T) scan.Address {
		return scan.Address{
			Street: rapid.SampledFrom([]string{"", "12 Elm Street", "12 Elm St Apt " + strange(), a.Street, hostile(a.Street), "5 " + strange() + " Ave", text.Draw(t, "street")}).Draw(t, "street"),
			City:   rapid.SampledFrom([]string{"", "Austin", "Dayton", a.City, strange(), text.Draw(t, "city")}).Draw(t, "city"),
			State:  rapid.SampledFrom([]string{"", "TX", "tx", "Texas", "OH", "NV", "Nevada", text.Draw(t, "state")}).Draw(t, "state"),
			Zip:    rapid.SampledFrom([]string{"", "78704", "78704-9935", a.Zip, a.Zip + "-9935", "99352", text.Draw(t, "zip")}).Draw(t, "zip"), Country: rapid.SampledFrom([]string{"", "US", "MX", text.Draw(t, "country")}).Draw(t, "country"),
		}
	})
	some := rapid.SliceOfN(text, 0, 6)
	return scan.Record{
		Name: text.Draw(t, "name"), Aliases: some.Draw(t, "aliases"), Relatives: some.Draw(t, "relatives"),
		Phones: some.Draw(t, "phones"), Emails: some.Draw(t, "emails"), Addresses: rapid.SliceOfN(address, 0, 6).Draw(t, "addresses"),
		URL: rapid.SampledFrom([]string{"", "https://b.test/wilma-tarn", "https://b.test/p/" + pathOf(n.String()), "https://b.test/" + pathOf(a.Street), "https://b.test/?q=" + pathOf(n.First+n.Last), "https://b.test/" + pathOf(n.Last), "https://b.test/t/" + pathOf(s.Safe.Phones[0]), "https://b.test/" + pathOf(s.Safe.Emails[0])}).Draw(t, "url"),
		Age: scan.Years(rapid.IntRange(0, 99).Draw(t, "age")),
	}
}

func pathOf(s string) string { return strings.ToLower(strings.ReplaceAll(s, " ", "-")) }

// Whatever a page prints where: of what is safe, and of what the subject did
// not give, nothing is left in a masked record, alarms included.
func TestMaskNeverTells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlanted(t)
		masked, alarms := report.Mask(&p.subject, p.record)
		plain, err := json.Marshal(struct {
			R scan.Record
			A []string
		}{masked, alarms})
		if err != nil {
			t.Fatal(err)
		}
		shown := strings.ToLower(string(plain))
		for _, w := range append(append([]string{"7731", "89443", "775", "886", "993", "9935"}, safeWords...), strangeWords...) {
			if strings.Contains(shown, strings.ToLower(w)) {
				t.Fatalf("%q is shown: %s", w, shown)
			}
		}
		if strings.Contains(shown, `"age"`) {
			t.Fatalf("an age is shown, and no birth date was given: %s", shown)
		}
	})
}

// A safe fact that stands alone and unaltered in the field of its kind always
// sounds its alarm.
func TestMaskAlwaysWarns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlanted(t)
		safe := p.subject.Safe
		for label, r := range map[string]scan.Record{
			"safe name 1":    {Name: safe.Names[0].String()},
			"safe address 1": {Addresses: append(p.record.Addresses, safe.Addresses[0])},
			"safe phone 1":   {Phones: append(p.record.Phones, scan.Digits(safe.Phones[0]))},
			"safe e-mail 1":  {Emails: append(p.record.Emails, strings.ToUpper(safe.Emails[0]))},
		} {
			_, alarms := report.Mask(&p.subject, r)
			n := 0
			for _, a := range alarms {
				if a == label {
					n++
				}
			}
			if n != 1 {
				t.Fatalf("%s: %d alarms in %q, want one", label, n, alarms)
			}
		}
	})
}
