package picture

import (
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/words"
	"github.com/whohasme/whohasme/scan"
)

// Stand is what is known of one site: what its last look established, and what
// became of the records that it had. Gone, not there and not known are three
// different things.
type Stand uint8

// The stands, in the order in which people want to know of them.
const (
	Lists       Stand = iota // a record of the person's is there
	Perhaps                  // one that may be theirs is
	Missed                   // the last look did not see it, which proves nothing yet
	NotKnown                 // the last look established nothing
	GoneFrom                 // it was there, and two looks did not see it
	NothingSeen              // the look saw nothing of theirs, and none did before
)

var standMarks = [...]Mark{Lists: Disc, Perhaps: HalfDisc, Missed: Target, NotKnown: Cross, GoneFrom: OpenSquare, NothingSeen: Ring}

// Word says a stand.
func (s Stand) Word(b *words.Book) string {
	switch s {
	case Lists:
		return b.F("lists you")
	case Perhaps:
		return b.F("perhaps lists you")
	case Missed:
		return b.F("not seen once, not gone yet")
	case GoneFrom:
		return b.F("gone")
	case NothingSeen:
		return b.F("nothing of yours was seen")
	}
	return b.F("could not be checked")
}

// StandsOf says of each site that was asked, by its id, how it stands.
func StandsOf(r report.Report) map[string]Stand {
	stands := make(map[string]Stand, len(r.Sites))
	for _, s := range r.Sites {
		stands[s.Broker] = NothingSeen
		if !s.Outcome.Answered() {
			stands[s.Broker] = NotKnown
		}
	}
	for i := range r.Findings {
		e := &r.Findings[i]
		if was, asked := stands[e.Broker]; asked && was != NotKnown {
			stands[e.Broker] = min(was, standOf(e))
		}
	}
	return stands
}

func standOf(e *report.Exposure) Stand {
	switch {
	case e.State == string(scan.Gone):
		return GoneFrom
	case e.State == string(scan.Unseen):
		return Missed
	case e.Verdict == scan.Match:
		return Lists
	}
	return Perhaps
}
