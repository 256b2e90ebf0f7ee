package casebook_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// shown is a record with facts that the subject did not give, safe ones, and
// another person.
func shown(id string) scan.Sighting {
	s := record(id, scan.Match, scan.Address{Street: "77 Unknown Way", City: "Toledo", State: "OH"}, scan.Address{Street: "9 Hidden Rd", City: "Kent", State: "OH"})
	s.Record.Phones = []string{"(419) 555-0188"}
	s.Record.Relatives = []string{"Zebulon Fremd"}
	return s
}

func (o *office) exports(u casebook.Unmasking) (string, error) {
	o.t.Helper()
	x, err := o.Export(o.t.Context(), "s1", u)
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(x)
	ok(o.t, err)
	schema, err := jsonschema.NewCompiler().Compile("../render/export.schema.json")
	ok(o.t, err)
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	ok(o.t, err)
	if err := schema.Validate(v); err != nil {
		o.t.Errorf("not by the schema: %v", err)
	}
	return string(b), nil
}

func TestExport(t *testing.T) {
	o := open(t, people("a"), people("b"))
	o.add("s1", riskyFile)
	o.add("s2", strings.ReplaceAll(guardianFile, "Wilma, last: Tarn", "Otto, last: Brandt"))
	_, err := o.AnswerSafety(t.Context(), "s1", settled())
	ok(t, err)
	o.seen("s1", "a", scan.Found, shown("s1.a.1"))
	o.seen("s1", "b", scan.Found, shown("s1.b.1"))
	plans, err := o.Plan(t.Context(), "s1", o.Today())
	ok(t, err)
	letters, err := o.Compose(t.Context(), plans[0], o.Today())
	ok(t, err)
	ok(t, o.WriteLetters(t.Context(), letters, "txt", t.TempDir()))

	text, err := o.exports(casebook.Unmasking{})
	ok(t, err)
	has := func(text string, want bool, words ...string) {
		t.Helper()
		for _, w := range words {
			if strings.Contains(text, w) != want {
				t.Errorf("%q: %v, want %v", w, !want, want)
			}
		}
	}
	has(text, true, "whohasme export 1", "Akron", "safe address 1", "s1.a.suppress", `"question":"plan"`)
	has(text, false, "Unknown Way", "555-0188", "Hidden", "Fremd", "Brandt", "s2")

	// What was never revealed by itself is not unmasked, and nothing leaves.
	n := o.events("s1", scan.SubjectExported)
	_, err = o.exports(casebook.Unmasking{All: true})
	refused(t, err, "revealed before, one by one")
	_, err = o.exports(casebook.Unmasking{Findings: []string{"s1.a.1"}})
	refused(t, err, "revealed before, one by one")
	if o.events("s1", scan.SubjectExported) != n {
		t.Error("an export that was refused is journalled")
	}
	_, err = o.Reveal(t.Context(), "s1.a.1")
	ok(t, err)
	_, err = o.exports(casebook.Unmasking{Findings: []string{"s1.a.1", "s1.b.1"}})
	refused(t, err, "revealed before, one by one")
	text, err = o.exports(casebook.Unmasking{All: true})
	ok(t, err)
	has(text, true, "77 Unknown Way", "555-0188", `"relatives":1`)
	has(text, false, "Hidden", "Fremd")
	if strings.Count(text, "Unknown Way") != 1 {
		t.Error("a record that was not revealed is unmasked too")
	}
	_, err = o.exports(casebook.Unmasking{All: true})
	ok(t, err)
	_, err = o.Export(t.Context(), "Wilma Tarn", casebook.Unmasking{})
	wants(t, err, "no such subject")
}
