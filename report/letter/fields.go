package letter

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
)

// fields are what a template may say. One that is asked for and empty is an
// error: a letter has no blanks.
type fields struct {
	text  map[string]string
	shown []string            // what the listing shows, one item a line
	lists map[string][]string // further lists
	also  []string            // rights the letter claims besides
	of    statute.Extent
	act   string // id
	ask   brokers.Ask
	by    report.Sender
	form  string // of the letter
	route brokers.Channel
}

// names are the fields there are, so that a misspelt one is an error and not
// a condition that never holds.
var names = []string{
	"broker", "site", "company", "name", "reply", "residence", "class", "answer", "reference",
	"a listing", "this listing", "it", "asked", "asked of it",
	"act", "applies", "right", "recipients", "again", "deadline", "unverified", "confirm", "refusal", "settled", "promptly",
	"certain", "due", "received", "period", "extend", "opt-out", "appeal", "appeal cite", "free",
	"regulator", "complaint page",
	"agent", "organisation", "registration", "agent reply", "from", "to", "permission",
	"sent", "channel", "first received", "refusal given", "first due", "extended", "answered", "reason", "seen", "last day", "refused", "claimed", "registered",
	"where", "id", "first",
}

// lists are the lists there are.
var listNames = []string{"shown", "corrections", "timeline", "evidence", "permitted"}

func (f *fields) funcs() template.FuncMap {
	turns := 0
	funcs := template.FuncMap{
		"turn": func() (string, error) {
			if turns++; turns > maxTurns {
				return "", errEndless
			}
			return "", nil
		},
		"has": func(name string) (bool, error) {
			if !slices.Contains(names, name) {
				return false, fmt.Errorf("there is no field %q", name)
			}
			return f.text[name] != "", nil
		},
		"field": func(name string) (string, error) {
			if !slices.Contains(names, name) {
				return "", fmt.Errorf("there is no field %q", name)
			}
			if f.text[name] == "" {
				return "", fmt.Errorf("%q is missing", name)
			}
			return f.text[name], nil
		},
		"cite": func(name string) (string, error) {
			if !slices.Contains(names, name) {
				return "", fmt.Errorf("there is no field %q", name)
			}
			if f.text[name] == "" {
				return "", nil
			}
			return " (" + f.text[name] + ")", nil
		},
		"shown": func() ([]string, error) {
			if len(f.shown) == 0 {
				return nil, errors.New("nothing names the listing")
			}
			return f.shown, nil
		},
		"list": func(name string) ([]string, error) {
			if !slices.Contains(listNames, name) {
				return nil, fmt.Errorf("there is no list %q", name)
			}
			return f.lists[name], nil
		},
		"also": func(right string) (bool, error) {
			if !slices.Contains(statute.Besides, right) {
				return false, fmt.Errorf("there is no right %q", right)
			}
			return slices.Contains(f.also, right), nil
		},
		"of": func(extents ...string) (bool, error) {
			return among(string(f.of), extents, statute.Extents, "extent")
		},
		"act": func(ids ...string) bool { return slices.Contains(ids, f.act) },
		"ask": func(asks ...string) (bool, error) { return among(string(f.ask), asks, brokers.Asks, "ask") },
		"form": func(forms ...string) (bool, error) {
			return among(f.form, forms, slices.Collect(maps.Keys(ours())), "letter")
		},
		"route": func(channels ...string) (bool, error) {
			return among(string(f.route), channels, []brokers.Channel{brokers.ByForm, brokers.ByEmail, brokers.ByPost, brokers.ByPhone}, "way")
		},
		"by": func(senders ...string) (bool, error) {
			return among(string(f.by), senders, []report.Sender{report.ByPerson, report.ByParent, report.ByAgent, report.ByEstate}, "sender")
		},
		"reason": func(reasons ...string) (bool, error) { return among(f.text["reason"], reasons, Reasons, "reason") },
	}
	maps.Copy(funcs, limited())
	return funcs
}

// among reports whether a word is one of some, all of which must be known.
func among[W ~string](word string, some []string, known []W, what string) (bool, error) {
	for _, s := range some {
		if !slices.Contains(known, W(s)) {
			return false, fmt.Errorf("there is no %s %q", what, s)
		}
	}
	return slices.Contains(some, word), nil
}

// newFields sets what every letter may say.
func newFields(req report.Request, b *brokers.Broker, form string) *fields {
	told := map[string][]string{}
	for _, t := range req.Tells {
		told[t.Kind] = append(told[t.Kind], t.Fact)
	}
	first := func(kind string) string { return append(told[kind], "")[0] }
	f := &fields{ask: req.Ask, by: req.By, form: form, route: req.Route.By, lists: map[string][]string{}}
	f.text = map[string]string{
		"broker": b.Name, "site": b.Domain, "company": company(b), "name": first(report.ToldName), "reply": first(report.ToldReply),
		"residence": first(report.ToldResidence), "class": first(report.ToldClass),
		"a listing": "a listing", "this listing": "this listing", "it": "it", "answer": answer(req.Route.By, first(report.ToldReply)),
		"reference": req.Reference(), "asked": asked[req.Ask], "asked of it": ofIt.Replace(asked[req.Ask]), "registered": registered(b),
	}
	if len(req.Findings) > 1 {
		f.text["a listing"], f.text["this listing"], f.text["it"] = "listings", "these listings", "them"
	}
	f.shown = slices.Clone(told[report.ToldListing])
	for _, n := range told[report.ToldName] {
		f.shown = append(f.shown, "the name "+n)
	}
	if place := strings.Join(slices.Concat(told[report.ToldCity], told[report.ToldState]), ", "); place != "" {
		f.shown = append(f.shown, "the place "+place)
	}
	for _, c := range req.Correct {
		f.lists["corrections"] = append(f.lists["corrections"], correction(c))
	}
	f.addAgent(req)
	return f
}

// asked says what was asked for, in words that follow "I asked you to".
var asked = map[brokers.Ask]string{
	brokers.Suppress:     "take down what your site shows about me",
	brokers.OptOutOfSale: "stop selling personal data about me",
	brokers.Delete:       "delete the personal data you hold about me",
	brokers.Know:         "tell me what personal data you hold about me",
	brokers.Correct:      "correct the personal data you show about me",
	brokers.Object:       "stop using personal data about me",
}

// ofIt turns what was asked of a company into what was asked of it, for others
// to read.
var ofIt = strings.NewReplacer("your site", "its site", "you hold", "it holds", "you show", "it shows")

func company(b *brokers.Broker) string {
	if b.Operator != "" && b.Operator != b.Name {
		return b.Operator + " (" + b.Name + ", " + b.Domain + ")"
	}
	if b.Name == "" {
		return ""
	}
	return b.Name + " (" + b.Domain + ")"
}

// registered says which states' registers name a company, the last year of each.
func registered(b *brokers.Broker) string {
	last := map[string]int{}
	var order []string
	for _, r := range b.Registered {
		if last[r.State] == 0 {
			order = append(order, r.State)
		}
		last[r.State] = max(last[r.State], r.Year)
	}
	var list []string
	for _, state := range order {
		name, ok := brokers.StateName(state)
		if !ok {
			name = state
		}
		list = append(list, fmt.Sprintf("%s (%d)", name, last[state]))
	}
	return strings.Join(list, ", ")
}

func correction(c report.Correction) string {
	if c.Right == "" {
		return c.Shown + ": this is not right about me; please take it out."
	}
	return c.Shown + ": the right entry is " + c.Right + "."
}

func answer(by brokers.Channel, reply string) string {
	switch {
	case reply != "":
		return "by e-mail to " + reply
	case by == brokers.ByPost:
		return "by post to the sender of this letter"
	case by == brokers.ByForm:
		return "by the contact given in your form"
	case by == brokers.ByPhone:
		return "while we speak"
	}
	return "by answering this message"
}

// addAgent sets what a letter says of an agent.
func (f *fields) addAgent(req report.Request) {
	a := req.Agent
	if a == nil {
		return
	}
	f.text["agent"], f.text["organisation"], f.text["registration"], f.text["agent reply"] = a.Name, a.Organisation, a.Registration, a.Reply
	f.text["from"], f.text["to"] = date(a.From), date(a.To)
	asks := a.Asks
	if len(asks) == 0 {
		asks = []string{string(req.Ask)}
	}
	for _, ask := range asks {
		f.lists["permitted"] = append(f.lists["permitted"], permitted[brokers.Ask(ask)])
	}
}

// permitted says what an agent may ask for, in words that follow "to ask you to".
var permitted = map[brokers.Ask]string{
	brokers.Suppress:     "take down what the site shows about me",
	brokers.OptOutOfSale: "stop selling and sharing personal data about me, and using it for targeted advertising",
	brokers.Delete:       "delete personal data about me",
	brokers.Know:         "say what personal data about me is held, where it comes from and who gets it",
	brokers.Correct:      "correct personal data about me",
	brokers.Object:       "stop using personal data about me",
}

// capital is a field with a capital letter, without its article.
func (f *fields) capital(name string) string {
	text := strings.TrimPrefix(f.text[name], "the ")
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// longDate writes a day so that nobody takes the month for the day.
func longDate(d brokers.Date) string { return d.Time().Format("January 2, 2006") }

// date is longDate, and nothing for no day.
func date(d brokers.Date) string {
	if d.IsZero() {
		return ""
	}
	return longDate(d)
}
