package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
)

// watcher shows how a scan goes on: a bar on a terminal, plain lines
// otherwise, and with --json each visit's line once it is in the journal.
type watcher struct {
	p        *program
	subjects map[string]*scan.Subject
	json     bool
	judge    func(scan.Visit) bool // whether a visit's definition was never confirmed live
	unproven []string              // the brokers visited by such
	plain    bool                  // no bar: a person is talked with
	mute     bool                  // no progress: something else says what became of each visit
	total    int
	done     int
	found    int
	blocked  int
	bars     *mpb.Progress
	bar      *mpb.Bar
}

func (p *program) watcher(ctx context.Context, book *casebook.Casebook, f scanFlags) (*watcher, error) {
	w := &watcher{p: p, json: f.json, subjects: map[string]*scan.Subject{}}
	list, err := book.Subjects(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range list {
		w.subjects[s.ID] = s
	}
	w.judge, err = book.Unconfirmed(ctx, f.Subject)
	return w, err
}

// Begin starts the bar.
func (w *watcher) Begin(visits int) {
	w.total = visits
	if w.mute || w.p.set.quiet || visits == 0 || w.plain || !isTerminal(w.p.errOut) {
		return
	}
	w.bars = mpb.New(mpb.WithOutput(w.p.errOut), mpb.WithWidth(32))
	w.bar = w.bars.AddBar(int64(visits),
		mpb.PrependDecorators(decor.CountersNoUnit("%d of %d visits")),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string {
			return fmt.Sprintf(" found %d, not checked %d", w.found, w.blocked)
		}), decor.Name("  "), decor.AverageETA(decor.ET_STYLE_GO)),
	)
}

// Visit tells of one finished visit.
func (w *watcher) Visit(v scan.Visit) {
	w.done++
	switch {
	case v.Outcome == scan.Found || v.Outcome == scan.Maybe:
		w.found++
	case !v.Outcome.Answered():
		w.blocked++
	}
	if w.judge(v) && !slices.Contains(w.unproven, v.Broker) {
		w.unproven = append(w.unproven, v.Broker)
	}
	if w.json {
		w.line(v)
	}
	if w.mute {
		return
	}
	if w.bar != nil {
		w.bar.Increment()
		return
	}
	w.p.say("%d/%d %s %s: %s", w.done, w.total, v.Subject, v.Broker, v.Outcome)
}

// line prints a visit as JSON.
func (w *watcher) line(v scan.Visit) {
	l := toVisitLine(w.subjects[v.Subject], v)
	l.Unconfirmed = w.judge(v)
	if err := render.JSON(w.p.out, l); err != nil {
		w.p.say("%v", err)
	}
}

// end takes the bar down, finished or not.
func (w *watcher) end() {
	if w.bar == nil {
		return
	}
	if w.done < w.total {
		w.bar.Abort(false)
	}
	w.bars.Wait()
}
