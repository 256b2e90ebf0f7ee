package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/drop"
)

// dropNote are the flags of a note on the platform.
type dropNote struct {
	subject, on, id, status string
	without                 []string
}

func (n *dropNote) flags(c *cobra.Command) {
	subjectFlag(c, &n.subject)
	c.Flags().StringVar(&n.on, "on", "", "the day it happened (YYYY-MM-DD); default: today")
}

func (n *dropNote) filing(c *cobra.Command) {
	c.Flags().StringVar(&n.id, "id", "", "the DROP ID, kept sealed; - reads it from the standard input, where no list of processes shows it")
	c.Flags().StringArrayVar(&n.without, "without", nil, "a broker that the request leaves out (repeatable)")
}

func (p *program) dropFiled() *cobra.Command {
	var n dropNote
	c := &cobra.Command{
		Use: "filed [--on DATE] [--id ID]", Short: "Note that you filed a request on the platform's site; its clock starts", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			d, err := p.noteDrop(c, n, drop.Note{What: drop.Filed})
			if err != nil {
				return err
			}
			p.say("Filed on %s. Every registered broker has until %s; you may change the request from %s on.", d.Filing.On, d.Due, d.MayChange)
			p.say("It reaches %s of the catalogue: `whohasme drop covers`. After the day: `whohasme drop verify`.", plural(len(d.Coverage.Covered), "broker", "brokers"))
			return nil
		},
	}
	n.flags(c)
	n.filing(c)
	return c
}

func (p *program) dropChanged() *cobra.Command {
	var n dropNote
	c := &cobra.Command{
		Use: "changed [--on DATE]", Short: "Note that you changed the request; what was added has its own clock", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			d, err := p.noteDrop(c, n, drop.Note{What: drop.Changed})
			if err != nil {
				return err
			}
			p.say("Changed on %s; you may change it again from %s on.", d.Filing.Changed, d.MayChange)
			return nil
		},
	}
	n.flags(c)
	n.filing(c)
	return c
}

func (p *program) dropWithdrawn() *cobra.Command {
	var n dropNote
	c := &cobra.Command{
		Use: "withdrawn [--on DATE]", Short: "Note that you cancelled the request; its clocks stop", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := p.noteDrop(c, n, drop.Note{What: drop.Withdrawn}); err != nil {
				return err
			}
			p.say("Withdrawn; nothing is due any more. `whohasme drop undo` takes that back.")
			return nil
		},
	}
	n.flags(c)
	return c
}

func (p *program) dropAnswered() *cobra.Command {
	var n dropNote
	c := &cobra.Command{
		Use: "answered BROKER --status WORD", Short: "Note what the platform says a broker did (a claim; our own looks decide)", Args: exactArgs(1, "a broker's id"),
		RunE: func(c *cobra.Command, args []string) error {
			status, err := dropStatusWord(n.status)
			if err != nil {
				return err
			}
			d, err := p.noteDrop(c, n, drop.Note{What: drop.Answered, Broker: args[0], Status: status})
			if err != nil {
				return err
			}
			p.say("%s says: %s. That is its claim; `whohasme drop verify` sets our looks beside it.", args[0], status)
			if !d.Coverage.Covers(args[0]) {
				p.say("The catalogue's register of %d does not list it.", d.Coverage.Year)
			}
			return nil
		},
	}
	n.flags(c)
	c.Flags().StringVar(&n.status, "status", "", "deleted, opted-out, exempted or not-found")
	return c
}

func dropStatusWord(typed string) (drop.Status, error) {
	var words []string
	for _, s := range drop.Statuses {
		words = append(words, string(s))
	}
	plain := strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(typed)), "_", "-"), " ", "-")
	if plain == "record-not-found" {
		plain = string(drop.NotFound)
	}
	if slices.Contains(words, plain) {
		return drop.Status(plain), nil
	}
	if near := nearest(plain, words); len(near) > 0 {
		return "", usage("--status: did you mean %s? It is one of %s", near[0], joinComma(words))
	}
	return "", usage("--status: want one of %s", joinComma(words))
}

func (p *program) dropUndo() *cobra.Command {
	var subject string
	c := &cobra.Command{
		Use: "undo", Short: "Take back the last note on DROP; the journal keeps both", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			last, err := book.UndoDrop(c.Context(), subject)
			if err != nil {
				return err
			}
			p.say("Taken back: %s on %s.", last.What, last.On)
			return nil
		},
	}
	subjectFlag(c, &subject)
	return c
}

// noteDrop journals a note made of flags.
func (p *program) noteDrop(c *cobra.Command, flags dropNote, n drop.Note) (*casebook.Drop, error) {
	id, err := p.dropID(flags.id)
	if err != nil {
		return nil, err
	}
	book, err := p.casebook(c.Context())
	if err != nil {
		return nil, err
	}
	n.ID, n.Excluded, n.On = id, flags.without, book.Today()
	if flags.on != "" {
		if n.On, err = brokers.ParseDate(flags.on); err != nil {
			return nil, usage("--on: want a day such as 2026-11-21")
		}
	}
	d, err := book.NoteDrop(c.Context(), flags.subject, n)
	if errors.Is(err, casebook.ErrNoBroker) {
		for _, b := range append(flags.without, n.Broker) {
			if _, ok := book.Catalogue.Get(b); !ok && b != "" {
				return nil, p.noBroker(book, b)
			}
		}
	}
	return d, err
}

// dropID reads the platform's id from a flag or, where that is -, from the
// standard input.
func (p *program) dropID(typed string) (string, error) {
	if typed == "-" {
		if isTerminal(p.in) {
			fmt.Fprint(p.errOut, "DROP ID: ")
		}
		line, err := bufio.NewReader(io.LimitReader(p.in, 1000)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", errors.New("read the DROP ID: the input broke off")
		}
		if typed = line; strings.TrimSpace(line) == "" {
			return "", usage("--id: no DROP ID was given")
		}
	}
	id, err := drop.ReadID(typed)
	if err != nil {
		return "", usage("--id: %s", err)
	}
	return id, nil
}
