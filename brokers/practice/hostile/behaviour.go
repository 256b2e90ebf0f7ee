package hostile

import (
	"net/http"
	"slices"
	"strings"
	"sync"
)

// Behaviour is one thing that a site does to its visitors.
type Behaviour struct {
	Name    string
	Want    []string // the outcomes that are honest, the plainest first
	Because string   // what the site does

	answer *answer                                   // to the search for the subject, if it is words only
	serve  func(*Site, http.ResponseWriter, *asking) // the same, if it is more
	other  map[string]serving                        // further addresses, by the path's beginning
	robots func(*Site, http.ResponseWriter, *asking) // instead of rules that allow everything
	ready  func()                                    // makes what takes a while, before the site opens
	line   line                                      // what is done to connections
}

type serving = func(*Site, http.ResponseWriter, *asking)

// Honest reports whether an outcome is one that an honest look may have.
func (b *Behaviour) Honest(outcome string) bool { return slices.Contains(b.Want, outcome) }

// InWords reports whether the site only says something, so that it can say it
// to everybody as well.
func (b *Behaviour) InWords() bool { return b.answer != nil }

// Page returns what the site says to a visitor who asks for the subject, with
// status and headers, and false if it is not only words.
func (b *Behaviour) Page() (status int, header http.Header, page string, ok bool) {
	if b.answer == nil {
		return 0, nil, "", false
	}
	return b.answer.status, b.answer.header.Clone(), fill(b.answer.body, "Odalys Fenwright"), true
}

// All returns the behaviours, each of another name.
func All() []*Behaviour { return slices.Clone(all()) }

var all = sync.OnceValue(func() []*Behaviour {
	list := slices.Concat(answers(), bodies(), lengths(), lines(), redirects(), robots(), pagings(), names(), secure())
	for _, b := range list {
		if b.Name == "" || b.Because == "" || len(b.Want) == 0 {
			panic("hostile: a behaviour without name, want or reason: " + b.Name)
		}
	}
	return list
})

// wants reads "blocked or unreadable".
func wants(s string) []string { return strings.Split(s, " or ") }
