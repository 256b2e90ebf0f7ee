package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/letter"
	"github.com/whohasme/whohasme/report/letter/paper"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// wanted are the asks that a person may choose besides.
var wanted = []brokers.Ask{"delete", "know", "object"}

// choice is what a person can choose beyond the default.
type choice struct {
	Residence bool            // cite laws where the listing does not show where they live
	Asks      map[string]bool // what else is asked of everybody
	Acts      []*statute.Act  // that are in doubt, and could be cited
	Cited     map[string]bool // of them, those that are
}

// chosen is what the person chose and took back since they came in.
func (v *visit) chosen() (list []report.Choice) {
	v.session.with(func() { list = v.session.choices[v.subject.ID] })
	return list
}

// planned is the plan of the page's subject, by what was chosen.
func (v *visit) planned() (casebook.Plan, error) {
	list, err := v.book.PlanWith(v.r.Context(), v.subject.ID, v.book.Today(), v.chosen())
	if err != nil {
		return casebook.Plan{}, err
	}
	return list[0], nil
}

func (v *visit) plan() error {
	p, err := v.planned()
	if err != nil {
		return err
	}
	minutes := 0
	for _, r := range p.Requests {
		minutes += r.Minutes
	}
	return v.show("plan", struct {
		casebook.Plan
		Minutes int
		Choice  choice
	}{p, minutes, v.choice(p)})
}

// choice says what was chosen, and which acts the plan could cite on a yes.
func (v *visit) choice(p casebook.Plan) choice {
	got := request.ChoicesOf(p.Choices)
	c := choice{Residence: got.TellResidence, Asks: map[string]bool{}, Cited: map[string]bool{}}
	for _, w := range got.Also {
		if w.Broker == "" {
			c.Asks[string(w.Ask)] = true
		}
	}
	for _, id := range got.Cite {
		c.Cited[id] = true
	}
	var kept strings.Builder
	for _, r := range p.Requests {
		kept.WriteString(r.Kept + " ")
	}
	for _, m := range citable.FindAllStringSubmatch(kept.String(), -1) {
		c.add(v.book.Statutes, m[1])
	}
	for _, id := range got.Cite {
		c.add(v.book.Statutes, id)
	}
	return c
}

func (c *choice) add(book *statute.Book, id string) {
	if a, ok := book.Act(id); ok && !slices.Contains(c.Acts, a) {
		c.Acts = append(c.Acts, a)
	}
}

// choose follows what the person ticked. It is kept once a letter is written by
// it; what was kept and is no longer ticked is taken back likewise.
func (v *visit) choose() error {
	f := v.r.PostForm
	var now []report.Choice
	add := func(is report.ChoiceKind, of string) {
		now = append(now, report.Choice{Is: is, Of: of, On: v.book.Today()})
	}
	if f.Get("residence") == "yes" {
		add(report.TellResidence, "")
	}
	for _, a := range wanted {
		if slices.Contains(f["ask"], string(a)) {
			add(report.AskToo, string(a))
		}
	}
	for _, id := range f["cite"] {
		if _, ok := v.book.Statutes.Act(id); ok {
			add(report.CiteAct, id)
		}
	}
	kept, err := v.book.Choices(v.r.Context(), v.subject.ID)
	if err != nil {
		return err
	}
	for _, k := range kept {
		ticked := slices.ContainsFunc(now, func(c report.Choice) bool { return c.Key() == k.Key() })
		if !ticked && offered(k) {
			now = append(now, report.Choice{Is: k.Is, Of: k.Of, On: v.book.Today(), Back: true})
		}
	}
	v.session.with(func() { v.session.choices[v.subject.ID] = now })
	v.session.say("The plan follows your choice. Look at what each request now tells.")
	return v.back(at(v.subject, "plan"))
}

// offered reports whether a choice is one that the page offers: the others are
// made, and taken back, in a terminal.
func offered(c report.Choice) bool {
	switch c.Is {
	case report.TellResidence, report.CiteAct:
		return true
	case report.AskToo:
		return slices.Contains(wanted, brokers.Ask(c.Of))
	}
	return false
}

// keep drafts the request of a letter that is written, and keeps what was
// chosen for it.
func (v *visit) keep(w written) error {
	if err := v.book.Draft(v.r.Context(), []report.Request{w.letter.Request}); err != nil {
		return err
	}
	return v.book.Keep(v.r.Context(), w.plan)
}

// written is a letter, and the plan that it is written by.
type written struct {
	letter report.Letter
	plan   casebook.Plan
}

// seen tells this letter, and where it goes, from every other: what is taken
// is what was looked at (disclosure rule 1).
func (w written) seen(s *session) (string, error) {
	var text strings.Builder
	if err := paper.Text(&text, w.letter); err != nil {
		return "", err
	}
	r := w.letter.Request
	return s.sign(text.String(), string(r.Route.By), r.Route.To, r.Route.URL), nil
}

// errChanged says that a letter is another one by now.
var errChanged = &saying{http.StatusConflict, "The letter is another one now", "Nothing was taken: since you looked at it, it has come to say something else. A look found more, or you chose otherwise in another tab.", "Look at it again, and take it then."}

// taken composes the letter that was looked at.
func (v *visit) taken() (written, error) {
	w, err := v.write()
	if err == nil {
		err = v.mayWrite(w)
	}
	if err != nil {
		return written{}, err
	}
	now, err := w.seen(v.session)
	if err == nil && now != v.r.PostForm.Get("seen") {
		err = errChanged
	}
	return w, err
}

// mayWrite says in words why a letter may not be taken, nor be noted as sent.
func (v *visit) mayWrite(w written) error {
	err := v.book.MayWrite(v.r.Context(), w.letter.Request)
	if rule := (*scan.Refusal)(nil); errors.As(err, &rule) {
		return &saying{http.StatusConflict, "This letter is not written now", sentence(rule.Rule), "Nothing was taken and nothing noted. You can look at what it would say."}
	}
	return err
}

// held says why no letter may be taken for the page's subject, "" where letters
// may.
func (v *visit) held() (string, error) {
	s, err := v.book.Safety(v.r.Context(), v.subject.ID)
	if err != nil {
		return "", err
	}
	if rule := s.Refusal(); rule != nil {
		return sentence(rule.Error()), nil
	}
	return "", nil
}

func (v *visit) letters() error {
	p, err := v.planned()
	if err != nil {
		return err
	}
	held, err := v.held()
	if err != nil {
		return err
	}
	page, rest := cut(v.r, p.Requests)
	return v.show("letters", struct {
		List  []report.Request
		Pages paging
		Plan  casebook.Plan
		Held  string
	}{page, rest, p, held})
}

// write composes the one letter that a request's address names.
func (v *visit) write() (written, error) {
	p, err := v.planned()
	if err != nil {
		return written{}, err
	}
	id := v.r.PathValue("request")
	i := slices.IndexFunc(p.Requests, func(r report.Request) bool { return r.ID == id })
	if i < 0 {
		return written{}, casebook.ErrNoRequest
	}
	p.Requests = p.Requests[i : i+1]
	list, err := v.book.Compose(v.r.Context(), p, v.book.Today())
	if err == nil && len(list) == 0 {
		err = casebook.ErrNoRequest
	}
	if err != nil {
		return written{}, err
	}
	return written{list[0].Letter, p}, nil
}

// letterForm is a form in which a letter can be had.
type letterForm struct{ Form, Text string }

// letterForms say what each form is for.
var letterForms = []letterForm{
	{"pdf", "PDF, to print"}, {"sheet", "Sheet for the web form: what to paste where"}, {"eml", "Draft for your mail program"},
	{"txt", "Plain text"}, {"docx", "Word processor"}, {"html", "Web page"}, {"md", "Markdown"},
}

// usual is the form that fits the way a letter goes.
func usual(by brokers.Channel) string {
	switch by {
	case brokers.ByForm:
		return "sheet"
	case brokers.ByEmail:
		return "eml"
	}
	return "pdf"
}

func (v *visit) letter() error {
	w, err := v.write()
	if err != nil {
		return err
	}
	l := w.letter
	var text strings.Builder
	if err := paper.Text(&text, l); err != nil {
		return err
	}
	seen, err := w.seen(v.session)
	if err != nil {
		return err
	}
	held, err := v.held()
	if err != nil {
		return err
	}
	b, _ := v.book.Catalogue.Get(l.Request.Broker)
	return v.show("letter", struct {
		report.Letter
		Held   string
		Seen   string
		Text   string
		Broker *brokers.Broker
		Usual  letterForm
		Forms  []letterForm
	}{l, held, seen, text.String(), b, letterForms[slices.IndexFunc(letterForms, func(f letterForm) bool { return f.Form == usual(l.Request.Route.By) })], letterForms})
}

// toNote leads to where the day of sending is noted. The request is drafted by
// then, also where its letter was written elsewhere.
func (v *visit) toNote() error {
	w, err := v.write()
	if err == nil {
		err = v.mayWrite(w)
	}
	if err != nil {
		return err
	}
	if err := v.keep(w); err != nil {
		return err
	}
	return v.back(at(v.subject, "requests", w.letter.Request.ID))
}

// download drafts the request and gives its letter as a file.
func (v *visit) download() error {
	form := v.r.PathValue("form")
	if form == "sent" {
		return v.toNote()
	}
	kind, ok := map[string]string{
		"pdf": "application/pdf", "txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8", "eml": "message/rfc822",
		"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "sheet": "text/plain; charset=utf-8",
	}[form]
	if !ok || !slices.Contains(casebook.Formats, form) {
		return errNoPage
	}
	w, err := v.taken()
	if err != nil {
		return err
	}
	l := w.letter
	var b buffer
	if err := paper.Write(&b, l, form); err != nil {
		if errors.Is(err, paper.ErrGlyphs) {
			return &saying{409, "This letter cannot be drawn as a PDF", "It has a character that none of the fonts for paper can draw.", "Take it as a web page or as plain text."}
		}
		return fmt.Errorf("write letter: %w", err)
	}
	if err := v.keep(w); err != nil {
		return err
	}
	ext := form
	if form == "sheet" {
		ext = "sheet.txt"
	}
	return v.give(letter.FileName(l.Request, ext), kind, func(w *buffer) error { _, err := b.WriteTo(w); return err })
}
