package casebook_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/growth"
	"github.com/whohasme/whohasme/scan/vault"
)

// separation is a clinic at work, and a model of who keeps whom.
type separation struct {
	*clinic
	t       *testing.T
	r       *rand.Rand
	workers []string
	ids     []string
	keeps   map[string][]string // caseworkers by client
	secrets map[string][]string // words by client that tell of nobody else
	done    map[string][2]int   // of each action: how often it was permitted, and how often not
}

// TestSeparation has caseworkers try thousands of things with their own clients
// and with others', while clients are handed over and taken away: what is
// permitted succeeds, and nothing ever tells of another's client, neither a
// result nor an error.
func TestSeparation(t *testing.T) {
	t.Parallel()
	n := 1000
	if os.Getenv("WHOHASME_TEST_REQUIRE") != "" && !growth.Race { // as where figures are measured
		n = 10000
	}
	seed, err := strconv.ParseUint(os.Getenv("WHOHASME_TEST_SEED"), 10, 64)
	if err != nil {
		seed = 7
	}
	s := newSeparation(t, rand.New(rand.NewPCG(seed, 9)))
	for i := range n {
		s.step()
		if t.Failed() {
			t.Fatalf("seed %d, action %d", seed, i)
		}
	}
	damage, err := s.Vault.Verify(t.Context())
	ok(t, err)
	if len(damage) > 0 {
		t.Errorf("the journal is damaged: %v", damage)
	}
	permitted, refused := 0, 0
	for name, k := range s.done {
		permitted, refused = permitted+k[0], refused+k[1]
		if k[0] == 0 || k[1] == 0 {
			t.Errorf("%s was permitted %d times and refused %d times", name, k[0], k[1])
		}
	}
	t.Logf("figure: issue 9, point 5: %d fuzzed actions by caseworkers and supervisors (seed %d): %d permitted, all succeeded; %d on another's client, none told a fact", n, seed, permitted, refused)
}

func newSeparation(t *testing.T, r *rand.Rand) *separation {
	s := &separation{t: t, r: r, workers: []string{"c-1", "c-2", "c-3", "c-4"}, keeps: map[string][]string{}, secrets: map[string][]string{}, done: map[string][2]int{}}
	s.clinic = clinicOf(t, append([]string{"s-1"}, s.workers...), people("a"))
	for i := range 10 {
		id := fmt.Sprintf("n%d", i)
		word := func(kind string) string { return fmt.Sprintf("%s%cq%d", kind, 'a'+i, 100+i) }
		s.secrets[id] = []string{word("Ekd"), word("Mulb"), word("Unk"), word("Saf"), fmt.Sprintf("55501%02d", 20+i)}
		w := s.secrets[id]
		file := fmt.Sprintf("\nauthority: {kind: mandate, scope: [look, suppress, delete], from: 2026-11-01, to: 2029-11-30, document: signed.pdf}\n"+
			"names: [{first: Bo, last: %s}]\naddresses: [{street: 8 %s St, city: Fresno, state: CA}]\nphones: [\"559%s\"]\nsafe: {addresses: [{street: 9 %s Rd, city: Kent, state: OH}]}\nreply_to: clinic@example.org\n", w[0], w[1], w[4], w[3])
		keeper := s.workers[i%len(s.workers)]
		ok(t, s.members[keeper].AddSubject(t.Context(), parse(t, id, file), paper))
		s.keeps[id], s.ids = []string{keeper}, append(s.ids, id)
		rec := record(id+".a.1", scan.Match, scan.Address{Street: "77 " + w[2] + " Way", City: "Fresno", State: "CA"})
		rec.Record.Name = "Bo " + w[0]
		s.seen(id, "a", scan.Found, rec)
		s.journal(report.RequestDrafted, id, "a", report.Request{ID: id + ".a.suppress", Subject: id, Broker: "a", Ask: brokers.Suppress,
			Route: brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByEmail, To: "privacy@a.test"}, Findings: []string{id + ".a.1"}, Clears: []string{"a"}})
		_, err := s.AnswerSafety(t.Context(), id, map[string]string{"plan": "yes", "noticed": "no", "devices": "yes", "reply": "yes", "address": "safe", "agreed": "yes", "post": "yes"})
		ok(t, err)
	}
	return s
}

// deed is something that a member tries with one client.
type deed struct {
	name  string
	share int
	do    func(book *casebook.Casebook, id string) (any, error)
}

func (s *separation) deeds() []deed {
	ctx := s.t.Context()
	finding := func(id string) string { return id + ".a.1" }
	request := func(id string) string { return id + ".a.suppress" }
	return []deed{
		{"subject", 8, func(b *casebook.Casebook, id string) (any, error) {
			got, err := b.Subject(ctx, id)
			return got, err
		}},
		{"cases", 8, func(b *casebook.Casebook, id string) (any, error) { return b.Cases(ctx, id) }},
		{"due", 4, func(b *casebook.Casebook, id string) (any, error) { return b.Due(ctx, id, b.Today()) }},
		{"plan", 4, func(b *casebook.Casebook, id string) (any, error) { return b.Plan(ctx, id, b.Today()) }},
		{"tasks", 2, func(b *casebook.Casebook, id string) (any, error) { return b.Tasks(ctx, id, b.Today()) }},
		{"questions", 4, func(b *casebook.Casebook, id string) (any, error) { return b.Questions(ctx, id) }},
		{"finding", 4, func(b *casebook.Casebook, id string) (any, error) { return b.Finding(ctx, finding(id), b.Today()) }},
		{"proof", 4, func(b *casebook.Casebook, id string) (any, error) { return b.Proof(ctx, finding(id)) }},
		{"reveal", 2, func(b *casebook.Casebook, id string) (any, error) { return b.Reveal(ctx, finding(id)) }},
		{"review", 2, func(b *casebook.Casebook, id string) (any, error) { return nil, b.Review(ctx, finding(id), scan.Match) }},
		{"show request", 4, func(b *casebook.Casebook, id string) (any, error) { return b.Show(ctx, request(id), b.Today()) }},
		{"preview", 4, func(b *casebook.Casebook, id string) (any, error) {
			list, sum, err := b.Preview(ctx, casebook.Scope{Subject: id, Fresh: true})
			return []any{list, sum.Blind}, err
		}},
		{"report", 1, func(b *casebook.Casebook, id string) (any, error) { return b.Report(ctx, id, b.Today()) }},
		{"export", 1, func(b *casebook.Casebook, id string) (any, error) { return b.Export(ctx, id, casebook.Unmasking{}) }},
		{"safety", 4, func(b *casebook.Casebook, id string) (any, error) { return b.Safety(ctx, id) }},
		{"answer", 2, func(b *casebook.Casebook, id string) (any, error) {
			return b.AnswerSafety(ctx, id, map[string]string{"plan": "yes"})
		}},
		{"letter", 4, func(b *casebook.Casebook, id string) (any, error) {
			return nil, b.MayWrite(ctx, report.Request{Subject: id, Ask: brokers.Suppress, Broker: "a"})
		}},
		{"choices", 4, func(b *casebook.Casebook, id string) (any, error) { return b.Choices(ctx, id) }},
		{"linked", 2, func(b *casebook.Casebook, id string) (any, error) { return b.Linked(ctx, id) }},
		{"admit", 4, func(b *casebook.Casebook, id string) (any, error) { return nil, b.Admit(ctx, id, "a") }},
		{"page", 4, func(b *casebook.Casebook, id string) (any, error) {
			_, err := b.Vault.Page(ctx, id, strings.Repeat("00", 32))
			if errors.Is(err, vault.ErrNoPage) {
				err = nil // theirs, and there is none
			}
			return nil, err
		}},
		{"events", 4, func(b *casebook.Casebook, id string) (any, error) {
			var list []string
			for e, err := range b.Vault.Events(ctx, id, scan.SubjectAdded) {
				if err != nil {
					return list, err
				}
				list = append(list, string(e.Payload))
			}
			return list, nil
		}},
		{"append", 1, func(b *casebook.Casebook, id string) (any, error) {
			return nil, b.Vault.Append(ctx, vault.Envelope{Kind: scan.RecordRevealed, Subject: id, At: b.Now(), Payload: []byte(`{}`)})
		}},
		{"keepers", 4, func(b *casebook.Casebook, id string) (any, error) { return b.Vault.Keepers(ctx, id) }},
	}
}

// step is one action: of a caseworker mostly, of a supervisor at times.
func (s *separation) step() {
	s.later(time.Second)
	switch k := s.r.IntN(100); {
	case k < 3:
		s.reassign("owner")
	case k < 5:
		s.reassign(s.pick(s.workers))
	case k < 9:
		s.everything(s.pick(s.workers))
	case k < 12:
		s.try("s-1")
	default:
		s.try(s.pick(s.workers))
	}
}

func (s *separation) pick(list []string) string { return list[s.r.IntN(len(list))] }

func (s *separation) has(who, id string) bool {
	return who == "owner" || who == "s-1" || slices.Contains(s.keeps[id], who)
}

// try does one thing with one client.
func (s *separation) try(who string) {
	id := s.pick(s.ids)
	if s.r.IntN(2) == 0 { // one of theirs, if there is any
		if own := slices.DeleteFunc(slices.Clone(s.ids), func(id string) bool { return !s.has(who, id) }); len(own) > 0 {
			id = s.pick(own)
		}
	}
	all := s.deeds()
	sum := 0
	for _, d := range all {
		sum += d.share
	}
	k := s.r.IntN(sum)
	i := 0
	for ; k >= all[i].share; i++ {
		k -= all[i].share
	}
	d := all[i]
	got, err := d.do(s.members[who].Casebook, id)
	if d.name == "linked" && err == nil && !s.has(who, id) {
		s.t.Errorf("%s: %s is told who lives with %s", d.name, who, id)
	}
	s.judge(who, id, d.name, got, err)
}

// judge holds what came of an action against the model.
func (s *separation) judge(who, id, name string, got any, err error) {
	s.t.Helper()
	counted := s.done[name]
	if s.has(who, id) {
		counted[0]++
		if err != nil {
			s.t.Errorf("%s: %s keeps %s and got %v", name, who, id, err)
		}
	} else {
		counted[1]++
		if err == nil {
			s.t.Errorf("%s: %s does not keep %s and got %v", name, who, id, got)
		}
	}
	s.done[name] = counted
	s.silent(who, name, got, err)
}

// silent fails when a result or an error tells of a client whom the member does
// not keep.
func (s *separation) silent(who, name string, got any, err error) {
	s.t.Helper()
	text := fmt.Sprintf("%+v %v", got, err)
	if b, fault := json.Marshal(got); fault == nil {
		text += string(b)
	}
	for id, words := range s.secrets {
		if s.has(who, id) {
			continue
		}
		for _, w := range words {
			if strings.Contains(text, w) {
				s.t.Errorf("%s told %s %q of %s", name, who, w, id)
			}
		}
	}
}

// everything asks for all that a member may see at once.
func (s *separation) everything(who string) {
	b := s.members[who]
	ctx := s.t.Context()
	var theirs []string
	for _, id := range s.ids {
		if s.has(who, id) {
			theirs = append(theirs, id)
		}
	}
	switch s.r.IntN(5) {
	case 0:
		list, err := b.Clients(ctx, false)
		var ids []string
		for _, k := range list {
			ids = append(ids, k.ID)
		}
		if err != nil || !slices.Equal(ids, theirs) {
			s.t.Errorf("clients of %s: %q, %v, want %q", who, ids, err, theirs)
		}
		s.silent(who, "clients", list, err)
	case 1:
		list, err := b.Cases(ctx, "")
		if err != nil || len(list) != len(theirs) {
			s.t.Errorf("cases of %s: %d, %v, want %d", who, len(list), err, len(theirs))
		}
		s.silent(who, "all cases", list, err)
	case 2:
		list, err := b.Due(ctx, "", b.Today())
		ok(s.t, err)
		s.silent(who, "all due", list, err)
	case 3:
		t, err := b.Totals(ctx, brokers.Date{}, brokers.Date{})
		ok(s.t, err)
		s.silent(who, "totals", t, err)
	case 4:
		list, err := b.Plan(ctx, "", b.Today())
		if err != nil || len(list) != len(theirs) {
			s.t.Errorf("plans of %s: %d, %v, want %d", who, len(list), err, len(theirs))
		}
		s.silent(who, "all plans", list, err)
	}
}

// reassign gives a client to other caseworkers, or tries to.
func (s *separation) reassign(who string) {
	if who != "owner" && s.r.IntN(8) == 0 { // a whole caseload
		from, to := s.pick(s.workers), s.pick(s.workers)
		_, err := s.members[who].HandOver(s.t.Context(), from, to)
		if permitted := from == who && to != who; permitted != (err == nil) {
			s.t.Errorf("%s hands over from %s to %s: %v", who, from, to, err)
		}
		if err != nil {
			return
		}
		for id, list := range maps.All(s.keeps) {
			if slices.Contains(list, from) {
				s.keeps[id] = append(slices.DeleteFunc(slices.Clone(list), func(k string) bool { return k == from || k == to }), to)
			}
		}
		return
	}
	id := s.pick(s.ids)
	var to []string
	for _, w := range s.workers {
		if s.r.IntN(3) == 0 {
			to = append(to, w)
		}
	}
	if len(to) == 0 {
		to = []string{s.pick(s.workers)}
	}
	may := s.has(who, id)
	err := s.members[who].Assign(s.t.Context(), id, to)
	s.judge(who, id, "assign", nil, err)
	if may && err == nil {
		s.keeps[id] = to
	}
}
