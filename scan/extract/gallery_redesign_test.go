package extract_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers/practice/gallery"
)

// TestGalleryRedesigns: at least 99% of redesigns are noticed in the first
// visit, and at most 1% of unchanged pages raise the alarm.
func TestGalleryRedesigns(t *testing.T) {
	if galleryRotted == nil {
		t.Skip("NOT MEASURED: no alarm for rotted definitions is connected in gallery_ways_test.go")
	}
	rng := rand.New(rand.NewPCG(gallerySeed(t), 11))
	made, noticed, unchanged, alarms := 0, 0, 0, 0
	missed := map[string]int{}
	for _, s := range gallerySites(t, 3) {
		if !s.Selects() {
			continue
		}
		for _, p := range s.Pages {
			unchanged++
			if galleryRotted(s.Family, p) {
				alarms++
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
				made++
				if galleryRotted(s.Family, d.Page) {
					noticed++
					continue
				}
				missed[d.Name+", lost "+strings.Join(d.Lost, " ")+", "+s.Name+" "+string(p.Kind)]++
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(missed)) {
		t.Logf("%d unnoticed: %s", missed[k], k)
	}
	t.Logf("figure: issue 5: %.2f%% of %d redesigns noticed in the first visit; %.2f%% of %d unchanged pages raise the alarm", 100*share(noticed, made), made, 100*share(alarms, unchanged), unchanged)
	if share(noticed, made) < 0.99 || share(alarms, unchanged) > 0.01 {
		t.Error("want 99% noticed and at most 1% false alarms")
	}
}
