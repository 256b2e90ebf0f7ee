package browser

import (
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
)

// departure is a page's way to another document: what is shown until that one
// has come is not the page's last word, however long it stands.
type departure struct {
	planned bool              // by a script or a refresh that asked just now
	asked   network.RequestID // the document's; "": not asked for yet
}

func (d departure) underWay() bool { return d.planned || d.asked != "" }

// departs notes when the page sets out for another document, and when that has
// come or will not come. The browser tells it in order with what else it is
// asked, so that a slow machine does not change what is seen.
func (t *trip) departs(ev any) {
	switch e := ev.(type) {
	case *page.EventFrameRequestedNavigation:
		if string(e.FrameID) == t.frame && e.Disposition == page.ClientNavigationDispositionCurrentTab {
			t.next.planned = true
		}
	case *page.EventFrameStartedNavigating:
		if string(e.FrameID) == t.frame {
			t.next.planned = e.NavigationType != page.FrameStartedNavigatingNavigationTypeSameDocument && e.NavigationType != page.FrameStartedNavigatingNavigationTypeHistorySameDocument
		}
	case *network.EventRequestWillBeSent:
		if e.Type == network.ResourceTypeDocument && string(e.FrameID) == t.frame {
			t.next = departure{asked: e.RequestID}
		}
	case *page.EventFrameNavigated:
		if string(e.Frame.ID) == t.frame {
			t.next, t.arrived = departure{}, time.Now()
		}
	case *network.EventLoadingFailed: // a file, an answer without a page, an address of another program
		if e.RequestID == t.next.asked {
			t.next = departure{}
		}
	case *page.EventFrameStoppedLoading:
		if string(e.FrameID) == t.frame {
			t.next.planned = false
		}
	}
}
