package request_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
)

// A broker that nobody can look at is asked only where the person picks it, is
// told a name and the reply address, and no law unless the person chose to
// tell where they live.
func TestPicks(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(s *scene, b *brokers.Broker)
		want string // what is told, by kind; "" for no letter
		on   string // act
		why  string
	}{
		"picked":            {func(s *scene, b *brokers.Broker) {}, "name reply-address", "", ""},
		"not picked":        {func(s *scene, b *brokers.Broker) { s.Choices.Pick = nil }, "", "", ""},
		"residence is told": {func(s *scene, b *brokers.Broker) { s.Choices.TellResidence = true }, "residence name reply-address", "ca-ccpa", ""},
		"a safe residence": {func(s *scene, b *brokers.Broker) {
			s.Choices.TellResidence = true
			s.Subject.Safe.Addresses = s.Subject.Addresses[:1]
		}, "name reply-address", "", ""},
		"no reply address":    {func(s *scene, b *brokers.Broker) { s.Subject.ReplyTo = "" }, "name", "", ""},
		"only safe names":     {func(s *scene, b *brokers.Broker) { s.Subject.Safe.Names = s.Subject.Names }, "", "", "no name of yours"},
		"it lists the person": {func(s *scene, b *brokers.Broker) { s.lists("far", mail) }, "", "", "it lists you"},
		"it can be looked at": {func(s *scene, b *brokers.Broker) { b.Search = &brokers.Definition{Way: brokers.Fetch} }, "", "", "looked at first"},
		"closed":              {func(s *scene, b *brokers.Broker) { b.Status = brokers.Retired }, "", "", "closed"},
		"the platform":        {func(s *scene, b *brokers.Broker) { b.Registered = []brokers.Registration{{State: "CA", Year: 2026}} }, "", "", "drop sheet"},
		"no way":              {func(s *scene, b *brokers.Broker) { b.OptOut = nil }, "", "", "no form, mailbox or postal address"},
		"it bounces":          {func(s *scene, b *brokers.Broker) { b.OptOut[0].Bounced = day("2026-01-01") }, "", "", "sends mail back"},
		"a form":              {func(s *scene, b *brokers.Broker) { b.OptOut = []brokers.OptOut{form} }, "name reply-address", "", ""},
		"unknown":             {func(s *scene, b *brokers.Broker) { delete(s.catalogue, "far") }, "", "", "not in the catalogue"},
		"the mandate is for less": {func(s *scene, b *brokers.Broker) {
			s.Subject.Authority = scan.Authority{Kind: scan.Mandate, Scope: []string{"look", "suppress"}, From: day("2026-01-01"), To: day("2026-12-31")}
		}, "", "", "does not permit"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			b := &brokers.Broker{ID: "far", Name: "Far", Domain: "far.test", OptOut: []brokers.OptOut{mail}}
			s.catalogue["far"] = b
			s.Choices.Pick = []string{"far"}
			c.set(s, b)
			requests, skipped := request.Plan(s.Input)
			requests = slices.DeleteFunc(requests, func(r report.Request) bool { return len(r.Findings) > 0 })
			why := ""
			for _, k := range skipped {
				why += k.Why
			}
			if c.want == "" {
				if len(requests) > 0 || !strings.Contains(why, c.why) {
					t.Fatalf("%v, skipped %v", ids(requests), skipped)
				}
				return
			}
			if len(requests) != 1 {
				t.Fatalf("%v, skipped %v", ids(requests), skipped)
			}
			r := requests[0]
			var kinds []string
			for _, told := range r.Tells {
				kinds = append(kinds, told.Kind)
			}
			if got := strings.Join(kinds, " "); got != c.want || strings.Join(r.Ground, " ") != c.on || r.ID != "me.far.opt-out-of-sale" {
				t.Errorf("%s on %v tells %s", r.ID, r.Ground, got)
			}
			holds(t, r)
		})
	}
	s := newScene(t)
	s.catalogue["far"] = &brokers.Broker{ID: "far", Domain: "far.test", OptOut: []brokers.OptOut{mail}, Category: brokers.IdentityCheck}
	s.Choices.Pick = []string{"far"}
	if requests, _ := request.Plan(s.Input); len(requests) != 1 || !strings.Contains(requests[0].Note, "prove yourself") {
		t.Errorf("no warning: %+v", requests)
	}
}
