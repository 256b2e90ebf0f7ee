package sweep

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// maxProfiles is the most profile pages that one visit opens.
const maxProfiles = 8

// judged is one record of this visit with its verdict.
type judged struct {
	scan.Judged
	key     string
	earlier *scan.Finding // the finding it was known as
	pages   []string      // hashes of the pages that show it
	foreign bool          // only lists that answer searches for other names show it
}

// judge gives every new record a verdict.
func (l *look) judge(records []scan.Record) {
	pages := l.lastPage()
	for _, r := range records {
		if r.Name == "" {
			continue // masked: the list says so in hidden
		}
		if l.met[r.URL] {
			continue // records come page by page, and once more as a list
		}
		if u, err := url.Parse(r.URL); err != nil || !l.serves(u) {
			r.URL = "" // a foreign address is not this broker's record
		} else {
			l.met[r.URL] = true
		}
		key := recordKey(r)
		if l.known(key) == nil {
			j := &judged{key: key, pages: pages}
			j.Judged = l.verdict(r, nil)
			l.judged = append(l.judged, j)
		}
	}
	l.recognise()
}

// serves reports whether an address is the broker's own.
func (l *look) serves(u *url.URL) bool {
	ours, known := l.hosts[u.Host]
	if !known {
		if l.hosts == nil {
			l.hosts, l.met = map[string]bool{}, map[string]bool{}
		}
		ours = l.Broker.Serves(u)
		l.hosts[u.Host] = ours
	}
	return ours
}

// lastPage is the hash of the page that arrived last: records are judged page
// by page.
func (l *look) lastPage() []string {
	if n := len(l.visit.Pages); n > 0 {
		return []string{l.visit.Pages[n-1].Hash}
	}
	return nil
}

func (l *look) known(key string) *judged {
	for _, j := range l.judged {
		if j.key == key {
			return j
		}
	}
	return nil
}

// verdict judges a record. A person's own answer about it stands.
func (l *look) verdict(r scan.Record, earlier *scan.Finding) scan.Judged {
	judge := l.matcher.Judge
	if earlier == nil {
		if l.lister == nil {
			l.lister = l.matcher.List()
		}
		judge = l.lister.Judge // others are counted, and told nothing of
	}
	v := judge(r, l.visitDay())
	if earlier != nil && earlier.Reviewed {
		v.Verdict = earlier.Verdict
		return v
	}
	if (l.blind || l.visit.Control == scan.ControlLookAlike) && v.Verdict == scan.Match {
		v.Verdict = scan.Possible
	}
	return v
}

// visitDay is the day to which ages on the pages of this visit refer.
func (l *look) visitDay() brokers.Date { return brokers.DateOf(l.Now()) }

// recordKey tells the records of one visit apart, so that what two searches
// list is judged once: by the record's own page where it has one, else by all
// that a list shows of it. A father and a son of one name and town are two.
func recordKey(r scan.Record) string {
	if page := pageOf(r.URL); page != "" {
		return page
	}
	key := []string{r.Name, r.Age.String(), r.Born.String(), strings.Join(r.Phones, " ")}
	for _, a := range r.Addresses {
		key = append(key, a.String())
	}
	return scan.Fold(strings.Join(key, "|"))
}

func (l *look) any(v scan.Verdict) bool {
	for _, j := range l.judged {
		if j.Verdict == v {
			return true
		}
	}
	return false
}

// openProfiles completes the records that may be the subject's from their own
// pages, and judges them again.
func (l *look) openProfiles(ctx context.Context) error {
	p := l.Broker.Search.Profile
	if p == nil || len(p.Fields) == 0 {
		return nil
	}
	opened := 0
	for _, j := range l.judged {
		if j.Verdict == scan.Other || j.URL == "" || opened == maxProfiles {
			continue
		}
		opened++
		more, err := l.profile(ctx, j.URL)
		if err != nil {
			return err
		}
		if more.record != nil {
			j.Judged = l.verdict(merge(j.Record, *more.record), j.earlier)
			j.pages = append(j.pages, more.page)
		}
	}
	return nil
}

// merge completes what the list said with what the record's own page says.
func merge(list, own scan.Record) scan.Record {
	if own.Name == "" || len(strings.Fields(own.Name)) < len(strings.Fields(list.Name)) {
		own.Name = list.Name
	}
	if own.Age.IsZero() {
		own.Age = list.Age
	}
	if own.Born.IsZero() {
		own.Born = list.Born
	}
	own.Addresses = union(list.Addresses, own.Addresses, func(a scan.Address) string { return scan.Fold(a.Street + "|" + a.City + "|" + a.State) })
	own.Aliases = union(list.Aliases, own.Aliases, scan.Fold)
	own.Relatives = union(list.Relatives, own.Relatives, scan.Fold)
	own.Phones = union(list.Phones, own.Phones, scan.Digits)
	own.Emails = union(list.Emails, own.Emails, strings.ToLower)
	own.URL = list.URL
	return own
}

func union[T any](a, b []T, key func(T) string) []T {
	seen := map[string]bool{}
	var out []T
	for _, v := range append(append([]T{}, a...), b...) {
		if k := key(v); !seen[k] {
			seen[k] = true
			out = append(out, v)
		}
	}
	return out
}

// keep moves what may be the subject's into the visit and counts the others. A
// visit without an answer makes no new finding: what it read is not proven.
func (l *look) keep(answered bool) {
	next := len(l.client.Earlier)
	for _, j := range l.judged {
		if j.earlier == nil && j.Verdict == scan.Other {
			if !j.foreign {
				l.visit.Others++
			}
			continue
		}
		if j.earlier == nil && !answered {
			continue
		}
		id := ""
		if j.earlier != nil {
			id = j.earlier.ID
		} else {
			next++
			id = fmt.Sprintf("%s.%s.%d", l.client.Subject.ID, l.Broker.ID, next)
		}
		if j.Verdict == scan.Other {
			l.visit.Others++
			if !j.earlier.Reviewed {
				continue
			}
		}
		l.visit.Sightings = append(l.visit.Sightings, scan.Sighting{ID: id, Judged: j.Judged, Pages: j.pages})
	}
}
