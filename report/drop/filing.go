package drop

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Noted is the kind of the journal's events about a request on the platform;
// their payload is a Note.
const Noted scan.Kind = "drop-noted"

// Note is one thing that the person did on the platform's site, or read there.
type Note struct {
	What     What         `json:"what"`
	On       brokers.Date `json:"on"`
	ID       string       `json:"id,omitempty"`       // that the platform gave the request
	Excluded []string     `json:"excluded,omitempty"` // broker ids that the request leaves out
	Broker   string       `json:"broker,omitempty"`
	Status   Status       `json:"status,omitempty"`
	Showing  int          `json:"showing,omitempty"` // covered brokers that still show the person
}

// What says what happened.
type What string

// The things that happen to a request. There is one open request at a time.
const (
	Filed     What = "filed"
	Changed   What = "changed"
	Withdrawn What = "withdrawn"
	Answered  What = "answered" // the platform shows a broker's status
	Verified  What = "verified" // our own looks were held against it, after it was due
	Undone    What = "undone"   // the note before was a mistake
)

// Status is what a broker told the platform, in the platform's words.
type Status string

// The statuses. The zero Status is none: the broker has not answered.
const (
	Deleted  Status = "deleted"
	OptedOut Status = "opted-out" // several people share what it found
	Exempted Status = "exempted"  // all that it found is exempt
	NotFound Status = "not-found"
)

// Statuses are all statuses.
var Statuses = []Status{Deleted, OptedOut, Exempted, NotFound}

// Filing is a request on the platform and what became of it. The zero Filing
// is none.
type Filing struct {
	On       brokers.Date      `json:"filed,omitzero"`
	Changed  brokers.Date      `json:"changed,omitzero"` // last
	Verified brokers.Date      `json:"verified,omitzero"`
	Showing  int               `json:"showing,omitempty"` // when it was last verified
	ID       string            `json:"-"`
	Excluded []string          `json:"excluded,omitempty"`
	Answers  map[string]Answer `json:"answers,omitempty"` // by broker
}

// Answer is a broker's status and the day it was read.
type Answer struct {
	Status Status       `json:"status"`
	On     brokers.Date `json:"on"`
}

// Open reports whether there is a request.
func (f Filing) Open() bool { return !f.On.IsZero() }

// Opened is the first day on which the public could file (Cal. Civ. Code §
// 1798.99.86(a)).
var Opened = brokers.Date{Year: 2026, Month: 1, Day: 1}

// Follow folds notes, in the order they were made, into the request as it
// stands. A note that cannot follow changes nothing; [Rules.Advance] refuses
// it.
func (r Rules) Follow(notes []Note) Filing {
	f := Filing{}
	for _, n := range standing(notes) {
		if next, err := r.Advance(f, n); err == nil {
			f = next
		}
	}
	return f
}

// standing returns the notes that were not taken back.
func standing(notes []Note) (kept []Note) {
	for _, n := range notes {
		if n.What != Undone {
			kept = append(kept, n)
		} else if i := lastOwn(kept); i >= 0 {
			kept = slices.Delete(kept, i, i+1)
		}
	}
	return kept
}

// lastOwn returns the place of the last note that the person made, -1 where
// there is none. A verification is the program's.
func lastOwn(notes []Note) int {
	for i := len(notes) - 1; i >= 0; i-- {
		if notes[i].What != Verified {
			return i
		}
	}
	return -1
}

// Last returns the note that an undoing would take back, and false when there
// is none.
func Last(notes []Note) (Note, bool) {
	kept := standing(notes)
	i := lastOwn(kept)
	if i < 0 {
		return Note{}, false
	}
	return kept[i], true
}

var (
	// ErrNotFiled says that there is no request to note something about.
	ErrNotFiled = errors.New("no request is noted; `whohasme drop filed --on DATE` notes that you filed one")

	idForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z -]{2,63}$`)
)

// ReadID brings a platform's id into the form it is kept in. The error does
// not repeat it.
func ReadID(s string) (string, error) {
	s = strings.Join(strings.Fields(s), " ")
	if s != "" && !idForm.MatchString(s) {
		return "", errors.New("want the DROP ID as the site shows it: letters, digits and hyphens")
	}
	return s, nil
}

// Advance returns the request after a note, and an error when it cannot
// follow.
func (r Rules) Advance(f Filing, n Note) (Filing, error) {
	if n.On.IsZero() {
		return f, errors.New("note on DROP: the day is missing")
	}
	if n.What == Filed {
		return r.file(f, n)
	}
	if !f.Open() {
		return f, ErrNotFiled
	}
	if n.On.Before(f.On) {
		return f, fmt.Errorf("note on DROP: %s is before it was filed, on %s", n.On, f.On)
	}
	switch n.What {
	case Changed:
		may, err := r.MayChange(f)
		if err != nil {
			return f, err
		}
		if n.On.Before(may) {
			return f, fmt.Errorf("note on DROP: a request can be changed every %d days; this one from %s on", r.change.N, may)
		}
		f.Changed, f.Excluded = n.On, n.Excluded
		if n.ID != "" {
			f.ID = n.ID
		}
	case Withdrawn:
		return Filing{}, nil
	case Answered:
		if !slices.Contains(Statuses, n.Status) || n.Broker == "" {
			return f, fmt.Errorf("note on DROP: want a broker and one of %v", Statuses)
		}
		answers := map[string]Answer{n.Broker: {n.Status, n.On}}
		for id, a := range f.Answers {
			if id != n.Broker {
				answers[id] = a
			}
		}
		f.Answers = answers
	case Verified:
		f.Verified, f.Showing = n.On, n.Showing
	default:
		return f, fmt.Errorf("note on DROP: nothing is called %q", n.What)
	}
	return f, nil
}

func (r Rules) file(f Filing, n Note) (Filing, error) {
	switch {
	case f.Open():
		return f, fmt.Errorf("note on DROP: one request is open, filed on %s, and there is one at a time; "+
			"`whohasme drop changed` notes a change, `drop withdrawn` that it was cancelled, `drop undo` takes a mistake back", f.On)
	case n.On.Before(Opened):
		return f, fmt.Errorf("note on DROP: nobody could file before %s", Opened)
	}
	return Filing{On: n.On, ID: n.ID, Excluded: n.Excluded}, nil
}
