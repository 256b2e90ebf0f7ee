package letter

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// ground returns what the request's act says to it on the day; nil where it
// rests on none. The error says why the act may not be cited.
func (w Writer) ground(req report.Request, s *scan.Subject, b *brokers.Broker, records []scan.Record) (*statute.Ground, error) {
	if len(req.Ground) == 0 {
		return nil, nil
	}
	if len(req.Ground) != 1 {
		return nil, errors.New("one letter rests on one act")
	}
	act, ok := w.Book.Act(req.Ground[0])
	if !ok {
		return nil, fmt.Errorf("there is no act %q", req.Ground[0])
	}
	if req.By == report.ByEstate {
		return nil, fmt.Errorf("act %s protects the living; an estate asks the site on its own policy, without an act", act.ID)
	}
	q := w.question(req, s, b, records)
	g := act.Weigh(q)
	switch {
	case g.Right.Through != "":
		return nil, fmt.Errorf("act %s is asked on by %s alone, not by a letter", act.ID, strings.ToUpper(string(g.Right.Through)))
	case g.Standing == statute.AskFirst:
		return nil, fmt.Errorf("act %s is in doubt and the person has not said yes to it: %s Say yes to it, or ask the site on its own policy", act.ID, strings.Join(g.Why, " "))
	case g.Standing == statute.NotAtAll:
		return nil, fmt.Errorf("act %s does not cover the subject: %s Without an act the site can be asked on its own policy", act.ID, strings.Join(g.Why, " "))
	case act.Kind == statute.AtRisk && !q.Home:
		return nil, fmt.Errorf("act %s is about a home address or telephone number, and the listing shows neither; ask the site on its own policy", act.ID)
	case req.By == report.ByAgent && !g.AgentMay:
		return nil, fmt.Errorf("act %s lets no agent make this request; the agent drafts it and the person sends it", act.ID)
	}
	return &g, nil
}

// question is what the letter asks of the laws.
func (w Writer) question(req report.Request, s *scan.Subject, b *brokers.Broker, records []scan.Record) statute.Question {
	home := slices.ContainsFunc(records, func(r scan.Record) bool {
		return len(r.Phones) > 0 || slices.ContainsFunc(r.Addresses, func(a scan.Address) bool { return a.Street != "" })
	})
	return statute.Question{
		Ask: req.Ask, Day: w.Today, Person: statute.PersonOf(*s, w.Today), Broker: statute.BrokerOf(b),
		Origin: statute.Origin(req.Origin), Home: home, Yes: req.Yes,
	}
}

// addGround sets the fields of a letter that rests on an act and returns the
// day the answer is due when it is sent today; none where the act sets none.
func (f *fields) addGround(req report.Request, s *scan.Subject, g *statute.Ground, today brokers.Date) (brokers.Date, error) {
	act, right := g.Act, g.Right
	f.act, f.also, f.of = act.ID, right.Also, right.Of
	f.text["act"], f.text["applies"], f.text["right"] = actName(act), "applies", right.Cites.Right
	if strings.Contains(act.Name, "GDPR and ") {
		f.text["applies"] = "apply" // two acts of one name
	}
	f.text["recipients"], f.text["again"], f.text["deadline"], f.text["unverified"] =
		right.Cites.Recipients, right.Cites.Again, right.Cites.Deadline, right.Cites.Unverified
	f.text["confirm"], f.text["refusal"], f.text["settled"], f.text["promptly"] = right.Cites.Confirm, right.Cites.Refusal, right.Settled, right.Promptly
	if req.Certain && g.Certain() {
		f.text["certain"] = "yes"
	}
	if r, ok := act.Right(brokers.OptOutOfSale, today); ok && r.Through == "" {
		f.text["opt-out"] = r.Cites.Right
	}
	if act.Appeal != nil {
		f.text["appeal"], f.text["appeal cite"] = "yes", act.Appeal.Cite
	}
	if act.Free > 0 {
		f.text["free"] = strconv.Itoa(act.Free)
	}
	if act.Regulator.Complaint != "" && act.Kind != statute.AtRisk {
		f.text["regulator"], f.text["complaint page"] = authority(act.Regulator), act.Regulator.Complaint
	}
	period, ok := right.Due()
	if !ok || period.N == 0 {
		return brokers.Date{}, nil
	}
	days := act.DaysIn(s.Residence)
	received, err := statute.Received(today, req.Route.By, days)
	if err != nil {
		return brokers.Date{}, err
	}
	due, err := period.End(days, received)
	if err != nil {
		return brokers.Date{}, err
	}
	if f.text["deadline"] == "" {
		f.text["deadline"] = period.Cite
	}
	f.text["received"], f.text["due"], f.text["period"] = longDate(received), longDate(due), span(period.N, period.Unit)
	if period.Extend > 0 && act.Kind != statute.Credit { // there the company may take longer only in cases of its own
		f.text["extend"] = span(period.Extend, period.Unit)
	}
	return due, nil
}

// actName is an act's name as it stands in a sentence.
func actName(act *statute.Act) string {
	name := act.Name
	if act.Kind == statute.Credit || act.Kind == statute.Bank {
		name, _, _ = strings.Cut(name, " (")
	}
	if strings.HasPrefix(name, "Daniel's Law") {
		return name
	}
	return "the " + name
}

// authorities are the full names of those our files call by letters.
var authorities = map[string]string{
	"CFPB":  "Consumer Financial Protection Bureau",
	"OAIC":  "Office of the Australian Information Commissioner",
	"ANPD":  "Autoridade Nacional de Proteção de Dados",
	"FDPIC": "Federal Data Protection and Information Commissioner",
}

// authority is the first of those who hear complaints, as it stands in a
// sentence.
func authority(r statute.Regulator) string {
	name, _, _ := strings.Cut(r.Name, ";")
	name, _, _ = strings.Cut(name, ",")
	name, _, _ = strings.Cut(name, " / ")
	name, _, _ = strings.Cut(name, " (art.")
	if full := authorities[name]; full != "" {
		name = full
	}
	if strings.HasPrefix(name, "the ") {
		return name
	}
	return "the " + name
}

// span says how long a period is.
func span(n int, unit statute.Unit) string {
	word := map[statute.Unit]string{statute.BusinessDay: "business day", statute.CalendarDay: "day"}[unit]
	if word == "" {
		word = string(unit)
	}
	if n != 1 {
		word += "s"
	}
	return strconv.Itoa(n) + " " + word
}
