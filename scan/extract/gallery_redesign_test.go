package extract_test

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers/practice/gallery"
)

// galleryAlarms counts what an alarm for rotted definitions does.
type galleryAlarms struct {
	made, noticed, unchanged, raised int
	unharmed                         int // redesigned pages that are read as before: nothing has rotted
	missed                           map[string]int
}

func (a *galleryAlarms) look(t *testing.T, rng *rand.Rand, s *gallery.Site, p gallery.Page) {
	t.Helper()
	a.unchanged++
	if galleryRotted(s.Broker, p) {
		a.raised++
		t.Logf("%s, %s of %d: alarm without cause", s.Name, p.Kind, len(p.Records))
	}
	for range 2 {
		d, ok, err := gallery.Redesigned(rng, p, s.Broker.Search)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			continue
		}
		if galleryUnharmed(t, s, p, d.Page) {
			a.unharmed++
			continue
		}
		a.made++
		if galleryRotted(s.Broker, d.Page) {
			a.noticed++
		} else {
			a.missed[d.Name+", lost "+strings.Join(d.Lost, " ")+", "+s.Name]++
		}
	}
}

// galleryUnharmed reports whether the definition reads a redesigned page as it
// read the page before, though by other elements.
func galleryUnharmed(t *testing.T, s *gallery.Site, before, after gallery.Page) bool {
	t.Helper()
	old, _, _ := galleryByDefinition(t, s.Family, before)
	now, _, err := galleryByDefinition(t, s.Family, after)
	return err == nil && reflect.DeepEqual(old, now)
}

// TestGalleryRedesigns: at least 99% of redesigns are noticed in the first
// visit, and at most 1% of unchanged pages raise the alarm; lists and pages of
// single records apart.
func TestGalleryRedesigns(t *testing.T) {
	if galleryRotted == nil {
		t.Skip("NOT MEASURED: no alarm for rotted definitions is connected in gallery_ways_test.go")
	}
	rng := rand.New(rand.NewPCG(gallerySeed(t), 11))
	lists, profiles := galleryAlarms{missed: map[string]int{}}, galleryAlarms{missed: map[string]int{}}
	for _, s := range gallerySites(t, 3) {
		if !s.Selects() {
			continue
		}
		for _, p := range s.Pages {
			if p.Kind == gallery.Profile {
				profiles.look(t, rng, s, p)
			} else {
				lists.look(t, rng, s, p)
			}
		}
	}
	lists.tell(t, "lists", floorListsNoticed)
	profiles.tell(t, "pages of single records", floorProfilesNoticed)
}

func (a *galleryAlarms) tell(t *testing.T, what string, floor float64) {
	t.Helper()
	for _, k := range slices.Sorted(maps.Keys(a.missed)) {
		t.Logf("%s: %d unnoticed: %s", what, a.missed[k], k)
	}
	t.Logf("figure: issue 5: %s: %.2f%% of %d redesigns noticed in the first visit (%d more are read as before); %.2f%% of %d unchanged pages raise the alarm; wanted 99%%, at most 1%%", what, 100*share(a.noticed, a.made), a.made, a.unharmed, 100*share(a.raised, a.unchanged), a.unchanged)
	if share(a.noticed, a.made) < floor || share(a.raised, a.unchanged) > mostFalseAlarms {
		t.Errorf("%s: worse than %.1f%% noticed and %.1f%% false alarms", what, 100*floor, 100*mostFalseAlarms)
	}
}
