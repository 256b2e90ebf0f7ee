package crawl

import (
	"context"
	"net/http"
	"net/url"
)

// validators are what a site names the state of a page by (RFC 9110, section
// 8.8). They are sent back to ask whether it has changed, except through a
// proxy: there they would tie visits to one another like a cookie.
type validators struct {
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
}

// maxValidator bounds one validator, in bytes; real ones are much shorter.
const maxValidator = 200

func validatorsOf(h http.Header) validators {
	return validators{plain(h.Get("ETag")), plain(h.Get("Last-Modified"))}
}

// plain returns a value that can be sent as a header, or "".
func plain(v string) string {
	if len(v) > maxValidator {
		return ""
	}
	for i := range len(v) {
		if v[i] < ' ' || v[i] > '~' {
			return ""
		}
	}
	return v
}

func (v validators) any() bool { return v.ETag != "" || v.Modified != "" }

// ask puts the validators into the headers of a request.
func (v validators) ask(h http.Header) {
	if s := plain(v.ETag); s != "" {
		h.Set("If-None-Match", s)
	}
	if s := plain(v.Modified); s != "" {
		h.Set("If-Modified-Since", s)
	}
}

// Kept is a page as an earlier look has kept it.
type Kept struct {
	ETag, Modified string // as the site sent them
	Type           string // its Content-Type
	Body           []byte // as received, unpacked
}

// Marks returns what a later look needs in order to ask whether the page has
// changed, without its body. What cannot be sent back is left out.
func (p *Page) Marks() Kept {
	v := validatorsOf(p.Header)
	return Kept{ETag: v.ETag, Modified: v.Modified, Type: plain(p.Header.Get("Content-Type"))}
}

// Remember lets the visit ask whether pages have changed since an earlier look
// instead of fetching them anew. find returns what was kept of an address.
func (v *Visit) Remember(find func(ctx context.Context, u *url.URL) (Kept, bool)) {
	if v.line.crawler.proxy == "" {
		v.line.find = find
	}
}

// known returns what an earlier look kept of an address, if it can be asked
// about.
func (t *transport) known(ctx context.Context, u *url.URL) (Kept, bool) {
	if t.find == nil {
		return Kept{}, false
	}
	k, ok := t.find(ctx, u)
	return k, ok && (validators{k.ETag, k.Modified}).any()
}

// unchanged puts the page that is kept in the place of an answer that says that
// it is still the one.
func (x *exchange) unchanged(k Kept) {
	x.status, x.body, x.packed, x.kept = http.StatusOK, k.Body, nil, true
	x.header = x.header.Clone()
	x.header.Set("Content-Type", k.Type)
	for name, v := range map[string]string{"ETag": k.ETag, "Last-Modified": k.Modified} {
		if x.header.Get(name) == "" && v != "" {
			x.header.Set(name, v)
		}
	}
}
