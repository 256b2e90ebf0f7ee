package practice

import (
	"fmt"
	"math/rand/v2"

	"github.com/whohasme/whohasme/brokers"
)

// minPeople is how many people a world has at least.
const minPeople = 520

// World is a set of invented people, fixed by its seed and its day.
type World struct {
	Seed   uint64
	Day    brokers.Date // the day on which ages are told
	People []*Person

	subject *Person
	roles   map[string]string // person id to what they are to the subject
	cast    cast
	byID    map[string]*Person
}

// NewWorld draws a world from a seed. The same seed and day give the same
// world.
func NewWorld(seed uint64, day brokers.Date) *World {
	w := &World{Seed: seed, Day: day, roles: map[string]string{}, byID: map[string]*Person{}}
	b := &builder{World: w, Rand: rand.New(rand.NewPCG(seed, 0x77686f6861736d65))}
	b.controls()
	b.castSubject()
	for len(w.People) < minPeople {
		b.household()
	}
	return w
}

// Subject returns the person that everything is tried with: a Californian
// with a name of which there are few.
func (w *World) Subject() *Person { return w.subject }

// Person returns the person with an id, or nil.
func (w *World) Person(id string) *Person { return w.byID[id] }

// Kind says what a person is to the subject: "subject", "generation" (a parent
// of the same name at the same address), "namesake", "family" or "other".
func (w *World) Kind(id string) string {
	if k := w.roles[id]; k != "" {
		return k
	}
	return "other"
}

// builder draws people one after the other.
type builder struct {
	*World
	*rand.Rand
	households int
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// often picks nearer the front of a list more often, as names are borne.
func often[T any](r *rand.Rand, list []T) T {
	return list[min(r.IntN(len(list)), r.IntN(len(list)))]
}

func (b *builder) chance(p float64) bool { return b.Float64() < p }

// newHousehold returns the id of a household nobody is in yet.
func (b *builder) newHousehold() string {
	b.households++
	return fmt.Sprintf("h%03d", b.households)
}

// add gives a person an id, telephones and mailboxes and puts them in the
// world.
func (b *builder) add(p *Person) *Person {
	p.ID = fmt.Sprintf("p%04d", len(b.People)+1)
	if p.Phones == nil {
		p.Phones = b.phones(p)
	}
	p.Emails = b.emails(p)
	b.nickname(p)
	b.People = append(b.People, p)
	b.byID[p.ID] = p
	return p
}

// born draws a birthday that makes somebody the given age on the world's day.
func (b *builder) born(age int) brokers.Date {
	d := b.Day.AddDays(-2 - b.IntN(360))
	d.Year -= age
	return brokers.DateOf(d.Time()) // 29 February may not have been
}
