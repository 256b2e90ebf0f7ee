package main

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
)

// readFlags are the flags of `read`.
type readFlags struct {
	broker, definition, subjectFile, url string
	json, suggest                        bool
}

// pageRead is what `read --json` prints.
type pageRead struct {
	Broker  string        `json:"broker,omitempty"`
	Outcome scan.Outcome  `json:"outcome"`
	Why     string        `json:"why,omitempty"`
	Control scan.Control  `json:"control"`
	ReadBy  string        `json:"read_by,omitempty"`
	Records []scan.Judged `json:"records"`
	how     []string      // of each record: what it was read from
}

func (p *program) readCommand() *cobra.Command {
	var f readFlags
	c := &cobra.Command{
		Use: "read PAGE", Short: "Read one page that you saved; no vault needed", Args: exactArgs(1, "a saved page"),
		Long: `Read one saved page (HTML, MHTML or WARC) and print every record on it, unmasked.
Nothing is fetched. Without --broker and --definition the broker is recognised
by the page's own address. Of an archive of several pages the one at --url is
read, or the only one of that site. A page that no definition describes is read by what it
tells machines and, with --subject-file, by its text; it is never proof that
somebody is not listed. -v says which part of the page became which record.

--suggest prints a definition for the site instead, taken from this one page:
a broker's file with comments where you must decide.

Exit codes: 0 read; 1 failed, with --json the object says why all the same where
the file could be opened; 3 a record is a match or a possible one.`,
		RunE: func(_ *cobra.Command, args []string) error { return p.read(args[0], f) },
	}
	fl := c.Flags()
	fl.StringVar(&f.broker, "broker", "", "read by this broker's definition")
	fl.StringVar(&f.definition, "definition", "", "read by the definition in this YAML file")
	fl.StringVar(&f.subjectFile, "subject-file", "", "judge the records for the subject in this file")
	fl.BoolVar(&f.suggest, "suggest", false, "propose a definition for the site, from this page")
	fl.StringVar(&f.url, "url", "", "address that the page came from")
	jsonFlag(c, &f.json)
	return c
}

func (p *program) read(file string, f readFlags) error {
	if err := p.checkNow(); err != nil {
		return err
	}
	page, err := p.openOne(file, f)
	if err != nil {
		return p.tellUnread(err, f)
	}
	var s *scan.Subject
	if f.subjectFile != "" {
		if s, err = scan.ReadSubject(f.subjectFile); err != nil {
			return err
		}
	}
	if f.suggest {
		return p.suggest(page, s, f)
	}
	b, err := p.definitionFor(page, f)
	if err != nil {
		return err
	}
	if b == nil || !b.Search.Reads() {
		return p.readUndefined(page, b, s, f.json)
	}
	if page.URL == nil || page.URL.Host == "" {
		page.URL = &url.URL{Scheme: "https", Host: b.Domain, Path: "/"}
	}
	day := brokers.DateOf(p.now())
	if page.Dated {
		day = brokers.DateOf(page.At.In(p.now().Location()))
	}
	got, err := sweep.Read(b, page, s, day)
	if err != nil {
		return fmt.Errorf("read page: %w", err)
	}
	return p.tellRead(b.ID, got, f.json)
}

// tellRead prints what a page says, and ends with the code for it.
func (p *program) tellRead(broker string, got sweep.Page, asJSON bool) error {
	if got.Records == nil {
		got.Records = []scan.Judged{}
	}
	r := pageRead{Broker: broker, Outcome: got.Outcome, Why: got.Why, Control: scan.ControlNone, ReadBy: string(got.ReadBy), Records: got.Records, how: got.How}
	if err := p.printRead(r, asJSON); err != nil {
		return err
	}
	if r.Outcome == scan.Found || r.Outcome == scan.Maybe {
		return exit(exitListed)
	}
	return nil
}

// readUndefined reads a page without a definition. b is the broker that it is
// of, nil where none is known.
func (p *program) readUndefined(page *crawl.Page, b *brokers.Broker, s *scan.Subject, asJSON bool) error {
	country, id := "", ""
	lacks := "no definition fits the page's address; name the site with --broker, --definition or --url"
	if b != nil {
		country, id = b.Home(), b.ID
		lacks = "no definition says how the site's pages read: only the address of its search is known"
	}
	got := sweep.ReadUndefined(page, country, s, brokers.DateOf(p.now()))
	if got.Outcome == scan.UnknownOutcome {
		got.Why = lacks + "; " + got.Why
	}
	return p.tellRead(id, got, asJSON)
}

// definitionFor finds the definition to read a page by; nil when none fits.
func (p *program) definitionFor(page *crawl.Page, f readFlags) (*brokers.Broker, error) {
	if f.definition != "" {
		b, err := brokers.ReadFile(f.definition)
		if err == nil && b.Search == nil {
			err = fmt.Errorf("read definition %s: it has no search part", f.definition)
		}
		return b, err
	}
	cat, err := p.loadCatalogue()
	if err != nil {
		return nil, err
	}
	if f.broker == "" {
		if b := cat.ByAddress(page.URL); b != nil {
			return b, nil
		}
		return nil, nil
	}
	b, ok := cat.Get(f.broker)
	if !ok {
		return nil, fmt.Errorf("read page: %w", casebook.ErrNoBroker)
	}
	if b.Search == nil {
		return nil, fmt.Errorf("read page: broker %q has no definition", b.ID)
	}
	return b, nil
}

func (p *program) printRead(r pageRead, asJSON bool) error {
	if asJSON {
		return render.JSON(p.out, r)
	}
	var rows [][]string
	for i, rec := range r.Records {
		var places []string
		for _, a := range rec.Addresses {
			places = append(places, a.String())
		}
		age := ""
		if !rec.Age.IsZero() {
			age = rec.Age.String()
		}
		rows = append(rows, []string{strconv.Itoa(i + 1), rec.Name, age, strings.Join(places, "; "), string(rec.Verdict)})
	}
	if len(rows) > 0 {
		if err := render.Table(p.out, p.width(), []string{"", "name", "age", "places", "verdict"}, rows); err != nil {
			return err
		}
	}
	for i, rec := range r.Records {
		if why := reasonsOf(rec, p.set.verbose); why != "" {
			fmt.Fprintf(p.out, "\n%d is %s: %s\n", i+1, verdictFor(rec.Verdict), render.Clean(why))
		}
		if rec.Verdict == scan.Possible && rec.Change != "" {
			fmt.Fprintf(p.out, "  %s\n", changes(rec.Change))
		}
		if p.set.verbose && i < len(r.how) {
			fmt.Fprintf(p.out, "%d was read from %s\n", i+1, render.Clean(r.how[i]))
		}
	}
	if p.set.verbose && len(r.how) > 0 {
		fmt.Fprintln(p.out, "\nA field is known by its label, a word that stands before it, or by its form, the way it is written;\na profile_url is the address behind a link. Elements are named by their tag and class.")
	}
	fmt.Fprintf(p.out, "\n%s: %s, %s. %s\n", orElse(r.Broker, "this page"), r.Outcome, plural(len(r.Records), "record", "records"), r.Why)
	return nil
}

// verdictFor says a verdict in words.
func verdictFor(v scan.Verdict) string {
	return map[scan.Verdict]string{scan.Match: "a match", scan.Possible: "a possible one", scan.Other: "another person"}[v]
}

// changes says as a sentence part what would change a verdict.
func changes(what string) string { return strings.Replace(what, " would", " would change that", 1) }

func reasonsOf(r scan.Judged, weights bool) string {
	var words []string
	for _, why := range r.Reasons {
		if weights {
			words = append(words, fmt.Sprintf("%s (%+.1f)", why.Text, why.Weight))
		} else {
			words = append(words, why.Text)
		}
	}
	return strings.Join(words, "; ")
}
