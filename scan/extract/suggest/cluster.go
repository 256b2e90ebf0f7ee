package suggest

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/blocks"
)

// cluster is one place of a record in which a field stands: by the label
// before it and the element around it.
type cluster struct {
	label string
	of    map[int][]blocks.Value // by record
}

func clusters(name string, records []blocks.Record) []*cluster {
	var list []*cluster
	index := map[string]*cluster{}
	for i := range records {
		for _, v := range records[i].Values {
			if v.Field != name || records[i].Node == nil {
				continue
			}
			key := v.Label + "\x00" + v.Node.Data + "\x00" + value(v.Node, "class")
			if index[key] == nil {
				index[key] = &cluster{label: v.Label, of: map[int][]blocks.Value{}}
				list = append(list, index[key])
			}
			index[key].of[i] = append(index[key].of[i], v)
		}
	}
	return list
}

// best is the rule that reads a cluster in most records; of equals, the one
// that comes first.
func (s site) best(name string, c *cluster, records []blocks.Record) (brokers.Rule, bool) {
	var best brokers.Rule
	most := 0.0
	secret := namesOf(records)
	for _, r := range s.candidates(name, c, records) {
		t, err := extract.Try(name, brokers.Rules{r}, s.country)
		if err != nil || leaks(r, secret) {
			continue
		}
		right := 0.0
		for i := range records {
			if right+float64(len(records)-i) <= most {
				break // it cannot become the best
			}
			if records[i].Node == nil {
				continue
			}
			got, err := t.On(records[i].Node, s.base)
			if err != nil {
				break
			}
			right += s.worth(name, got, c.of[i], records[i].Record) - doubt(name, r, &records[i])
		}
		if right > most+0.001 {
			best, most = r, right
		}
	}
	return best, most > 0
}

// masked is the rule for a cluster whose values the page blots out: the first
// that finds the elements that hold them. Other pages may show them.
func (s site) masked(name string, c *cluster, records []blocks.Record) (brokers.Rule, bool) {
	if name != "phones" && name != "emails" {
		return brokers.Rule{}, false
	}
	for _, r := range s.candidates(name, c, records) {
		fits := len(c.of) > 0
		for i, values := range c.of {
			found, err := extract.Elements(r.Select, records[i].Node)
			fits = fits && err == nil && len(found) == len(values) && found[0] == values[0].Node
		}
		if fits {
			return r, true
		}
	}
	return brokers.Rule{}, false
}

// candidates are the rules worth trying for a cluster, those that last first:
// by class, by the label beside, by place, and the whole record between marks.
func (s site) candidates(name string, c *cluster, records []blocks.Record) []brokers.Rule {
	seen := map[brokers.Rule]bool{}
	var list, later []brokers.Rule
	add := func(r brokers.Rule) {
		if r.Select != "" && !seen[r] && len(list) < 400 {
			seen[r] = true
			list = append(list, r)
		}
	}
	examples, labels := 0, labelsOf(records)
	for i := 0; i < len(records) && examples < 4; i++ {
		for _, v := range c.of[i] {
			examples++
			record := records[i].Node
			for _, sel := range s.ways(v, record) {
				if name == "profile_url" {
					add(brokers.Rule{Select: sel, Attr: "href"})
					continue
				}
				for _, r := range cuts(sel, v, record, name, labels) {
					one := !r.All && r.After == "" && r.Separator == "" || strings.HasSuffix(string(r.Select), "[1]")
					outside := r.After != "" && r.Separator == "" && !at(sel, v.Node, record)
					if !single(name) && (one || outside) {
						later = append(later, r) // a page with one of a kind may have two elsewhere
					} else {
						add(r)
					}
				}
			}
		}
	}
	for _, r := range later {
		add(r)
	}
	examples = 0
	for i := 0; i < len(records) && examples < 4; i++ {
		for _, v := range c.of[i] {
			if examples++; name != "profile_url" && holds(records[i].Node, v.Node) {
				for _, r := range textRules(v, records[i].Node, name) {
					add(r)
				}
			}
		}
	}
	return list
}
