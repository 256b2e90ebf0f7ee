package extract

import (
	"errors"
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
)

// Reader reads the pages of one broker. It may be used by several goroutines
// once Country is set.
type Reader struct {
	// Country is the broker's, as an ISO 3166-1 alpha-2 code. It decides how
	// telephone numbers without a country code and dates such as 03/12/1984
	// are read. Compile sets US.
	Country string

	record  *selector
	fields  fields
	nothing *selector
	total   *selector
	next    *selector

	fast  []*simple // those of the four above
	slots [4]int    // of each among them, from 1; 0: it is not simple

	profile *profile // nil: the definition has none
}

type profile struct {
	record *selector // nil: the whole page
	fields fields
	gone   *selector
}

// fields are the rules of a record, and the simple selectors among them.
type fields struct {
	rules map[string][]rule
	fast  []*simple
}

// Compile prepares a definition. The error joins all faults, each named after
// its field, such as "fields.age: before: ...".
func Compile(d *brokers.Definition) (*Reader, error) {
	if d == nil {
		return nil, errors.New("compile definition: there is none")
	}
	c := compiler{}
	r := &Reader{
		Country: "US",
		record:  c.selector("record", d.Record),
		fields:  c.fields("fields", d.Fields),
		nothing: c.selector("nothing", d.Nothing),
		total:   c.selector("complete.total", d.Complete.Total),
		next:    c.selector("complete.next", d.Complete.Next),
	}
	if d.Record == "" {
		c.fault("record", errors.New("a selector is wanted"))
	}
	if len(d.Fields["name"]) == 0 {
		c.fault("fields.name", errors.New("a rule is wanted"))
	}
	for i, s := range []*selector{r.record, r.total, r.next, r.nothing} {
		if s != nil && s.fast != nil {
			r.fast = append(r.fast, s.fast)
			r.slots[i] = len(r.fast)
		}
	}
	if p := d.Profile; p != nil {
		r.profile = &profile{
			record: c.selector("profile.record", p.Record),
			fields: c.fields("profile.fields", p.Fields),
			gone:   c.selector("profile.gone", p.Gone),
		}
	}
	if len(c.faults) > 0 {
		return nil, fmt.Errorf("compile definition: %w", errors.Join(c.faults...))
	}
	return r, nil
}

// compiler gathers faults on the way through a definition.
type compiler struct{ faults []error }

func (c *compiler) fault(field string, err error) {
	if err != nil {
		c.faults = append(c.faults, fmt.Errorf("%s: %w", field, err))
	}
}

func (c *compiler) selector(field string, s brokers.Selector) *selector {
	sel, err := compile(s)
	c.fault(field, err)
	return sel
}

func (c *compiler) fields(path string, named brokers.Fields) fields {
	out := fields{rules: make(map[string][]rule, len(named))}
	for name := range named {
		if !slices.Contains(brokers.FieldNames, name) {
			c.fault(path+"."+name, errors.New("no such field"))
		}
	}
	for _, name := range brokers.FieldNames {
		for i, r := range named[name] {
			compiled, err := compileRule(name, r)
			at := path + "." + name
			if len(named[name]) > 1 {
				at = fmt.Sprintf("%s[%d]", at, i)
			}
			c.fault(at, err)
			if compiled.selector != nil && compiled.selector.fast != nil {
				out.fast = append(out.fast, compiled.selector.fast)
				compiled.slot = len(out.fast)
			}
			out.rules[name] = append(out.rules[name], compiled)
		}
	}
	return out
}
