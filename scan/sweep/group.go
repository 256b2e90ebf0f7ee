package sweep

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/scan/crawl"
)

// group puts the pages of one list together: those that lead to one another by
// their next links, and those whose addresses differ in a page number only.
func group(lists []*given) [][]*given {
	var groups [][]*given
	for _, chain := range chains(lists) {
		i := slices.IndexFunc(groups, func(g []*given) bool { return oneList(g, chain) })
		if i < 0 {
			groups = append(groups, chain)
			continue
		}
		groups[i] = append(groups[i], chain...)
		slices.SortStableFunc(groups[i], func(a, b *given) int { return pageNumber(a.page.URL) - pageNumber(b.page.URL) })
	}
	return groups
}

// chains follows next links.
func chains(lists []*given) [][]*given {
	after := map[*given]*given{}
	led := map[*given]bool{}
	for _, p := range lists {
		for _, q := range lists {
			next := p.reading.Next
			if p != q && !led[q] && (sameAddress(next, q.page.URL) || sameAddress(next, q.page.Asked)) {
				after[p], led[q] = q, true
				break
			}
		}
	}
	var all [][]*given
	taken := map[*given]bool{}
	follow := func(p *given) {
		var chain []*given
		for q := p; q != nil && !taken[q]; q = after[q] {
			taken[q] = true
			chain = append(chain, q)
		}
		if len(chain) > 0 {
			all = append(all, chain)
		}
	}
	for _, p := range lists {
		if !led[p] {
			follow(p)
		}
	}
	for _, p := range lists { // what leads to one another in a ring
		follow(p)
	}
	return all
}

// oneList reports whether two runs of pages are of one list: their addresses
// differ in the page number, and in nothing else.
func oneList(a, b []*given) bool {
	for _, p := range a {
		for _, q := range b {
			if p.page.URL == nil || q.page.URL == nil {
				return false
			}
			keyP, n := unpaged(p.page.URL)
			keyQ, m := unpaged(q.page.URL)
			if keyP != keyQ || n == m {
				return false
			}
		}
	}
	return true
}

// pageKeys are the names under which addresses count the pages of a list.
var pageKeys = map[string]bool{"page": true, "p": true, "pg": true, "pagenum": true, "pagenumber": true, "page_no": true, "pageno": true, "currentpage": true, "paged": true,
	"start": true, "offset": true, "from": true, "skip": true, "startrecord": true}

var pagePath = regexp.MustCompile(`(?i)/(?:page|pg|p)[-/_=]?(\d{1,4})/?$|/(\d{1,3})/?$`)

// unpaged takes the page number out of an address.
func unpaged(u *url.URL) (rest string, number int) {
	number = 1
	path := strings.ToLower(strings.TrimSuffix(u.Path, "/"))
	if m := pagePath.FindStringSubmatch(path); m != nil {
		number, _ = strconv.Atoi(m[1] + m[2])
		path = path[:len(path)-len(m[0])]
	}
	q := u.Query()
	for k, v := range q {
		if n, err := strconv.Atoi(v[0]); err == nil && pageKeys[strings.ToLower(k)] {
			number = n
			delete(q, k)
		}
	}
	return host(u) + path + "?" + strings.ToLower(q.Encode()), number
}

func pageNumber(u *url.URL) int {
	_, n := unpaged(u)
	return n
}

// address is an address without what two spellings of it may differ in.
func address(u *url.URL) string {
	return host(u) + strings.TrimSuffix(u.EscapedPath(), "/") + "?" + u.RawQuery
}

func addressOf(p *crawl.Page) string {
	if p.URL == nil {
		return ""
	}
	return address(p.URL)
}

func sameAddress(a, b *url.URL) bool { return a != nil && b != nil && address(a) == address(b) }

func host(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Host), "www.") }
