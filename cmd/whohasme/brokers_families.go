package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/render"
)

// family is one group of brokers as `brokers families --json` prints it.
type family struct {
	Family     string    `json:"family"`
	Members    []string  `json:"members"`
	Suppresses []cleared `json:"suppresses"` // what is proven
	Apart      []string  `json:"apart"`      // members that no opt-out of another is known to clear
}

// cleared says that one opt-out at From clears To as well, and why that is
// believed.
type cleared struct {
	From     string       `json:"from"`
	To       string       `json:"to"`
	Evidence string       `json:"evidence"`
	Date     brokers.Date `json:"date"`
}

// families gathers the brokers that name a family, or that clear another, with
// what is proven between them; those where one opt-out does most come first.
// A broker of no family that clears another stands for one of its own id.
func families(all []*brokers.Broker) []family {
	byName := map[string]*family{}
	at := func(name string) *family {
		if byName[name] == nil {
			byName[name] = &family{Family: name, Members: []string{}, Suppresses: []cleared{}, Apart: []string{}}
		}
		return byName[name]
	}
	reached := map[string]bool{}
	for _, b := range all {
		if b.Family == "" && len(b.Suppresses) == 0 {
			continue
		}
		f := at(cmp.Or(b.Family, b.ID))
		f.Members = append(f.Members, b.ID)
		for _, s := range b.Suppresses {
			f.Suppresses = append(f.Suppresses, cleared{b.ID, s.ID, s.Evidence, s.Date})
			reached[s.ID] = true
		}
	}
	var list []family
	for _, f := range byName {
		for _, id := range f.Members {
			if !reached[id] {
				f.Apart = append(f.Apart, id)
			}
		}
		list = append(list, *f)
	}
	slices.SortFunc(list, func(a, b family) int {
		return cmp.Or(cmp.Compare(len(b.Suppresses), len(a.Suppresses)), cmp.Compare(len(b.Members), len(a.Members)), strings.Compare(a.Family, b.Family))
	})
	return list
}

func (p *program) brokersFamilies() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "families", Short: "Show which brokers belong together, and who clears whom", Args: noArgs,
		Long: `Show per family its brokers and every opt-out that is proven to clear another
broker too, with the evidence and its day. That brokers belong together proves
nothing: those that no other one's opt-out is known to clear are asked one by one.`,
		RunE: func(*cobra.Command, []string) error {
			cat, err := p.loadCatalogue()
			if err != nil {
				return err
			}
			list := families(cat.All())
			if asJSON {
				for _, f := range list {
					if err := render.JSON(p.out, f); err != nil {
						return err
					}
				}
				return nil
			}
			return p.printFamilies(list)
		},
	}
	jsonFlag(c, &asJSON)
	return c
}

func (p *program) printFamilies(list []family) error {
	var rows [][]string
	proven := 0
	for _, f := range list {
		proven += len(f.Suppresses)
		rows = append(rows, clearedRows(f)...)
		var alone []string // who is asked for nothing but themself
		for _, id := range f.Apart {
			if !slices.ContainsFunc(f.Suppresses, func(s cleared) bool { return s.From == id }) {
				alone = append(alone, id)
			}
		}
		if len(alone) > 0 {
			rows = append(rows, []string{f.Family, "each by itself", joinComma(alone), "nothing is proven between them", ""})
		}
	}
	if err := render.Table(p.out, p.width(), []string{"family", "an opt-out at", "clears", "evidence", "as of"}, rows); err != nil {
		return err
	}
	p.say("%s, %s proven to clear another broker.", plural(len(list), "family", "families"), plural(proven, "opt-out", "opt-outs"))
	return nil
}

// clearedRows joins what rests on the same evidence into one row.
func clearedRows(f family) [][]string {
	var rows [][]string
	at := map[cleared]int{}
	for _, s := range f.Suppresses {
		key := cleared{From: s.From, Evidence: s.Evidence, Date: s.Date}
		i, known := at[key]
		if !known {
			at[key] = len(rows)
			rows = append(rows, []string{f.Family, s.From, s.To, s.Evidence, s.Date.String()})
			continue
		}
		rows[i][2] += ", " + s.To
	}
	return rows
}
