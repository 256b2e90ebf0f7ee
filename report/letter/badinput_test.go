package letter_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Whoever cannot have a letter is told why in a sentence, and what to do.
func TestBadInputHasAWayForward(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(s *scene)
		want []string
	}{
		"an unknown state":             {func(s *scene) { s.onAct(); s.subject.Residence.State = "ZZ" }, []string{"protects only residents of California", "own policy"}},
		"no residence":                 {func(s *scene) { s.onAct(); s.subject.Residence = scan.Place{} }, []string{"protects only residents of California", "own policy"}},
		"a child":                      {func(s *scene) { s.subject.Born = scan.Born{Year: 2017} }, []string{"parent or guardian writes", "kind: guardian"}},
		"a child, on an act":           {func(s *scene) { s.onAct(); s.subject.Born = scan.Born{Year: 2017} }, []string{"parent or guardian writes", "kind: guardian"}},
		"a parent without authority":   {func(s *scene) { s.req.By = report.ByParent }, []string{"authority", "kind: guardian"}},
		"an estate, on an act":         {func(s *scene) { s.onAct(); s.dies(); s.req.By = report.ByEstate }, []string{"protects the living", "own policy"}},
		"the dead, in their own voice": {func(s *scene) { s.dies() }, []string{"an estate writes"}},
		"an estate of the living":      {func(s *scene) { s.req.By = report.ByEstate }, []string{"has died", "died:"}},
		"no route":                     {func(s *scene) { s.req.Route = brokers.OptOut{} }, []string{"no form, mailbox or postal address", "broker's file"}},
		"an agent where none may file": {func(s *scene) {
			s.lives("US", "TX", "Waco")
			s.agent()
			s.req.By = report.ByAgent
			s.claims(brokers.Delete, "tx-tdpsa")
		}, []string{"the person sends it"}},
		"an agent without a name":     {func(s *scene) { s.agent(); s.req.Agent.Name = "" }, []string{"an agent signs as a person"}},
		"a permission that has ended": {func(s *scene) { s.agent(); s.req.Kind, s.req.Agent.To = report.Authorisation, day("2026-11-02") }, []string{"has ended"}},
		"an act in doubt": {func(s *scene) {
			s.lives("US", "VT", "Barre")
			s.today = day("2028-03-01")
			s.claims(brokers.Delete, "vt-vdposa")
		}, []string{"Say yes to it"}},
		"deletion through DROP": {func(s *scene) { s.claims(brokers.Delete, "ca-delete-act") }, []string{"by DROP alone"}},
		"a notice without an address": {func(s *scene) {
			s.subject.Covered = []scan.Office{{Is: "official"}}
			s.claims(brokers.Suppress, "ca-gov-7928")
		}, []string{"shows neither", "own policy"}},
		"a correction of nothing":       {func(s *scene) { s.req.Ask = brokers.Correct }, []string{"ask for deletion"}},
		"an objection without an act":   {func(s *scene) { s.req.Ask = brokers.Object }, []string{"ask for suppression"}},
		"a follow-up to nothing":        {func(s *scene) { s.req.Kind = report.FollowUp }, []string{"request sent"}},
		"a follow-up before its time":   {func(s *scene) { s.onAct(); s.after(report.FollowUp, func(e *report.Earlier) { e.Due = s.today }) }, []string{"too early", "see due"}},
		"a reply to nothing":            {func(s *scene) { s.after(report.Reply, nil) }, []string{"request answered"}},
		"an appeal where there is none": {func(s *scene) { s.onAct(); s.after(report.Appeal, refused("no_match")) }, []string{"complaint is the way on"}},
		"an appeal against no refusal": {func(s *scene) {
			s.lives("US", "TX", "Waco")
			s.cites(t, brokers.Delete, "tx-tdpsa")
			s.after(report.Appeal, nil)
		}, []string{"request refused"}},
		"a complaint before its time": {func(s *scene) { s.onAct(); s.after(report.Complaint, func(e *report.Earlier) { e.Due = s.today }) }, []string{"too early", "see due"}},
		"a complaint nobody hears": {func(s *scene) {
			s.atRisk("official", false)
			s.cites(t, brokers.Suppress, "ca-gov-7928")
			s.after(report.Complaint, refused("other"))
		}, []string{"a court does"}},
		"a complaint abroad, on no act":   {func(s *scene) { s.lives("EC", "", "Quito"); s.after(report.Complaint, nil) }, []string{"consumer advice centre"}},
		"a relative's name for one's own": {func(s *scene) { s.household(); s.req.Tells[1].Fact = "Imelda Marl" }, []string{"a relative's is not told"}},
		"a relative's page nobody saw":    {func(s *scene) { s.household(); s.findings[0].Reviewed = false }, []string{"is no match"}},
		"a number of the state": {func(s *scene) {
			s.req.Ask = brokers.Correct
			s.correct()
			s.req.Correct[1].Right = "078-05-1120"
			s.req.Tells[len(s.req.Tells)-1].Fact = "078-05-1120"
		}, []string{"a number that no letter tells"}},
		"a card": {func(s *scene) {
			s.req.Ask = brokers.Correct
			s.correct()
			s.req.Correct[1].Right = "4111 1111 1111 1111"
			s.req.Tells[len(s.req.Tells)-1].Fact = "4111 1111 1111 1111"
		}, []string{"a number that no letter tells"}},
		"the city of a safe street": {func(s *scene) {
			s.subject.Safe.Addresses = []scan.Address{{Street: "4 Birch Ct", City: "Dayton", State: "OH", Zip: "45402"}}
			s.subject.Addresses = s.subject.Addresses[:1]
		}, []string{"holds a part of safe address 1", "plan anew"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			c.set(s)
			_, err := s.write(t)
			if err == nil {
				t.Fatal("it is written")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%v: want %q in it", err, want)
				}
			}
			for _, fact := range []string{"ROSA", "Quill", "Dayton", "Fresno", "8f31a", "078", "4111", "Birch"} {
				if strings.Contains(err.Error(), fact) {
					t.Errorf("the error carries a fact: %v", err)
				}
			}
		})
	}
}

func (s *scene) dies() {
	s.subject.Authority, s.subject.Died = scan.Authority{Kind: scan.Guardian}, day("2026-03-01")
}

// claims cites an act, as a careless plan would.
func (s *scene) claims(ask brokers.Ask, id string) {
	s.req.ID, s.req.Ask, s.req.Ground = "me.example-people."+string(ask), ask, []string{id}
}
