package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// SafetyHolds is how long an answer to a safety question holds.
const SafetyHolds = 180 * 24 * time.Hour

// SafetyAnswers are answers by the questions' keys, as the journal keeps them.
type SafetyAnswers struct {
	Answers map[string]string `json:"answers"`
	By      string            `json:"by,omitempty"` // the member who gave them
}

// Answer is the last answer to one question, if it still holds.
type Answer struct {
	Word string
	On   brokers.Date
	By   string
}

// Safety is where a subject stands with the safety questions.
type Safety struct {
	Subject  string
	Wanted   bool              // nothing is sent before they are answered
	Answers  map[string]Answer // those that hold, by key
	Open     []string          // keys of questions without an answer that holds
	Shut     []string          // keys of questions whose answer keeps letters back
	Overtook string            // why answers hold no more: "" or a reason in words
}

// SafetyState is Safety in a word, for lists.
type SafetyState string

// The states.
const (
	SafetyNotAsked SafetyState = "-"       // nothing has to be answered for the subject
	SafetyWaits    SafetyState = "waits"   // questions wait for an answer
	SafetyShut     SafetyState = "no"      // an answer keeps letters back
	SafetyDone     SafetyState = "settled" // letters may go
)

// State is Safety in a word.
func (s Safety) State() SafetyState {
	switch {
	case !s.Wanted:
		return SafetyNotAsked
	case len(s.Shut) > 0:
		return SafetyShut
	case len(s.Open) > 0:
		return SafetyWaits
	}
	return SafetyDone
}

// Refusal returns nil where letters may go, and else the rule.
func (s Safety) Refusal() error {
	switch s.State() {
	case SafetyWaits:
		why := ""
		if s.Overtook != "" {
			why = " (" + s.Overtook + ")"
		}
		return &scan.Refusal{Rule: fmt.Sprintf("before anything is sent for %s the safety questions must be answered%s: `whohasme subject safety %s`", s.Subject, why, s.Subject)}
	case SafetyShut:
		return &scan.Refusal{Rule: fmt.Sprintf("nothing is sent for %s while the answer to %s is no or not yet: `whohasme subject safety %s` answers it anew",
			s.Subject, quoted(s.Shut), s.Subject)}
	}
	return nil
}

func quoted(words []string) string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = fmt.Sprintf("%q", w)
	}
	return strings.Join(list, ", ")
}

// Safety reads where a subject stands with the safety questions. They are asked
// for somebody else: where a clinic acts under a mandate, and for everybody at
// high risk who does not ask for themself. An answer holds for SafetyHolds, and
// no longer than what it was given on: a change of the risk or of the safe facts
// asks all of them again, a change of the reply address that about the mailbox.
func (c *Casebook) Safety(ctx context.Context, subject string) (Safety, error) {
	s, err := c.one(ctx, subject)
	if err != nil {
		return Safety{}, err
	}
	out := Safety{Subject: subject, Answers: map[string]Answer{}}
	if out.Wanted, err = c.wantsSafety(ctx, s); err != nil {
		return Safety{}, err
	}
	if err := c.foldSafety(ctx, subject, &out); err != nil {
		return Safety{}, err
	}
	for _, q := range SafetyQuestions {
		a, there := out.Answers[q.Key]
		if !there {
			out.Open = append(out.Open, q.Key)
			continue
		}
		if is, known := q.choice(a.Word); !known || is.Shut || q.Key == "address" && a.Word == "safe" && len(s.Safe.Addresses) == 0 {
			out.Shut = append(out.Shut, q.Key)
		}
	}
	return out, nil
}

func (c *Casebook) wantsSafety(ctx context.Context, s *scan.Subject) (bool, error) {
	switch {
	case s.Authority.Kind == scan.Self:
		return false, nil
	case s.Risk == scan.HighRisk:
		return true, nil
	case s.Authority.Kind == scan.Mandate:
		return c.staffed(ctx)
	}
	return false, nil
}

// foldSafety goes through a subject's chain and keeps the answers that hold.
func (c *Casebook) foldSafety(ctx context.Context, subject string, out *Safety) error {
	day, err := c.ahead(ctx, "", subject)
	if err != nil {
		return err
	}
	var before *scan.Subject
	err = each(ctx, c, subject, brokers.Date{}, func(e vault.Entry, payload json.RawMessage) error {
		if e.Kind == scan.SafetyAnswered {
			var given SafetyAnswers
			if err := json.Unmarshal(payload, &given); err != nil {
				return fmt.Errorf("read %s of subject %q: the event is damaged", e.Kind, subject)
			}
			for key, word := range given.Answers {
				out.Answers[key] = Answer{word, c.day(e.At), given.By}
			}
			return nil
		}
		var now filed
		if err := json.Unmarshal(payload, &now); err != nil {
			return fmt.Errorf("read %s of subject %q: the event is damaged", e.Kind, subject)
		}
		if before != nil {
			out.overtake(before, &now.Subject)
		}
		before = &now.Subject
		return nil
	}, scan.SubjectAdded, scan.SubjectChanged, scan.SafetyAnswered)
	for key, a := range out.Answers {
		if day.Time().Sub(a.On.Time()) > SafetyHolds {
			delete(out.Answers, key)
			out.Overtook = "answers hold for 180 days"
		}
	}
	return err
}

// overtake drops the answers that a change of the subject's file asks again.
func (s *Safety) overtake(before, now *scan.Subject) {
	switch {
	case len(s.Answers) == 0:
	case before.Risk != now.Risk:
		s.Answers, s.Overtook = map[string]Answer{}, "the risk is another one now"
	case !reflect.DeepEqual(before.Safe, now.Safe):
		s.Answers, s.Overtook = map[string]Answer{}, "the safe facts are others now"
	case before.ReplyTo != now.ReplyTo:
		delete(s.Answers, "reply")
		s.Overtook = "the address for answers is another one now"
	}
}

// AnswerSafety journals answers to safety questions. Only the questions given
// are answered anew; the others stand as long as they hold.
func (c *Casebook) AnswerSafety(ctx context.Context, subject string, answers map[string]string) (Safety, error) {
	if _, err := c.one(ctx, subject); err != nil {
		return Safety{}, err
	}
	if len(answers) == 0 {
		return Safety{}, errors.New("answer safety questions: there is no answer")
	}
	for key, word := range answers {
		q, known := safetyQuestion(key)
		if !known {
			return Safety{}, errors.New("answer safety questions: there is no such question; they are " + safetyKeys())
		}
		if _, known := q.choice(word); !known {
			return Safety{}, fmt.Errorf("answer safety questions: %s wants %s", key, safetyWords(q))
		}
	}
	if err := c.append(ctx, scan.SafetyAnswered, subject, "", SafetyAnswers{Answers: answers, By: c.me()}); err != nil {
		return Safety{}, err
	}
	return c.Safety(ctx, subject)
}

func safetyKeys() string {
	var keys []string
	for _, q := range SafetyQuestions {
		keys = append(keys, q.Key)
	}
	return strings.Join(keys, ", ")
}

func safetyWords(q SafetyQuestion) string {
	var words []string
	for _, ch := range q.Choices {
		words = append(words, ch.Word)
	}
	return strings.Join(words, " or ")
}

// MayWrite returns nil where a request's letter may be written now, or the
// request be marked as sent: its subject's authority permits the ask, as the
// journal says at this moment, and the safety questions are settled. Else it is
// a *scan.Refusal. Looking at what a letter would say needs neither.
func (c *Casebook) MayWrite(ctx context.Context, r report.Request) error {
	if _, err := c.permits(ctx, r.Subject, string(r.Ask), r.Broker); err != nil {
		return err
	}
	s, err := c.Safety(ctx, r.Subject)
	if err != nil {
		return err
	}
	if err := s.Refusal(); err != nil {
		return err
	}
	if s.Wanted && s.Answers["post"].Word == "no" && r.Route.By == brokers.ByPost {
		return &scan.Refusal{Rule: fmt.Sprintf("for %s no letter goes by post, as its safety questions were answered", r.Subject)}
	}
	return nil
}

// MayFile is MayWrite for the request on the state's platform, which goes to
// every registered broker at once.
func (c *Casebook) MayFile(ctx context.Context, subject string) error {
	return c.MayWrite(ctx, report.Request{Subject: subject, Ask: brokers.Delete})
}
