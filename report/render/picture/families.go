package picture

import (
	"cmp"
	"slices"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/words"
)

// Family is the sites that share data or an opt-out; "" are those on their own.
type Family struct {
	ID    string
	Sites []report.Site
}

// Families groups the sites of a report: the family with most sites that list
// the person first, those on their own last.
func Families(r report.Report) []Family {
	stands := StandsOf(r)
	bySight := func(a, b report.Site) int {
		return cmp.Or(cmp.Compare(stands[a.Broker], stands[b.Broker]), cmp.Compare(a.Broker, b.Broker))
	}
	listing := func(f Family) (n int) {
		for _, s := range f.Sites {
			n += truth(stands[s.Broker] == Lists)
		}
		return n
	}
	of := map[string]int{}
	var list []Family
	for _, s := range r.Sites {
		i, ok := of[s.Family]
		if !ok {
			i = len(list)
			of[s.Family] = i
			list = append(list, Family{ID: s.Family})
		}
		list[i].Sites = append(list[i].Sites, s)
	}
	// A family of which one site alone was asked is on its own here.
	var alone []report.Site
	list = slices.DeleteFunc(list, func(f Family) bool {
		if f.ID == "" || len(f.Sites) == 1 {
			alone = append(alone, f.Sites...)
			return true
		}
		return false
	})
	for i := range list {
		slices.SortStableFunc(list[i].Sites, bySight)
	}
	slices.SortFunc(list, func(a, b Family) int {
		return cmp.Or(cmp.Compare(listing(b), listing(a)), cmp.Compare(len(b.Sites), len(a.Sites)), cmp.Compare(a.ID, b.ID))
	})
	if len(alone) > 0 {
		slices.SortStableFunc(alone, bySight)
		list = append(list, Family{Sites: alone})
	}
	return list
}

// mostFamilies and mostSites bound the map.
const (
	mostFamilies = 14
	mostSites    = 60
)

// FamilyMap draws the sites by family, and false where none was asked.
func FamilyMap(r report.Report, b *words.Book) (Drawing, bool) {
	d := Drawing{Name: "families", Title: b.F("Sites by family"), Width: wide}
	list := Families(r)
	if len(list) == 0 {
		return d, false
	}
	real := len(list)
	if list[real-1].ID == "" {
		real--
	}
	d.Desc = b.N(len(r.Sites), "%d site in %d families. The table below says the same.", "%d sites in %d families. The table below says the same.", real)
	drawn := list
	if len(list) > mostFamilies {
		drawn = list[:mostFamilies]
		d.Left = b.N(len(list)-mostFamilies, "%d more group is not drawn.", "%d more groups are not drawn.")
	}
	y, stands := 8.0, StandsOf(r)
	for _, f := range drawn {
		y = d.family(f, stands, y, b)
	}
	var signs []sign
	for s, m := range standMarks {
		signs = append(signs, sign{m, Stand(s).Word(b)})
	}
	d.Height = d.legend(y+12, signs)
	return d, true
}

// family draws one box with a sign for each site and returns where the next
// begins.
func (d *Drawing) family(f Family, stands map[string]Stand, y float64, b *words.Book) float64 {
	const step, left = 20.0, labels + 20
	perRow := int((wide - left - 70) / step)
	shown := min(len(f.Sites), mostSites)
	high := rowHigh*float64((shown+perRow-1)/perRow) + 8
	name := f.ID
	if name == "" {
		name = b.F("on their own")
	}
	d.box(labels, y, wide-labels-2, high, 0, 0.8)
	if f.ID == "" {
		d.text(labels-10, y+high/2+4, End, name)
	} else {
		d.site(labels-10, y+high/2+4, labels-14, End, name)
	}
	for i, s := range f.Sites[:shown] {
		d.mark(standMarks[stands[s.Broker]], left+step*float64(i%perRow), y+15+rowHigh*float64(i/perRow), 6)
	}
	if more := len(f.Sites) - shown; more > 0 {
		d.text(wide-10, y+high-10, End, b.F("and %d more", more))
	}
	return y + high + 6
}
