package casebook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/risk"
	"github.com/whohasme/whohasme/scan"
)

// Minutes of the person's time that things take which are no request. They are
// estimates of ours.
const (
	reviewMinutes = 1  // a record
	dropMinutes   = 15 // the platform's form, with the check of residence
	lookMinutes   = 1  // to start it
	assistMinutes = 2  // a broker
)

// next lists what to do, first what concerns a safe fact, then what takes
// away most risk a minute.
func (v *view) next(r report.Report, p Plan, filed bool) []report.Next {
	n := &nexts{view: v, left: risk.LeftOf(r.Findings), byID: map[string]report.Exposure{}, by: map[string][]report.Exposure{}}
	for _, e := range r.Findings {
		n.byID[e.ID] = e
		n.by[e.Broker] = append(n.by[e.Broker], e)
	}
	n.letters(p)
	n.drop(p, filed)
	n.review(r.Findings)
	if v.Subject.Authority.Covers(scan.Look, "", v.day) == nil {
		n.looks(r.Findings)
		n.assist(r.Unchecked)
	}
	slices.SortStableFunc(n.list, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.alarm, a.alarm), a.from.Time().Compare(b.from.Time()), cmp.Compare(b.Effect/float64(b.Minutes), a.Effect/float64(a.Minutes)))
	})
	return n.sorted(r)
}

// nexts gathers things to do.
type nexts struct {
	*view
	left risk.Left
	byID map[string]report.Exposure
	by   map[string][]report.Exposure // by broker
	list []weighed
}

type weighed struct {
	report.Next
	alarm int          // safe facts that it concerns
	from  brokers.Date // the day from which it can be done, where that is to come
}

func (n *nexts) sorted(r report.Report) (list []report.Next) {
	if r.Risk != nil && len(r.Risk.Alarms) > 0 {
		list = append(list, report.Next{Is: report.DoSafety, Count: len(r.Risk.Alarms), Do: "Before anything is sent, speak with an advocate or somebody you trust",
			Why: "A site shows a fact that you keep safe. Whoever may be looking for you could have seen it, and a record that vanishes can be noticed."})
	}
	for _, w := range n.list {
		list = append(list, w.Next)
	}
	return list
}

// add adds a thing to do that takes these exposures away.
func (n *nexts) add(do report.Next, gone []report.Exposure) {
	w := weighed{Next: do}
	w.Effect = n.left.Without(gone)
	for _, e := range gone {
		w.alarm += len(e.Alarms)
	}
	n.list = append(n.list, w)
}

// letters adds the requests of a plan. What is asked besides another removes
// nothing where that one does, and is left to `plan`.
func (n *nexts) letters(p Plan) {
	for _, r := range p.Requests {
		if r.Besides {
			continue
		}
		do := report.Next{Is: report.DoLetter, Request: r.ID, Broker: r.Broker, Clears: r.Clears, Minutes: max(r.Minutes, 1), Do: letterWords(r)}
		if k := len(r.Clears); k > 1 && r.Proven {
			do.Why = fmt.Sprintf("It clears %d sites of one family.", k)
		} else if k > 1 {
			do.Why = fmt.Sprintf("It should clear %d sites of one family; a look afterwards shows whether it does.", k)
		}
		gone := n.cleared(r)
		if slices.ContainsFunc(gone, func(e report.Exposure) bool { return e.Contradicts && e.Broker == r.Broker }) {
			do.Why = joined("It says that it has removed the record, and our own looks still see it.", do.Why)
		}
		n.add(do, gone)
	}
}

// joined puts two sentences one after the other.
func joined(a, b string) string { return strings.TrimSpace(a + " " + b) }

// cleared are the matches that a request should clear.
func (n *nexts) cleared(r report.Request) (gone []report.Exposure) {
	taken := map[string]bool{}
	take := func(e report.Exposure) {
		if e.Verdict == scan.Match && risk.Open(e) && !taken[e.ID] {
			taken[e.ID] = true
			gone = append(gone, e)
		}
	}
	for _, id := range r.Clears {
		for _, e := range n.by[id] {
			take(e)
		}
	}
	for _, id := range r.Findings {
		take(n.byID[id])
	}
	return gone
}

// letterWords say what a letter does and how it goes.
func letterWords(r report.Request) string {
	switch r.Kind {
	case report.First:
		return fmt.Sprintf("Ask %s to %s, %s", r.Broker, askWords[r.Ask], channels[r.Route.By])
	case report.FollowUp:
		return fmt.Sprintf("Remind %s, %s", r.Broker, channels[r.Route.By])
	case report.Complaint:
		return "Complain about " + r.Broker + " to the regulator"
	}
	return fmt.Sprintf("Answer %s (%s), %s", r.Broker, r.Kind, channels[r.Route.By])
}

var channels = map[brokers.Channel]string{
	brokers.ByForm: "on its web form", brokers.ByEmail: "by e-mail", brokers.ByPost: "by post", brokers.ByPhone: "by telephone", brokers.ByDROP: "through DROP",
}

func (n *nexts) drop(p Plan, filed bool) {
	if p.Drop == nil || filed {
		return
	}
	var gone []report.Exposure
	for _, id := range p.Drop.Covers {
		gone = append(gone, n.cleared(report.Request{Clears: []string{id}})...)
	}
	n.add(report.Next{Is: report.DoDrop, Clears: p.Drop.Covers, Minutes: dropMinutes, Do: "File one request with California's DROP: `whohasme drop sheet`",
		Why: "Every registered broker must carry it out, also those that nobody can look at. What a site has from public records it may keep, so the effect is at most this."}, gone)
}

// review adds the records that wait for the person's own answer. It settles
// them: what is not the subject's goes at once, the rest by a letter.
func (n *nexts) review(found []report.Exposure) {
	var some []report.Exposure
	for _, e := range found {
		if e.Verdict != scan.Possible || !risk.Open(e) || e.LookAlike {
			continue
		}
		some = append(some, e)
	}
	if len(some) == 0 {
		return
	}
	n.add(report.Next{Is: report.DoReview, Count: len(some), Minutes: reviewMinutes * len(some), Do: "Say of " + count(len(some), "record", "records") + " whether it is you: `whohasme review`",
		Why: "What is somebody else's counts no more; what is yours can be asked for, and is not before you have said so."}, some)
}

// looks adds the second looks that would make gone what one look did not see.
// One that comes too early proves nothing, so that its day is told.
func (n *nexts) looks(found []report.Exposure) {
	seen := map[string][]report.Exposure{}
	var ids []string
	for _, e := range found {
		if e.State != string(scan.Unseen) {
			continue
		}
		if seen[e.Broker] == nil {
			ids = append(ids, e.Broker)
		}
		seen[e.Broker] = append(seen[e.Broker], e)
	}
	ripe := n.ripe()
	for _, id := range ids {
		do := report.Next{Is: report.DoLook, Broker: id, Count: len(seen[id]), Minutes: lookMinutes, Do: "Look at " + id + " a second time: `whohasme scan --broker " + id + " --fresh`",
			Why: "One look did not see it. A second one, three days after it, makes it gone."}
		from := ripe[id]
		if !from.After(n.day) {
			n.add(do, seen[id])
			continue
		}
		do.Do = fmt.Sprintf("From %s on, look at %s a second time: `whohasme scan --broker %s --fresh`", from, id, id)
		n.add(do, seen[id])
		n.list[len(n.list)-1].from = from
	}
}

// ripe returns for each broker the first day on which a second look can show
// that a record is gone.
func (n *nexts) ripe() map[string]brokers.Date {
	first := map[string]brokers.Date{}
	for _, f := range n.Findings {
		if f.State != scan.Unseen {
			continue
		}
		d := brokers.DateOf(f.Unseen.Add(scan.GoneAfter))
		if was, known := first[f.Broker]; !known || d.Before(was) {
			first[f.Broker] = d
		}
	}
	return first
}

// assist adds the brokers that want a person; nobody knows what they hold.
func (n *nexts) assist(unchecked []report.Unchecked) {
	k := 0
	for _, u := range unchecked {
		if u.Outcome == scan.NeedsYou {
			k++
		}
	}
	if k > 0 {
		n.add(report.Next{Is: report.DoAssist, Count: k, Minutes: assistMinutes * k, Do: "Sit by while " + count(k, "broker is", "brokers are") + " looked at: `whohasme scan --assisted`",
			Why: "They want a form, a captcha or a code. What they hold is not known, so no points stand beside this."}, nil)
	}
}
