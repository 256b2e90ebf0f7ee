package schedule

import (
	"math/bits"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// chance is a number from 0 up to, not including, 1 that is drawn by subject,
// broker and the look that the next one follows. It is the same whenever it is
// asked for, and differs from one round to the next, so that subjects who were
// added together, or caught up together, part again.
func (p *Past) chance(after time.Time) float64 { return lot(p.Subject, p.Broker, after) }

// lot draws a number from a subject, a broker and an instant.
func lot(subject, broker string, at time.Time) float64 {
	h := uint64(14695981039346656037) // FNV-1a, 64 bits
	for _, s := range [...]string{subject, "\x00", broker} {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * 1099511628211
		}
	}
	return float64(mix(h^mix(uint64(at.Unix())))>>11) / (1 << 53)
}

// mix spreads every bit over all of them (the end of SplitMix64, Steele, Lea
// and Flood 2014): FNV alone leaves the upper bits of short ids much alike.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return bits.RotateLeft64(x^x>>31, 17)
}

// share is a part of a length.
func share(d time.Duration, u float64) time.Duration { return time.Duration(u * float64(d)) }

// startOf is the first instant of a civil day. Where clocks are put forward at
// midnight, that is one o'clock; a day that a place left out, as Samoa did in
// 2011, begins with the next.
func startOf(d brokers.Date, where *time.Location) time.Time {
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, where)
	for i := 0; i < 30 && brokers.DateOf(t).Before(d); i++ {
		t = t.Add(time.Hour)
	}
	return t
}
