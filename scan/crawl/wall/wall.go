package wall

import (
	"net/http"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/scan"
)

// Of returns the wall that an answer is, or nil for an ordinary page. status is
// 0 and header nil for a saved page; page is in UTF-8, and doc its tree, nil if
// it has none. It looks at the
// status and the headers first, and then at the page itself, which must show it instead of content: a captcha in a form beside
// the results, a cookie banner, a link to sign in or a word in an
// advertisement is no wall. Outcomes are Blocked, NeedsYou and Unreadable, in
// this order if a page shows several; Why ends with what the person can do.
func Of(status int, header http.Header, page string, doc *html.Node) *scan.Fault {
	l := see(status, header, page, doc)
	if l.records { // people are to be seen, whatever stands beside them
		return ByStatus(status, l.header)
	}
	if f := l.first(true); f != nil {
		return f
	}
	if f := ByStatus(status, l.header); f != nil {
		return f
	}
	if l.status >= 400 {
		return nil // the page only explains the status
	}
	return l.first(false)
}

// first returns the first wall that fits, of those that are Blocked or of the
// others.
func (l *look) first(blocked bool) *scan.Fault {
	for _, w := range walls {
		if (w.outcome == scan.Blocked) == blocked && w.sign(l) {
			return &scan.Fault{Outcome: w.outcome, Why: w.why + "; " + w.do}
		}
	}
	return nil
}

// wall is one kind of page that stands in place of another.
type wall struct {
	name    string // of the rule, and of its pages in testdata/walls
	outcome scan.Outcome
	why     string // what stands there
	do      string // what the person can do
	sign    sign
}

// What a person can do about a wall.
const (
	inBrowser = "open the page in your own browser and save it"
	later     = "look again tomorrow"
	elsewhere = "it may open from another place, or write to the broker instead"
	signIn    = "sign in with your own browser, if you have an account, and save the page"
	decide    = "read what it asks in your own browser, decide for yourself, and save the page behind it"
	nobody    = "see with your own browser whether the site is still there"
	renders   = "open it in your own browser, wait until it has loaded, and save it"
)

// sign is a test of a look.
type sign func(*look) bool

// all holds if every sign does.
func all(signs ...sign) sign {
	return func(l *look) bool {
		for _, s := range signs {
			if !s(l) {
				return false
			}
		}
		return true
	}
}

// either holds if one of the signs does.
func either(signs ...sign) sign {
	return func(l *look) bool {
		for _, s := range signs {
			if s(l) {
				return true
			}
		}
		return false
	}
}

// instead holds on pages that show no content.
func instead(l *look) bool { return !l.content() }

// short holds on pages with at most that many words.
func short(words int) sign { return func(l *look) bool { return l.words <= words } }

// unlisted holds on pages without a list of links.
func unlisted(l *look) bool { return !l.list }

// markup holds if one of the pieces is anywhere in the page's source.
func markup(pieces ...string) sign {
	return func(l *look) bool { return holds(l.markup(), pieces) }
}

// titled holds if the page's title has one of the pieces.
func titled(pieces ...string) sign {
	return func(l *look) bool { return holds(l.title, pieces) }
}

// said holds if one of the phrases stands at the beginning of the page, or
// anywhere in a short one.
func said(phrases ...string) sign {
	return func(l *look) bool {
		return holds(l.head, phrases) || l.words <= 200 && holds(l.text, phrases)
	}
}

func holds(s string, pieces []string) bool {
	for _, p := range pieces {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// not holds if the sign does not.
func not(s sign) sign { return func(l *look) bool { return !s(l) } }

// matches is said for a pattern, which is compiled once, when the rules are
// made.
func matches(pattern string) sign { return says(regexp.MustCompile(pattern)) }

// says is said for a compiled pattern.
func says(re *regexp.Regexp) sign {
	return func(l *look) bool {
		return re.MatchString(l.head) || l.words <= 200 && re.MatchString(l.text)
	}
}
