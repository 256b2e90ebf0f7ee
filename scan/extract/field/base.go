package field

import (
	"net/url"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Base is the address that a page's links are relative to: the page's own
// <base>, if it leads to the web, else the address of the page, which may be
// nil.
func Base(doc *html.Node, page *url.URL) *url.URL {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Body {
			break
		}
		if n.DataAtom != atom.Base {
			continue
		}
		for _, a := range n.Attr {
			if u := Resolve(a.Val, page); a.Key == "href" && u != nil {
				return u
			}
		}
		break
	}
	return page
}
