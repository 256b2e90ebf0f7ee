package agree

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/blocks"
	"github.com/whohasme/whohasme/scan/extract/structure"
	"github.com/whohasme/whohasme/scan/extract/suggest"
)

// Own returns what seems to have rotted of the definition of a record's own
// page: fields that it does not read, though the page shows them. The page's
// Reading is not looked at; got is what the definition reads.
func Own(p Page, got scan.Record) []Rot {
	var other scan.Record
	names := append([]scan.Name{}, p.Names...)
	if found := blocks.Read(p.Doc, blocks.Options{Names: names, Country: p.Country, Base: p.URL}); len(found) == 1 {
		other = found[0].Record
	} else if told := structure.Read(p.Doc, structure.Options{Names: names, Country: p.Country, Base: p.URL}); len(told) == 1 {
		other = told[0].Record
	} else {
		return nil
	}
	var list []Rot
	for _, name := range brokers.FieldNames {
		rules := p.Definition.Profile.Fields[name]
		ours, theirs := items(got, name), items(other, name)
		if len(rules) == 0 || len(theirs) == 0 || name == "profile_url" {
			continue
		}
		text := ""
		switch {
		case len(ours) == 0:
			text = "reads nothing where the page shows it"
		case !share(ours, theirs):
			text = "reads something else"
		default:
			continue
		}
		list = append(list, Rot{Selector: "profile.fields." + name, Was: suggest.Describe(rules), Text: text})
	}
	return list
}
