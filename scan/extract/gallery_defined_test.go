package extract_test

import (
	"net/url"
	"testing"

	"github.com/whohasme/whohasme/brokers/practice/gallery"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract"
)

func galleryAddress(t testing.TB, p gallery.Page) *url.URL {
	t.Helper()
	u, err := url.Parse(p.URL)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// galleryByDefinition reads a page with its family's own definition.
func galleryByDefinition(t testing.TB, f *gallery.Family, p gallery.Page) ([]scan.Record, bool, error) {
	t.Helper()
	r, err := extract.Compile(f.Broker.Search)
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	r.Country = f.Broker.Country
	if p.Kind == gallery.Profile {
		rec, _, err := r.Profile(p.HTML, galleryAddress(t, p))
		if err != nil || rec == nil {
			return nil, false, err
		}
		return []scan.Record{*rec}, false, nil
	}
	got, err := r.Read(p.HTML, galleryAddress(t, p))
	if err != nil {
		return nil, false, err
	}
	return got.Records, got.Nothing, nil
}

// TestGalleryByDefinition: every record of every page, every field of it as
// shown, and the site's own words where there is nobody.
func TestGalleryByDefinition(t *testing.T) {
	score := &galleryScore{}
	pages, signs, nobody := 0, 0, 0
	for _, s := range gallerySites(t, 3) {
		if !s.Selects() {
			continue
		}
		for _, p := range s.Pages {
			pages++
			got, nothing, err := galleryByDefinition(t, s.Family, p)
			if err != nil {
				score.miss(s.Name, "page", err.Error())
			}
			if p.Kind == gallery.Nobody {
				nobody++
				if nothing && len(got) == 0 {
					signs++
				} else {
					score.miss(s.Name, "nothing", string(p.Kind))
				}
			}
			score.page(p, got)
		}
	}
	t.Logf("figure: issue 5: by definition %.2f%% of %d records, %.2f%% of %d fields, %d invented, %d of %d signs of nobody, on %d pages", 100*share(score.read, score.shown), score.shown, 100*share(score.right, score.fields), score.fields, score.invented, signs, nobody, pages)
	t.Log("wanted 100% of the records and of the fields, nobody invented")
	score.report(t)
	if share(score.read, score.shown) < floorDefinedRecords || share(score.right, score.fields) < floorDefinedFields || score.invented > 0 || signs != nobody {
		t.Error("by definition every record and every field has to be right")
	}
}
