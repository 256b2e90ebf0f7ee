package sweep

import (
	"net/url"
	"reflect"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract/blocks"
	"github.com/whohasme/whohasme/scan/extract/structure"
)

// ReadUndefined reads one saved page of a site that no definition describes: by
// what it tells machines, and by the blocks of its text, whichever says more.
// For its text it must know the subject's names. Its outcome is never absent:
// nobody has said what a page of this site looks like when it lists nobody.
func ReadUndefined(p *crawl.Page, country string, s *scan.Subject, day brokers.Date) Page {
	wall := crawl.Wall(p)
	if wall != nil && wall.Outcome != scan.Unreadable {
		return Page{Outcome: wall.Outcome, Why: wall.Why}
	}
	doc, err := p.Document()
	if err != nil {
		if f, ok := err.(*scan.Fault); ok {
			return Page{Outcome: f.Outcome, Why: f.Why}
		}
		return Page{Outcome: scan.Unreadable, Why: "the page could not be read"}
	}
	names := known(s)
	told := structure.Read(doc, structure.Options{Names: names, Country: country, Base: p.URL})
	if wall != nil && len(told) == 0 { // a shell that waits for its scripts may hold what they would show
		return Page{Outcome: wall.Outcome, Why: wall.Why}
	}
	seen := blocks.Read(doc, blocks.Options{Names: names, Country: country, Base: p.URL})
	l := &list{}
	by, how := ByStructure, []string{}
	if len(seen) > len(told) || len(seen) == len(told) && facts(records(seen)) > facts(data(told)) {
		by, l.records = ByText, records(seen)
		for i := range seen {
			how = append(how, seen[i].Why())
		}
		complete(l.records, data(told))
	} else {
		l.records = data(told)
		for i := range told {
			how = append(how, told[i].How)
		}
		complete(l.records, records(seen))
	}
	if len(l.records) == 0 {
		why := "no record was recognised, which without a definition proves nothing"
		if s != nil {
			why += ": " + blocks.WhyNone(doc, blocks.Options{Names: names, Country: country, Base: p.URL})
		} else {
			why = "no record was recognised; with --subject-file the text of the page is read too"
		}
		return Page{Why: why}
	}
	out := judgePage(l, s, day)
	if out.ReadBy, out.How = by, how; out.Outcome == scan.Absent || out.Outcome == scan.UnknownOutcome && s != nil {
		out.Outcome, out.Why = scan.UnknownOutcome, "no record is the subject's, which without a definition does not prove that there is none"
	}
	return out
}

func records(list []blocks.Record) []scan.Record {
	var out []scan.Record
	for i := range list {
		out = append(out, list[i].Record)
	}
	return out
}

func data(list []structure.Record) []scan.Record {
	var out []scan.Record
	for i := range list {
		out = append(out, list[i].Record)
	}
	return out
}

// facts counts the fields that say something.
func facts(list []scan.Record) int {
	n := 0
	for _, r := range list {
		v := reflect.ValueOf(r)
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				n++
			}
		}
	}
	return n
}

// complete fills in what one way left empty with what the other read of the
// same record: the only one of that name on both sides.
func complete(list, other []scan.Record) {
	if inStep(list, other) {
		for i := range list {
			fill(&list[i], other[i])
		}
		return
	}
	ours, theirs := people(list), people(other)
	for i := range list {
		name := scan.Fold(list[i].Name)
		same := func(r scan.Record) bool {
			return r.URL == "" || list[i].URL == "" || path(r.URL) == path(list[i].URL)
		}
		if n, _ := count(ours[name], list, same); n != 1 {
			continue
		}
		if n, at := count(theirs[name], other, same); n == 1 {
			fill(&list[i], other[at])
		}
	}
}

// people returns the places of records by name.
func people(list []scan.Record) map[string][]int {
	by := make(map[string][]int, len(list))
	for i := range list {
		name := scan.Fold(list[i].Name)
		by[name] = append(by[name], i)
	}
	return by
}

// count counts the records at some places that are so, and returns the place
// of one of them.
func count(places []int, list []scan.Record, is func(scan.Record) bool) (n, at int) {
	for _, i := range places {
		if is(list[i]) {
			n, at = n+1, i
		}
	}
	return n, at
}

// inStep reports whether two ways read the same names in the same order.
func inStep(list, other []scan.Record) bool {
	return slices.EqualFunc(list, other, func(a, b scan.Record) bool {
		return scan.Fold(a.Name) == scan.Fold(b.Name) && (a.URL == "" || b.URL == "" || path(a.URL) == path(b.URL))
	})
}

// fill gives a record what it lacks of another reading of it.
func fill(r *scan.Record, other scan.Record) {
	dst, src := reflect.ValueOf(r).Elem(), reflect.ValueOf(other)
	for k := range dst.NumField() {
		if dst.Field(k).IsZero() {
			dst.Field(k).Set(src.Field(k))
		}
	}
}

func path(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	return u.EscapedPath() + "?" + u.RawQuery
}
