package crawl

import (
	"time"

	"github.com/whohasme/whohasme/scan"
)

// keptRobots is what is remembered of a robots.txt from one run to the next.
type keptRobots struct {
	Until     time.Time     `json:"until"`
	Forbidden string        `json:"forbidden,omitempty"` // why the rules could not be learnt
	Allow     []string      `json:"allow,omitempty"`
	Disallow  []string      `json:"disallow,omitempty"`
	Delay     time.Duration `json:"delay,omitempty"` // nanoseconds
	validators
}

// robotsWritten bounds the rules that are remembered, in bytes; a longer file
// is fetched again in each run.
const robotsWritten = 64 << 10

// keep returns what is to be remembered, or nil.
func (c *rulesCache) keep() *keptRobots {
	k := &keptRobots{Until: c.until, validators: c.kept}
	if c.fault != nil {
		k.Forbidden = c.fault.Why
		return k
	}
	size := 0
	for _, r := range c.rules.rules {
		size += len(r.pattern)
		if r.allow {
			k.Allow = append(k.Allow, r.pattern)
		} else {
			k.Disallow = append(k.Disallow, r.pattern)
		}
	}
	if size > robotsWritten {
		return nil
	}
	k.Delay = c.rules.delay
	return k
}

// recall fills an empty cache with what was remembered.
func (c *rulesCache) recall(k *keptRobots, now time.Time) {
	if k == nil || k.Until.Sub(now) > robotsKept {
		return
	}
	c.until, c.kept = k.Until, k.validators
	if k.Forbidden != "" {
		c.fault = &scan.Fault{Outcome: scan.Disallowed, Why: k.Forbidden}
		return
	}
	c.rules = &Rules{delay: min(max(k.Delay, 0), maxDelay)}
	for _, p := range k.Allow {
		c.rules.rules = append(c.rules.rules, rule{pattern: p, allow: true})
	}
	for _, p := range k.Disallow {
		c.rules.rules = append(c.rules.rules, rule{pattern: p})
	}
}
