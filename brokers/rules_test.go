package brokers_test

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
)

var (
	doubled  = regexp.MustCompile(`, ([A-Z]{2}),? ([A-Z]{2}) \d{5}|,,|\bN/A\b|\bNA \d`)
	lostZero = regexp.MustCompile(`, (CT|MA|ME|NH|NJ|RI|VT) \d{4}(,|$)`)
	flat     = regexp.MustCompile(`(?i)\b(apt|apartment|wohnung)\b`)
	policy   = regexp.MustCompile(`(?i)^(.*[-_])?privacy[-_]?(policy|notice|statement|practices|philosophy|legal|supplement)(\.\w+)?$|^privacy(\.\w+)?$|^(datenschutz|policy|legal|policies)$`)
)

// TestCatalogueRules holds every file against those rules of
// catalogue/README.md that a program can tell.
func TestCatalogueRules(t *testing.T) {
	c, _ := brokers.Load(brokers.Embedded())
	families := map[string][]string{}
	for _, b := range c.All() {
		if b.Family != "" {
			families[b.Family] = append(families[b.Family], b.ID)
		}
		for _, o := range b.OptOut {
			if why := badContact(o); why != "" {
				t.Errorf("%s: %s %s%s", c.File(b.ID), why, o.To, o.URL)
			}
		}
		for _, s := range b.Suppresses {
			other, _ := c.Get(s.ID)
			if s.Date.IsZero() || !strings.Contains(s.Evidence, "https://") && !strings.Contains(s.Evidence, "http://") && len(b.OptOut) > 0 && slices.ContainsFunc(b.OptOut, isForm) {
				t.Errorf("%s: the evidence for %s lacks a page or a day", c.File(b.ID), s.ID)
			}
			if other.Category == brokers.IdentityCheck || b.Category == brokers.IdentityCheck {
				t.Errorf("%s: clears %s, and one of them checks identities", c.File(b.ID), s.ID)
			}
		}
	}
	for name, members := range families {
		if len(members) < 2 {
			t.Errorf("family %s has only %s", name, members[0])
		}
	}
}

func isForm(o brokers.OptOut) bool { return o.By == brokers.ByForm }

// badContact says which rule a way out breaks, or "".
func badContact(o brokers.OptOut) string {
	switch o.By {
	case brokers.ByPost:
		m := doubled.FindStringSubmatch(o.To)
		switch {
		case m != nil && m[1] == m[2], lostZero.MatchString(o.To):
			return "a typing error in an address:"
		case flat.MatchString(o.To):
			return "the address of a flat:"
		}
	case brokers.ByForm:
		u, err := url.Parse(o.URL)
		if err == nil && policy.MatchString(path.Base(u.Path)) && !strings.Contains(u.Path, "control/") && !strings.Contains(u.Path, "opt-out") {
			return "a policy is no form:"
		}
	}
	return ""
}
