package practice

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/antchfx/htmlquery"
	"go.yaml.in/yaml/v4"
	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/brokers"
)

// TestTruthAgreesWithPages asks every site for some people, the subject and
// the cast among them, and compares what the pages show with the truth: every
// record that should be there is, in the words the site holds, and no other.
func TestTruthAgreesWithPages(t *testing.T) {
	s := opened(t, 11)
	w := s.World()
	people := append([]*Person{}, w.People[:35]...)
	for i := 35; i < len(w.People); i += 40 {
		people = append(people, w.People[i])
	}
	for _, srv := range s.servers {
		if len(srv.records) == 0 || srv.page == "script" { // which a browser has to draw first
			continue
		}
		b := s.broker(t, srv.id)
		for _, p := range people {
			q := brokers.Query{First: p.Name().First, Last: p.Name().Last, City: p.Addresses[0].City, State: p.Addresses[0].State}
			checkAnswer(t, srv, b, q)
		}
	}
}

// checkAnswer compares the answer to one search with the records that the
// site holds.
func checkAnswer(t *testing.T, srv *server, b brokers.Broker, q brokers.Query) {
	t.Helper()
	var blocks []*html.Node
	total := 0
	for _, text := range searched(t, b, q) {
		page := parsed(t, text)
		found := within(t, page, b.Search.Record)
		blocks = append(blocks, found...)
		if nothing := len(within(t, page, b.Search.Nothing)); (nothing > 0) == (len(found) > 0) {
			t.Fatalf("%s: %d records and %d signs that there are none", b.ID, len(found), nothing)
		}
		if b.Search.Complete.Total != "" && len(found) > 0 {
			total = lastNumber(htmlquery.InnerText(within(t, page, b.Search.Complete.Total)[0]))
		}
	}
	want := expected(srv, q)
	if len(blocks) != len(want) || b.Search.Complete.Total != "" && total != len(want) {
		t.Fatalf("%s: %d records read, %d announced, %d held", b.ID, len(blocks), total, len(want))
	}
	for i, r := range want {
		checkBlock(t, b, blocks[i], r)
	}
}

// expected works out, apart from the site's own search, who should be shown.
func expected(srv *server, q brokers.Query) []*record {
	var list []*record
	for _, r := range srv.records {
		in := false
		for _, a := range r.places() {
			sameCity := srv.page != "claimer" || strings.EqualFold(a.City, q.City)
			in = in || a.State == q.State && sameCity || srv.page == "paged"
		}
		named := false
		for _, k := range r.keys {
			first, last, _ := strings.Cut(k, "-")
			same := k == slug(q.First)+"-"+slug(q.Last)
			named = named || same || srv.page == "paged" && last == slug(q.Last) && first[0] == slug(q.First)[0]
		}
		if in && named {
			list = append(list, r)
		}
	}
	return list
}

func lastNumber(s string) int {
	n := 0
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		n, _ = strconv.Atoi(f)
	}
	return n
}

// checkBlock checks that the selectors of a definition point at the elements
// that hold a record's facts.
func checkBlock(t *testing.T, b brokers.Broker, block *html.Node, r *record) {
	t.Helper()
	for field, facts := range map[string][]string{
		"name": {r.Name}, "age": {r.Age}, "addresses": placesShown(b.ID, r), "aliases": r.Aliases, "relatives": r.Kin, "profile_url": {r.ID},
	} {
		rules, ok := b.Search.Fields[field]
		if !ok {
			continue
		}
		text := ""
		for _, rule := range rules {
			for _, n := range within(t, block, rule.Select) {
				if rule.Attr != "" {
					text += " " + htmlquery.SelectAttr(n, rule.Attr)
				} else {
					text += " " + cut(htmlquery.InnerText(n), rule)
				}
			}
		}
		if sep := rules[0].Separator; len(rules) == 1 && sep != "" && len(facts) > 0 && len(strings.Split(text, sep)) != len(facts) {
			t.Errorf("%s: %s of record %s: the separator does not part the values", b.ID, field, r.ID)
		}
		for _, fact := range facts {
			if !strings.Contains(text, fact) {
				t.Errorf("%s: %s of record %s is not where the definition points", b.ID, field, r.ID)
			}
		}
	}
}

// cut keeps what stands after and then before a rule's marks.
func cut(text string, rule brokers.Rule) string {
	if after := mark(rule.After); after != nil {
		at := after.FindStringIndex(text)
		if at == nil {
			return ""
		}
		text = text[at[1]:]
	}
	if before := mark(rule.Before); before != nil {
		if at := before.FindStringIndex(text); at != nil {
			text = text[:at[0]]
		}
	}
	return text
}

// mark reads a literal or /re/i.
func mark(s string) *regexp.Regexp {
	if s == "" {
		return nil
	}
	if re, ok := strings.CutSuffix(s, "/i"); ok && strings.HasPrefix(re, "/") {
		return regexp.MustCompile("(?i)" + re[1:])
	}
	return regexp.MustCompile(regexp.QuoteMeta(s))
}

// placesShown are the places in a list; the profile site keeps the past ones
// behind the result.
func placesShown(id string, r *record) []string {
	list := []string{r.Now.Place()}
	if id == "practice-profile" {
		return list
	}
	for _, a := range r.Past {
		list = append(list, a.Place())
	}
	return list
}

// TestRecordPages opens the page of every record of the subject and the cast.
func TestRecordPages(t *testing.T) {
	s := opened(t, 12)
	for _, l := range s.Truth() {
		if l.URL == "" || l.Kind == "other" || l.Broker == "practice-script" {
			continue
		}
		b := s.broker(t, l.Broker)
		r := s.server(l.Broker).byID(l.Record)
		status, page := get(t, l.URL)
		if status != http.StatusOK {
			t.Errorf("%s: record page answered %d", l.Broker, status)
			continue
		}
		if b.Search.Profile.Gone != "" && len(elements(t, page, b.Search.Profile.Gone)) != 0 {
			t.Errorf("%s: a present record reads as gone", l.Broker)
		}
		record := elements(t, page, b.Search.Profile.Record)
		if len(record) != 1 || !strings.Contains(htmlquery.InnerText(record[0]), r.Name) {
			t.Fatalf("%s: the record page does not show record %s", l.Broker, l.Record)
		}
		shown := map[string][]string{"phones": r.Phones, "emails": r.Emails, "relatives": r.Kin, "aliases": r.Aliases, "born": {r.Born}}
		for field, rules := range b.Search.Profile.Fields {
			text := ""
			for _, n := range within(t, record[0], rules[0].Select) {
				text += htmlquery.InnerText(n) + "\n"
			}
			for _, fact := range shown[field] {
				if !strings.Contains(text, fact) {
					t.Errorf("%s: %s of record %s is not where the definition points", l.Broker, field, l.Record)
				}
			}
		}
	}
}

// server returns a site's server by id.
func (s *Sites) server(id string) *server {
	for _, srv := range s.servers {
		if srv.id == id {
			return srv
		}
	}
	return nil
}

func TestTruthNamesTheCast(t *testing.T) {
	s := opened(t, 13)
	kinds := map[string]map[string]int{}
	for _, l := range s.Truth() {
		if kinds[l.Broker] == nil {
			kinds[l.Broker] = map[string]int{}
		}
		kinds[l.Broker][l.Kind]++
		if l.Subject != (l.Kind == "subject") || l.Removed {
			t.Errorf("%s: listing %s contradicts itself", l.Broker, l.Record)
		}
	}
	for _, id := range []string{"practice-cards", "practice-table", "practice-paged", "practice-profile", "practice-claimer", "practice-sister", "practice-form", "practice-script"} {
		if kinds[id]["subject"] != 1 || kinds[id]["namesake"] != 2 || kinds[id]["generation"] != 1 {
			t.Errorf("%s: %v", id, kinds[id])
		}
	}
	if k := kinds["practice-absent"]; k["subject"] != 0 || k["namesake"] != 2 || k["other"] < 200 {
		t.Errorf("practice-absent: %v", k)
	}
}

func TestDefinitionsAreWithoutFault(t *testing.T) {
	for _, b := range opened(t, 14).Brokers() {
		data, err := yaml.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		var again brokers.Broker
		if err := brokers.Decode(b.ID+".yaml", data, &again).Err(); err != nil {
			t.Errorf("%s:\n%v", b.ID, err)
		}
		twice, err := yaml.Marshal(again)
		if err != nil || string(twice) != string(data) {
			t.Errorf("%s: changed by writing and reading (%v)", b.ID, err)
		}
	}
}

func TestWrite(t *testing.T) {
	s := opened(t, 15)
	dir := filepath.Join(t.TempDir(), "world")
	if err := s.Write(dir); err != nil {
		t.Fatal(err)
	}
	files := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := os.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		} else {
			files++
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %o, want %o", d.Name(), info.Mode().Perm(), want)
		}
		return nil
	})
	if err != nil || files != len(s.Brokers())+2 {
		t.Errorf("%d files, %v", files, err)
	}
	checkSubjectFile(t, s.World(), filepath.Join(dir, "subject.yaml"))
	checkTruthFile(t, s, filepath.Join(dir, "truth.jsonl"))
}

func checkSubjectFile(t *testing.T, w *World, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var f ownFile
	if err := yaml.Unmarshal(data, &f); err != nil {
		t.Fatal(err)
	}
	p := w.Subject()
	if f.ID != "me" || f.Authority["kind"] != "self" || f.Residence["state"] != "CA" || f.ReplyTo == "" || len(f.Relatives) != 2 {
		t.Errorf("subject file: id %q, residence %v, %d relatives", f.ID, f.Residence, len(f.Relatives))
	}
	if f.Names[0].Last != p.Name().Last || f.Names[1].Kind != "former" || f.Born != strconv.Itoa(p.Born.Year) || len(f.Addresses) != len(p.Addresses) {
		t.Error("subject file and subject differ")
	}
}

func checkTruthFile(t *testing.T, s *Sites, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := s.Truth()
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d lines, want %d", len(lines), len(want))
	}
	for i, line := range lines {
		var l Listing
		if err := json.Unmarshal([]byte(line), &l); err != nil || l != want[i] {
			t.Fatalf("line %d: %v", i+1, err)
		}
	}
}
