package agree

import (
	"maps"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/extract"
)

// Apply returns a definition with what the rots propose in the place of what
// has rotted. Without any proposal it is the definition itself.
func Apply(d *brokers.Definition, list []Rot) *brokers.Definition {
	now := *d
	now.Fields = maps.Clone(d.Fields)
	if d.Profile != nil {
		own := *d.Profile
		own.Fields = maps.Clone(own.Fields)
		now.Profile = &own
	}
	changed := false
	for _, r := range list {
		if r.Now == "" {
			continue
		}
		changed = true
		field, of := r.field()
		switch {
		case r.Selector == "record":
			now.Record = brokers.Selector(r.Now)
		case of == "fields":
			now.Fields[field] = r.Rules
		case of == "profile.fields":
			now.Profile.Fields[field] = r.Rules
		}
	}
	if !changed {
		return d
	}
	return &now
}

// rounds is how often what is proposed is tried: a record selector that fits
// again shows which fields do not.
const rounds = 3

// onward reads the page with what is proposed and adds what shows only then.
func onward(p Page, list []Rot) []Rot {
	for range rounds {
		now := Apply(p.Definition, list)
		if now == p.Definition {
			break
		}
		reader, err := extract.Compile(now)
		if err != nil {
			break
		}
		reader.Country = p.Country
		p.Definition = now
		if p.Reading, err = reader.ReadDocument(p.Doc, p.URL); err != nil {
			break
		}
		more := slices.DeleteFunc(check(p), func(r Rot) bool {
			return slices.ContainsFunc(list, func(o Rot) bool { return o.Selector == r.Selector })
		})
		if len(more) == 0 {
			break
		}
		list = append(list, more...)
	}
	return list
}
