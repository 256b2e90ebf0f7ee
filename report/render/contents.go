package render

import (
	"iter"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render/picture"
	"github.com/whohasme/whohasme/report/words"
)

// heading is a part of the report in its list of contents.
type heading struct{ id, title string }

// contents lists the parts of a report: it is told to a pen that writes
// nothing but the names of the parts.
func contents(r report.Report, b *words.Book) []heading {
	l := &listener{}
	_ = tell(l, shallow(r), b) // a listener has no faults
	return l.heard
}

// shallow is a report with the same parts and one record, that with an alarm
// where there is any.
func shallow(r report.Report) report.Report {
	if len(r.Findings) == 0 {
		return r
	}
	one := r.Findings[:1]
	for i := range r.Findings {
		if e := &r.Findings[i]; picture.Open(e) && len(e.Alarms) > 0 {
			one = r.Findings[i : i+1]
			break
		}
	}
	r.Findings = one
	return r
}

// listener is a pen that only listens. It does not walk the rows of tables.
type listener struct{ heard []heading }

func (l *listener) part(id, title string, links bool) {
	if links {
		l.heard = append(l.heard, heading{id, title})
	}
}
func (*listener) front(string, []span)            {}
func (*listener) contents()                       {}
func (*listener) head(...span)                    {}
func (*listener) card(...span)                    {}
func (*listener) shut()                           {}
func (*listener) para(kind, ...span)              {}
func (*listener) list(bool, iter.Seq[[]span])     {}
func (*listener) terms([]term)                    {}
func (*listener) table(table)                     {}
func (*listener) picture(picture.Drawing, *table) {}
func (*listener) done() error                     { return nil }
