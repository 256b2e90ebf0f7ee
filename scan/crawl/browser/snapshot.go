package browser

import (
	"context"
	"errors"
	"net/url"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/domsnapshot"
	"github.com/chromedp/cdproto/memory"
	"github.com/chromedp/chromedp"

	"github.com/whohasme/whohasme/scan"
)

// Limits of a document as drawn. Every text and every element counts as one,
// those in shadow roots and frames too.
const (
	maxNodes  = 1_000_000
	maxDepth  = 2_000            // far more than a page that is parsed may have
	shootTime = 20 * time.Second // of one snapshot
)

// errDeep says that a document nests too deep to be written down.
var errDeep = &scan.Fault{Outcome: scan.Unreadable, Why: "the page nests its elements too deep"}

// snapshot is what the browser shows at one moment, by DOMSnapshot of the
// DevTools protocol: the tree as it is laid out, in which shadow roots, closed
// ones too, stand in place of their hosts' children and what a slot takes
// stands in the slot. Numbers are places in Strings; -1 is the empty text. Of
// the protocol's fields only those are kept that are read.
type snapshot struct {
	Documents []sheet  `json:"documents"`
	Strings   []string `json:"strings"`
}

// sheet is one document: the page's, or a frame's.
type sheet struct {
	DocumentURL int `json:"documentURL"`
	BaseURL     int `json:"baseURL"`
	Nodes       struct {
		Parent     []int   `json:"parentIndex"`
		Type       []int   `json:"nodeType"`
		Name       []int   `json:"nodeName"`
		Value      []int   `json:"nodeValue"`
		Attributes [][]int `json:"attributes"`
		Content    struct {
			Index []int `json:"index"`
			Value []int `json:"value"`
		} `json:"contentDocumentIndex"`
	} `json:"nodes"`
	Layout struct {
		Index  []int   `json:"nodeIndex"`
		Styles [][]int `json:"styles"`
	} `json:"layout"`
}

// styles are those that a snapshot tells, in this order.
var styles = []string{"visibility", "content-visibility"}

func (s *snapshot) text(i int) string {
	if i < 0 || i >= len(s.Strings) {
		return ""
	}
	return s.Strings[i]
}

// state is where a document is.
type state struct {
	address string
	whole   bool // its last byte has come and was read
	ready   bool // loaded, with all that belongs to it
}

// glimpse gives a document's readiness, address and size, as one text.
const glimpse = `(function(max) {
	var e = document.documentElement, h = e ? e.outerHTML.length : 0;
	return document.readyState + (h > max ? "-" : "+") + location.href;
})`

// peek asks a tab where its document is. It does so in a world of its own,
// where a page's scripts cannot answer in its place.
func peek(ctx context.Context, t *chromedp.Target, limit int64) (*state, error) {
	limited, stop := context.WithTimeout(ctx, callTime)
	defer stop()
	text, err := ask[string](limited, t, glimpse+"("+decimal(limit)+")")
	if err != nil {
		return nil, err
	}
	for i := range len(text) {
		switch text[i] {
		case '-':
			return nil, errSize
		case '+':
			return &state{address: text[i+1:], whole: text[:i] != "loading", ready: text[:i] == "complete"}, nil
		}
	}
	return nil, errors.New("read page: the browser does not say where it is")
}

// shoot writes the tab's document down as a person sees it. serves says whose
// frames are part of it.
func shoot(ctx context.Context, t *chromedp.Target, limit int64, serves func(*url.URL) bool) (string, error) {
	limited, stop := context.WithTimeout(ctx, shootTime)
	defer stop()
	count, err := cdp.Call(limited, t, memory.GetDOMCounters, cdp.Empty{})
	if err == nil && count.Nodes > maxNodes {
		return "", errSize
	}
	var s snapshot
	if err := t.Call(limited, domsnapshot.CommandCaptureSnapshot, domsnapshot.CaptureSnapshotParams{ComputedStyles: styles}, &s); err != nil {
		return "", err
	}
	return flatten(&s, limit, serves)
}
