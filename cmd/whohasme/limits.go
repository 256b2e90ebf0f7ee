package main

import (
	"fmt"
	"time"

	"github.com/spf13/pflag"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
)

// limits bound what a scan asks of the sites and of the person's time. Zero
// means the default.
type limits struct {
	dailyCap                          int
	requestTime, visitTime, sweepTime time.Duration
}

func (l *limits) flags(f *pflag.FlagSet) {
	f.IntVar(&l.dailyCap, "daily-cap", 0, fmt.Sprintf("most requests to one site in a day (default %d; sites on this machine: no cap)", crawl.DefaultDailyCap))
	f.DurationVar(&l.requestTime, "request-time", 0, fmt.Sprintf("most time for one request (default %v)", crawl.DefaultTimeout))
	f.DurationVar(&l.visitTime, "visit-time", 0, fmt.Sprintf("most time for one visit, waits included (default %v)", crawl.DefaultVisitTime))
	f.DurationVar(&l.sweepTime, "sweep-time", 0, fmt.Sprintf("most time for all visits to one site; what does not fit in is put off (default %v)", sweep.DefaultLimit))
}

func (l *limits) check() error {
	if l.dailyCap < 0 || l.requestTime < 0 || l.visitTime < 0 || l.sweepTime < 0 {
		return usage("--daily-cap, --request-time, --visit-time and --sweep-time take numbers above zero")
	}
	return nil
}
