package match

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// List judges the records of lists, as Judge does, in less time: it keeps the
// names and towns that it has read, and gives no reasons where a record is
// somebody else's, as nobody reads those of a list of namesakes. It is for one
// goroutine.
type List struct {
	m    *Matcher
	read reader
}

// List returns a judge of lists.
func (m *Matcher) List() *List {
	return &List{m, reader{map[string]pageName{}, map[scan.Address]place{}}}
}

// Judge says whether a record is the subject. asOf is the day of the page.
func (l *List) Judge(r scan.Record, asOf brokers.Date) scan.Judged {
	p := &Record{}
	l.read.head(p, &r)
	var hs hits
	c := l.m.meet(p, &hs)
	if !c.stranger() {
		l.read.body(p, &r)
		c.weigh(&hs, asOf)
	}
	if c.Verdict == scan.Other {
		return scan.Judged{Record: r, Verdict: c.Verdict, Score: probability(c.odds())}
	}
	return c.judged(r)
}
