package bench_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/whohasme/whohasme/brokers"
)

const (
	hosts = 16 // sites, each asked by one worker
	lists = 10 // pages of a list

	records = 20 // on a page
)

// definition reads the sites below.
const definition = `
name: Bench
domain: HOST
country: US
search:
  url: http://HOST/find/{first|lower}-{last|lower}
  way: fetch
  pace: 0s
  record: div.card
  complete: {total: .count, next: "a[rel=next]", pages: 10}
  fields:
    name: h2
    age: {select: .age, after: Age}
    addresses: {select: li.place, all: true}
    phones: {select: li.phone, all: true}
    relatives: {select: li.kin, all: true}
    profile_url: {select: a.more, attr: href}
  nothing: p.none
`

// page is one page of a list of namesakes, about 24 KB.
func page(name string, n, of int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>%s</title><style>%s</style></head><body><nav>%s</nav><main><p class="count">%d results</p>`,
		name, strings.Repeat(".card{margin:0 auto;padding:1em}", 20), strings.Repeat(`<a href="/about">About us</a> `, 20), of*records)
	for i := range records {
		k := n*records + i
		fmt.Fprintf(&b, `<div class="card result-item" id="r%d"><div class="head"><h2>%s</h2><span class="badge new">New</span></div>
<p class="line"><span class="age">Age %d</span><span class="sep"> | </span><span class="gender">—</span></p>
<h3>Lives in</h3><ul class="places">%s</ul><h3>Phones</h3><ul class="phones"><li class="phone">(312) 555-01%02d</li><li class="phone">(773) 555-01%02d</li></ul>
<h3>Related to</h3><ul class="kin"><li class="kin"><a href="/p/%d-a">Bela Marwick</a></li><li class="kin"><a href="/p/%d-b">Cato Marwick</a></li><li class="kin"><a href="/p/%d-c">Dora Q Marwick</a></li></ul>
<div class="foot"><a class="more btn btn-primary" href="/person/%d">View full details</a><span class="note">Includes address history and more</span></div></div>
`, k, name, 30+k%50, `<li class="place">Peoria, IL</li><li class="place">Joliet, IL</li><li class="place">Gary, IN</li>`, k%100, (k+1)%100, k, k, k, k)
	}
	if n+1 < of {
		fmt.Fprintf(&b, `<a rel="next" href="?page=%d">next</a>`, n+1)
	}
	b.WriteString("</main><footer>" + strings.Repeat(`<a href="/privacy">Privacy</a> `, 10) + "</footer></body></html>")
	return []byte(b.String())
}

// nobody is the page of a search that finds nobody; it is as long as the rest,
// so that no page is cheap.
func nobody() []byte {
	list := string(page("x", 0, 1))
	links := strings.Repeat(`<li class="place"><a href="/browse/a">Browse the directory by letter</a></li>`+"\n", len(list)/75)
	return []byte(`<!doctype html><html lang="en"><body><main><p class="none">No records were found for this name.</p></main><nav>` + links + `</nav></body></html>`)
}

// site answers searches. Everything is made beforehand, packed and unpacked.
type site struct {
	plain, packed map[string][]byte
	pages         *atomic.Int64 // served
}

func newSite() *site {
	s := &site{map[string][]byte{}, map[string][]byte{}, new(atomic.Int64)}
	s.add("/find/james-smith", page("James Smith", 0, 1))
	for n := range lists {
		s.add("/find/wilma-tarn?page="+strconv.Itoa(n), page("Wilma Tarn", n, lists))
	}
	s.plain["/find/wilma-tarn"], s.packed["/find/wilma-tarn"] = s.plain["/find/wilma-tarn?page=0"], s.packed["/find/wilma-tarn?page=0"]
	s.add("", nobody())
	return s
}

func (s *site) add(at string, body []byte) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(body)
	_ = w.Close()
	s.plain[at], s.packed[at] = body, b.Bytes()
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/robots.txt" {
		fmt.Fprint(w, "User-agent: *\nDisallow: /admin\nDisallow: /*?print=\n")
		return
	}
	s.pages.Add(1)
	at := r.URL.RequestURI()
	if s.plain[at] == nil {
		at = ""
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(s.packed[at])
		return
	}
	_, _ = w.Write(s.plain[at])
}

// serve starts the sites and returns them as the catalogue has them, with the
// count of pages that they have served.
func serve(t testing.TB) ([]brokers.Broker, *atomic.Int64) {
	t.Helper()
	s := newSite()
	list := make([]brokers.Broker, hosts)
	for i := range list {
		srv := httptest.NewServer(s)
		t.Cleanup(srv.Close)
		text := fmt.Sprintf("id: bench-%d\n%s", i, replaceHost(strings.TrimPrefix(srv.URL, "http://")))
		if err := brokers.Decode("bench.yaml", []byte(text), &list[i]).Err(); err != nil {
			t.Fatal(err)
		}
	}
	return list, s.pages
}

func replaceHost(host string) string { return strings.ReplaceAll(definition, "HOST", host) }

// addresses are the pages that one visit to a site asks for.
func addresses(b *brokers.Broker) []string {
	root := "http://" + b.Domain
	list := []string{root + "/find/james-smith", root + "/find/zzyx-qwrt", root + "/find/wilma-tarn"}
	for n := 1; n < lists; n++ {
		list = append(list, fmt.Sprintf("%s/find/wilma-tarn?page=%d", root, n))
	}
	return list
}
