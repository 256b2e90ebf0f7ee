package statute_test

import (
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// TestClocks says which clocks run on an ask, from when and until when.
func TestClocks(t *testing.T) {
	for name, c := range map[string]struct {
		id   string
		ask  brokers.Ask
		on   statute.Events
		want []report.Clock
	}{
		"a confirmation and an answer": {"ca-ccpa", brokers.Delete, statute.Events{Received: day("2026-11-20")}, []report.Clock{
			{Kind: report.AckClock, From: day("2026-11-20"), Due: day("2026-12-08")},
			{Kind: report.RespondClock, From: day("2026-11-20"), Due: day("2027-01-04")}}},
		"an opt-out needs no confirmation": {"ca-ccpa", brokers.OptOutOfSale, statute.Events{Received: day("2026-11-20")}, []report.Clock{
			{Kind: report.OptOutClock, From: day("2026-11-20"), Due: day("2026-12-15")}}},
		"an extension moves the answer alone": {"ca-ccpa", brokers.Delete, statute.Events{Received: day("2026-11-20"), Extended: day("2026-11-25")}, []report.Clock{
			{Kind: report.AckClock, From: day("2026-11-20"), Due: day("2026-12-08")},
			{Kind: report.RespondClock, From: day("2026-11-20"), Due: day("2027-02-18")}}},
		"no opt-out clock: the answer's": {"va-vcdpa", brokers.OptOutOfSale, statute.Events{Received: day("2026-11-20")}, []report.Clock{
			{Kind: report.RespondClock, From: day("2026-11-20"), Due: day("2027-01-04")}}},
		"verified later": {"nv-optout", brokers.OptOutOfSale, statute.Events{Received: day("2026-11-21"), Verified: day("2026-11-23")}, []report.Clock{
			{Kind: report.OptOutClock, From: day("2026-11-23"), Due: day("2027-01-22")}}},
		"verification does not stop California's": {"ca-ccpa", brokers.OptOutOfSale, statute.Events{Received: day("2026-11-20"), Verified: day("2026-12-01")}, []report.Clock{
			{Kind: report.OptOutClock, From: day("2026-11-20"), Due: day("2026-12-15")}}},
		// Scotland keeps 2 January on Monday the 4th.
		"identified later in the United Kingdom": {"uk-gdpr", brokers.Know, statute.Events{Received: day("2026-11-25"), Verified: day("2026-12-01")}, []report.Clock{
			{Kind: report.RespondClock, From: day("2026-12-01"), Due: day("2027-01-05")}}},
		"filed before brokers had to look": {"ca-delete-act", brokers.Delete, statute.Events{Received: day("2026-05-10")}, []report.Clock{
			{Kind: report.RespondClock, From: day("2026-08-01"), Due: day("2026-10-30")}}},
		"holidays of the person's country": {"eu-gdpr", brokers.Know, statute.Events{Received: day("2026-12-06"), Place: scan.Place{Country: "IT"}}, []report.Clock{
			{Kind: report.RespondClock, From: day("2026-12-06"), Due: day("2027-01-07")}}},
		"and of another": {"eu-gdpr", brokers.Know, statute.Events{Received: day("2026-12-06"), Place: scan.Place{Country: "FR"}}, []report.Clock{
			{Kind: report.RespondClock, From: day("2026-12-06"), Due: day("2027-01-06")}}},
		"no number of days":  {"ch-fadp", brokers.Object, statute.Events{Received: day("2026-11-20")}, nil},
		"without delay only": {"jp-appi", brokers.Delete, statute.Events{Received: day("2026-11-20")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			a, _ := book(t).Act(c.id)
			got, err := a.Clocks(c.ask, c.on)
			if err != nil || len(got) != len(c.want) {
				t.Fatalf("got %v, %v", got, err)
			}
			for i, w := range c.want {
				w.Ask = c.ask
				if got[i] != w {
					t.Errorf("got %+v, want %+v", got[i], w)
				}
			}
		})
	}
}

func TestClocksThatCannotBeCounted(t *testing.T) {
	for name, c := range map[string]struct {
		id  string
		ask brokers.Ask
		on  string
	}{
		"no such right":          {"ca-ccpa", brokers.Suppress, "2026-11-20"},
		"a right to come":        {"ut-ucpa", brokers.Correct, "2026-06-30"},
		"a year without its own": {"ca-ccpa", brokers.Delete, "2032-12-20"},
	} {
		a, _ := book(t).Act(c.id)
		if got, err := a.Clocks(c.ask, statute.Events{Received: day(c.on)}); err == nil {
			t.Errorf("%s: got %v", name, got)
		}
	}
	for id, want := range map[string]bool{"va-vcdpa": true, "ca-ccpa": false, "ut-ucpa": false, "kr-pipa": false} {
		a, _ := book(t).Act(id)
		if _, has, err := a.AppealClock(brokers.Delete, statute.Events{Received: day("2026-11-20")}); err != nil || has != want {
			t.Errorf("%s: an appeal's clock %v, %v", id, has, err)
		}
	}
}

func FuzzWeigh(f *testing.F) {
	f.Add("US", "CA", "delete", 2026, 11, 22, "people-search", "US", 0)
	f.Add("", "", "", 0, 0, 0, "", "", -1)
	f.Fuzz(func(t *testing.T, country, state, ask string, y, m, d int, category, home string, age int) {
		q := statute.Question{
			Ask: brokers.Ask(ask), Day: brokers.Date{Year: y % 3000, Month: day("2026-01-01").Month, Day: 1}.AddDays(m%365 + d%31),
			Person: statute.Person{Residence: scan.Place{Country: country, State: state}, Age: scan.Years(age), Offices: []statute.Office{{Is: statute.StateJudge, State: state}}},
			Broker: statute.Broker{Category: category, Country: home},
		}
		b := book(t)
		for _, g := range b.Weigh(q) {
			if g.Standing == "" || len(g.Why) == 0 || (g.Standing == statute.Applies || g.Standing == statute.MayApply) != g.Act.Protects(q.Person.Residence) && g.Standing != statute.NotAtAll && g.Standing != statute.AskFirst {
				t.Errorf("%s: %+v", g.Act.ID, g)
			}
		}
	})
}
