package sweep

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// unasked says why a broker is not asked at all by the means there are, or nil.
func unasked(b *brokers.Broker, m Means) *scan.Fault {
	d := b.Search
	switch {
	case m.Person && d.Reads():
		return nil // the person is the visitor, whatever the way
	case d.Way == brokers.Fetch && d.Automation.Forbidden():
		return &scan.Fault{Outcome: scan.Disallowed, Why: "the site's terms forbid automated visits; open the page yourself, save it and use `whohasme scan --page`"}
	case d.Automation.Forbidden():
		return &scan.Fault{Outcome: scan.Disallowed, Why: "the site's terms forbid automated visits"}
	case !d.Reads():
		return needsYou("only the address of the site's search is known; open it in your browser and look yourself")
	case d.Way == brokers.Browser && !m.Browser:
		return needsYou("the site draws its pages by script, and there is no Chrome or Chromium to draw them; open it in your browser, save the page and use `whohasme scan --page`")
	case d.Way == brokers.Assisted:
		return needsYou("the site wants a form, a captcha or a code; `whohasme scan --assisted` goes there with you, or search there yourself, save the page and use `whohasme scan --page`")
	case d.Way == brokers.Saved:
		return needsYou("the site can only be read from a page that you open; `whohasme scan --assisted` reads it with you, or save the page and use `whohasme scan --page`")
	}
	return nil
}

func needsYou(why string) *scan.Fault { return &scan.Fault{Outcome: scan.NeedsYou, Why: why} }
