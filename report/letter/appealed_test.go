package letter_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// A complaint tells what became of the appeal that came before it.
func TestAComplaintTellsOfTheAppeal(t *testing.T) {
	for name, c := range map[string]struct {
		appeal *report.AppealMade
		want   []string
	}{
		"none":      {nil, nil},
		"undecided": {&report.AppealMade{Sent: day("2026-10-05"), Due: day("2026-11-19"), State: report.Sent}, []string{"October 5, 2026: I appealed to the company", "November 19, 2026: the time to decide the appeal ended"}},
		"no day":    {&report.AppealMade{Sent: day("2026-10-05"), State: report.Sent}, []string{"October 5, 2026: I appealed to the company"}},
		"refused":   {&report.AppealMade{Sent: day("2026-10-05"), Answered: day("2026-10-09"), State: report.Refused}, []string{"October 5, 2026: I appealed to the company", "October 9, 2026: the company refused the appeal"}},
		"granted":   {&report.AppealMade{Sent: day("2026-10-05"), Answered: day("2026-10-09"), State: report.Fulfilled}, []string{"October 5, 2026: I appealed to the company", "October 9, 2026: the company said, on appeal, that it was done"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			s.lives("US", "TX", "Waco")
			s.cites(t, brokers.OptOutOfSale, "tx-tdpsa")
			s.after(report.Complaint, func(e *report.Earlier) {
				refused("claim_not_covered")(e)
				e.Appeal = c.appeal
			})
			s.req.Route = brokers.OptOut{Ask: brokers.OptOutOfSale, By: brokers.ByForm, URL: "https://www.texasattorneygeneral.gov/consumer-protection/file-consumer-complaint/consumer-privacy-rights"}
			l, err := s.write(t)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range l.Body {
				for _, line := range p.Items {
					if strings.Contains(line, "appeal") && strings.Contains(line, "2026: ") {
						got = append(got, line)
					}
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("the time line says %q, want %q", got, c.want)
			}
		})
	}
	s := newScene()
	s.lives("US", "TX", "Waco")
	s.cites(t, brokers.OptOutOfSale, "tx-tdpsa")
	s.after(report.Complaint, func(e *report.Earlier) {
		refused("other")(e)
		e.Appeal = &report.AppealMade{Sent: day("2030-01-01")}
	})
	if _, err := s.write(t); err == nil {
		t.Error("an appeal of a day that lies ahead")
	}
}
