package sweep_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/sweep"
)

// TestShapes proves that each active definition of the catalogue is consistent
// with itself: on pages made in its own shape it reads everybody who is listed,
// field by field, the sign that there is nobody, and nothing at all on a wall.
// It says nothing about how the living sites look.
func TestShapes(t *testing.T) {
	walls := wallPages(t)
	shapes := readShapes(t)
	definitions, pages := 0, 0
	for _, b := range active(t) {
		definitions++
		t.Run(b.ID, func(t *testing.T) {
			s := &shapeTest{T: t, broker: b, shape: shapes.of(t, b)}
			for _, seed := range seeds(t) {
				s.pages(rand.New(rand.NewPCG(seed, 3)))
			}
			for name, wall := range walls {
				s.wall(name, wall)
			}
			pages += s.read
		})
	}
	shapes.unused(t)
	t.Logf("figure: issue 3: %d active definitions are consistent with themselves in %d shapes, on %d pages of invented people and of walls (no evidence of how the sites look)", definitions, len(shapes), pages)
	if definitions < 45 {
		t.Errorf("%d active definitions, want at least 45", definitions)
	}
}

// active returns the brokers whose definition says how pages read and was not
// retired.
func active(t *testing.T) []*brokers.Broker {
	t.Helper()
	cat, faults := brokers.Load(brokers.Embedded())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return slices.DeleteFunc(slices.Clone(cat.All()), func(b *brokers.Broker) bool {
		return !b.Search.Reads() || !b.Search.Retired.IsZero() || b.Status == brokers.Retired
	})
}

// shapes are templates by the reading part of the definitions they belong to.
type shapes map[string]*shape

type shape struct {
	*template.Template
	file string
	used bool
}

func reading(d *brokers.Definition) string {
	b, _ := json.Marshal([]any{d.Record, d.Fields, d.Nothing, d.Complete, d.Profile})
	return string(b)
}

func readShapes(t *testing.T) shapes {
	t.Helper()
	cat, _ := brokers.Load(brokers.Embedded())
	files, err := filepath.Glob("testdata/shapes/*.html")
	if err != nil {
		t.Fatal(err)
	}
	all := shapes{}
	for _, file := range files {
		b, ok := cat.Get(strings.TrimSuffix(filepath.Base(file), ".html"))
		if !ok || !b.Search.Reads() {
			t.Fatalf("%s is named after no definition", file)
		}
		if other := all[reading(b.Search)]; other != nil {
			t.Errorf("%s and %s are of definitions that read alike", file, other.file)
		}
		parsed, err := template.ParseFiles(file)
		if err != nil {
			t.Fatal(err)
		}
		all[reading(b.Search)] = &shape{Template: parsed, file: file}
	}
	return all
}

func (s shapes) of(t *testing.T, b *brokers.Broker) *shape {
	t.Helper()
	own := s[reading(b.Search)]
	if own == nil {
		t.Fatalf("there is no page of its shape: write testdata/shapes/%s.html, as the README there says", b.ID)
	}
	own.used = true
	return own
}

func (s shapes) unused(t *testing.T) {
	t.Helper()
	for _, own := range s {
		if !own.used {
			t.Errorf("%s is the shape of no active definition", own.file)
		}
	}
}

// shapeTest reads the pages of one definition.
type shapeTest struct {
	*testing.T
	broker *brokers.Broker
	shape  *shape
	read   int
}

func (s *shapeTest) pages(r *rand.Rand) {
	s.Helper()
	people := invent(r, 6)
	me := people[3].subject(s.T)
	if p := s.judged(me, "listed", people); p.Outcome != scan.Found || verdicts(p)[scan.Match] != 1 {
		s.Errorf("a page that lists the subject: %s (%s), %v", p.Outcome, p.Why, verdicts(p))
	} else {
		s.compare(p.Records, people)
	}
	others := slices.Delete(slices.Clone(people), 3, 4)
	if p := s.judged(me, "listed", others); p.Outcome != scan.UnknownOutcome && p.Outcome != scan.Absent || verdicts(p)[scan.Other] != len(others) {
		s.Errorf("a page of others: %s (%s), %v", p.Outcome, p.Why, verdicts(p))
	}
	if p := s.judged(me, "nobody", nil); p.Outcome != scan.Absent || len(p.Records) > 0 {
		s.Errorf("the sign that there is nobody: %s (%s) with %d records", p.Outcome, p.Why, len(p.Records))
	}
}

func verdicts(p sweep.Page) map[scan.Verdict]int {
	n := map[scan.Verdict]int{}
	for _, r := range p.Records {
		n[r.Verdict]++
	}
	return n
}

// judged fills a template and reads it as a page that came from the broker.
func (s *shapeTest) judged(me *scan.Subject, part string, people []invented) sweep.Page {
	s.Helper()
	var html bytes.Buffer
	fmt.Fprintf(&html, "<!DOCTYPE html><title>%s</title><body>", s.broker.Name)
	if err := s.shape.ExecuteTemplate(&html, part, people); err != nil {
		s.Fatal(err)
	}
	return s.sees(html.Bytes(), me)
}

func (s *shapeTest) sees(html []byte, me *scan.Subject) sweep.Page {
	s.Helper()
	s.read++
	p, err := sweep.Read(s.broker, &crawl.Page{Body: html, HTML: string(html), URL: s.address()}, me, brokers.DateOf(noon))
	if err != nil {
		s.Fatal(err)
	}
	return p
}

func (s *shapeTest) address() *url.URL {
	return &url.URL{Scheme: "https", Host: "www." + s.broker.Domain, Path: "/results"}
}

// compare holds every field that the definition has against what was filled
// in.
func (s *shapeTest) compare(got []scan.Judged, people []invented) {
	s.Helper()
	if len(got) != len(people) {
		s.Fatalf("%d records read of %d", len(got), len(people))
	}
	for i, p := range people {
		s.fields(got[i].Record, p)
	}
}

func (s *shapeTest) fields(r scan.Record, p invented) {
	s.Helper()
	for name, rules := range s.broker.Search.Fields {
		var got, want any
		switch name {
		case "name":
			got, want = r.Name, p.Name
		case "age":
			got, want = r.Age, scan.Years(p.Age)
		case "addresses":
			got, want = placesOf(r), p.places(rules)
		case "aliases":
			got, want = r.Aliases, p.Aka
		case "relatives":
			got, want = r.Relatives, p.Kin
		case "phones":
			got, want = digits(r.Phones), digits(p.Tel)
		case "profile_url":
			u, err := url.Parse(r.URL)
			got, want = err == nil && s.broker.Serves(u) && strings.HasSuffix(r.URL, p.Slug), true
		default:
			s.Errorf("field %s: no page of this suite shows it", name)
			continue
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			s.Errorf("field %s: read %v, shown %v", name, got, want)
		}
	}
}

func placesOf(r scan.Record) (list []place) {
	for _, a := range r.Addresses {
		list = append(list, place{a.City, a.State})
	}
	return list
}

// places are those that a definition can read: one rule for one text reads the
// first.
func (p invented) places(rules brokers.Rules) []place {
	if len(rules) == 1 && !rules[0].All && rules[0].Separator == "" {
		return []place{p.Here}
	}
	return append([]place{p.Here}, p.Past...)
}

func digits(list []string) (out []string) {
	for _, s := range list {
		d := scan.Digits(s)
		out = append(out, d[max(0, len(d)-10):])
	}
	return out
}

// wallPages are pages that stand in place of others.
func wallPages(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("../crawl/wall/testdata/walls/*.html")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d pages of walls, %v", len(files), err)
	}
	pages := map[string][]byte{}
	for _, f := range files {
		if pages[filepath.Base(f)], err = os.ReadFile(f); err != nil {
			t.Fatal(err)
		}
	}
	return pages
}

// wall proves that a wall says nothing about anybody: it is told as one, and
// even where the wall went unseen the definition would read neither a record
// nor the sign that there is none.
func (s *shapeTest) wall(name string, html []byte) {
	s.Helper()
	p := s.sees(html, nil)
	if p.Outcome != scan.Blocked && p.Outcome != scan.NeedsYou && p.Outcome != scan.Unreadable || len(p.Records) > 0 {
		s.Errorf("wall %s: %s (%s) with %d records", name, p.Outcome, p.Why, len(p.Records))
	}
	if p.Outcome == scan.Unreadable {
		return // a page that is not there may well say that something was not found
	}
	r, err := extract.Compile(s.broker.Search)
	if err != nil {
		s.Fatal(err)
	}
	got, err := r.Read(string(html), s.address())
	if err != nil {
		return
	}
	if len(got.Records) > 0 || got.Nothing {
		s.Errorf("wall %s: the definition reads %d records, nothing found: %v", name, len(got.Records), got.Nothing)
	}
}
