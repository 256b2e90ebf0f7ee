package casebook_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

const detailedFile = `
authority: {kind: mandate, scope: [look, suppress], brokers: [a, b], from: 2026-11-01, to: 2026-11-30, document: signed.pdf}
risk: high
residence: {country: US, state: OH}
names: [{first: Wilma, middle: "no", last: Tarn}, {first: Wilma, last: Hodge, kind: former}, {first: Nova, last: Quill}]
born: 1984-03
addresses: [{street: "12 Elm St, Apt 4", city: Akron, state: OH, zip: "04430", from: 2009}, {street: 9 Hidden Rd, city: Kent, state: OH}]
phones: ["+1 330 555 0100", "330 555 0199"]
emails: [wt@example.org, hidden@example.org]
relatives: ["Odd: Name"]
safe: {names: [{first: Nova, last: Quill}], addresses: [{street: 9 Hidden Rd, city: Kent, state: OH}], phones: [330 555 0199], emails: [hidden@example.org]}
reply_to: wt.privacy@example.org
covered: [official, {is: state-judge, state: OH, family: true}]
`

// What is given to be edited comes back as it was, and tells no safe fact.
func TestSubjectFileComesBack(t *testing.T) {
	for _, file := range []string{selfFile, mandateFile, guardianFile, riskyFile, detailedFile} {
		s := parse(t, "s1", file)
		data, err := casebook.SubjectFile(s)
		ok(t, err)
		if labels := s.Safe.Labels(string(data)); len(labels) > 0 {
			t.Errorf("tells %q:\n%s", labels, data)
		}
		got, err := casebook.ReadEdited(s, "edited.yaml", data)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		o := reopen(t)
		var document []byte
		if s.Authority.Kind == scan.Mandate {
			document = paper
		}
		ok(t, o.AddSubject(t.Context(), s, document))
		if err := o.ChangeSubject(t.Context(), "s1", got, nil); !errors.Is(err, casebook.ErrUnchanged) {
			t.Errorf("got %v, want no change:\n%s", err, data)
		}
	}
}

func TestReadEditedLabels(t *testing.T) {
	s := parse(t, "s1", detailedFile)
	for name, file := range map[string]string{
		"a label of nothing":  "safe: {addresses: [safe address 7]}",
		"a label out of kind": "safe: {phones: [safe address 1]}",
	} {
		_, err := casebook.ReadEdited(s, "f.yaml", []byte("id: s1\nnames: [Wilma Tarn]\n"+file))
		if err == nil || !strings.Contains(err.Error(), "f.yaml:3") || strings.Contains(err.Error(), "Hidden") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestChangeSubject(t *testing.T) {
	other := []byte("%PDF-1.7 signed anew")
	replace := func(pairs ...string) func(*office) *scan.Subject {
		return func(o *office) *scan.Subject {
			return parse(o.t, "s1", strings.NewReplacer(pairs...).Replace(mandateFile))
		}
	}
	withdrawn := func(then func(*office) *scan.Subject) func(*office) *scan.Subject {
		return func(o *office) *scan.Subject {
			ok(o.t, o.Withdraw(o.t.Context(), "s1"))
			return then(o)
		}
	}
	as := func(file string) func(*office) *scan.Subject {
		return func(o *office) *scan.Subject { return parse(o.t, "s1", file) }
	}
	for _, c := range []struct {
		name     string
		first    string
		to       func(*office) *scan.Subject
		document []byte
		rule     string
	}{
		{"another phone", mandateFile, replace("addresses", "phones: [\"330 555 0100\"]\naddresses"), nil, ""},
		{"a name by marriage", mandateFile, replace("last: Tarn}", "last: Hodge}, {first: Wilma, last: Tarn, kind: former}"), nil, ""},
		{"a slip of the pen mended", mandateFile, replace("Tarn", "Taarn"), nil, ""},
		{"letters that changed places", mandateFile, replace("Wilma", "Wimla"), nil, ""},
		{"a stranger", mandateFile, replace("Wilma, last: Tarn", "Otto, last: Brandt"), nil, "another person is another subject"},
		{"another first name", mandateFile, replace("Wilma", "Greta"), nil, "another person is another subject"},
		{"no more names than people have", guardianFile, as(strings.Replace(guardianFile, "kind: guardian", "kind: guardian", 1)), nil, "nothing is different"},
		{"longer, by the old paper", mandateFile, replace("2026-11-30", "2027-11-30"), paper, "needs its new signed document"},
		{"longer, without a paper", mandateFile, replace("2026-11-30", "2027-11-30"), nil, "needs its new signed document"},
		{"longer, by a new one", mandateFile, replace("2026-11-30", "2027-11-30"), other, ""},
		{"shorter", mandateFile, replace("2026-11-30", "2026-11-25"), nil, ""},
		{"earlier", mandateFile, replace("2026-11-01", "2026-10-01"), nil, "needs its new signed document"},
		{"permits more", mandateFile, replace("suppress,", "suppress, delete,"), nil, "needs its new signed document"},
		{"permits less", mandateFile, replace(", opt-out-of-sale", ""), nil, ""},
		{"names brokers", mandateFile, replace("brokers: all", "brokers: [a]"), nil, ""},
		{"becomes a self", mandateFile, as(selfFile), nil, "no edit makes a self"},
		{"a self becomes a mandate", selfFile, as(mandateFile), paper, "no edit makes a self"},
		{"becomes a guardianship", mandateFile, as(guardianFile), nil, "does not become a guardianship"},
		{"a guardianship becomes a mandate", guardianFile, as(mandateFile), paper, ""},
		{"a guardianship becomes a mandate without a paper", guardianFile, as(mandateFile), nil, "needs its signed document"},
		{"withdrawn, edited", mandateFile, withdrawn(replace("addresses", "phones: [\"330 555 0100\"]\naddresses")), nil, ""},
		{"withdrawn, renewed by the old paper", mandateFile, withdrawn(replace("2026-11-01", "2026-11-20", "2026-11-30", "2027-11-30")), paper, "needs its new signed document"},
		{"withdrawn, renewed from before the withdrawal", mandateFile, withdrawn(replace("2026-11-30", "2027-11-30")), other, "a new mandate begins on that day or later"},
		{"withdrawn, renewed", mandateFile, withdrawn(replace("2026-11-01", "2026-11-20", "2026-11-30", "2027-11-30")), other, ""},
		{"another id", mandateFile, func(o *office) *scan.Subject { return parse(o.t, "s2", mandateFile) }, nil, "the id of a subject stays"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t)
			o.add("s1", c.first)
			to := c.to(o)
			err := o.ChangeSubject(t.Context(), "s1", to, c.document)
			switch {
			case errors.Is(err, casebook.ErrUnchanged) && strings.Contains(err.Error(), c.rule) && c.rule != "":
			case c.rule == "":
				ok(t, err)
			default:
				refused(t, err, c.rule)
				if o.events("s1", scan.SubjectChanged) != 0 {
					t.Error("it is changed all the same")
				}
			}
			now, err := o.Subject(t.Context(), "s1")
			ok(t, err)
			renewed := strings.HasSuffix(c.name, "withdrawn, renewed")
			if strings.HasPrefix(c.name, "withdrawn") && now.Authority.Withdrawn.IsZero() != renewed {
				t.Errorf("withdrawn %q", now.Authority.Withdrawn)
			}
		})
	}
	t.Run("a stranger by two steps", func(t *testing.T) {
		o := open(t)
		o.add("s1", guardianFile)
		both := strings.Replace(guardianFile, "last: Tarn}", "last: Tarn}, {first: Otto, last: Brandt, kind: alias}", 1)
		ok(t, o.ChangeSubject(t.Context(), "s1", parse(t, "s1", both), nil))
		stranger := strings.Replace(guardianFile, "first: Wilma, last: Tarn", "first: Otto, last: Brandt", 1)
		refused(t, o.ChangeSubject(t.Context(), "s1", parse(t, "s1", stranger), nil), "another person is another subject")
	})
}

// A clock that was set back makes no room for more new subjects, and a purge
// none either, since what is counted is the vault's own note of each filing.
func TestFilingsAreCounted(t *testing.T) {
	o := open(t)
	o.later(72 * time.Hour)
	o.add("me", selfFile)
	for _, id := range []string{"k1", "k2", "k3", "k4"} {
		o.add(id, guardianFile)
	}
	file := func(file string) error { return o.AddSubject(t.Context(), parse(t, "n1", file), nil) }
	refused(t, file(guardianFile), "at most 5")
	o.later(-48 * time.Hour)
	refused(t, file(guardianFile), "the clock of this machine is behind")
	o.later(38 * time.Hour) // within what clocks differ by, on the day before
	refused(t, file(guardianFile), "at most 5")
	o.later(35 * time.Hour)
	ok(t, file(guardianFile))
	if n := o.events("", scan.SubjectFiled); n != 6 {
		t.Errorf("%d filings are noted, want 6", n)
	}
}
