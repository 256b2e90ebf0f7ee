package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
)

// resolver finds who takes a domain's mail. Tests put one here that asks a
// name server on this machine.
var resolver = net.DefaultResolver

// checkedBroker is one live look as `brokers check --json` prints it.
type checkedBroker struct {
	Broker    string        `json:"broker"`
	Day       brokers.Date  `json:"day"`
	Control   scan.Control  `json:"control"`
	Why       string        `json:"why,omitempty"` // of a control that did not work
	Robots    string        `json:"robots"`        // allows, forbids, unknown: of the search address
	OptOut    []checkedPage `json:"opt_out"`
	Mailboxes []checkedMail `json:"mailboxes"`
	Changed   []string      `json:"changed"` // where the file and the look differ
	Edits     []edit        `json:"edits"`   // to the file, to say what was seen
}

// checkedPage is a page of an opt-out.
type checkedPage struct {
	Field string `json:"field"` // such as opt_out[0]
	URL   string `json:"url"`
	State string `json:"state"` // there, gone, unknown
	Why   string `json:"why,omitempty"`
}

// checkedMail is the domain of a mailbox.
type checkedMail struct {
	Field   string       `json:"field"`
	To      string       `json:"to"`
	State   string       `json:"state"` // takes-mail, no-mail, unknown
	Why     string       `json:"why,omitempty"`
	Bounced brokers.Date `json:"bounced,omitzero"` // as the file says
}

// What a look at a page or a domain saw.
const (
	pageThere, pageGone = "there", "gone"
	takesMail, noMail   = "takes-mail", "no-mail"
	notKnown            = "unknown"
)

func (p *program) brokersCheck() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "check ID...", Short: "Look whether a broker is still as its file says, for those who keep the catalogue",
		Long: `Look at each broker named: ask its site for a common name and for an invented
one by the definition, see what robots.txt says, whether the opt-out pages are
there and whether the mailboxes' domains take mail. It looks for nobody and
needs no vault, but the sites see this machine's network address. What differs
from the file is told, with the edit to make; no file is changed.

Exit codes: 0 everything asked about works; 1 failed or interrupted; 3 something
differs or could not be seen.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("%q wants a broker's id, or several; `%s --help` shows how it is used", c.CommandPath(), c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, ids []string) error {
			if err := p.checkNow(); err != nil {
				return err
			}
			cat, err := p.loadCatalogue()
			if err != nil {
				return err
			}
			list, err := pick(cat, ids)
			if err != nil {
				return err
			}
			return p.checkBrokers(c.Context(), cat, list, asJSON)
		},
	}
	jsonFlag(c, &asJSON)
	return c
}

func (p *program) checkBrokers(ctx context.Context, cat *brokers.Catalogue, list []*brokers.Broker, asJSON bool) error {
	crawler, err := p.crawler()
	if err != nil {
		return &exitError{exitUsage, err}
	}
	defer crawler.Close()
	sound := true
	l, err := p.launcher(crawler)
	if err != nil {
		return err
	}
	for _, b := range list {
		r, err := p.check(ctx, sweep.Setup{Crawler: crawler, Now: p.now, Browser: l}, b)
		if errors.Is(err, context.Canceled) {
			return fmt.Errorf("check broker %q: interrupted", b.ID)
		}
		if err != nil {
			return fmt.Errorf("check broker %q: %w", b.ID, err)
		}
		sound = sound && r.sound()
		if asJSON {
			if err := render.JSON(p.out, r); err != nil {
				return err
			}
			continue
		}
		p.printCheck(r, cat.File(b.ID))
	}
	if !sound {
		return exit(exitListed)
	}
	return nil
}

// check makes one live look.
func (p *program) check(ctx context.Context, setup sweep.Setup, b *brokers.Broker) (checkedBroker, error) {
	r := checkedBroker{Broker: b.ID, Day: brokers.DateOf(p.now()), OptOut: []checkedPage{}, Mailboxes: []checkedMail{}}
	c, err := sweep.Prove(ctx, b, setup)
	if err != nil {
		return r, err
	}
	r.Control, r.Why, r.Robots = c.State, c.Why, robots(c)
	forbidden := b.Search != nil && b.Search.Automation.Forbidden()
	asked := map[string]bool{} // one page or mailbox often serves several asks
	for i, o := range b.OptOut {
		field := fmt.Sprintf("opt_out[%d]", i)
		if o.URL != "" && !asked[o.URL] {
			asked[o.URL] = true
			page := checkedPage{Field: field, URL: o.URL, State: notKnown, Why: "the site's terms forbid automated visits"}
			if !forbidden {
				if page.State, page.Why, err = lookAtPage(ctx, setup.Crawler, b, o.URL); err != nil {
					return r, err
				}
			}
			r.OptOut = append(r.OptOut, page)
		}
		if o.By == brokers.ByEmail && !asked[o.To] {
			asked[o.To] = true
			state, why := p.lookAtMail(ctx, o.To)
			if ctx.Err() != nil {
				return r, ctx.Err()
			}
			r.Mailboxes = append(r.Mailboxes, checkedMail{Field: field, To: o.To, State: state, Why: why, Bounced: o.Bounced})
		}
	}
	r.compare(b)
	return r, nil
}

// robots says what robots.txt says of the search address, as far as the
// control learnt it.
func robots(c sweep.Control) string {
	switch {
	case c.State == scan.ControlWorked, c.State == scan.ControlLookAlike, c.State == scan.ControlFailed:
		return "allows"
	case c.State == scan.ControlUnmade && c.Outcome == scan.Disallowed:
		return "forbids"
	}
	return notKnown
}

// lookAtPage reports whether an opt-out page is there. It may stand at another
// company's host, which is admitted for this look only.
func lookAtPage(ctx context.Context, crawler *crawl.Crawler, b *brokers.Broker, address string) (state, why string, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return pageGone, "not a web address", nil
	}
	host := *b
	host.Mirrors = append(slices.Clone(b.Mirrors), u.Host)
	_, err = crawler.Visit(&host).Get(ctx, u)
	var f *scan.Fault
	switch {
	case err == nil:
		return pageThere, "", nil
	case ctx.Err() != nil:
		return "", "", ctx.Err()
	case !errors.As(err, &f):
		return notKnown, "the line failed", nil
	case f.Outcome == scan.NeedsYou:
		return pageThere, f.Why, nil
	case f.Outcome == scan.Unreadable: // a line that fails says nothing of the page
		return pageGone, f.Why, nil
	}
	return notKnown, f.Why, nil
}

// lookAtMail reports whether somebody takes mail for a mailbox's domain (RFC
// 5321, section 5.1). Mail that is only taken by the host of the domain's own
// name counts as none: a company that reads mail says where to.
func (p *program) lookAtMail(ctx context.Context, mailbox string) (state, why string) {
	if p.set.proxy != "" {
		return notKnown, "a name server would be asked past the proxy"
	}
	_, domain, _ := strings.Cut(mailbox, "@")
	list, err := resolver.LookupMX(ctx, domain)
	var fault *net.DNSError
	switch {
	case len(list) == 1 && list[0].Host == ".":
		return noMail, "the domain says that it takes no mail" // RFC 7505
	case len(list) > 0:
		return takesMail, ""
	case errors.As(err, &fault) && fault.IsNotFound && namesAnswered(ctx):
		return noMail, "nobody takes mail for the domain"
	}
	return notKnown, "no name server answered"
}

// namesAnswered is the control of a domain that is not found: a machine whose
// name server knows the root reaches the internet's names.
func namesAnswered(ctx context.Context) bool {
	roots, err := resolver.LookupNS(ctx, ".")
	return err == nil && len(roots) > 0
}
