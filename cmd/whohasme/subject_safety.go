package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
)

func (p *program) subjectSafety() *cobra.Command {
	var from string
	var given []string
	var asJSON bool
	c := &cobra.Command{
		Use: "safety ID [--from FILE | --answer KEY=WORD...]", Short: "Ask the safety questions, without which nothing is sent for a client", Args: exactArgs(1, "a subject's id"),
		Long: aboutSafety(),
		RunE: func(c *cobra.Command, args []string) error {
			if from != "" && len(given) > 0 {
				return usage("--from and --answer do not go together")
			}
			answers, err := readAnswers(p, from, given)
			if err != nil {
				return err
			}
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			return p.safety(c.Context(), book, args[0], answers, asJSON)
		},
	}
	c.Flags().StringVar(&from, "from", "", "file of answers, one `key: word` a line")
	c.Flags().StringArrayVar(&given, "answer", nil, "answer to one question, KEY=WORD; may be repeated")
	jsonFlag(c, &asJSON)
	return c
}

func aboutSafety() string {
	var b strings.Builder
	b.WriteString(`Ask the safety questions: for a client under a mandate in a vault that several
people work with, and for anybody at high risk who does not ask for themself.
Before all are answered, no letter is written and no request is marked as sent;
looking at what letters would say is open. An answer of no or not yet keeps
letters back until it is answered anew. Answers hold for 180 days; a change of
the risk, of the safe facts or of the address for answers asks again.

On a terminal the questions are asked; else --answer or --from gives answers, and
without them this shows where the client stands.

`)
	for _, q := range casebook.SafetyQuestions {
		var words []string
		for _, ch := range q.Choices {
			words = append(words, ch.Word)
		}
		fmt.Fprintf(&b, "  %-8s %s\n           %s\n", q.Key, fold(q.Ask, 68, "           ")[11:], strings.Join(words, ", "))
	}
	return strings.TrimRight(b.String(), "\n")
}

// readAnswers reads the answers that the command line gives.
func readAnswers(p *program, from string, given []string) (map[string]string, error) {
	answers := map[string]string{}
	for _, g := range given {
		key, word, ok := strings.Cut(g, "=")
		if !ok {
			return nil, usage("--answer: want KEY=WORD, such as plan=yes")
		}
		answers[strings.TrimSpace(key)] = strings.TrimSpace(word)
	}
	if from == "" {
		return answers, nil
	}
	data, err := p.readInput(from)
	if err != nil {
		return nil, err
	}
	file := struct {
		Plan    string `yaml:"plan"`
		Noticed string `yaml:"noticed"`
		Devices string `yaml:"devices"`
		Reply   string `yaml:"reply"`
		Address string `yaml:"address"`
		Agreed  string `yaml:"agreed"`
		Post    string `yaml:"post"`
	}{}
	if err := brokers.Decode(from, data, &file).Err(); err != nil {
		return nil, err
	}
	for key, word := range map[string]string{"plan": file.Plan, "noticed": file.Noticed, "devices": file.Devices, "reply": file.Reply,
		"address": file.Address, "agreed": file.Agreed, "post": file.Post} {
		if word != "" {
			answers[key] = word
		}
	}
	return answers, nil
}

func (p *program) safety(ctx context.Context, book *casebook.Casebook, subject string, answers map[string]string, asJSON bool) error {
	s, err := book.Safety(ctx, subject)
	if err != nil {
		return err
	}
	if len(answers) == 0 && isTerminal(p.in) && !asJSON {
		if answers, err = p.askSafety(subject); err != nil {
			return fmt.Errorf("answer safety questions: %w", err)
		}
	}
	if len(answers) > 0 {
		if s, err = book.AnswerSafety(ctx, subject, answers); err != nil {
			return err
		}
	}
	return p.printSafety(s, asJSON)
}

// askSafety puts the questions. Enter alone is never an answer that lets
// letters go.
func (p *program) askSafety(subject string) (map[string]string, error) {
	t := p.talk()
	t.say("%s", fold("A few questions about "+subject+", best talked through with them and at their pace. They can say stop at any time. Nothing is sent now.", 78, ""))
	f := &form{talk: t, yes: "notes the answers"}
	for _, q := range casebook.SafetyQuestions {
		x := question{key: q.Key, label: q.Key, ask: q.Ask, why: q.Why}
		for _, ch := range slices.Backward(q.Choices) {
			x.choices = append(x.choices, choice{ch.Word, ch.Text})
		}
		f.questions = append(f.questions, x)
	}
	given, err := f.fill()
	out := map[string]string{}
	for key := range given {
		out[key] = given.one(key)
	}
	return out, err
}

// safetyLine is `subject safety --json`.
type safetyLine struct {
	Subject string               `json:"subject"`
	State   casebook.SafetyState `json:"state"`
	Answers []safetyAnswer       `json:"answers"`
	Open    []string             `json:"open"`
	Shut    []string             `json:"shut"`
}

type safetyAnswer struct {
	Question string       `json:"question"`
	Answer   string       `json:"answer"`
	On       brokers.Date `json:"on,omitzero"`
	By       string       `json:"by,omitempty"`
}

func (p *program) printSafety(s casebook.Safety, asJSON bool) error {
	var list []safetyAnswer
	var rows [][]string
	for _, q := range casebook.SafetyQuestions {
		a, answered := s.Answers[q.Key]
		if !answered {
			rows = append(rows, []string{q.Key, "(no answer)", "", ""})
			continue
		}
		list = append(list, safetyAnswer{q.Key, a.Word, a.On, a.By})
		rows = append(rows, []string{q.Key, a.Word, a.On.String(), a.By})
	}
	if asJSON {
		return render.JSON(p.out, safetyLine{s.Subject, s.State(), append([]safetyAnswer{}, list...), orEmpty(s.Open), orEmpty(s.Shut)})
	}
	if err := render.Table(p.out, p.width(), []string{"question", "answer", "on", "by"}, rows); err != nil {
		return err
	}
	switch s.State() {
	case casebook.SafetyNotAsked:
		p.say("Nothing has to be answered for %s before letters go.", s.Subject)
	case casebook.SafetyDone:
		p.say("Letters may go for %s. What they tell: `whohasme letters --dry-run --subject %s`.", s.Subject, s.Subject)
	default:
		p.say("Not yet: %v.", s.Refusal())
	}
	return nil
}
