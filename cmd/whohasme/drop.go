package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
)

func (p *program) dropCommand() *cobra.Command {
	return group("drop", "California's Delete Request and Opt-out Platform: one request to every registered broker",
		p.dropSheet(), p.dropGuide(), p.dropCovers(), p.dropFiled(), p.dropChanged(), p.dropWithdrawn(), p.dropAnswered(), p.dropUndo(), p.dropStatus(), p.dropVerify())
}

func languageFlag(c *cobra.Command, language *string) {
	c.Flags().StringVar(language, "language", "en", "en or es")
}

func checkLanguage(language string) error {
	if !slices.Contains(drop.Languages, language) {
		return usage("--language: want one of %s", joinComma(drop.Languages))
	}
	return nil
}

func (p *program) dropGuide() *cobra.Command {
	var language string
	c := &cobra.Command{
		Use: "guide", Short: "Say step by step how to file, and what to expect", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := checkLanguage(language); err != nil {
				return err
			}
			text, err := drop.Guide(language)
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(p.out, text)
			return err
		},
	}
	languageFlag(c, &language)
	return c
}

func (p *program) dropSheet() *cobra.Command {
	var subject, language string
	var safe []string
	var hash, asJSON bool
	c := &cobra.Command{
		Use: "sheet", Short: "Print what to type into the platform's form", Args: noArgs,
		Long: `Print what to type into the form of California's DROP: every name with its
former ones, ZIP codes, e-mail addresses and telephones, each beside the form in
which brokers compare it. What is compared as the same is marked.

Nothing is sent anywhere. A safe fact stands on the sheet by its label only; the
form goes to the state and not to brokers, so it may be right to give it there:
--with-safe prints the one it names.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := checkLanguage(language); err != nil {
				return err
			}
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			list, refused, err := book.Drops(c.Context(), subject, book.Today())
			if err != nil {
				return err
			}
			if len(list) == 0 {
				return errors.Join(refused...)
			}
			for _, d := range list {
				sheet, err := drop.MakeSheet(d.Subject, drop.Choice{Hash: hash, Tell: safeLabels(safe)})
				if err != nil {
					return usage("--with-safe: %s", strings.TrimPrefix(err.Error(), "make sheet: "))
				}
				if err := p.printSheet(sheet, d, language, asJSON); err != nil {
					return err
				}
			}
			return nil
		},
	}
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	languageFlag(c, &language)
	c.Flags().BoolVar(&hash, "hash", false, "preview the hashes that brokers are given; they are facts about you, too")
	c.Flags().StringArrayVar(&safe, "with-safe", nil, "print this safe fact, such as \"safe address 1\" (repeatable)")
	return c
}

// safeLabels brings labels as typed into the form they have.
func safeLabels(typed []string) (list []string) {
	for _, t := range typed {
		words := strings.Fields(strings.NewReplacer("-", " ", "_", " ").Replace(strings.ToLower(t)))
		t = strings.Replace(strings.TrimPrefix(strings.Join(words, " "), "safe "), "e mail", "e-mail", 1)
		list = append(list, "safe "+strings.Replace(t, "email", "e-mail", 1))
	}
	return list
}

func (p *program) printSheet(s *drop.Sheet, d casebook.Drop, language string, asJSON bool) error {
	if asJSON {
		return render.JSON(p.out, s)
	}
	w := drop.WordsIn(language)
	fmt.Fprintf(p.out, w.Title+"\n%s\n", s.Subject, w.Warn)
	fmt.Fprintf(p.out, "\n%s: %s\n", w.Born, orElse(s.Born, w.None))
	for _, kind := range drop.Kinds {
		if err := p.printEntries(s, kind, w); err != nil {
			return err
		}
	}
	fmt.Fprintf(p.out, "\n"+w.Combine+"\n", s.Typed(drop.NameEntry), s.Typed(drop.ZipEntry), s.Combinations())
	if len(s.Pairs) > 0 {
		fmt.Fprintln(p.out)
		for _, pair := range s.Pairs {
			fmt.Fprintf(p.out, "  %d + %d  %s\n", pair.Name, pair.Zip, pair.Hash)
		}
	}
	if lacks := s.Lacks(); len(lacks) > 0 {
		fmt.Fprintf(p.out, "\n%s\n", w.Lacks)
		for _, l := range lacks {
			fmt.Fprintf(p.out, "  - %s\n", w.Note(l))
		}
	}
	p.say("\n%s", sheetNext(d))
	if d.Subject.Authority.Kind == scan.Mandate {
		p.say("For agents: %s; %s.", d.Act.Agent.Who, d.Act.Agent.Proof)
	}
	return nil
}

func sheetNext(d casebook.Drop) string {
	switch {
	case !d.Filing.Open():
		return "How to file: `whohasme drop guide`. When you have: `whohasme drop filed --on DATE --id -`."
	}
	return fmt.Sprintf("A request was filed on %s; it may be changed from %s on, then: `whohasme drop changed`.", d.Filing.On, d.MayChange)
}

func (p *program) printEntries(s *drop.Sheet, kind drop.Kind, w drop.Words) error {
	fmt.Fprintf(p.out, "\n%s\n", w.Kinds[kind])
	list := s.Of(kind)
	if len(list) == 0 {
		fmt.Fprintf(p.out, "  %s\n", w.None)
		return nil
	}
	var rows [][]string
	var held []string
	for _, e := range list {
		remark := w.Note(e.Note)
		switch {
		case e.Normal == "":
			held = append(held, fmt.Sprintf(w.Held, e.Safe, strings.TrimPrefix(e.Safe, "safe ")))
			continue
		case e.Same > 0:
			remark = strings.Trim(fmt.Sprintf(w.Same, e.Same)+"; "+remark, "; ")
		case e.Safe != "":
			remark = strings.Trim(e.Safe+"; "+remark, "; ")
		}
		rows = append(rows, []string{fmt.Sprint(e.Number), render.Clean(e.Written), e.Normal, render.Clean(remark)})
	}
	if len(rows) > 0 {
		if err := render.Table(p.out, p.width(), w.Columns[:], rows); err != nil {
			return err
		}
	}
	for _, h := range held {
		fmt.Fprintf(p.out, "  %s\n", h)
	}
	for _, e := range list {
		if e.Hash != "" {
			fmt.Fprintf(p.out, "  %d  %s\n", e.Number, e.Hash)
		}
	}
	return nil
}

func (p *program) dropCovers() *cobra.Command {
	var subject string
	var asJSON bool
	var as asOf
	c := &cobra.Command{
		Use: "covers [BROKER]", Short: "List the brokers of the catalogue that one request reaches", Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage("%q wants at most one broker's id", c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			book, day, err := p.casebookAsOf(c.Context(), as)
			if err != nil {
				return err
			}
			list, _, err := book.Drops(c.Context(), subject, day)
			if err != nil {
				return err
			}
			cover := drop.CoverageOf(book.Catalogue.All(), day, nil)
			if len(list) == 1 { // that of one request; of several, what any would reach
				cover = list[0].Coverage
			}
			if len(args) == 1 {
				return p.printCover(book, cover, args[0])
			}
			return p.printCoverage(cover, asJSON)
		},
	}
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	as.flag(c)
	return c
}

func (p *program) printCover(book *casebook.Casebook, cover drop.Coverage, id string) error {
	if _, ok := book.Catalogue.Get(id); !ok {
		return p.noBroker(book, id)
	}
	is := func(list []drop.Covered) int {
		return slices.IndexFunc(list, func(c drop.Covered) bool { return c.Broker == id })
	}
	switch {
	case cover.Covers(id):
		fmt.Fprintf(p.out, "%s: covered; California's register of %d lists it.\n", id, cover.Year)
	case is(cover.Excluded) >= 0:
		fmt.Fprintf(p.out, "%s: not covered; the request leaves it out.\n", id)
	case is(cover.Lapsed) >= 0:
		fmt.Fprintf(p.out, "%s: not known; California's register listed it in %d and not in %d. If it still trades in data it has to register.\n", id, cover.Lapsed[is(cover.Lapsed)].Year, cover.Year)
	default:
		fmt.Fprintf(p.out, "%s: not covered as far as we know; no register of California in the catalogue lists it.\n", id)
	}
	return nil
}

func (p *program) printCoverage(cover drop.Coverage, asJSON bool) error {
	if asJSON {
		for _, x := range cover.Covered {
			if err := render.JSON(p.out, x); err != nil {
				return err
			}
		}
		return nil
	}
	if cover.Year == 0 {
		return errors.New("the catalogue knows no broker of California's register; `whohasme brokers import ca-registry` reads it")
	}
	for _, x := range cover.Covered {
		mark := ""
		switch {
		case x.Category == brokers.IdentityCheck:
			mark = "  (banks or health care check identities by it: you may want to leave it out)"
		case x.Visible:
			mark = "  (our own looks can see it)"
		}
		fmt.Fprintf(p.out, "%s%s\n", x.Broker, mark)
	}
	p.say("\n%s in California's register of %d. Our own looks can see %d of them.", plural(len(cover.Covered), "broker of the catalogue is", "brokers of the catalogue are"), cover.Year, cover.Visible())
	if cover.Old {
		p.say("That register is not this year's: `whohasme brokers import ca-registry` reads a newer one.")
	}
	if n := len(cover.Lapsed); n > 0 {
		p.say("%s in an earlier register and not in this one: not known to be covered.", plural(n, "more was", "more were"))
	}
	if n := len(cover.Excluded); n > 0 {
		p.say("%s left out by the request.", plural(n, "more is", "more are"))
	}
	p.say("%s in no register of California that the catalogue has: for those, and for sites that show public records, `whohasme plan`.", plural(cover.Others, "other is", "others are"))
	return nil
}

// noBroker says that an id is none, and names near ones.
func (p *program) noBroker(book *casebook.Casebook, id string) error {
	var ids []string
	for _, b := range book.Catalogue.All() {
		ids = append(ids, b.ID)
	}
	if near := nearest(id, ids); len(near) > 0 {
		return fmt.Errorf("no such broker; did you mean %s?", strings.Join(near, " or "))
	}
	return casebook.ErrNoBroker
}
