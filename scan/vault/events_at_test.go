package vault

import (
	"fmt"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// Events at one broker come in order and without the others', over as many
// batches as there are; a hole anywhere in the chain is damage, also where
// another broker's event is missing.
func storeEventsAt(t *testing.T) {
	v, _, _ := made(t, "a", "b")
	ctx := t.Context()
	at := func(subject, broker string, kinds ...scan.Kind) (out []string, err error) {
		for e, err := range v.EventsAt(ctx, subject, broker, kinds...) {
			if err != nil {
				return out, err
			}
			out = append(out, string(e.Payload))
		}
		return out, nil
	}
	var events []Envelope
	n := 2*batch + 3
	for i := range 3 * n {
		e := envelope("a", i)
		e.Broker = fmt.Sprintf("broker-%d", i%3)
		if i%2 == 1 {
			e.Kind = scan.PageArrived
		}
		events = append(events, e)
	}
	ok(t, v.Append(ctx, events...))
	for k := range 3 {
		all, err := at("a", fmt.Sprintf("broker-%d", k), scan.VisitMade, scan.PageArrived)
		ok(t, err)
		if len(all) != n {
			t.Fatalf("broker %d: %d events, want %d", k, len(all), n)
		}
		for i, text := range all {
			if text != string(envelope("a", 3*i+k).Payload) {
				t.Fatalf("broker %d: event %d is %q", k, i, text)
			}
		}
	}
	some, err := at("a", "broker-1", scan.PageArrived)
	ok(t, err)
	if len(some) != (n+1)/2 {
		t.Errorf("%d of one kind", len(some))
	}
	for _, none := range [][2]string{{"a", "broker"}, {"b", "broker-1"}} {
		if list, err := at(none[0], none[1], scan.VisitMade); err != nil || len(list) > 0 {
			t.Errorf("%v: %q, %v", none, list, err)
		}
	}
	if _, err := at("nobody", "broker-1", scan.VisitMade); err == nil {
		t.Error("no such subject")
	}
	tamper(t, v, `DELETE FROM events WHERE chain = 'a' AND n = 4`)
	_, err = at("a", "broker-1", scan.VisitMade)
	wants(t, err, ErrDamaged)
}
