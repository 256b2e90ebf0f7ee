package request_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"go.yaml.in/yaml/v4"
)

// law is an act's file as it stands, read without the code it is for.
type law map[string]any

// laws reads all acts' files.
func laws(t testing.TB) []law {
	t.Helper()
	files, err := filepath.Glob("../statute/acts/*.yaml")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var all []law
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		l := map[string]any{}
		if err := yaml.Unmarshal(data, &l); err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	return all
}

func (l law) at(key string) law {
	m, _ := l[key].(map[string]any)
	return m
}

func (l law) list(key string) []any {
	s, _ := l[key].([]any)
	return s
}

func (l law) str(key string) string {
	switch v := l[key].(type) {
	case string:
		return v
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return ""
}

func (l law) yes(key string) bool { b, _ := l[key].(bool); return b }

func (l law) holds(word, key string) bool {
	return slices.ContainsFunc(l.list(key), func(v any) bool { return v == word })
}

// open says whether a span holds on a day, by the days' text.
func (l law) open(day string) bool {
	from, until := l.str("from"), l.str("until")
	return (from == "" || from <= day) && (until == "" || day <= until)
}

// in says whether a place lies where the act is law.
func (l law) in(p scan.Place) bool {
	if l.at("protects").list("countries") != nil {
		return l.at("protects").holds(p.Country, "countries")
	}
	home := l.at("jurisdiction")
	return p.Country == home.str("country") && (home.str("state") == "" || home.str("state") == p.State)
}

// drawn is one case: a person, a broker and a listing there, with the truth
// about places in codes, however they are printed.
type drawn struct {
	day                string
	residence          scan.Place
	offices            []scan.Office
	years              int // of age on the day, at least; -1: not known
	parent, dead       bool
	open, safe, listed []scan.Place
	home               bool // the listing shows a street or a telephone
	tell               bool // the person lets the residence be told
	yes                []string
	broker             *brokers.Broker
}

// right returns what an act gives for an ask by a letter on the day.
func (l law) right(ask brokers.Ask, day string) law {
	for _, v := range l.list("asks") {
		if r := law(v.(map[string]any)); r.str("ask") == string(ask) && r.at("force").open(day) {
			if r.str("through") != "" {
				return nil
			}
			return r
		}
	}
	return nil
}

// covers says, slowly and from the file alone, whether an act covers the
// person on the day for an ask to the broker, free of doubt or with a yes.
func (l law) covers(c drawn, ask brokers.Ask) bool {
	right := l.right(ask, c.day)
	protects := l.at("protects")
	limit := 13
	if n, ok := protects["child_age"].(int); ok {
		limit = n
	}
	switch {
	case right == nil || !l.at("force").open(c.day) || c.dead:
		return false
	case !l.in(c.residence) && !protects.yes("any_place"):
		return false
	case protects.list("roles") != nil && !l.protectsOffice(c):
		return false
	case c.years >= 0 && c.years < limit && !c.parent:
		return false
	case l.str("kind") == "at-risk" && !c.home:
		return false // it is about a home address or a telephone number
	}
	certain := l.certain(c)
	category := l.at("reach").list("categories") == nil || l.at("reach").holds(c.broker.Category, "categories")
	if (l.at("reach").yes("proof") || !category) && !certain {
		return false
	}
	if of := right.str("of"); of == "collected" || of == "provided" {
		return false // a broker has its facts from others
	}
	doubt := l.str("confidence") == "low" || l.at("force").str("from") == "" || l.at("reach").list("categories") != nil && !certain || l.old(c.day)
	return !doubt || slices.Contains(c.yes, l.str("id"))
}

// old says whether nobody has read the act's sources for twelve months.
func (l law) old(day string) bool {
	checked, err := time.Parse(time.DateOnly, l.str("checked"))
	return err != nil || day > checked.AddDate(1, 0, 0).Format(time.DateOnly)
}

func (l law) protectsOffice(c drawn) bool {
	return slices.ContainsFunc(c.offices, func(o scan.Office) bool {
		state, home := o.State, l.at("jurisdiction").str("state")
		if state == "" {
			state = c.residence.State
		}
		return l.at("protects").holds(o.Is, "roles") && (!o.Family || l.at("protects").yes("family")) && (home == "" || home == state)
	})
}

// certain says whether the act is known to reach the broker.
func (l law) certain(c drawn) bool {
	return slices.ContainsFunc(l.at("reach").list("certain"), func(v any) bool {
		k := law(v.(map[string]any))
		if k.str("trait") != "" || k["force"] != nil && !k.at("force").open(c.day) {
			return false
		}
		if state := k.str("registered"); state != "" && !slices.ContainsFunc(c.broker.Registered, func(r brokers.Registration) bool {
			this, _ := strconv.Atoi(c.day[:4])
			return (r.State == state || state == "any") && (r.Year == this || r.Year == this-1)
		}) {
			return false
		}
		return !k.yes("established") || c.broker.Country != brokers.UnknownCountry && l.in(scan.Place{Country: c.broker.Country})
	})
}

// tells says whether citing the act tells a place.
func (l law) tells() bool {
	return !l.at("protects").yes("any_place") || l.at("jurisdiction").str("state") != ""
}

// forbidden says whether disclosure rule 4.3 keeps an act from being cited:
// its place is that of a safe address and of no other, or neither a listing
// shows it nor the person chose to tell it.
func (l law) forbidden(c drawn) bool {
	if !l.tells() {
		return false
	}
	maybe := func(p scan.Place) bool {
		country := l.at("jurisdiction").str("country")
		return l.in(p) || p.State == "" && (p.Country == "" || p.Country == country)
	}
	if slices.ContainsFunc(c.safe, maybe) && !slices.ContainsFunc(c.open, l.in) {
		return true
	}
	return !c.tell && !slices.ContainsFunc(c.listed, l.in)
}
