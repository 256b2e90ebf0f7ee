package schedule_test

import (
	"fmt"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
)

// A listing was seen on Monday at noon; on Thursday the plan for the day has it.
func Example() {
	monday := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	past := schedule.Past{
		Subject: "me", Broker: "example-people", Risk: scan.HighRisk, Since: monday,
		Looks:    []schedule.Look{{At: monday, Outcome: scan.Found, Asked: true}},
		Listings: []schedule.Listing{{State: scan.Listed}},
	}
	thursday := monday.AddDate(0, 0, 3)
	next := schedule.After(&past, thursday)
	plan, err := schedule.Lay([]schedule.Next{next}, nil, schedule.Stretch{From: thursday, To: thursday.AddDate(0, 0, 1)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, v := range plan.Visits {
		fmt.Printf("%s at %s: %s, late after %s\n", v.Subject, v.Broker, v.Reason, v.Latest.Format("Monday 15:04"))
	}
	// Output: me at example-people: watch, late after Thursday 12:00
}
