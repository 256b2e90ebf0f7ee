package sweep

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/crawl/browser"
	"github.com/whohasme/whohasme/scan/extract"
)

// How an assisted look waits, and how often it asks again.
const (
	stepTime = 10 * time.Second // for what a step waits for
	tries    = 8                // readings of one page that does not read
)

// assisted makes the look in a window, with the person.
func (l *look) assisted(ctx context.Context, searches []scan.Search) (scan.Fault, error) {
	c := l.Task.Control
	if !c.Vouches(l.Broker, brokers.DateOf(l.Now())) {
		c = &Control{State: scan.ControlNone, Why: "no page of this site has read as a list within seven days, so that its silence proves nothing"}
	}
	s := &sitting{look: l, control: c}
	l.visit.Control = c.State
	fault, err := s.sit(ctx, searches)
	if s.window != nil {
		s.window.Close()
	}
	if err != nil {
		return scan.Fault{}, err
	}
	l.weigh(s.control)
	if err := l.recheck(ctx, fault, s.control, false); err != nil {
		return scan.Fault{}, err
	}
	outcome := l.decide(fault, s.control)
	outcome.Why = l.rotten.beside(outcome.Why)
	l.keep(outcome.Outcome.Answered())
	return outcome, nil
}

// sitting is an assisted look while it is being made.
type sitting struct {
	*look
	window  *browser.Window
	control *Control
	notes   []string // what the program could not do by itself
	skipped bool
}

// sit makes the searches that the person agrees to. It returns the gravest
// fault, or nil.
func (s *sitting) sit(ctx context.Context, searches []scan.Search) (*scan.Fault, error) {
	var worst *scan.Fault
	s.complete = !s.partial
	for i, q := range searches {
		answer, err := s.Person.Next(ctx, Sitting{Broker: s.Broker, Subject: s.client.Subject.ID, Search: q, Number: i + 1, Of: len(searches)})
		switch {
		case err != nil:
			return nil, err
		case answer != Done && i == 0:
			return s.unmade(answer)
		case answer != Done:
			s.left(answer)
			return worst, nil
		}
		l, f, err := s.search(ctx, q)
		if err != nil {
			return nil, err
		}
		if f != nil {
			s.complete = false
			worst = graver(worst, f)
		} else {
			s.complete = s.complete && l.whole
		}
		s.hidden, s.more = s.hidden || l.hidden, s.more || f == nil && !l.whole
		s.rotten.add(l.rot)
		s.proofs = append(s.proofs, l.read...)
		s.judge(l.records)
		if s.enough(nil) || s.skipped || f != nil && f.Outcome != scan.Unreadable {
			s.complete = false
			s.early = i < len(searches)-1
			return worst, nil
		}
	}
	return worst, nil
}

// unmade is a site that the person passes by before anything was asked.
func (s *sitting) unmade(a Answer) (*scan.Fault, error) {
	if a == Stop {
		return nil, ErrStopped
	}
	s.complete = false
	return needsYou("passed by; `whohasme scan --assisted` offers it again"), nil
}

// left notes that the person did not make every search.
func (s *sitting) left(a Answer) {
	s.partial, s.complete = true, false
	s.stopped = s.stopped || a == Stop
}

// search makes one search and reads its pages.
func (s *sitting) search(ctx context.Context, q scan.Search) (*list, *scan.Fault, error) {
	if s.window == nil {
		w, err := s.Browser.Window(ctx, s.Broker)
		if err != nil {
			f, stop := asFault(ctx, err)
			return &list{}, f, stop
		}
		s.window = w
	}
	if err := s.window.Open(ctx, q.URL); err != nil {
		f, stop := asFault(ctx, err)
		return &list{}, f, stop
	}
	if f, err := s.steps(ctx, q.Query); f != nil || err != nil {
		return &list{}, f, err
	}
	return s.read(ctx, q.Query)
}

// read reads the list that the person has reached, and the further pages that
// they open.
func (s *sitting) read(ctx context.Context, q brokers.Query) (*list, *scan.Fault, error) {
	l, before := &list{}, ""
	for n := 1; ; {
		p, f, err := s.page(ctx)
		if f != nil || err != nil {
			if p != nil {
				s.evidence(p)
			}
			return l, f, err
		}
		got, rotten, _ := readPage(s.reader, p, known(s.client.Subject)) // it read, or it would be a fault
		if reading, _ := s.listSight()(p.HTML, p.URL); reading != before {
			before = reading
			s.evidence(p)
			l.read = append(l.read, see(p, got, q.First, q.Last))
			if err := s.proven(got); err != nil {
				return l, nil, err
			}
			last := got.Next == nil && !got.More || n >= s.Broker.Search.Complete.Budget()
			if f := l.add(s.Broker.Search, got, last, rotten); f != nil {
				return &list{}, f, nil
			}
			if last || l.whole {
				return l, nil, nil
			}
			n++
		}
		if s.enough(l.records) {
			l.more = true
			return l, nil, nil
		}
		a, err := s.ask(ctx, "the list goes on: open its next page, or skip if you leave it at that")
		if f, stop := asked(ctx, err); f != nil || stop != nil {
			return l, f, stop
		}
		if a != Done {
			l.more = true
			s.stopped = s.stopped || a == Stop
			return l, nil, nil
		}
	}
}

// proven makes a page that read as a list the control of the definition.
func (s *sitting) proven(got *extract.Reading) error {
	today := brokers.DateOf(s.Now())
	if got.Blocks == 0 || s.control.State == scan.ControlLookAlike || s.control.State == scan.ControlWorked && s.control.Day == today {
		return nil
	}
	s.control = &Control{Broker: s.Broker.ID, Definition: Version(s.Broker.Search), Day: today, State: scan.ControlWorked, ByHand: true}
	s.visit.Control, s.Task.Control = s.control.State, s.control
	return s.sink.Control(*s.control)
}

// steps does what the definition allows, and asks the person for the rest.
func (s *sitting) steps(ctx context.Context, q brokers.Query) (*scan.Fault, error) {
	for _, step := range s.Broker.Search.Steps {
		err := error(nil)
		switch {
		case step.Fill != "":
			if s.window.Fill(ctx, step.Fill, texts(step.With, q)...) != nil {
				s.notes = append(s.notes, "fill in the "+strings.ReplaceAll(step.With, "_", " ")+" yourself (its field was not found)")
			}
		case step.Click != "":
			if s.window.Click(ctx, step.Click) != nil {
				s.notes = append(s.notes, "press the button yourself (it was not found)")
			}
		case step.Wait != "":
			_, err = s.window.Wait(ctx, step.Wait, stepTime)
		case step.Person != "":
			var a Answer
			if a, err = s.ask(ctx, step.Person); err == nil && a != Done {
				return s.giveUp(a, nil), nil
			}
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if f, stop := asked(ctx, err); f != nil || stop != nil {
			return f, stop
		}
	}
	return nil, nil
}

// asked parts a fault of the window from an error of the person's line.
func asked(ctx context.Context, err error) (*scan.Fault, error) {
	var f *scan.Fault
	if err == nil || errors.As(err, &f) && ctx.Err() == nil {
		return f, nil
	}
	return nil, err
}

// ask tells the person what to do, with what the program left undone.
func (s *sitting) ask(ctx context.Context, what string) (Answer, error) {
	if len(s.notes) > 0 {
		what = strings.Join(append(s.notes, what), "; ")
		s.notes = nil
	}
	if err := s.window.ByHand(ctx); err != nil {
		return Done, err
	}
	return s.Person.Do(ctx, what)
}

// giveUp is a site that the person leaves before its list was read.
func (s *sitting) giveUp(a Answer, f *scan.Fault) *scan.Fault {
	s.skipped = true
	s.stopped = s.stopped || a == Stop
	s.complete = false
	if f != nil {
		return f
	}
	return needsYou("left before a list was reached; `whohasme scan --assisted` offers it again")
}

// wantsPerson reports whether the way to the list has a step that only a person
// can take.
func wantsPerson(b *brokers.Broker) bool {
	return slices.ContainsFunc(b.Search.Steps, func(s brokers.Step) bool { return s.Person != "" })
}

// texts are what a field is filled with, and other ways in which a list may
// write the same.
func texts(variable string, q brokers.Query) []string {
	u, err := brokers.Template("http://x.test/?v={"+variable+"}").Address(q, nil)
	if err != nil {
		return nil
	}
	list := []string{u.Query().Get("v")}
	if name, ok := brokers.StateName(q.State); ok && variable == "state" {
		list = append(list, name)
	}
	return list
}

// page reads the page that the person has reached, asking again where it does
// not read as the site's list.
func (s *sitting) page(ctx context.Context) (*crawl.Page, *scan.Fault, error) {
	for n := 1; ; n++ {
		p, err := s.window.Read(ctx, s.listSight())
		var f *scan.Fault
		if err != nil {
			var stop error
			if f, stop = asFault(ctx, err); stop != nil {
				return nil, nil, stop
			}
		} else {
			_, _, f = readPage(s.reader, p, known(s.client.Subject))
		}
		if f == nil {
			return p, nil, nil
		}
		why := f.Why
		if f.Outcome == scan.Unreadable && wantsPerson(s.Broker) {
			f = needsYou("the list was not reached (" + why + ")") // a form that nobody filled in reads as no list either
		}
		if n == tries || f.Outcome == scan.NeedsYou && p == nil {
			return p, f, nil
		}
		a, err := s.ask(ctx, "this page does not read as the site's list ("+why+"); go on to the list")
		if err != nil {
			f, stop := asked(ctx, err)
			return p, f, stop
		}
		if a != Done {
			return p, s.giveUp(a, f), nil
		}
	}
}
