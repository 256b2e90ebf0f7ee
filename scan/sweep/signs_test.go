package sweep_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/extract"
)

// amiss are headings of pages that say nothing about any person: of errors, of
// pages that are not there, of lists that are not empty, of forms that refuse
// what was typed, and of shells that scripts have not filled yet.
var amiss = []string{
	"", "Loading", "Please wait",
	"404", "404 Not Found", "Page Not Found", "Error 404: Not Found", "The requested URL was not found on this server.",
	"Oops! Something went wrong", "Oops! Page not found", "Oops! That page can't be found.", "Oops! An error occurred, please try again later",
	"We were unable to find the page you asked for", "We are unable to find that page", "unable to find the server", "We were unable to find your account",
	"An error occurred", "Internal server error", "Error 503", "Sorry, this page is not available",
	"10 Results", "10 results", "30 results for that name", "120 Results for that name", "1,000 results", "2,340 Results",
	"The code did not match", "Your password did not match our records", "The e-mail and the account did not match",
	"Your search was unsuccessful: an error occurred, try again later",
}

// bare are words that only an element of the site's own making, with a name of
// its own, can turn into an answer.
var bare = []string{"Not Found", "Not found", "Oops", "Oops!", "You are being redirected", "Redirecting you to our people search"}

var naming = regexp.MustCompile(`@(class|id)(?:=|, ?)'([^']+)'|(?:^|[\s,])([#.])([A-Za-z][\w-]*)|\[class\^='([^']+)'`)

// TestSignsOfNothing holds every sign that nobody was found against pages that
// prove no absence. Each text stands in each kind of element, plain and with the
// names that the sign asks for.
func TestSignsOfNothing(t *testing.T) {
	cat, faults := brokers.Load(brokers.Embedded())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	signs, pages := 0, 0
	for _, b := range cat.All() {
		if !b.Search.Reads() || b.Search.Nothing == "" {
			continue
		}
		signs++
		t.Run(b.ID, func(t *testing.T) {
			r, err := extract.Compile(b.Search)
			if err != nil {
				t.Fatal(err)
			}
			names := namesIn(b.Search.Nothing)
			for _, tag := range []string{"h1", "h2", "h3", "p", "span", "div", "li"} {
				for _, text := range amiss {
					pages += 2
					proves(t, r, b, element(tag, "", text), text)
					proves(t, r, b, element(tag, names, text), text)
				}
				for _, text := range bare {
					pages++
					proves(t, r, b, element(tag, "", text), text)
				}
			}
		})
	}
	if t.Failed() {
		return
	}
	t.Logf("figure: issue 3: %d signs of nothing found fit none of %d pages of errors, of other lists and of empty shells", signs, pages)
}

// namesIn returns the attributes that make an element bear every class and id
// a selector asks for.
func namesIn(s brokers.Selector) string {
	var classes, ids []string
	for _, m := range naming.FindAllStringSubmatch(string(s), -1) {
		name := strings.TrimSpace(m[2] + m[4] + m[5])
		if m[1] == "id" || m[3] == "#" {
			ids = append(ids, name)
		} else {
			classes = append(classes, name)
		}
	}
	out := ""
	if len(classes) > 0 {
		out += fmt.Sprintf(" class=%q", strings.Join(classes, " "))
	}
	if len(ids) > 0 {
		out += fmt.Sprintf(" id=%q", ids[0])
	}
	return out
}

func element(tag, names, text string) string {
	return fmt.Sprintf("<!DOCTYPE html><title>Search</title><body><main><div class=results-content><%s%s>%s</%s></div></main>", tag, names, text, tag)
}

func proves(t *testing.T, r *extract.Reader, b *brokers.Broker, page, text string) {
	t.Helper()
	got, err := r.Read(page, &url.URL{Scheme: "https", Host: b.Domain, Path: "/"})
	if err == nil && got.Nothing {
		t.Errorf("%q counts as nothing found: %s", text, page[strings.Index(page, "<main>"):])
	}
}
