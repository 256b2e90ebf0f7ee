package letter

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

//go:embed templates/*.txt
var templates embed.FS

// fields are what a template may say. One that is asked for and empty is an
// error: a letter has no blanks.
type fields struct {
	text  map[string]string
	shown []string // what the listing shows, one item a line
}

func newFields(req report.Request, b *brokers.Broker) fields {
	told := map[string][]string{}
	for _, t := range req.Tells {
		told[t.Kind] = append(told[t.Kind], t.Fact)
	}
	first := func(kind string) string { return append(told[kind], "")[0] }
	f := fields{text: map[string]string{
		"broker": b.Name, "site": b.Domain, "name": first("name"), "reply": first("reply-address"), "residence": first("residence"),
		"a listing": "a listing", "this listing": "this listing", "it": "it", "answer": answer(req.Route.By, first("reply-address")),
	}}
	if len(req.Findings) > 1 {
		f.text["a listing"], f.text["this listing"], f.text["it"] = "listings", "these listings", "them"
	}
	f.shown = slices.Clone(told["listing-address"])
	for _, n := range told["name"] {
		f.shown = append(f.shown, "the name "+n)
	}
	if place := strings.Join(slices.Concat(told["city"], told["state"]), ", "); place != "" {
		f.shown = append(f.shown, "the place "+place)
	}
	return f
}

func answer(by brokers.Channel, reply string) string {
	switch {
	case reply != "":
		return "by e-mail to " + reply
	case by == brokers.ByPost:
		return "by post to the sender of this letter"
	case by == brokers.ByForm:
		return "by the contact given in your form"
	}
	return "by answering this message"
}

// addAct sets the fields of a letter that rests on an act and returns the day
// the answer is due when it is sent today.
func (f *fields) addAct(req report.Request, s *scan.Subject, b *brokers.Broker, book *statute.Book, today brokers.Date) (brokers.Date, error) {
	if len(req.Ground) != 1 {
		return brokers.Date{}, errors.New("one letter rests on one act")
	}
	ground, err := statuteGround(req, s, b, book, today)
	if err != nil {
		return brokers.Date{}, err
	}
	act, right := ground.Act, ground.Right
	if f.text["residence"] == "" || f.text["residence"] != ground.Tells.Place {
		return brokers.Date{}, fmt.Errorf("act %s is cited and the residence is not told", act.ID)
	}
	f.text["act"], f.text["right"] = act.Name, right.Cites.Right
	f.text["recipients"], f.text["again"], f.text["deadline"], f.text["unverified"] =
		right.Cites.Recipients, right.Cites.Again, right.Cites.Deadline, right.Cites.Unverified
	if req.Certain {
		f.text["certain"] = "yes"
	}
	return f.addDue(act, right, req.Route.By, today)
}

// statuteGround returns what the request's act says to it on the day.
func statuteGround(req report.Request, s *scan.Subject, b *brokers.Broker, book *statute.Book, today brokers.Date) (statute.Ground, error) {
	grounds := book.Covering(statute.Question{
		Ask: req.Ask, Day: today, Person: statute.PersonOf(*s, today), Broker: statute.BrokerOf(b),
	})
	i := slices.IndexFunc(grounds, func(g statute.Ground) bool { return g.Act.ID == req.Ground[0] })
	if i < 0 {
		return statute.Ground{}, fmt.Errorf("act %s does not cover the subject", req.Ground[0])
	}
	return grounds[i], nil
}

func (f *fields) addDue(act *statute.Act, right statute.Right, by brokers.Channel, today brokers.Date) (brokers.Date, error) {
	period, ok := right.Due()
	if !ok {
		return brokers.Date{}, fmt.Errorf("act %s sets no period", act.ID)
	}
	received, err := statute.Received(today, by, act.Days())
	if err != nil {
		return brokers.Date{}, err
	}
	due, err := period.End(act.Days(), received)
	if err != nil {
		return brokers.Date{}, err
	}
	f.text["received"], f.text["due"], f.text["period"] = longDate(received), longDate(due), span(period)
	return due, nil
}

func span(p statute.Period) string {
	unit := map[statute.Unit]string{statute.BusinessDay: "business day", statute.CalendarDay: "day"}[p.Unit]
	if unit == "" {
		unit = string(p.Unit)
	}
	if p.N != 1 {
		unit += "s"
	}
	return strconv.Itoa(p.N) + " " + unit
}

// longDate writes a day so that nobody takes the month for the day.
func longDate(d brokers.Date) string { return d.Time().Format("January 2, 2006") }

// fill fills one of the templates.
func (f *fields) fill(form string) (string, error) {
	t, err := template.New(form+".txt").Funcs(template.FuncMap{
		"has": func(name string) bool { return f.text[name] != "" },
		"field": func(name string) (string, error) {
			if f.text[name] == "" {
				return "", fmt.Errorf("%q is missing", name)
			}
			return f.text[name], nil
		},
		"cite": func(name string) string {
			if f.text[name] == "" {
				return ""
			}
			return " (" + f.text[name] + ")"
		},
		"shown": func() ([]string, error) {
			if len(f.shown) == 0 {
				return nil, errors.New("nothing names the listing")
			}
			return f.shown, nil
		},
	}).ParseFS(templates, "templates/limits.txt", "templates/"+form+".txt")
	if err != nil {
		return "", fmt.Errorf("read template: %w", err)
	}
	var out strings.Builder
	if err := t.Execute(&out, nil); err != nil {
		return "", fmt.Errorf("fill template: %w", err)
	}
	return out.String(), nil
}
