package casebook

import (
	"context"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
)

// Preview is what a scan would ask of one broker for one subject.
type Preview struct {
	Subject  string
	Broker   *brokers.Broker
	Searches []scan.Search // for the subject
	Controls []string      // addresses of control looks, which name nobody
	Robots   string        // address of the site's robots.txt
	Profiles []string      // own pages of findings made earlier
	Why      string        // why nothing is asked, when nothing is
	Opens    []scan.Search // what the person would open and fill in then
	Got      int           // searches that were answered before an interruption
	Partial  bool          // there are more names and places than one visit asks for
}

// Preview lists what a scan of the scope would ask, and asks nobody.
func (c *Casebook) Preview(ctx context.Context, s Scope) ([]Preview, Summary, error) {
	a, err := c.agenda(ctx, s)
	if err != nil {
		return nil, Summary{}, err
	}
	var list []Preview
	for _, t := range a.tasks {
		for i, cl := range t.Clients {
			p := Preview{Subject: cl.Subject.ID, Broker: t.Broker}
			ask := sweep.Foresee(t, cl, c.Today(), s.Means)
			p.Searches, p.Why, p.Profiles = ask.Searches, ask.Why, ask.Profiles
			p.Opens, p.Got, p.Partial = ask.Opens, ask.Got, ask.Partial
			if i == 0 && ask.Why == "" {
				p.Controls, p.Robots = ask.Controls, ask.Robots
			}
			list = append(list, p)
		}
	}
	return list, Summary{Fresh: a.fresh, Held: a.held, Refused: a.refused, Blind: a.blind}, nil
}
