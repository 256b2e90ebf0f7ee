package request_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
	"pgregory.net/rapid"
)

// TestPlansCiteOnlyWhatCovers draws people, brokers and listings: no request
// cites an act that does not cover the person then, or tells a residence that
// no listing shows and nobody chose to tell; and where an act of high
// confidence gives an opt-out, a mailbox is known and the listing shows the
// place, it is cited.
func TestPlansCiteOnlyWhatCovers(t *testing.T) {
	law := book(t)
	places := []scan.Place{{}, {Country: "US"}, {Country: "DE"}, {Country: "GB"}, {Country: "CH"}, {Country: "CA", State: "QC"}, {Country: "CA", State: "ON"}, {Country: "BR"}, {Country: "XK"}}
	for _, state := range []string{"CA", "TX", "UT", "FL", "OH", "NJ", "VA", "VT", "OR", "NV"} {
		places = append(places, scan.Place{Country: "US", State: state})
	}
	cases, cited := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		s := newScene(t)
		s.Book = law
		place := rapid.SampledFrom(places)
		s.Subject.Residence = place.Draw(rt, "lives")
		s.Subject.Born = scan.Born{Year: rapid.SampledFrom([]int{0, 1950, 2010, 2016}).Draw(rt, "born")}
		s.Subject.Authority.Kind = rapid.SampledFrom([]scan.AuthorityKind{scan.Self, scan.Guardian}).Draw(rt, "authority")
		s.Today = day("2026-01-15").AddDays(rapid.IntRange(0, 900).Draw(rt, "day"))
		s.Choices.TellResidence = rapid.Bool().Draw(rt, "tell")
		if rapid.Bool().Draw(rt, "at risk") {
			s.Subject.Covered = []scan.Office{{Is: rapid.SampledFrom(scan.Offices).Draw(rt, "office"), State: rapid.SampledFrom([]string{"", "NJ", "CA"}).Draw(rt, "of")}}
		}
		safe := place.Draw(rt, "safe place")
		if rapid.Bool().Draw(rt, "safe") {
			s.Subject.Safe.Addresses = []scan.Address{{City: "Chico", State: safe.State, Country: safe.Country}}
		}
		for i := range rapid.IntRange(1, 4).Draw(rt, "sites") {
			f := s.lists(fmt.Sprintf("b%d", i), form, mail)
			shown := place.Draw(rt, "shown")
			f.Record.Addresses = []scan.Address{{Street: "9 Heron Way", City: "Linden", State: shown.State, Country: shown.Country}}
			b := s.catalogue[f.Broker]
			b.Category = rapid.SampledFrom(brokers.Categories).Draw(rt, "category")
			b.Country = rapid.SampledFrom([]string{"US", "DE", brokers.UnknownCountry}).Draw(rt, "country")
		}
		requests, _ := request.Plan(s.Input)
		person := statute.PersonOf(s.Subject, s.Today)
		for _, f := range s.Findings {
			b := s.catalogue[f.Broker]
			address := f.Record.Addresses[0]
			at := scan.Place{Country: address.Country, State: address.State}
			mine := requests[:0:0]
			for _, r := range requests {
				if r.Broker == f.Broker {
					mine = append(mine, r)
				}
			}
			opted := false
			for _, r := range mine {
				cases++
				holds(t, r)
				q := statute.Question{Ask: r.Ask, Day: s.Today, Person: person, Broker: statute.BrokerOf(b), Origin: statute.Origin(r.Origin), Home: true, Yes: r.Yes}
				for _, id := range r.Ground {
					cited++
					i := slices.IndexFunc(law.Covering(q), func(g statute.Ground) bool { return g.Act.ID == id })
					if i < 0 {
						rt.Fatalf("%s cites %s, which does not cover", r.Ask, id)
					}
					g := law.Covering(q)[i]
					opted = opted || g.Act.Kind != statute.AtRisk
					if place := told(r)["residence"]; place != g.Tells.Place || place != "" && !g.Act.Within(at) && !s.Choices.TellResidence {
						rt.Fatalf("%s on %s tells the residence %q, shown %v", r.Ask, id, place, at)
					}
					if g.Tells.Place != "" && s.Subject.StateIsSafe(s.Subject.Residence.State) {
						rt.Fatalf("%s on %s tells a safe place", r.Ask, id)
					}
				}
			}
			q := statute.Question{Ask: brokers.OptOutOfSale, Day: s.Today, Person: person, Broker: statute.BrokerOf(b), Origin: statute.ThirdParty, Home: true}
			for _, g := range law.Covering(q) {
				if g.Act.Confidence == statute.High && g.Act.Within(at) && len(s.Subject.Safe.Addresses) == 0 && !opted {
					rt.Fatalf("%s covers, is shown, and is not cited among %v", g.Act.ID, ids(requests))
				}
			}
		}
	})
	t.Logf("figure: %d planned requests of random people, brokers and listings, %d of them on an act: 0 cite one that does not cover", cases, cited)
}
