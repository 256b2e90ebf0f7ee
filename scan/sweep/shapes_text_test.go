package sweep_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
)

// TestShapesWithoutDefinition reads the pages of every shape as if nobody had
// defined the site.
func TestShapesWithoutDefinition(t *testing.T) {
	shapes := readShapes(t)
	seen := map[string]bool{}
	records, read, fields, right := 0, 0, 0, 0
	for _, b := range active(t) {
		s := &shapeTest{T: t, broker: b, shape: shapes.of(t, b)}
		if seen[s.shape.file] {
			continue
		}
		seen[s.shape.file] = true
		for _, n := range []int{6, 2, 1} {
			people := invent(rand.New(rand.NewPCG(3, uint64(n))), n)
			records += n
			p := s.undefined(people, people[n/2].subject(t))
			if len(p.Records) != n {
				t.Logf("%s: %d records of %d (%s)", b.ID, len(p.Records), n, p.Why)
				continue
			}
			read += n
			for i, r := range p.Records {
				for name, rules := range b.Search.Fields {
					got, want := shownAs(r.Record, people[i], name, rules)
					if fields++; fmt.Sprint(got) == fmt.Sprint(want) {
						right++
					} else {
						t.Logf("%s: %s is %v, want %v", b.ID, name, got, want)
					}
				}
			}
		}
	}
	t.Logf("figure: without a definition: %d of %d records, %d of %d fields in %d shapes of sites", read, records, right, fields, len(seen))
	if read*100 < records*97 || right*100 < fields*95 {
		t.Error("too few")
	}
}

func (s *shapeTest) undefined(people []invented, me *scan.Subject) sweep.Page {
	s.Helper()
	var html bytes.Buffer
	fmt.Fprintf(&html, "<!DOCTYPE html><title>%s</title><body>", s.broker.Name)
	if err := s.shape.ExecuteTemplate(&html, "listed", people); err != nil {
		s.Fatal(err)
	}
	return sweep.ReadUndefined(&crawl.Page{Body: html.Bytes(), HTML: html.String(), URL: s.address()}, "US", me, brokers.DateOf(noon))
}

// shownAs is a field as it was read, and as the page shows it.
func shownAs(r scan.Record, p invented, name string, rules brokers.Rules) (got, want any) {
	switch name {
	case "name":
		return r.Name, p.Name
	case "age":
		return r.Age, scan.Years(p.Age)
	case "addresses":
		return placesOf(r), p.places(rules)
	case "aliases":
		return r.Aliases, p.Aka
	case "relatives":
		return r.Relatives, p.Kin
	case "phones":
		return digits(r.Phones), digits(p.Tel)
	}
	return nil, nil
}
