package sweep

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice/pairs"
	"github.com/whohasme/whohasme/scan"
)

// TestRecordsAreRecognisedAsTimePasses lets two years pass over records of the
// practice pairs: somebody who moves within the state and ages is recognised
// under another address of their page; a namesake or a parent of the same name
// is not taken for somebody seen before, but where they live in one state and
// no age tells them apart.
func TestRecordsAreRecognisedAsTimePasses(t *testing.T) {
	seed, err := strconv.ParseUint(os.Getenv("WHOHASME_TEST_SEED"), 10, 64)
	if err != nil {
		seed = 1
	}
	seen := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	now := seen.AddDate(2, 0, 0)
	list := pairs.Make(seed, 2000, brokers.DateOf(seen))
	known, all, mixed, strangers := 0, 0, 0, 0
	for i, p := range list {
		r := record(p.Candidate)
		f := scan.Finding{Last: seen, Record: scan.Judged{Record: r}}
		if len(r.Addresses) > 0 && !r.Age.IsZero() {
			all++
			if like(f, aged(r, 2, i), now) > unlike {
				known++
			}
		}
		if y := p.Profile.BirthYear; p.Label == pairs.Other && sameBearer(shownBy(p).Name, r.Name) && y > 0 {
			strangers++
			if f.Record.Record = shownBy(p); like(f, r, seen) > unlike {
				mixed++
			}
		}
	}
	t.Logf("figure: of %d records that aged two years and moved, %.4f recognised; of %d records of a namesake, %d taken for somebody seen before", all, float64(known)/float64(all), strangers, mixed)
	if float64(known) < 0.99*float64(all) {
		t.Errorf("%d of %d recognised", known, all)
	}
	if mixed*6 > strangers {
		t.Errorf("%d of %d namesakes taken for somebody seen before", mixed, strangers)
	}
}

// TestGenerationsAreNotRecognisedAsEachOther holds a parent's record beside
// the child's, at one address.
func TestGenerationsAreNotRecognisedAsEachOther(t *testing.T) {
	seen := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct{ old, new scan.Record }{
		{scan.Record{Name: "John Smith Sr", Addresses: here}, scan.Record{Name: "John Smith Jr", Addresses: here}},
		{scan.Record{Name: "John Smith", Age: scan.Years(70), Addresses: here}, scan.Record{Name: "John Smith", Age: scan.Years(42), Addresses: here}},
		{scan.Record{Name: "Smith, John A", Age: scan.Years(42), Addresses: here}, scan.Record{Name: "John B Smith", Age: scan.Years(42), Addresses: here}},
	} {
		f := scan.Finding{Last: seen, Record: scan.Judged{Record: c.old}}
		if l := like(f, c.new, seen.AddDate(0, 1, 0)); l != unlike {
			t.Errorf("%q at %s taken for %q at %s (%d)", c.new.Name, c.new.Age, c.old.Name, c.old.Age, l)
		}
	}
}

var here = []scan.Address{{Street: "12 Elm St", City: "Dayton", State: "OH"}}

// shownBy is a record that shows what the person of a pair tells.
func shownBy(p pairs.Pair) scan.Record {
	n, day := p.Profile.Names[0], p.AsOf
	year, _ := strconv.Atoi(day[:4]) // every pair has a day
	a := p.Profile.Addresses[0]
	return scan.Record{
		Name: fmt.Sprintf("%s %s %s %s", n.First, n.Middle, n.Last, n.Suffix), Age: scan.Years(year - p.Profile.BirthYear),
		Addresses: []scan.Address{{City: a.City, State: a.State}},
	}
}

// record is what a page shows, as far as it matters here.
func record(c pairs.Candidate) scan.Record {
	r := scan.Record{Name: c.Name, Aliases: c.Aliases, Age: scan.Age(c.Age), Phones: c.Phones, Emails: c.Emails, Relatives: c.Relatives}
	for _, a := range c.Addresses {
		r.Addresses = append(r.Addresses, scan.Address{Street: a.Street, City: a.City, State: a.State, Zip: a.Zip})
	}
	for _, p := range c.Locations {
		r.Addresses = append(r.Addresses, scan.Address{City: p.City, State: p.State})
	}
	return r
}

// aged is a record some years on: older, in a new town of the state, without
// the contacts of the old one, under another address.
func aged(r scan.Record, years, i int) scan.Record {
	r.Age.Low, r.Age.High = r.Age.Low+years, r.Age.High+years
	state := r.Addresses[0].State
	r.Addresses = append([]scan.Address{{City: fmt.Sprintf("Newtown %d", i), State: state}}, r.Addresses...)
	if i%2 == 0 {
		r.Addresses = slices.Clone(r.Addresses[:1])
	}
	r.Phones, r.Emails, r.URL = nil, nil, fmt.Sprintf("https://example.test/new/%d", i)
	return r
}
