package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/gen2brain/beeep"
	"github.com/spf13/pflag"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// The channels by which a notice can be given.
const (
	byDesktop = "desktop"
	byMail    = "mail"
)

// neutral is what a notice says where nobody has chosen other words: nothing
// about whom, what, where, or by which program.
const neutral = "There is something new to read."

// longestNotice is the most letters that a notice may have: it is a subject line.
const longestNotice = 120

// noticeFlags say how a person is told that there is something new.
type noticeFlags struct {
	by   []string
	text string
	mail mailFlags
}

func (f *noticeFlags) flags(fl *pflag.FlagSet) {
	fl.StringArrayVar(&f.by, "notify", nil, "tell on this desktop or by mail that there is something new: desktop, mail; may be repeated")
	fl.StringVar(&f.text, "notice", neutral, "all that a notice says")
	f.mail.flags(fl)
}

func (f *noticeFlags) check() error {
	for _, by := range f.by {
		if by != byDesktop && by != byMail {
			return usage("--notify: want desktop or mail")
		}
	}
	switch {
	case len([]rune(f.text)) > longestNotice:
		return usage("--notice: want at most %d letters, as it is a subject line", longestNotice)
	case strings.TrimSpace(f.text) == "" || strings.ContainsFunc(f.text, unicode.IsControl):
		return usage("--notice: want one line of text")
	}
	if slices.Contains(f.by, byMail) {
		return f.mail.check()
	}
	return nil
}

// channels are the notices that were chosen.
func (p *program) channels(ctx context.Context, book *casebook.Casebook, f noticeFlags) (list []*casebook.Notices, err error) {
	if len(f.by) == 0 {
		return nil, nil
	}
	if err := tellsNobody(ctx, book, f.text); err != nil {
		return nil, err
	}
	add := func(channel string, send func(context.Context) error) {
		list = append(list, &casebook.Notices{Book: book, Channel: channel, Send: send})
	}
	if slices.Contains(f.by, byDesktop) {
		add(byDesktop, func(context.Context) error { return onDesktop(f.text) })
	}
	if slices.Contains(f.by, byMail) {
		m, err := p.mailer(f.mail, f.text)
		if err != nil {
			return nil, err
		}
		add(byMail, m.send)
	}
	return list, nil
}

// onDesktop shows a notice. Its error names no cause: the library's quotes what
// was to be shown.
func onDesktop(text string) error {
	beeep.AppName = "Reminder" // some desktops show it, and the library has none
	if err := beeep.Notify(text, "", ""); err != nil {
		return errors.New("there is no desktop that shows notices")
	}
	return nil
}

// tellsNobody refuses a notice that holds a fact about a subject or names a
// broker: it is read on locked screens and passes mail servers. The neutral one
// is about nobody, though there are people called New and Read.
func tellsNobody(ctx context.Context, book *casebook.Casebook, text string) error {
	if text == neutral {
		return nil
	}
	subjects, err := book.Subjects(ctx)
	if err != nil {
		return err
	}
	said := wordsOf(text)
	for _, s := range subjects {
		if slices.ContainsFunc(factsOf(s), func(fact string) bool { return holds(said, fact) }) {
			return usage("--notice: it holds a fact about a subject, and notices are read by others")
		}
	}
	for _, b := range book.Catalogue.All() {
		if holds(said, b.ID) || holds(said, b.Name) || holds(said, b.Domain) {
			return usage("--notice: it names a broker, and notices are read by others")
		}
	}
	return nil
}

// holds reports whether words hold those of another text, in a row.
func holds(said, text string) bool {
	words := wordsOf(text)
	return words != "  " && strings.Contains(said, words)
}

// wordsOf is a text in small letters, with a space before, between and after its
// words.
func wordsOf(text string) string {
	apart := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), apart), " ") + " "
}

// factsOf lists what a notice may not say of a subject.
func factsOf(s *scan.Subject) (list []string) {
	for _, n := range slices.Concat(s.Names, s.Safe.Names) {
		list = append(list, n.First, n.Last)
	}
	for _, a := range slices.Concat(s.Addresses, s.Safe.Addresses) {
		list = append(list, a.Street, a.City, a.Zip)
	}
	return slices.Concat(list, s.Phones, s.Emails, s.Safe.Phones, s.Safe.Emails, s.Relatives)
}
