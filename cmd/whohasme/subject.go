package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

func (p *program) subjectCommand() *cobra.Command {
	return group("subject", "The people whose records are looked for", p.subjectAdd(), p.subjectList(), p.subjectShow(), p.subjectEdit(), p.subjectSafety(), p.subjectHousehold(),
		p.subjectAssign(), p.subjectExport(), p.subjectWithdraw(), p.subjectRemove())
}

func (p *program) subjectAdd() *cobra.Command {
	var from string
	c := &cobra.Command{
		Use: "add [--from subject.yaml]", Short: "File another subject", Args: noArgs,
		Long: `File another subject, from a file or by the questions of init: a child or adult
you are the guardian of, or somebody who signed a mandate for you. The signed
mandate is a file, and is kept sealed. Nobody else is admitted, and no more than
5 new subjects a day, 50 where each has its mandate.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if from == "" {
				return p.askAnother(c.Context())
			}
			s, document, err := readSubjectFile(from)
			if err != nil {
				return err
			}
			if err := p.openVault(c.Context()); err != nil {
				return err
			}
			return p.addSubject(c.Context(), s, document)
		},
	}
	c.Flags().StringVar(&from, "from", "", "subject file; without it, questions are asked")
	return c
}

// askAnother has a form filled in for one more subject. The vault is opened
// first: it knows whether it has a self, and which ids are free.
func (p *program) askAnother(ctx context.Context) error {
	if err := p.openVault(ctx); err != nil {
		return err
	}
	book, err := p.newCasebook(nil)
	if err != nil {
		return err
	}
	list, err := book.Subjects(ctx)
	if err != nil {
		return err
	}
	id, n := "", 0
	taken := func(s *scan.Subject) bool { return s.ID == id }
	for id == "" || slices.ContainsFunc(list, taken) {
		n++
		id = fmt.Sprintf("client-%d", n)
	}
	self := slices.ContainsFunc(list, func(s *scan.Subject) bool { return s.Authority.Kind == scan.Self })
	t := p.talk()
	t.say("A few questions. You can skip what is optional, %q goes back by one, and all is\nshown at the end to change it. Nothing leaves this machine now.", back)
	f := &form{talk: t, questions: p.subjectQuestions(!self, id), yes: "files the subject"}
	s, _, err := p.askSubject(f)
	if err != nil {
		return fmt.Errorf("add subject: %w", err)
	}
	document, err := casebook.Document(s, "answers")
	if err != nil {
		return err
	}
	return p.addSubject(ctx, s, document)
}

func subjectRows(s *scan.Subject, today brokers.Date) [][]string {
	rows := [][]string{{"authority", string(s.Authority.Kind)}, {"risk", string(s.Risk)}, {"residence", s.Residence.Country + " " + s.Residence.State}}
	add := func(kind string, values ...string) {
		for _, v := range values {
			if labels := s.Safe.Labels(v); len(labels) > 0 {
				v = joinComma(labels)
			}
			if v != "" {
				rows = append(rows, []string{kind, v})
			}
		}
	}
	for _, n := range s.Names {
		add("name", n.String()+" "+string(n.Kind))
	}
	add("born", s.Born.String())
	for _, a := range s.Addresses {
		if n, safe := s.Safe.IsAddress(a); safe {
			add("address", fmt.Sprintf("safe address %d", n))
			continue
		}
		add("address", a.String())
	}
	add("phone", s.Phones...)
	add("e-mail", s.Emails...)
	add("relative", s.Relatives...)
	add("reply to", s.ReplyTo)
	add("household", s.Household)
	for _, safe := range []struct {
		kind string
		n    int
	}{{"name", len(s.Safe.Names)}, {"address", len(s.Safe.Addresses)}, {"phone", len(s.Safe.Phones)}, {"e-mail", len(s.Safe.Emails)}} {
		if safe.n > 0 {
			add("safe", fmt.Sprintf("%d (%s); never leaves in any artefact", safe.n, safe.kind))
		}
	}
	if err := s.Authority.Covers(scan.Look, "", today); err != nil {
		add("not looked for", err.Error())
	}
	return rows
}

func (p *program) subjectWithdraw() *cobra.Command {
	return &cobra.Command{
		Use: "withdraw ID", Short: "End a subject's authority today: nothing more is looked for or asked", Args: exactArgs(1, "a subject's id"),
		RunE: func(c *cobra.Command, args []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			if err := book.Withdraw(c.Context(), args[0]); err != nil {
				return err
			}
			p.say("The authority of %s is withdrawn: nothing more is looked for or asked. What was found and sent stays in the vault.", args[0])
			return nil
		},
	}
}
