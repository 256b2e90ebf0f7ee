package extract_test

import (
	"math/rand/v2"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice/gallery"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/agree"
)

// TestGalleryProposals: what the alarm proposes in the place of what has
// rotted reads the redesigned page.
func TestGalleryProposals(t *testing.T) {
	rng := rand.New(rand.NewPCG(gallerySeed(t), 12))
	made, told, whole := 0, 0, 0
	score, rotten := &galleryScore{}, &galleryScore{}
	for _, s := range gallerySites(t, 1) {
		if !s.Selects() {
			continue
		}
		for _, p := range s.Pages {
			d, ok, err := gallery.Redesigned(rng, p, s.Broker.Search)
			if err != nil {
				t.Fatal(err)
			}
			if !ok || p.Kind == gallery.Profile {
				continue
			}
			made++
			before, list := galleryRots(t, s, d.Page, s.Broker.Search)
			rotten.page(d.Page, before)
			now := agree.Apply(s.Broker.Search, list)
			if now == s.Broker.Search {
				score.page(d.Page, before)
				continue
			}
			told++
			after, _ := galleryRots(t, s, d.Page, now)
			own := &galleryScore{}
			own.page(d.Page, after)
			score.page(d.Page, after)
			if own.read == own.shown && own.right == own.fields && own.invented == 0 {
				whole++
			}
		}
	}
	score.report(t)
	t.Logf("figure: issue 5: of %d redesigned lists %d get a proposal, with which %d are read in every field; fields right %.2f%% before, %.2f%% with it; records %.2f%% and %.2f%%", made, told, whole,
		100*share(rotten.right, rotten.fields), 100*share(score.right, score.fields), 100*share(rotten.read, rotten.shown), 100*share(score.read, score.shown))
	if share(told, made) < floorProposed || share(score.right, score.fields) < floorProposedFields {
		t.Errorf("fewer than %.0f%% with a proposal or %.0f%% of the fields", 100*floorProposed, 100*floorProposedFields)
	}
}

func galleryRots(t *testing.T, s *gallery.Site, p gallery.Page, d *brokers.Definition) ([]scan.Record, []agree.Rot) {
	t.Helper()
	r, err := extract.Compile(d)
	if err != nil {
		t.Fatalf("%s: %v", s.Name, err)
	}
	r.Country = s.Broker.Country
	doc, err := scan.ParsePage(p.HTML)
	if err != nil {
		t.Fatal(err)
	}
	u := galleryAddress(t, p)
	got, err := r.ReadDocument(doc, u)
	if err != nil {
		t.Fatal(err)
	}
	return got.Records, agree.Check(agree.Page{Doc: doc, URL: u, Country: s.Broker.Country, Names: []scan.Name{{First: p.First, Last: p.Last}}, Definition: d, Reading: got})
}
