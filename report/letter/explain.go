package letter

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// Languages are those an explanation can be had in.
var Languages = []string{english, spanish}

const (
	english = "en"
	spanish = "es"
)

// Explain writes the sheet that goes to the person with a letter, and to
// nobody else: what the letter is, where it goes, what to expect, what never
// to give, and that none of it is legal advice. It carries no fact about the
// person. The place is where the person lives, for the holidays of member
// states, and may be zero.
func (w Writer) Explain(l report.Letter, b *brokers.Broker, language string, place scan.Place) (report.Explanation, error) {
	e, err := w.explain(l, b, language, place)
	if err != nil {
		return report.Explanation{}, fmt.Errorf("explain letter: %w", err)
	}
	return e, nil
}

func (w Writer) explain(l report.Letter, b *brokers.Broker, language string, place scan.Place) (report.Explanation, error) {
	if !slices.Contains(Languages, language) {
		return report.Explanation{}, fmt.Errorf("there is none in %q; choose %s", language, strings.Join(Languages, " or "))
	}
	if b == nil || b.ID != l.Request.Broker {
		return report.Explanation{}, fmt.Errorf("the letter is to another broker")
	}
	g, err := w.grounds(l.Request)
	if err != nil {
		return report.Explanation{}, err
	}
	form, err := formOf(l.Request, g)
	if err != nil {
		return report.Explanation{}, err
	}
	f := &fields{form: form, route: l.Request.Route.By, by: l.Request.By, ask: l.Request.Ask, lists: map[string][]string{}, text: map[string]string{
		"broker": b.Name, "site": b.Domain, "id": l.Request.ID, "where": where(l.Request.Route), "due": dayIn(language, l.Due),
		"regulator": tradeCommission, "complaint page": tradeComplaints,
	}}
	if l.Request.Kind == report.FollowUp {
		f.text["last day"], f.text["due"] = "yes", ""
	}
	if err := f.explainGround(l, g, language, place); err != nil {
		return report.Explanation{}, err
	}
	name := "explain-" + language
	text, err := w.Templates.fill(name, f)
	if err != nil {
		return report.Explanation{}, err
	}
	e := report.Explanation{Lang: language}
	if e.Title, e.Body = split(text); e.Title == "" || len(e.Body) == 0 {
		return report.Explanation{}, w.Templates.fault(name, `it has no title or no words; its first line is "Subject: " and some words`)
	}
	return e, nil
}

// grounds returns the act of a letter that was written, without weighing it
// again.
func (w Writer) grounds(req report.Request) (*statute.Ground, error) {
	if len(req.Ground) == 0 {
		return nil, nil
	}
	act, ok := w.Book.Act(req.Ground[0])
	if !ok {
		return nil, fmt.Errorf("there is no act %q", req.Ground[0])
	}
	right, _ := act.Right(req.Ask, w.Today)
	return &statute.Ground{Act: act, Right: right}, nil
}

// explainGround sets what a sheet says of the law a letter rests on.
func (f *fields) explainGround(l report.Letter, g *statute.Ground, language string, place scan.Place) error {
	if g == nil {
		return nil
	}
	f.of = g.Right.Of
	if g.Act.Regulator.Complaint != "" {
		f.text["regulator"], f.text["complaint page"], f.text["first"] = authority(g.Act.Regulator), g.Act.Regulator.Complaint, g.Act.Regulator.First
	}
	if l.Due.IsZero() {
		return nil
	}
	period, _ := g.Right.Due()
	if l.Request.Kind == report.Appeal {
		period = *g.Act.Appeal
	}
	received, err := statute.Received(l.Date, l.Request.Route.By, g.Act.DaysIn(place))
	f.text["received"], f.text["period"] = dayIn(language, received), spanIn(language, period.N, period.Unit)
	return err
}

func where(route brokers.OptOut) string {
	if route.By == brokers.ByForm && route.URL != "" {
		return route.URL
	}
	return route.To
}

var months = [...]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}

// dayIn writes a day in a language, and nothing for no day.
func dayIn(language string, d brokers.Date) string {
	if language != spanish || d.IsZero() {
		return date(d)
	}
	return fmt.Sprintf("%d de %s de %d", d.Day, months[d.Month-1], d.Year)
}

var unidades = map[statute.Unit][2]string{
	statute.Hour: {"hora", "horas"}, statute.BusinessDay: {"día hábil", "días hábiles"}, statute.CalendarDay: {"día", "días"},
	statute.Week: {"semana", "semanas"}, statute.Month: {"mes", "meses"}, statute.Year: {"año", "años"},
}

// spanIn says how long a period is in a language.
func spanIn(language string, n int, unit statute.Unit) string {
	if language != spanish {
		return span(n, unit)
	}
	word := unidades[unit][1]
	if n == 1 {
		word = unidades[unit][0]
	}
	return strconv.Itoa(n) + " " + word
}
