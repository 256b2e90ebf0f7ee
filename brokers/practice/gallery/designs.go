package gallery

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"math/rand/v2"
	"path"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
)

//go:embed designs
var drawings embed.FS

//go:embed strangers
var strangers embed.FS

// Strangers returns pages of other kinds of site, all written by hand and none
// of them like the [Negatives]: each kind once, with people of the world.
func Strangers(seed uint64, world *practice.World) ([]Negative, error) {
	d := &drawer{Rand: rand.New(rand.NewPCG(seed, 0x737472)), world: world, region: "US"}
	hand, err := template.ParseFS(strangers, "strangers/*.html")
	if err != nil {
		return nil, fmt.Errorf("load strangers: %w", err)
	}
	list := hand.Templates()
	slices.SortFunc(list, func(a, b *template.Template) int { return strings.Compare(a.Name(), b.Name()) })
	var out []Negative
	for _, t := range list {
		n, err := d.written(t)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// Designs returns sites that nobody has written a definition for: each has its
// markup and its wording to itself and shares nothing with the families, not
// even the head of the page. They stand for the sites that a reader without a
// definition has never seen. Their brokers have no search.
func Designs() ([]*Family, error) {
	names, err := fs.Glob(drawings, "designs/*.html")
	if err != nil {
		return nil, err
	}
	var list []*Family
	for _, file := range names {
		id := strings.TrimSuffix(path.Base(file), ".html")
		s := designed[id]
		if s == nil {
			return nil, fmt.Errorf("load designs: no style for %s", id)
		}
		t, err := template.New("").Funcs(template.FuncMap{"join": strings.Join, "states": byState, "hits": searchHits, "parsed": storeText, "devalue": devalue, "apollo": apolloCache}).ParseFS(drawings, file)
		if err != nil {
			return nil, fmt.Errorf("load designs: %w", err)
		}
		b := &brokers.Broker{ID: id, Name: strings.ToUpper(id[:1]) + id[1:] + " Finder", Domain: id + ".example-finder.test", Category: "people-search", Country: s.region, Status: brokers.Active}
		list = append(list, &Family{Name: id, Broker: b, style: s, pages: t})
	}
	if len(list) != len(designed) {
		return nil, fmt.Errorf("load designs: %d pages for %d styles", len(list), len(designed))
	}
	return list, nil
}

// Scripted reports whether a design keeps its records where only a program
// reads them, so that there is nothing for a selector to find.
func (f *Family) Scripted() bool {
	switch f.Name {
	case "nextdata", "statestore", "nuxt", "apollo", "ldgraph", "linked", "drawn":
		return true
	}
	return false
}

// DrawDesigns returns sites of all designs, as [Draw] does of the families.
func DrawDesigns(seed uint64, each int, world *practice.World) ([]*Site, error) {
	designs, err := Designs()
	if err != nil {
		return nil, err
	}
	var list []*Site
	for i, f := range designs {
		for j := range each {
			s, err := f.Site(rand.New(rand.NewPCG(seed^0x64657369676e, uint64(i)<<16|uint64(j))), world)
			if err != nil {
				return nil, err
			}
			list = append(list, s)
		}
	}
	return list, nil
}

var (
	streetCity = []placeForm{whole}
	sayAges    = []ageForm{numbered("%d years old"), numbered("%d years of age"), numbered("Age %d"), numbered("%d y.o."), ageDecade}
)

// designed are what the designs show and the forms they may write it in.
var designed = map[string]*style{
	"fonttable":  {region: "US", list: "age addresses phones", ages: []ageForm{numbered("%d"), numbered("age %d"), ageBand}, places: anyForms, lastFirst: true},
	"states":     {region: "US", list: "age place relatives url", ages: []ageForm{numbered("%d"), numbered("age %d")}, places: []placeForm{cityState, cityStateName, cityCounty}, plain: true},
	"tailgrid":   {region: "US", list: "age addresses relatives phones url", ages: []ageForm{numbered("%d"), numbered("%d yrs"), ageBand}, places: anyForms},
	"angular":    {region: "US", list: "age addresses aliases relatives url", ages: append([]ageForm{numbered("%d")}, sayAges...), places: cityForms},
	"wordpress":  {region: "US", list: "age addresses relatives phones url", ages: bareAges, places: anyForms},
	"typewriter": {region: "US", list: "place phones", ages: bareAges, places: streetForms, lastFirst: true},
	"dataspans":  {region: "US", list: "age addresses phones emails url", ages: bareAges, places: anyForms},
	"nextdata":   {region: "US", list: "age addresses aliases relatives phones url", ages: []ageForm{numbered("%d")}, places: streetCity},
	"statestore": {region: "US", list: "age addresses relatives phones", ages: []ageForm{numbered("%d")}, places: []placeForm{cityState}},
	"nuxt":       {region: "US", list: "age addresses relatives url", ages: []ageForm{numbered("%d")}, places: []placeForm{cityState}},
	"apollo":     {region: "US", list: "age addresses relatives phones", ages: []ageForm{numbered("%d")}, places: []placeForm{cityZip}},
	"ldgraph":    {region: "US", list: "born addresses aliases relatives url", ages: bareAges, places: []placeForm{cityState}},
	"rdfa":       {region: "US", list: "addresses phones url", ages: bareAges, places: []placeForm{whole, cityZip}},
	"dossier":    {region: "US", list: "age addresses aliases relatives phones emails", ages: sayAges, places: anyForms, single: true},
	"residents":  {region: "US", list: "age relatives phones url", ages: sayAges, places: cityForms, household: true},
	"hispanic":   {region: "US", list: "age addresses aliases relatives phones url", ages: []ageForm{numbered("%d"), numbered("%d años")}, places: cityForms},
	"quebec":     {region: "CA", list: "place phones url", ages: bareAges, places: streetForms},
	"electoral":  {region: "GB", list: "age place relatives", ages: []ageForm{ageBand, ageBandWide}, places: []placeForm{whole}},
	"collapse":   {region: "US", list: "age addresses relatives phones url", ages: append([]ageForm{numbered("%d")}, sayAges...), places: anyForms},
	"rowspan":    {region: "US", list: "age addresses relatives", ages: bareAges, places: anyForms, lastFirst: true},
	"icons":      {region: "US", list: "age addresses phones emails", ages: append([]ageForm{numbered("%d")}, sayAges...), places: cityForms},
	"ariatable":  {region: "US", list: "age addresses relatives url", ages: bareAges, places: cityForms},
	"sentences":  {region: "US", list: "age place relatives url", ages: []ageForm{numbered("Age %d"), numbered("%d years old"), ageDecade}, places: []placeForm{cityState, cityStateName}, plain: true},
	"anchors":    {region: "US", list: "age place url", ages: []ageForm{numbered("%d"), numbered("%d yrs"), numbered("(%d)")}, places: []placeForm{cityState, cityCaps}},
	"numbered":   {region: "US", list: "age place aliases relatives phones", ages: []ageForm{numbered("%d"), numbered("age %d"), ageBand}, places: cityForms},
	"voters":     {region: "US", list: "born place url", ages: bareAges, places: streetForms},
	"webparts":   {region: "US", list: "age place url", ages: []ageForm{numbered("%d")}, places: []placeForm{cityState}, plain: true, parted: true},
	"streets":    {region: "US", list: "addresses phones emails", ages: bareAges, places: streetCity},
}

// stateGroup are the records of one state, on a page sorted by states.
type stateGroup struct {
	State string
	Rows  []written
}

func byState(rows []written) []stateGroup {
	var list []stateGroup
	at := map[string]int{}
	for _, w := range rows {
		state := "Elsewhere"
		if len(w.Places) > 0 && w.Places[0].StateName != "" {
			state = w.Places[0].StateName
		}
		i, known := at[state]
		if !known {
			i = len(list)
			at[state] = i
			list = append(list, stateGroup{State: state})
		}
		list[i].Rows = append(list[i].Rows, w)
	}
	return list
}
