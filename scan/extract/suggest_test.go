package extract_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice/gallery"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/suggest"
	"golang.org/x/net/html"
)

func proposalFor(t *testing.T, s *gallery.Site) *suggest.Proposal {
	t.Helper()
	page, me := galleryCrawled(s.Pages[0])
	doc, err := scan.ParsePage(s.Pages[0].HTML)
	if err != nil {
		t.Fatal(err)
	}
	got, err := suggest.Definition(suggest.Page{Doc: doc, URL: page.URL, Names: me.Names, Country: s.Broker.Country})
	if err != nil {
		return nil
	}
	return got
}

// TestSuggestedFile: what is suggested is a file that the lint has no fault to
// find in once the source is named, that says what is left to a person, and
// that holds no name of anybody on the page.
func TestSuggestedFile(t *testing.T) {
	totals, right, nexts := 0, 0, 0
	for _, s := range append(gallerySites(t, 1), designSites(t, 1)...) {
		got := proposalFor(t, s)
		if got == nil {
			continue
		}
		got.Broker.Sources = []brokers.Source{{Name: "a saved page of the site", Date: brokers.When("2026-11-21")}}
		text, err := got.YAML()
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		file := filepath.Join(t.TempDir(), got.Broker.ID+".yaml")
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := brokers.ReadFile(file)
		if err != nil {
			t.Errorf("%s: %v\n%s", s.Name, err, text)
			continue
		}
		if !strings.Contains(string(text), "DECIDE") {
			t.Errorf("%s: nothing is left to decide", s.Name)
		}
		for _, r := range s.Pages[0].Records {
			for _, n := range append(append([]string{r.Name}, r.Relatives...), r.Aliases...) {
				if len(n) > 5 && strings.Contains(strings.ToLower(string(text)), strings.ToLower(n)) {
					t.Errorf("%s: a name stands in the file:\n%s", s.Name, text)
				}
			}
		}
		if plain, _ := url.PathUnescape(string(b.Search.URL)); len(s.Pages[0].Last) > 2 && strings.Contains(strings.ToLower(plain), strings.ToLower(s.Pages[0].Last)) {
			t.Errorf("%s: the name stands in the address: %s", s.Name, plain)
		}
		if b.Search.Complete.Next != "" {
			nexts++
		}
		if b.Search.Complete.Total == "" {
			continue
		}
		for _, p := range s.Lists()[1:] {
			read, err := suggest.Reads(b.Search, s.Broker.Country, mustParse(t, p.HTML), galleryAddress(t, p))
			if err != nil || read.Total < 0 {
				continue
			}
			if totals++; read.Total == len(p.Records) {
				right++
			} else {
				t.Logf("%s: %s reads %d, %d are shown", s.Name, b.Search.Complete.Total, read.Total, len(p.Records))
			}
		}
	}
	t.Logf("figure: issue 5: suggested totals right on %d of %d pages; %d next links", right, totals, nexts)
	if right < totals*9/10 {
		t.Error("suggested totals are wrong")
	}
}

func mustParse(t *testing.T, page string) *html.Node {
	t.Helper()
	doc, err := scan.ParsePage(page)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
