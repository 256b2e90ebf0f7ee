package casebook

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
)

// Standing returns where a request stands on a day: what was noted of it, or
// that it is overdue, or long without an answer, which only a day makes. Where
// its days cannot be counted it is what was noted.
func (c *Casebook) Standing(k report.Case, day brokers.Date) report.RequestState {
	clocks, err := request.Clocks(k, nil, c.Statutes, day)
	if err != nil {
		return k.State
	}
	return request.Standing(k, clocks, c.Statutes, day)
}
