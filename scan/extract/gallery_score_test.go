package extract_test

import (
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers/practice/gallery"
	"github.com/whohasme/whohasme/scan"
)

// galleryRead is what a reader without fault makes of what is shown.
func galleryRead(list []gallery.Shown) []scan.Record {
	var out []scan.Record
	for _, s := range list {
		r := scan.Record{Name: s.Name, Aliases: s.Aliases, Age: scan.Age{Low: s.Low, High: s.High}, Phones: s.Phones, Emails: s.Emails, Relatives: s.Relatives, URL: s.URL}
		for _, layout := range []string{"2006", "2006-01", "2006-01-02"} {
			if d, err := time.Parse(layout, s.Born); err == nil {
				r.Born = scan.Born{Year: d.Year()}
				if len(layout) > 4 {
					r.Born.Month = d.Month()
				}
				if len(layout) > 7 {
					r.Born.Day = d.Day()
				}
			}
		}
		for _, a := range s.Addresses {
			r.Addresses = append(r.Addresses, scan.Address{Street: a.Street, City: a.City, State: a.State, Zip: a.Zip, Country: a.Country})
		}
		out = append(out, r)
	}
	return out
}

// TestGalleryScore: what the figures of the gallery are worth. A reader
// without fault scores all, and every fault costs what it is.
func TestGalleryScore(t *testing.T) {
	var pages []gallery.Page
	for _, s := range gallerySites(t, 1) {
		pages = append(pages, s.Pages[1:4]...)
	}
	score := func(spoil func([]scan.Record) []scan.Record) *galleryScore {
		s := &galleryScore{}
		for _, p := range pages {
			s.page(p, spoil(galleryRead(p.Records)))
		}
		return s
	}
	keep := score(func(l []scan.Record) []scan.Record { return l })
	if keep.read != keep.shown || keep.right != keep.fields || keep.invented != 0 || keep.shown < 200 {
		keep.report(t)
		t.Fatalf("without fault: %d of %d records, %d of %d fields, %d invented", keep.read, keep.shown, keep.right, keep.fields, keep.invented)
	}
	for _, c := range []struct {
		name  string
		spoil func([]scan.Record) []scan.Record
		worse func(*galleryScore) bool
	}{
		{"the first record left out", func(l []scan.Record) []scan.Record { return l[min(1, len(l)):] }, func(s *galleryScore) bool { return s.read < keep.read && s.invented == 0 }},
		{"a record too many", func(l []scan.Record) []scan.Record { return append(l, scan.Record{Name: "Popular Searches"}) }, func(s *galleryScore) bool { return s.read == keep.read && s.invented == len(pages) }},
		{"records run together", func(l []scan.Record) []scan.Record {
			if len(l) > 1 {
				l[0].Addresses = append(l[0].Addresses, scan.Address{City: "Nowhere", State: "TX"})
			}
			return l
		}, func(s *galleryScore) bool { return s.right < keep.right }},
		{"an age that nobody shows", func(l []scan.Record) []scan.Record {
			for i := range l {
				l[i].Age = scan.Years(101)
			}
			return l
		}, func(s *galleryScore) bool { return s.right < keep.right }},
		{"names with their labels", func(l []scan.Record) []scan.Record {
			for i := range l {
				l[i].Name = "Name: " + l[i].Name
			}
			return l
		}, func(s *galleryScore) bool { return s.right < keep.right }},
		{"a relative lost", func(l []scan.Record) []scan.Record {
			for i := range l {
				l[i].Relatives = l[i].Relatives[min(1, len(l[i].Relatives)):]
			}
			return l
		}, func(s *galleryScore) bool { return s.right < keep.right }},
	} {
		if s := score(c.spoil); !c.worse(s) {
			t.Errorf("%s: %d of %d records, %d of %d fields, %d invented", c.name, s.read, s.shown, s.right, s.fields, s.invented)
		}
	}
}
