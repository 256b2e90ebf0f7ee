package extract_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers/practice/gallery"
	"github.com/whohasme/whohasme/scan/sweep"
)

func TestZZ(t *testing.T) {
	rng := rand.New(rand.NewPCG(gallerySeed(t), 11))
	k := 0
	for _, s := range gallerySites(t, 3) {
		if !s.Selects() {
			continue
		}
		for _, p := range s.Pages {
			look := func(p gallery.Page, what string, want bool) {
				if galleryRotted(s.Broker, p) == want {
					return
				}
				page, me := galleryCrawled(p)
				why := ""
				if p.Kind == gallery.Profile {
					r, w, err := sweep.ReadOwn(s.Broker, page, me)
					why = fmt.Sprintf("%s %v %+v", w, err, r)
				} else {
					got, err := sweep.Read(s.Broker, page, me, galleryDay)
					why = fmt.Sprintf("%s | %s | %v | %d records", got.Outcome, got.Why, err, len(got.Records))
					if len(got.Records) > 0 {
						why += fmt.Sprintf(" %+v", got.Records[0].Record)
					}
				}
				k++
				f := fmt.Sprintf("/tmp/defn/miss/%d-%s-%d.html", gallerySeed(t), s.Name, k)
				_ = os.WriteFile(f, []byte(p.HTML), 0o600)
				t.Logf("MISS %s %s (%d shown): %s: %s", f, what, len(p.Records), p.Kind, why)
			}
			look(p, "unchanged", false)
			for range 2 {
				d, ok, err := gallery.Redesigned(rng, p, s.Broker.Search)
				if err != nil {
					t.Fatal(err)
				}
				if ok {
					look(d.Page, d.Name+", lost "+strings.Join(d.Lost, " "), true)
				}
			}
		}
	}
}
