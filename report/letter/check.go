package letter

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// check holds a request against the disclosure rules once more, apart from how
// it was made. Its errors name the kind of a fact, never the fact.
func check(req report.Request, s *scan.Subject, b *brokers.Broker, findings []scan.Finding) error {
	if req.Subject != s.ID || b == nil || req.Broker != b.ID {
		return errors.New("the request is another subject's or broker's")
	}
	var records []scan.Record
	for _, id := range req.Findings {
		i := slices.IndexFunc(findings, func(f scan.Finding) bool { return f.ID == id })
		if i < 0 || findings[i].Subject != s.ID || findings[i].Broker != b.ID || findings[i].Verdict != scan.Match {
			return errors.New("a finding of the request is missing, or is no match")
		}
		records = append(records, findings[i].Record.Record)
	}
	named := false
	for _, t := range req.Tells {
		named = named || t.Kind == "listing-address" || t.Kind == "name"
		switch {
		case t.Fact == "" || strings.ContainsFunc(t.Fact, func(r rune) bool { return !unicode.IsPrint(r) }):
			return fmt.Errorf("the %s is empty or not plain text", t.Kind)
		case t.Kind == "reply-address" && t.Fact != s.ReplyTo:
			return errors.New("the reply address is not the subject's")
		case t.Kind == "residence" && (len(req.Ground) == 0 || s.StateIsSafe(s.Residence.State)):
			return errors.New("the residence is safe, or told without an act")
		case t.Kind != "residence" && len(s.Safe.Labels(t.Fact)) > 0:
			return fmt.Errorf("the %s holds %s", t.Kind, strings.Join(s.Safe.Labels(t.Fact), " and "))
		case t.Kind != "reply-address" && !slices.ContainsFunc(records, func(r scan.Record) bool { return shows(r, t) }):
			return fmt.Errorf("the listing does not show the %s", t.Kind)
		}
	}
	if !named {
		return errors.New("nothing names the listing")
	}
	return nil
}

// shows reports whether a record shows a fact.
func shows(r scan.Record, t report.Told) bool {
	in := func(same func(a scan.Address) bool) bool { return slices.ContainsFunc(r.Addresses, same) }
	switch t.Kind {
	case "listing-address":
		id, part := strings.CutPrefix(t.Fact, "record ")
		return r.URL == t.Fact || part && strings.Contains(r.URL, id)
	case "name":
		return r.Name == t.Fact
	case "city":
		return in(func(a scan.Address) bool { return a.City == t.Fact })
	case "state", "residence":
		return in(func(a scan.Address) bool { return sameState(a.State, t.Fact) })
	}
	return false
}

// sameState compares states by code or name.
func sameState(a, b string) bool {
	x, known := brokers.StateCode(a)
	y, too := brokers.StateCode(b)
	if known && too {
		return x == y
	}
	return a != "" && strings.EqualFold(a, b)
}
