package honest

import (
	"embed"
	"fmt"
	"hash/fnv"
	"html/template"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"path"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

//go:embed sites
var files embed.FS

// Site is one imagined site.
type Site struct {
	ID   string
	Seed uint64 // of what stands beside the answers

	definition string // how it is read, written by hand
	page       *template.Template
}

// Sites returns all sites, in the order of their names.
func Sites(seed uint64) ([]*Site, error) {
	common, err := template.ParseFS(files, "sites/common.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "sites/*.html")
	if err != nil {
		return nil, err
	}
	var list []*Site
	for _, name := range names {
		if path.Base(name) == "common.html" {
			continue
		}
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		definition, page, ok := strings.Cut(string(text), "\n---\n")
		s := &Site{ID: strings.TrimSuffix(path.Base(name), ".html"), Seed: seed, definition: definition}
		if !ok {
			return nil, fmt.Errorf("read site %s: no line parts definition and page", s.ID)
		}
		s.page, err = template.Must(common.Clone()).Parse(page) // a template that was never run clones
		if err != nil {
			return nil, fmt.Errorf("read site %s: %w", s.ID, err)
		}
		list = append(list, s)
	}
	return list, nil
}

// Broker is the site as a file of the catalogue has it.
func (s *Site) Broker(host string) (*brokers.Broker, error) {
	text := fmt.Sprintf("id: %s\nname: %s\ndomain: %s\ncountry: US\nsearch:\n  url: http://%s/find/{state|lower}?f={first}&l={last}\n  way: fetch\n  automation: {is: allowed, date: 2026-08-07}\n  pace: 0s\n  %s\n",
		s.ID, s.ID, host, host, strings.ReplaceAll(s.definition, "\n", "\n  "))
	b := &brokers.Broker{}
	if err := brokers.Decode(s.ID+".yaml", []byte(text), b).Err(); err != nil {
		return nil, err
	}
	return b, nil
}

// ServeHTTP answers a search.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	state, ok := strings.CutPrefix(r.URL.Path, "/find/")
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	page, err := s.Page(r.URL.Query().Get("f"), r.URL.Query().Get("l"), state)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = w.Write([]byte(page)) // the visitor may have gone
}

// Page is the site's answer to a search. The same search is answered in the
// same way.
func (s *Site) Page(first, last, state string) (string, error) {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, s.ID, first, last, state) // a hash takes everything
	d := &drawer{rand.New(rand.NewPCG(s.Seed, h.Sum64()))}
	code := strings.ToUpper(state)
	name, ok := brokers.StateName(code)
	if !ok {
		name = "this state"
	}
	sh := d.sheet(first, last, name)
	if Listed(last) {
		sh.Rows = d.rows(first, last, code)
		sh.N = len(sh.Rows)
	}
	var b strings.Builder
	if err := s.page.ExecuteTemplate(&b, "page", sh); err != nil {
		return "", fmt.Errorf("make page of %s: %w", s.ID, err)
	}
	return b.String(), nil
}

// Records is a CSS selector of the site's records, for those who damage pages.
func (s *Site) Records() string {
	switch s.ID {
	case "basaltpages":
		return "tr:has(td[headers=nm])"
	case "fernhollow":
		return "main section:has(h3)"
	case "tidewater":
		return "div#list > p:has(b)"
	case "juniper":
		return "main > div[itemtype]"
	}
	record, _, _ := strings.Cut(strings.TrimPrefix(s.definition, "record: "), "\n")
	return strings.Trim(record, `"`)
}

// Besides is a CSS selector of what comes and goes on the sites.
const Besides = ".f:has(a), .x9f, .k3, p.s, center, .more-people, .banner, .wall, .latest, .z, #letters, p.tot ~ p, .ad-unit, .partner, .adsbygoogle, #promo-box, .testimonials, .slider, .popular-names, .recent, .did-you-mean, .MuiPaper, .promo"
