package crawl

import (
	"time"

	"github.com/whohasme/whohasme/scan"
)

// DefaultDailyCap is how many requests a host gets in a day where Options says
// nothing. Hosts on loopback then have no cap.
const DefaultDailyCap = 200

// dailyCap is how many requests the host may get in a day; 0: any number.
func (h *host) dailyCap(o *Options) int {
	switch {
	case o.DailyCap > 0:
		return o.DailyCap
	case o.DailyCap < 0 || h.local:
		return 0
	}
	return DefaultDailyCap
}

// take counts a request that is about to be made, or returns a fault when the
// day's share is used up.
func (h *host) take(o *Options) error {
	most := h.dailyCap(o)
	if most == 0 {
		return nil
	}
	now := o.Now()
	h.mu.Lock()
	defer h.mu.Unlock()
	if today := now.Format(time.DateOnly); h.state.Day != today && h.state.Day != now.AddDate(0, 0, 1).Format(time.DateOnly) {
		h.state.Day, h.state.Count = today, 0
	} // else a machine on whose clock it is tomorrow already counts along
	if h.state.Count >= most {
		year, month, day := now.Date()
		return &scan.Fault{
			Outcome: scan.UnknownOutcome, Again: time.Date(year, month, day+1, 0, 0, 0, 0, now.Location()),
			Why: "the day's share of requests to this site is used up; the look goes on tomorrow",
		}
	}
	h.state.Count++
	h.state.Ended = now // in case the program ends before the request does
	return nil
}
