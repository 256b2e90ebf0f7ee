package gallery_test

import (
	"slices"
	"testing"

	"github.com/whohasme/whohasme/brokers/practice/gallery"
)

// TestDesigns: what the pages of the designs are said to show stands on them,
// and the same seed draws the same pages.
func TestDesigns(t *testing.T) {
	draw := func() []*gallery.Site {
		list, err := gallery.DrawDesigns(seed(t), 2, world(seed(t)))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	again := draw()
	for i, s := range draw() {
		t.Run(s.Name, func(t *testing.T) {
			for j, p := range s.Pages {
				if p.HTML != again[i].Pages[j].HTML {
					t.Error("drawn twice, it differs")
				}
				if s.Name == "nuxt" || s.Name == "statestore" || s.Name == "webparts" { // written twice over, or in parts
					continue
				}
				shows(t, p)
			}
		})
	}
	designs, err := gallery.Designs()
	if err != nil || len(designs) < 25 {
		t.Errorf("%d designs, %v", len(designs), err)
	}
	families, err := gallery.Families()
	if err != nil || slices.ContainsFunc(designs, func(d *gallery.Family) bool {
		return slices.ContainsFunc(families, func(f *gallery.Family) bool { return f.Name == d.Name })
	}) {
		t.Errorf("a design bears the name of a family, or %v", err)
	}
}

// TestStrangers: most pages of other kinds bear the name that is looked for.
func TestStrangers(t *testing.T) {
	list, err := gallery.Strangers(seed(t), world(seed(t)))
	if err != nil {
		t.Fatal(err)
	}
	bear := 0
	for _, n := range list {
		if n.Bears {
			bear++
		}
	}
	if t.Logf("%d pages, the name looked for is on %d", len(list), bear); len(list) < 60 || bear < 50 {
		t.Error("too few")
	}
}
