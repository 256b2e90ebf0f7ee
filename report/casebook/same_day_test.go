package casebook_test

import (
	"testing"
	"time"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// The last day that a letter names is the day that is kept, holidays of the
// person's own country included: Epiphany is one in parts of Germany, and not
// in France.
func TestALetterNamesTheDayThatIsKept(t *testing.T) {
	o := open(t, people("a"))
	o.now = time.Date(2026, 12, 6, 12, 0, 0, 0, time.UTC)
	for country, want := range map[string]string{"DE": "2027-01-07", "FR": "2027-01-06", "GB": "2027-01-06", "CH": ""} {
		id := "s-" + string(country[0]+32)
		home := scan.Address{City: "Ville", Country: country}
		o.add(id, "\nauthority: {kind: mandate, scope: [look, suppress, object], brokers: all, from: 2026-11-01, to: 2027-11-30, document: signed.pdf}\n"+
			"names: [{first: Wilma, last: Tarn}]\nresidence: {country: "+country+"}\naddresses: [{city: Ville, country: "+country+"}]\n")
		o.seen(id, "a", scan.Found, record(id+".a.1", scan.Match, home))
		letters, err := o.Compose(t.Context(), o.planned(id), o.Today())
		ok(t, err)
		ok(t, o.WriteLetters(t.Context(), letters, "txt", t.TempDir()))
		request, due := "", ""
		for _, l := range letters {
			if len(l.Request.Ground) > 0 {
				request, due = l.Request.ID, l.Due.String()
			}
		}
		if request == "" || due != want {
			t.Fatalf("%s: the letter %q says %q, want %q", country, request, due, want)
		}
		_, err = o.Mark(t.Context(), report.Step{Request: request, State: report.Sent, On: o.Today()})
		ok(t, err)
		clocks, err := o.Due(t.Context(), id, o.Today())
		ok(t, err)
		kept := ""
		for _, k := range clocks {
			if k.Kind == report.RespondClock {
				kept = k.Due.String()
			}
		}
		if kept != due {
			t.Errorf("%s: the letter says %q, due is %q", country, due, kept)
		}
	}
}
