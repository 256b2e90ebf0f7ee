package casebook_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

const shelteredFile = selfFile + `
safe: {names: [{first: Nora, last: Vale}], addresses: [{street: 9 Quiet Ln, city: Dayton, state: OH, zip: "45402"}], phones: ["+1 937 555 0111"]}
`

// TestReveal: what the subject did not give is shown, safe facts by label, and
// the journal notes each look.
func TestReveal(t *testing.T) {
	o := open(t, people("alpha"))
	o.add("me", shelteredFile)
	o.seen("me", "alpha", scan.Found, scan.Sighting{ID: "me.alpha.1", Judged: scan.Judged{Verdict: scan.Match, Record: scan.Record{
		Name: "Wilma Tarn", Aliases: []string{"Nora Vale", "W Other"}, Phones: []string{"+19375550111", "+1 212 555 0199"}, Relatives: []string{"Secret Sister"},
		Addresses: []scan.Address{{Street: "9 Quiet Lane", City: "Dayton", State: "OH"}, {Street: "77 Hidden Rd", City: "Toledo", State: "OH"}}, URL: "https://alpha.test/nora-vale",
	}}})
	r, err := o.Reveal(t.Context(), "me.alpha.1")
	ok(t, err)
	text, err := json.Marshal(r.Record)
	ok(t, err)
	for _, shown := range []string{"77 Hidden Rd", "0199", "Secret Sister", "W Other", "safe name 1", "safe address 1", "safe phone 1"} {
		if !strings.Contains(string(text), shown) {
			t.Errorf("it does not show %q", shown)
		}
	}
	for _, safe := range []string{"Nora", "Vale", "nora", "Quiet", "0111"} {
		if strings.Contains(string(text), safe) {
			t.Errorf("it shows the safe fact %q", safe)
		}
	}
	n := 0
	for _, err := range o.Vault.Events(t.Context(), "me", scan.RecordRevealed) {
		ok(t, err)
		n++
	}
	if n != 1 {
		t.Errorf("the journal notes %d looks, want 1", n)
	}
}

// TestUnknownIDs: what names nothing is said so, and not repeated.
func TestUnknownIDs(t *testing.T) {
	o := open(t, people("alpha"))
	o.add("me", selfFile)
	for _, id := range []string{"", ".", "me", "me.", "me.alpha.1", "nobody.alpha.1", "Ana Reyes", "me\x00.alpha", strings.Repeat("x", 1<<16)} {
		_, revealed := o.Reveal(t.Context(), id)
		_, found := o.Finding(t.Context(), id, brokers.Date{})
		_, proven := o.Proof(t.Context(), id)
		for _, err := range []error{revealed, found, proven, o.Review(t.Context(), id, scan.Match)} {
			if !errors.Is(err, casebook.ErrNoFinding) || strings.Contains(err.Error(), "Reyes") {
				t.Errorf("%.20q: %v", id, err)
			}
		}
		if _, err := o.Show(t.Context(), id, brokers.Date{}); !errors.Is(err, casebook.ErrNoRequest) {
			t.Errorf("%.20q as a request: %v", id, err)
		}
	}
}
