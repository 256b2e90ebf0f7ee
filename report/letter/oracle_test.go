package letter_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"go.yaml.in/yaml/v4"
)

// law is an act's file as it stands, read without the code it is for.
type law map[string]any

func laws(t testing.TB) map[string]law {
	t.Helper()
	files, err := filepath.Glob("../statute/acts/*.yaml")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	all := map[string]law{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		l := map[string]any{}
		if err := yaml.Unmarshal(data, &l); err != nil {
			t.Fatal(err)
		}
		all[law(l).str("id")] = l
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

// trial is what the oracle looks at.
type trial struct {
	day      string
	subject  scan.Subject
	broker   *brokers.Broker
	ask      string
	origin   string
	yes      bool
	children bool // a guardian asks
}

// covers says, slowly and from the file alone, whether an act covers the
// person on the day for an ask to a broker, and whether it is free of doubt.
func (l law) covers(c trial) bool {
	s := c.subject
	if !l.at("force").open(c.day) || !s.Died.IsZero() {
		return false
	}
	var right law
	for _, v := range l.list("asks") {
		if r := law(v.(map[string]any)); r.str("ask") == c.ask && r.at("force").open(c.day) && right == nil {
			right = r
		}
	}
	if right == nil || right.str("through") != "" {
		return false
	}
	home := l.at("jurisdiction")
	protects := l.at("protects")
	lives := home.str("country") == s.Residence.Country && (home.str("state") == "" || home.str("state") == s.Residence.State)
	if protects.list("countries") != nil {
		lives = protects.holds(s.Residence.Country, "countries")
	}
	if !lives && !protects.yes("any_place") {
		return false
	}
	if protects.list("roles") != nil {
		among := false
		for _, o := range s.Covered {
			state := o.State
			if state == "" {
				state = s.Residence.State
			}
			among = among || protects.holds(o.Is, "roles") && (!o.Family || protects.yes("family")) && (home.str("state") == "" || home.str("state") == state)
		}
		if !among {
			return false
		}
	}
	limit := 13
	if n, ok := protects["child_age"].(int); ok {
		limit = n
	}
	if s.Born.Year != 0 && !c.children {
		years := 0 // at least so old on the day
		for birthday := s.Born; ; years++ {
			birthday.Year = s.Born.Year + years + 1
			month, date := max(int(birthday.Month), 1), max(birthday.Day, 1)
			if birthday.Month == 0 {
				month, date = 12, 31
			}
			if time.Date(birthday.Year, time.Month(month), date, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) > c.day {
				break
			}
		}
		if years < limit {
			return false
		}
	}
	return l.reaches(c, right)
}

// within says whether an address lies where the act is law.
func (l law) within(a scan.Address) bool {
	country, state := a.Country, l.at("jurisdiction").str("state")
	if country == "" && a.State != "" {
		country = "US"
	}
	if l.at("protects").list("countries") != nil {
		return l.at("protects").holds(country, "countries")
	}
	return country == l.at("jurisdiction").str("country") && (state == "" || state == a.State)
}

// reaches is the part of covers that looks at the broker and the facts.
func (l law) reaches(c trial, right law) bool {
	reach := l.at("reach")
	certain := false
	for _, v := range reach.list("certain") {
		k := law(v.(map[string]any))
		ok := k.open(c.day) && (k["force"] == nil || k.at("force").open(c.day)) && k.str("trait") == ""
		if state := k.str("registered"); state != "" {
			ok = ok && slices.ContainsFunc(c.broker.Registered, func(r brokers.Registration) bool {
				year := int(c.day[0]-'0')*1000 + int(c.day[1]-'0')*100 + int(c.day[2]-'0')*10 + int(c.day[3]-'0')
				return (r.State == state || state == "any") && (r.Year == year || r.Year == year-1)
			})
		}
		if k.yes("established") {
			country := c.broker.Home()
			ok = ok && country != "" && (country == l.at("jurisdiction").str("country") || l.at("protects").holds(country, "countries"))
		}
		certain = certain || ok
	}
	category := reach.list("categories") == nil || reach.holds(c.broker.Category, "categories")
	if reach.yes("proof") && !certain || !category && !certain {
		return false
	}
	doubt := l.str("confidence") == "low" || l.at("force").str("from") == "" || reach.list("categories") != nil && !certain
	if checked, err := time.Parse(time.DateOnly, l.str("checked")); err != nil || c.day > checked.AddDate(1, 0, 0).Format(time.DateOnly) {
		doubt = true
	}
	public := l.at("public")
	if until := public.str("until"); public.yes("excluded") && (until == "" || c.day <= until) && c.origin == "public-record" {
		return false
	}
	if of := right.str("of"); of == "collected" || of == "provided" {
		switch c.origin {
		case "person":
		case "":
			doubt = true
		default:
			return false
		}
	}
	return !doubt || c.yes
}
