package extract_test

import (
	"net/url"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice/gallery"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract/suggest"
	"github.com/whohasme/whohasme/scan/sweep"
)

var galleryDay = brokers.Date{Year: 2026, Month: 11, Day: 21}

func galleryCrawled(p gallery.Page) (*crawl.Page, *scan.Subject) {
	u, _ := url.Parse(p.URL)
	return &crawl.Page{Body: []byte(p.HTML), HTML: p.HTML, URL: u}, &scan.Subject{ID: "me", Names: []scan.Name{{First: p.First, Last: p.Last}}}
}

func init() {
	galleryUndefined = func(p gallery.Page, country string) []scan.Record {
		page, me := galleryCrawled(p)
		var out []scan.Record
		for _, j := range sweep.ReadUndefined(page, country, me, galleryDay).Records {
			out = append(out, j.Record)
		}
		return out
	}
	gallerySuggest = func(p gallery.Page, country string) (*brokers.Definition, error) {
		page, me := galleryCrawled(p)
		doc, err := scan.ParsePage(p.HTML)
		if err != nil {
			return nil, err
		}
		got, err := suggest.Definition(suggest.Page{Doc: doc, URL: page.URL, Names: me.Names, Country: country})
		if err != nil {
			return nil, err
		}
		return got.Broker.Search, nil
	}
	galleryRotted = func(b *brokers.Broker, p gallery.Page) bool {
		page, me := galleryCrawled(p)
		if p.Kind == gallery.Profile {
			r, why, err := sweep.ReadOwn(b, page, me)
			return err != nil || r == nil || r.Name == "" || why != ""
		}
		got, err := sweep.Read(b, page, me, galleryDay)
		return err != nil || strings.Contains(got.Why, "may have rotted")
	}
}
