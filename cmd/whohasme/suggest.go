package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract/suggest"
)

// suggest prints a definition for the site of a saved page.
func (p *program) suggest(page *crawl.Page, s *scan.Subject, f readFlags) error {
	if s == nil {
		return usage("--suggest: --subject-file is wanted too: records are recognised by the names that the page was asked for")
	}
	if wall := crawl.Wall(page); wall != nil {
		return fmt.Errorf("suggest definition: %s", wall.Why)
	}
	doc, err := page.Document()
	if err != nil {
		return fmt.Errorf("suggest definition: %w", err)
	}
	country := ""
	if f.broker != "" || f.definition != "" {
		b, err := p.definitionFor(page, f)
		if err != nil {
			return err
		}
		country = b.Home()
	}
	got, err := suggest.Definition(suggest.Page{Doc: doc, URL: page.URL, Names: s.Names, Addresses: s.Addresses, Country: country})
	if errors.Is(err, suggest.ErrNoRecords) {
		if s := suggest.Nothing(doc); s != "" {
			p.say("If this is the site's page for nobody, its words for it are found by\n    nothing: %q", s)
		}
	}
	if err != nil {
		return fmt.Errorf("suggest definition: %w", err)
	}
	if p.set.verbose {
		for i, why := range got.Why {
			p.say("record %d was recognised as %s", i+1, why)
		}
	}
	got.Broker.Sources = []brokers.Source{{Name: "a saved page of the site", Date: brokers.When(brokers.DateOf(p.now()).String())}}
	text, err := got.YAML()
	if err != nil {
		return err
	}
	if _, err := p.out.Write(text); err != nil {
		return err
	}
	read := slices.Sorted(maps.Keys(got.Broker.Search.Fields))
	p.say("%s on the page; fields: %s. Save it as %s.yaml and try it on other pages.", plural(got.Records, "record", "records"), strings.Join(read, ", "), got.Broker.ID)
	return nil
}
