package practice

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/whohasme/whohasme/brokers"
)

var day = brokers.Date{Year: 2026, Month: 11, Day: 21}

// seeds are those that the invariants are tried with.
var seeds = func() []uint64 {
	var list []uint64
	for i := range uint64(20) {
		list = append(list, i*i*2654435761+i)
	}
	return list
}()

// drawn is a world with the sites that list it.
type drawn struct {
	*World
	servers []*server
}

// worlds are drawn once for all tests that only read them.
var worlds = sync.OnceValue(func() []drawn {
	var list []drawn
	for _, seed := range seeds {
		w := NewWorld(seed, day)
		list = append(list, drawn{w, serversOf(w, NewClock(day.Time()))})
	}
	return list
})

func TestSameSeedSameWorld(t *testing.T) {
	a, b, other := NewWorld(5, day), NewWorld(5, day), NewWorld(6, day)
	if !reflect.DeepEqual(a.People, b.People) {
		t.Error("two worlds of one seed differ")
	}
	if reflect.DeepEqual(a.People, other.People) {
		t.Error("two seeds gave the same world")
	}
	clock := NewClock(day.Time())
	twins := serversOf(b, clock)
	for i, s := range serversOf(a, clock) {
		if !reflect.DeepEqual(s.records, twins[i].records) {
			t.Errorf("%s: records of one seed differ", s.id)
		}
	}
}

func TestWorldHoldsWhatItShould(t *testing.T) {
	for _, w := range worlds() {
		t.Run(fmt.Sprint(w.Seed), func(t *testing.T) {
			if len(w.People) < 500 {
				t.Errorf("%d people, want at least 500", len(w.People))
			}
			for what, want := range map[string]int{
				"former name": 20, "nickname": 20, "generation suffix": 8, "hyphen": 5, "accent": 5, "shared home": 100, "moved": 100, "namesake": 20,
			} {
				if got := count(w.World, what); got < want {
					t.Errorf("%s: %d people, want at least %d", what, got, want)
				}
			}
			for _, p := range w.People {
				checkPerson(t, p)
			}
		})
	}
}

// count tells how many people of a world show one kind of difficulty.
func count(w *World, what string) int {
	names, homes := map[string]int{}, map[string]int{}
	for _, p := range w.People {
		names[slug(p.Name().First+" "+p.Name().Last)]++
		homes[p.Addresses[0].String()]++
	}
	n := 0
	for _, p := range w.People {
		name := p.Name()
		_, former := p.Former()
		if map[string]bool{
			"former name":       former,
			"nickname":          slices.ContainsFunc(p.Names, func(n Name) bool { return n.Kind == "nickname" }),
			"generation suffix": name.Suffix != "",
			"hyphen":            strings.Contains(name.Last, "-"),
			"accent":            brokers.ASCII(name.String()) != name.String(),
			"shared home":       homes[p.Addresses[0].String()] > 1,
			"moved":             len(p.Addresses) > 1,
			"namesake":          names[slug(name.First+" "+name.Last)] > 1,
		}[what] {
			n++
		}
	}
	return n
}

func checkPerson(t *testing.T, p *Person) {
	t.Helper()
	if age := p.Age(day); age < 18 || age > 105 {
		t.Errorf("%s: age %d", p.ID, age)
	}
	if p.Name().First == "" || p.Name().Last == "" || len(p.Addresses) == 0 {
		t.Errorf("%s: name or address missing", p.ID)
	}
	for _, n := range p.Phones {
		if len(n) != 10 || n[3:8] != "55501" {
			t.Errorf("%s: telephone outside the range kept for fiction", p.ID)
		}
	}
	for i, a := range p.Addresses {
		if _, ok := brokers.StateName(a.State); !ok || len(a.Zip) != 5 || a.Street == "" {
			t.Errorf("%s: address %d is not whole", p.ID, i)
		}
		if (a.To == 0) != (i == 0) || a.To != 0 && a.From > a.To {
			t.Errorf("%s: years of address %d: %d to %d", p.ID, i, a.From, a.To)
		}
	}
	for _, m := range p.Emails {
		_, host, _ := strings.Cut(m, "@")
		if !slices.Contains(mailHosts, host) {
			t.Errorf("%s: mailbox at a domain that is not reserved", p.ID)
		}
	}
}

func TestSubjectAndCast(t *testing.T) {
	for _, w := range worlds() {
		t.Run(fmt.Sprint(w.Seed), func(t *testing.T) {
			s, c := w.Subject(), w.cast
			age := s.Age(day)
			if s.Addresses[0].State != "CA" || s.Addresses[len(s.Addresses)-1].State == "CA" {
				t.Error("the subject does not live in California after another state")
			}
			if _, ok := s.Former(); !ok || s.Name().Middle == "" || len(s.Relatives) != 2 || len(s.Phones) == 0 {
				t.Error("the subject lacks a former name, a middle name, relatives or a telephone")
			}
			if d := c.far.Age(day) - age; d < 20 || c.far.Addresses[0].State == "CA" {
				t.Errorf("far namesake: %d years apart, in %s", d, c.far.Addresses[0].State)
			}
			if d := max(c.near.Age(day)-age, age-c.near.Age(day)); d < 12 || c.near.Addresses[0].State != "CA" {
				t.Errorf("near namesake: %d years apart, in %s", d, c.near.Addresses[0].State)
			}
			if d := c.generation.Age(day) - age; d < 20 || c.generation.Addresses[0].Street != s.Addresses[1].Street {
				t.Errorf("other generation: %d years apart, or at no shared address", d)
			}
			checkRare(t, w.World)
		})
	}
}

// checkRare checks that few people bear the subject's name, all of the cast.
func checkRare(t *testing.T, w *World) {
	t.Helper()
	bearers := 0
	for _, p := range w.People {
		for _, n := range p.Names {
			if n.Last == w.subject.Names[1].Last && p != w.subject {
				t.Errorf("%s bears the subject's former surname", p.ID)
			}
		}
		if p.Name().First == w.subject.Name().First && p.Name().Last == w.subject.Name().Last {
			bearers++
		}
		if p.Name().Last == w.subject.Name().Last && w.Kind(p.ID) == "other" && !w.isInitial(p) {
			t.Errorf("%s bears the subject's surname by accident", p.ID)
		}
	}
	if bearers != 4 {
		t.Errorf("%d people bear the subject's name, want the subject, two namesakes and a parent", bearers)
	}
}

func TestSubjectIsListedAsCast(t *testing.T) {
	for _, w := range worlds() {
		s := w.Subject()
		for _, srv := range w.servers {
			mine := slices.DeleteFunc(slices.Clone(srv.records), func(r *record) bool { return r.person != s.ID })
			listed := portraits[srv.id] != nil || srv.page == "sister"
			if len(mine) == 0 && !listed {
				continue
			}
			if len(mine) != 1 || !listed {
				t.Fatalf("seed %d, %s: %d records of the subject", w.Seed, srv.id, len(mine))
			}
			r := mine[0]
			if srv.page == "table" {
				if r.Age != "" || r.Now.City != "" || len(r.Kin)+len(r.Phones)+len(r.Aliases)+len(r.Past) > 0 {
					t.Errorf("seed %d: the bare record shows more than initial, surname and state", w.Seed)
				}
			} else if r.Age == "" || !r.in("CA", s.Addresses[0].City) {
				t.Errorf("seed %d, %s: the subject's record lacks age or city", w.Seed, srv.id)
			}
			q := query{name: slug(s.Name().First + " " + s.Name().Last), state: "CA", loose: srv.perPage == 5}
			if !r.answers(q) {
				t.Errorf("seed %d, %s: a search does not find the subject", w.Seed, srv.id)
			}
			if n := len(srv.find(q)); n > 15 {
				t.Errorf("seed %d, %s: %d records for the subject's name", w.Seed, srv.id, n)
			}
		}
	}
}

func TestCommonNamesAreListedEverywhere(t *testing.T) {
	for _, w := range worlds() {
		for _, srv := range w.servers {
			if len(srv.records) == 0 {
				continue
			}
			for _, c := range common {
				q := query{name: slug(c.first + " " + c.last), state: townNamed(c.city).state, city: slug(c.city)}
				if n := len(srv.find(q)); n < 2 {
					t.Errorf("seed %d, %s: %d records of the common name in %s, want at least 2", w.Seed, srv.id, n, c.city)
				}
			}
		}
	}
}

// TestSitesDistort guards against a world that flatters its reader: over a few
// seeds every kind of distortion has to occur.
func TestSitesDistort(t *testing.T) {
	seen := map[string]int{}
	for _, w := range worlds()[:4] {
		for _, srv := range w.servers {
			twice := map[string]bool{}
			for _, r := range srv.records {
				noteDistortions(seen, w.Person(r.person), r)
				if twice[r.person] {
					seen["person listed twice"]++
				}
				twice[r.person] = true
			}
		}
	}
	for _, what := range []string{
		"capitals", "surname first", "no age", "age off by one", "age band", "stale address", "no suffix", "former name first",
		"nickname first", "only an initial", "masked telephone", "misspelt", "no middle name", "middle initial", "person listed twice",
	} {
		if seen[what] == 0 {
			t.Errorf("no record with %s", what)
		}
	}
}

func noteDistortions(seen map[string]int, p *Person, r *record) {
	n, age := p.Name(), p.Age(day)
	shown := strings.Fields(strings.ToLower(brokers.ASCII(r.Name)))
	has := func(s string) bool {
		return strings.Contains(" "+strings.Join(shown, " ")+" ", strings.ToLower(brokers.ASCII(s)))
	}
	for what, is := range map[string]bool{
		"capitals":          r.Name == strings.ToUpper(r.Name),
		"surname first":     strings.Contains(r.Name, ", "),
		"no age":            r.Age == "",
		"age off by one":    r.Age == fmt.Sprint(age+1) || r.Age == fmt.Sprint(age-1),
		"age band":          strings.Contains(r.Age, "-"),
		"stale address":     !strings.EqualFold(r.Now.Street, p.Addresses[0].Street),
		"no suffix":         n.Suffix != "" && !has(n.Suffix),
		"former name first": len(p.Names) > 1 && p.Names[1].Kind == "former" && !has(n.Last) && has(p.Names[1].Last),
		"nickname first":    slices.ContainsFunc(p.Names, func(m Name) bool { return m.Kind == "nickname" && shown[0] == slug(m.First) }),
		"only an initial":   slices.Contains(shown, strings.ToLower(n.First[:1])) && !has(n.First),
		"masked telephone":  len(r.Phones) > 0 && strings.HasSuffix(r.Phones[0], "XX"),
		"misspelt":          len(p.Names) == 1 && !has(n.Last),
		"no middle name":    n.Middle != "" && !has(" "+n.Middle[:1]),
		"middle initial":    n.Middle != "" && has(" "+n.Middle[:1]+" "),
	} {
		if is {
			seen[what]++
		}
	}
}
