package pairs

import (
	_ "embed"
	"math/rand/v2"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
)

var (
	//go:embed tables/given.txt
	givenTable string
	//go:embed tables/family.txt
	familyTable string
	//go:embed tables/places.txt
	placesTable string
)

// adults is how many of the country's people are old enough to be listed, and
// listable the share of them in the population of a place (2020 census).
const (
	adults   = 258_000_000
	listable = 0.78
)

// weighted is a list of words drawn as often as they occur.
type weighted struct {
	words []string
	upto  []float64 // running total of the weights
	share map[string]float64
}

func (w *weighted) add(word string, weight float64) {
	if _, twice := w.share[word]; twice || weight <= 0 {
		return
	}
	if w.share == nil {
		w.share = map[string]float64{}
	}
	w.words = append(w.words, word)
	w.upto = append(w.upto, w.total()+weight)
	w.share[word] = weight
}

func (w *weighted) total() float64 {
	if len(w.upto) == 0 {
		return 0
	}
	return w.upto[len(w.upto)-1]
}

func (w *weighted) draw(r *rand.Rand) string {
	i := sort.SearchFloat64s(w.upto, r.Float64()*w.total())
	return w.words[min(i, len(w.words)-1)]
}

// town is a real place.
type town struct {
	city, state string
	people      float64
}

// population holds how often names and places are met.
type population struct {
	given   map[sex]map[int]*weighted // by decade of birth
	decades *weighted
	family  weighted
	towns   []town
	upto    []float64
	byState map[string][]town
	byName  map[string]town // "Dayton, OH"
}

// people is the population, read once.
var people = sync.OnceValue(func() *population {
	p := &population{
		given:   map[sex]map[int]*weighted{female: {}, male: {}},
		decades: &weighted{},
		byState: map[string][]town{}, byName: map[string]town{},
	}
	p.readGiven()
	for line := range lines(familyTable) {
		words := strings.Fields(line)
		for _, name := range words[1:] {
			p.family.add(name, number(words[0]))
		}
	}
	p.readPlaces()
	return p
})

func lines(table string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(table) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// number reads a number of a table of ours, which a test reads through.
func number(s string) float64 {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("table of the practice pairs: not a number: " + s)
	}
	return n
}

func (p *population) readGiven() {
	// How many of today's adults were born in a decade, in per cent.
	for i, share := range []float64{3, 9, 15, 17, 16, 17, 16, 7} {
		p.decades.add(strconv.Itoa(1930+10*i), share)
	}
	for line := range lines(givenTable) {
		words := strings.Fields(line)
		sex := female
		if words[0] == "M" {
			sex = male
		}
		w := &weighted{}
		for i := 2; i+1 < len(words); i += 2 {
			w.add(words[i], number(words[i+1]))
		}
		p.given[sex][int(number(words[1]))] = w
	}
}

func (p *population) readPlaces() {
	var sum float64
	for line := range lines(placesTable) {
		state, list, _ := strings.Cut(line, " ")
		for _, entry := range strings.Split(list, ", ") {
			i := strings.LastIndexByte(entry, ' ')
			t := town{entry[:i], state, 1000 * number(entry[i+1:])}
			sum += t.people
			p.towns, p.upto = append(p.towns, t), append(p.upto, sum)
			p.byState[state] = append(p.byState[state], t)
			p.byName[t.city+", "+t.state] = t
		}
	}
}

// town draws a place by its population.
func (p *population) town(r *rand.Rand) town {
	i := sort.SearchFloat64s(p.upto, r.Float64()*p.upto[len(p.upto)-1])
	return p.towns[min(i, len(p.towns)-1)]
}

// townIn draws a place of a state by its population.
func (p *population) townIn(r *rand.Rand, state string) town {
	list := p.byState[state]
	best := list[r.IntN(len(list))]
	for range 2 { // larger ones more often
		if t := list[r.IntN(len(list))]; t.people > best.people {
			best = t
		}
	}
	return best
}

// stateOf returns how many people live in a state's listed places.
func (p *population) stateOf(state string) float64 {
	var sum float64
	for _, t := range p.byState[state] {
		sum += t.people
	}
	return sum * 1.5 // the tables hold two thirds of the people
}

// decade returns the decade whose table covers a year.
func decade(year int) int { return min(max(year/10*10, 1930), 2000) }

// bears returns which share of the people of a sex and decade bear a given
// name. Names beyond the tables are taken to be very rare.
func (p *population) bears(sex sex, year int, name string) float64 {
	w := p.given[sex][decade(year)]
	if n := w.share[name]; n > 0 {
		return n / w.total()
	}
	return 1e-6
}

// surname returns which share of all people bear a surname.
func (p *population) surname(name string) float64 {
	if n := p.family.share[name]; n > 0 {
		return n / 100_000
	}
	return 1e-7
}

// bornFor draws a year of birth for somebody of a given name: names come and
// go with the decades.
func (p *population) bornFor(r *rand.Rand, sex sex, name string) int {
	w := &weighted{}
	for _, d := range p.decades.words {
		w.add(d, p.decades.share[d]*p.bears(sex, int(number(d)), name))
	}
	return int(number(w.draw(r))) + r.IntN(10)
}

// sexOf returns the sex that bears a given name more often.
func (p *population) sexOf(name string) sex {
	var f, m float64
	for _, d := range p.decades.words {
		f += p.given[female][int(number(d))].share[name]
		m += p.given[male][int(number(d))].share[name]
	}
	if f > m {
		return female
	}
	return male
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func has[T comparable](list []T, x T) bool { return slices.Contains(list, x) }
