package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
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
				if err := book.MayFile(c.Context(), d.Subject.ID); err != nil {
					return err
				}
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
