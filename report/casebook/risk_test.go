package casebook_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/scan"
)

// page keeps a page in the vault and returns what a visit notes of it.
func (o *office) page(subject, broker, text string) scan.Evidence {
	o.t.Helper()
	hash, err := o.Vault.PutPage(o.t.Context(), subject, broker, []byte(text), o.now)
	ok(o.t, err)
	return scan.Evidence{Hash: hash, URL: "https://" + broker + ".test/tarn", At: o.now}
}

// looked journals a visit with its page, as a scan does.
func (o *office) looked(broker string, outcome scan.Outcome, v scan.Versions, records ...scan.Sighting) scan.Evidence {
	o.t.Helper()
	e := o.page("me", broker, broker+" on "+o.now.String())
	for i := range records {
		records[i].Pages = []string{e.Hash}
	}
	o.visit(scan.Visit{Subject: "me", Broker: broker, Outcome: outcome, Control: scan.ControlWorked, Way: "fetch", Versions: v, Sightings: records, Pages: []scan.Evidence{e}})
	return e
}

var v1 = scan.Versions{Definition: "d1", Matcher: "5"}

// A point of the line is kept as it was measured: neither a new catalogue, nor
// another matcher, nor looks at more brokers change one of the past. What else
// than the sites moved it stands beside the point.
func TestLineKeepsItsPast(t *testing.T) {
	o := open(t, people("a"), people("b"), people("c"))
	o.add("me", selfFile)
	first := o.Today()
	o.looked("a", scan.Found, v1, record("me.a.1", scan.Match))
	ok(t, o.Measure(t.Context(), "me"))
	before := o.reported("me", o.Today())
	o.later(aDay)
	o.looked("a", scan.Found, scan.Versions{Definition: "d2", Matcher: "6"}, record("me.a.1", scan.Match))
	o.looked("b", scan.Found, scan.Versions{Definition: "d1", Matcher: "6"}, record("me.b.1", scan.Match))
	ok(t, o.Measure(t.Context(), "me"))
	line := o.reported("me", o.Today()).Risk.Line
	if len(line) != 2 || line[0].On != first || line[0].Overall != before.Risk.Overall || line[0].Step != "" || line[1].Overall <= line[0].Overall {
		t.Fatalf("line %+v", line)
	}
	if want := "Records are judged by matcher 6 in place of 5. 1 broker was looked at for the first time. 1 broker was read by a changed definition."; line[1].Step != want {
		t.Errorf("step %q, want %q", line[1].Step, want)
	}
	if line[1].Same != line[0].Overall {
		t.Errorf("without the new broker it is %v, want what it was: %v", line[1].Same, line[0].Overall)
	}
	// Another catalogue, in which a sells to companies and b is not known.
	o.Catalogue = catalogue(t, strings.Replace(people("a"), "opt_out", "category: marketing\nopt_out", 1), people("c"))
	after := o.reported("me", o.Today()).Risk.Line
	if x, y := mustJSON(t, line), mustJSON(t, after); x != y {
		t.Errorf("the line changed with the catalogue:\n%s\n%s", x, y)
	}
	if again := o.reported("me", first).Risk.Line; len(again) != 1 || again[0].Overall != line[0].Overall {
		t.Errorf("as of the first day: %+v", again)
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	ok(t, err)
	return string(b)
}

// A review is measured too, and a day has one point: its last.
func TestReviewIsMeasured(t *testing.T) {
	o := open(t, people("a"), people("b"))
	o.add("me", selfFile)
	o.looked("a", scan.Maybe, v1, record("me.a.1", scan.Possible))
	o.looked("b", scan.Found, v1, record("me.b.1", scan.Match))
	ok(t, o.Measure(t.Context(), "me"))
	before := o.reported("me", o.Today()).Risk
	ok(t, o.Review(t.Context(), "me.a.1", scan.Other))
	after := o.reported("me", o.Today()).Risk
	if len(after.Line) != 1 || after.Line[0].Overall != after.Overall || after.Overall >= before.Overall || before.Perhaps <= 0 || after.Perhaps != 0 {
		t.Errorf("before %+v\nafter %+v", before, after)
	}
}

// What is gone counts no more, one look that did not see it proves nothing,
// and a broker that cannot be checked any more takes nothing away.
func TestWhatCounts(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	there := o.reported("me", o.Today()).Risk.Overall
	o.later(aDay)
	o.seen("me", "a", scan.Blocked)
	if r := o.reported("me", o.Today()); r.Risk == nil || r.Risk.Overall != there || there <= 0 {
		t.Errorf("blocked: %+v, want %v", r.Risk, there)
	}
	o.later(aDay)
	o.unseen("me", "a", "me.a.1")
	r := o.reported("me", o.Today())
	if r.Risk.Overall != there {
		t.Errorf("unseen: %v, want %v", r.Risk.Overall, there)
	}
	if i := slices.IndexFunc(r.Next, func(n report.Next) bool { return n.Is == report.DoLook }); i < 0 || r.Next[i].Effect != there {
		t.Errorf("nothing says that a second look decides: %+v", r.Next)
	}
	o.later(3 * aDay)
	o.unseen("me", "a", "me.a.1")
	if r = o.reported("me", o.Today()); r.Risk.Overall != 0 || r.Findings[0].Points != nil || len(r.Risk.Top) > 0 {
		t.Errorf("gone: %+v", r.Risk)
	}
}

// Nothing is known while nobody answered; zero is another thing.
func TestNoRiskWithoutAnAnswer(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", selfFile)
	o.seen("me", "a", scan.Blocked)
	ok(t, o.Measure(t.Context(), "me"))
	if r := o.reported("me", o.Today()); r.Risk != nil {
		t.Errorf("got %+v", r.Risk)
	}
	o.later(aDay)
	o.seen("me", "a", scan.Absent)
	ok(t, o.Measure(t.Context(), "me"))
	if r := o.reported("me", o.Today()); r.Risk == nil || r.Risk.Overall != 0 || len(r.Risk.Line) != 1 {
		t.Errorf("got %+v", r.Risk)
	}
}

// Somebody in danger, or who keeps facts safe, has stalking weighed more, and
// is told so. A safe fact goes before all.
func TestDanger(t *testing.T) {
	usual, high, safe := reopen(t, people("a"), people("z")), reopen(t, people("a"), people("z")), reopen(t, people("a"), people("z"))
	usual.add("me", selfFile)
	high.add("me", selfFile+"risk: high\n")
	safe.add("me", selfFile+"safe: {phones: [\"775 555 0177\"]}\n")
	thin := record("me.z.1", scan.Possible)
	thin.Score, thin.Addresses, thin.Phones = 0.2, nil, []string{"+1 775 555 0177"}
	heavy := record("me.a.1", scan.Match, scan.Address{Street: "12 Elm St", City: "Akron", State: "OH"})
	for _, o := range []*office{usual, high, safe} {
		o.seen("me", "a", scan.Found, heavy)
		o.seen("me", "z", scan.Maybe, thin)
	}
	u, h, s := usual.reported("me", usual.Today()), high.reported("me", high.Today()), safe.reported("me", safe.Today())
	if u.Risk.Overall >= h.Risk.Overall || strings.Contains(u.Risk.Formula, "twice") || !strings.Contains(h.Risk.Formula, "Stalking weighs twice") {
		t.Errorf("usual %v, high %v (%s)", u.Risk.Overall, h.Risk.Overall, h.Risk.Formula)
	}
	if s.Findings[0].ID != "me.z.1" || s.Risk.Top[0] != "me.z.1" || !slices.Equal(s.Risk.Alarms, []string{"z shows safe phone 1"}) || s.Next[0].Is != report.DoSafety {
		t.Errorf("first %s, top %v, alarms %q, next %+v", s.Findings[0].ID, s.Risk.Top, s.Risk.Alarms, s.Next[0])
	}
	if text := mustJSON(t, s); strings.Contains(text, "0177") {
		t.Error("the safe phone is in the report")
	}
}

// What changed is told with its cause.
func TestCauses(t *testing.T) {
	for _, c := range []struct {
		name   string
		before func(*office)
		want   string
	}{
		{"not looked at before", func(o *office) { o.looked("b", scan.Absent, v1) }, report.NewSite},
		{"there was nothing before", func(o *office) { o.looked("a", scan.Absent, v1) }, report.NewListing},
		{"could not be checked before", func(o *office) { o.looked("a", scan.Blocked, v1) }, report.SightRegained},
		{"read in another way before", func(o *office) { o.looked("a", scan.Absent, scan.Versions{Definition: "d0", Matcher: "5"}) }, report.NewDefinition},
		{"judged in another way before", func(o *office) { o.looked("a", scan.Absent, scan.Versions{Definition: "d1", Matcher: "4"}) }, report.NewMatcher},
	} {
		o := reopen(t, people("a"), people("b"))
		o.add("me", selfFile)
		c.before(o)
		since := o.Today()
		o.later(aDay)
		o.looked("a", scan.Found, v1, record("me.a.1", scan.Match))
		r := o.reported("me", o.Today())
		i := slices.IndexFunc(r.Changes, func(m report.Moment) bool { return m.Is == report.FirstSeen })
		if r.Since != since || i < 0 || r.Changes[i].Cause != c.want {
			t.Errorf("%s: since %s: %+v", c.name, r.Since, r.Changes)
		}
	}
}

// The time line has what was seen, asked, claimed and reviewed, in order.
func TestTimeLine(t *testing.T) {
	o := open(t, people("a"), people("b"))
	o.add("me", selfFile)
	o.looked("a", scan.Found, v1, record("me.a.1", scan.Match))
	o.looked("b", scan.Maybe, v1, record("me.b.1", scan.Possible))
	o.requested("a", o.day(1))
	ok(t, o.Review(t.Context(), "me.b.1", scan.Match))
	o.later(2 * aDay)
	o.unseen("me", "a", "me.a.1")
	o.seen("me", "b", scan.Blocked)
	o.later(3 * aDay)
	o.unseen("me", "a", "me.a.1")
	o.later(aDay)
	o.looked("a", scan.Found, v1, record("me.a.1", scan.Match))
	var is []string
	for _, m := range o.reported("me", o.Today()).TimeLine {
		is = append(is, m.Is)
	}
	want := []string{
		report.FirstAsked, report.FirstSeen, report.FirstSeen, report.Asked, report.Reviewed, report.Claimed, report.LostSight, report.Unseen, report.GoneNow, report.BackAgain,
	}
	if !slices.Equal(is, want) {
		t.Errorf("got  %q\nwant %q", is, want)
	}
}

// A stranger who is given a page and the annex can verify offline that it is
// the one: the page that `evidence` writes has the hash, byte for byte.
func TestAnnexVerifies(t *testing.T) {
	o := open(t, people("a"), people("b"), people("c"))
	o.add("me", selfFile)
	early := o.looked("a", scan.Found, v1, record("me.a.1", scan.Match))
	o.later(aDay)
	late := o.looked("a", scan.Found, v1, record("me.a.1", scan.Match))
	none := o.looked("b", scan.Absent, v1)
	o.looked("c", scan.Blocked, v1)
	list := o.reported("me", o.Today()).Evidence
	var hashes []string
	for _, p := range list {
		hashes = append(hashes, p.Hash)
		if !p.Kept || p.Definition != "d1" || p.Matcher != "5" || p.At == "" {
			t.Errorf("got %+v", p)
		}
		if p.Number == 0 {
			continue
		}
		proof, err := o.Proof(t.Context(), p.Finding)
		ok(t, err)
		body, err := o.TakeEvidence(t.Context(), proof, p.Number-1)
		ok(t, err)
		if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != p.Hash {
			t.Errorf("%s: the page has another hash", p.Finding)
		}
	}
	if !slices.Equal(hashes, []string{late.Hash, early.Hash, none.Hash}) {
		t.Errorf("got %q, want the last look, the first and the one without the person", hashes)
	}
}

// Pages that show nothing of the subject are dropped after their time. The
// annex says so, and that of a day before still says what it said.
func TestAnnexAfterDropping(t *testing.T) {
	o := open(t, people("a"), people("b"))
	o.add("me", selfFile)
	o.looked("a", scan.Found, v1, record("me.a.1", scan.Match))
	none := o.looked("b", scan.Absent, v1)
	first := o.Today()
	then := mustJSON(t, o.reported("me", first))
	o.later(31 * aDay)
	ok(t, o.DropOldPages(t.Context()))
	if _, err := o.Vault.Page(t.Context(), "me", none.Hash); err == nil {
		t.Fatal("the page is still there")
	}
	for _, p := range o.reported("me", o.Today()).Evidence {
		if p.Kept != (p.Hash != none.Hash) {
			t.Errorf("got %+v", p)
		}
	}
	if now := mustJSON(t, o.reported("me", first)); now != then {
		t.Errorf("the report of the first day was\n%s\nand is\n%s", then, now)
	}
}

// What to do next is ordered by what it takes away a minute; a letter that
// clears a family takes away what all of it shows.
func TestNextIsOrdered(t *testing.T) {
	o := open(t, people("a")+"\nsuppresses: [{id: b, evidence: shared opt-out page, date: 2026-08-07}]", people("b"), people("c"), people("d"))
	o.add("me", selfFile)
	street := []scan.Address{{Street: "12 Elm St", City: "Akron", State: "OH"}}
	for _, id := range []string{"a", "b"} {
		o.seen("me", id, scan.Found, record("me."+id+".1", scan.Match, street...))
	}
	o.seen("me", "c", scan.Found, record("me.c.1", scan.Match))
	o.seen("me", "d", scan.Maybe, record("me.d.1", scan.Possible))
	r := o.reported("me", o.Today())
	var does []string
	rate := 1e9
	for _, n := range r.Next {
		does = append(does, string(n.Is)+" "+n.Broker)
		if now := n.Effect / float64(n.Minutes); now > rate {
			t.Errorf("%s takes away more a minute than what stands before it", n.Do)
		} else {
			rate = now
		}
		if n.Broker == "a" && (!slices.Equal(n.Clears, []string{"a", "b"}) || n.Effect <= r.Findings[0].Points.Overall*0.9) {
			t.Errorf("got %+v", n)
		}
	}
	slices.Sort(does)
	if want := []string{"letter a", "letter c", "review "}; !slices.Equal(does, want) {
		t.Errorf("got %q, want %q", does, want)
	}
}

// A second look that comes before three days are over proves nothing: it is
// told with its day, behind what can be done at once.
func TestSecondLookHasItsDay(t *testing.T) {
	o := open(t, people("a"), people("b"))
	o.add("me", selfFile)
	street := []scan.Address{{Street: "12 Elm St", City: "Akron", State: "OH"}}
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match, street...))
	o.seen("me", "b", scan.Maybe, record("me.b.1", scan.Possible))
	o.later(aDay)
	o.unseen("me", "a", "me.a.1")
	looks := func() (int, report.Next) {
		next := o.reported("me", o.Today()).Next
		i := slices.IndexFunc(next, func(n report.Next) bool { return n.Is == report.DoLook })
		if i < 0 {
			t.Fatalf("no look: %+v", next)
		}
		return i, next[i]
	}
	from := o.Today().AddDays(3)
	if at, n := looks(); at == 0 || !strings.HasPrefix(n.Do, "From "+from.String()+" on, look at a a second time") {
		t.Errorf("too early: place %d, %q", at, n.Do)
	}
	o.later(3 * aDay)
	if at, n := looks(); at != 0 || !strings.HasPrefix(n.Do, "Look at a a second time") {
		t.Errorf("in time: place %d, %q", at, n.Do)
	}
}

// A matter shows the claim beside what was seen, and only a claim can be
// contradicted.
func TestMatters(t *testing.T) {
	o := open(t, people("a"), people("b"))
	o.add("me", selfFile)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	o.seen("me", "b", scan.Found, record("me.b.1", scan.Match))
	o.requested("a", o.day(1))
	o.mark("me.b.suppress", report.Sent, o.Today())
	o.later(4 * aDay)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	r := o.reported("me", o.Today())
	if len(r.Matters) != 2 {
		t.Fatalf("got %+v", r.Matters)
	}
	a, b := r.Matters[0], r.Matters[1]
	if a.Claim != "removed on 2026-11-21" || !a.Contradicts || a.Observation != "seen on 2026-11-24" || a.State != report.Fulfilled {
		t.Errorf("a: %+v", a)
	}
	if b.Claim != "" || b.Contradicts || b.State != report.Sent || len(b.Clocks) == 0 {
		t.Errorf("b: %+v", b)
	}
	const still = "It says that it has removed the record, and our own looks still see it."
	for _, n := range r.Next {
		if n.Is == report.DoLetter && (n.Broker == "a") != strings.HasPrefix(n.Why, still) {
			t.Errorf("%s: why %q", n.Do, n.Why)
		}
	}
	if !slices.ContainsFunc(r.Next, func(n report.Next) bool { return n.Broker == "a" }) {
		t.Errorf("nothing is to be done about a: %+v", r.Next)
	}
}

// What stays names refusing brokers and public records, and no law of a place
// that is kept safe.
func TestStays(t *testing.T) {
	o := open(t, people("a"), unseenSite)
	o.add("me", californian)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match, scan.Address{City: "Fresno", State: "CA"}))
	o.requested("a", brokers.Date{})
	o.mark("me.a.suppress", report.Refused, o.Today())
	var is []string
	for _, s := range o.reported("me", o.Today()).Stays {
		is = append(is, s.Is)
		if s.What == "" || s.Why == "" || s.Helps == "" {
			t.Errorf("got %+v", s)
		}
	}
	for _, want := range []string{"refused", "unseen", "property", "voter", "court", "credit", "search-engines", "copies"} {
		if !slices.Contains(is, want) {
			t.Errorf("%q is missing: %q", want, is)
		}
	}
	hidden := reopen(t, people("a"), unseenSite)
	hidden.add("me", "\nauthority: {kind: self}\nrisk: high\nresidence: {country: US, state: CA}\nnames: [{first: Wilma, last: Tarn}]\naddresses: [{city: Akron, state: OH}]\nsafe: {addresses: [{street: 7 Fern Rd, city: Fresno, state: CA}]}\n")
	hidden.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	if text := mustJSON(t, hidden.reported("me", hidden.Today())); strings.Contains(text, "California") || strings.Contains(text, "DROP") || strings.Contains(text, "Safe at Home") {
		t.Errorf("the place that is kept safe is told: %s", text)
	}
}

// A subject's report of a day shows the subject as they were filed then, but
// what is safe by now is safe in it.
func TestReportOfASubjectThatChanged(t *testing.T) {
	o := open(t, people("a"))
	s := o.add("me", selfFile)
	seen := record("me.a.1", scan.Match)
	seen.Phones = []string{"+1 330 555 0101", "+1 330 555 0102"}
	o.seen("me", "a", scan.Found, seen)
	first := o.Today()
	o.later(aDay)
	now := *s
	now.Phones, now.Safe.Phones = []string{"330 555 0101"}, []string{"330 555 0102"}
	o.journal(scan.SubjectChanged, "me", "", struct{ scan.Subject }{now})
	text := mustJSON(t, o.reported("me", first))
	if strings.Contains(text, "0101") || strings.Contains(text, "0102") || !strings.Contains(text, "safe phone 1") {
		t.Errorf("got %s", text)
	}
}

// A request on California's platform is a matter with its clock, and is not
// proposed again.
func TestPlatformMatter(t *testing.T) {
	o := open(t, people("a")+"\nregistered: [{state: CA, year: 2026}]")
	o.add("me", californian)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match, scan.Address{City: "Fresno", State: "CA"}))
	proposed := func() bool {
		return slices.ContainsFunc(o.reported("me", o.Today()).Next, func(n report.Next) bool { return n.Is == report.DoDrop })
	}
	if !proposed() {
		t.Error("it is not proposed")
	}
	_, err := o.NoteDrop(t.Context(), "me", drop.Note{What: drop.Filed, On: o.Today()})
	ok(t, err)
	r := o.reported("me", o.Today())
	if proposed() || len(r.Matters) != 1 || r.Matters[0].Request != "me.drop" || len(r.Matters[0].Clocks) != 1 || r.TimeLine[len(r.TimeLine)-1].Is != report.Asked {
		t.Errorf("got %+v", r.Matters)
	}
}
