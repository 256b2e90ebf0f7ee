package crawl

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"sync"

	"golang.org/x/net/publicsuffix"
)

// How many cookies a visit keeps, and how long one may be (RFC 6265, section
// 6.1). What a site sets beyond is left out, as browsers do.
const (
	maxCookies = 60
	maxCookie  = 4 << 10 // bytes of name and value
	maxSent    = 8 << 10 // bytes of all cookies of one request; many servers take no more
)

// jar keeps the cookies of one visit under bounds.
type jar struct {
	http.CookieJar

	mu   sync.Mutex
	kept map[string]bool // by host and name
}

func newJar() *jar {
	j, _ := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // never fails
	return &jar{CookieJar: j, kept: map[string]bool{}}
}

// SetCookies keeps the cookies of one answer.
func (j *jar) SetCookies(u *url.URL, list []*http.Cookie) {
	j.mu.Lock()
	defer j.mu.Unlock()
	var few []*http.Cookie
	for _, c := range list {
		key := u.Host + " " + c.Domain + " " + c.Path + " " + c.Name
		if len(c.Name)+len(c.Value) > maxCookie || !j.kept[key] && len(j.kept) >= maxCookies {
			continue
		}
		j.kept[key] = true
		few = append(few, c)
	}
	j.CookieJar.SetCookies(u, few)
}

// Cookies returns the cookies to send.
func (j *jar) Cookies(u *url.URL) []*http.Cookie {
	list, size := j.CookieJar.Cookies(u), 0
	for i, c := range list {
		if size += len(c.Name) + len(c.Value) + 3; size > maxSent {
			return list[:i]
		}
	}
	return list
}
