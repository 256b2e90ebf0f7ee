package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
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
	unknown  int        // not checked for another reason
	mu       sync.Mutex // steps are told from several goroutines
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
	began := time.Now()
	w.bars = mpb.New(mpb.WithOutput(w.p.errOut), mpb.WithWidth(32))
	what := "brokers"
	if len(w.subjects) > 1 {
		what = "visits"
	}
	w.bar = w.bars.AddBar(int64(visits),
		mpb.PrependDecorators(decor.CountersNoUnit("%d of %d "+what)),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string {
			w.mu.Lock()
			defer w.mu.Unlock()
			return fmt.Sprintf(" found %d, blocked %d, not checked %d", w.found, w.blocked, w.unknown)
		}), decor.OnComplete(decor.Any(func(s decor.Statistics) string {
			return "  " + leftWords(time.Since(began), int(s.Current), int(s.Total))
		}), "")),
	)
}

// leftWords says how long a scan has run and, where enough is finished to tell,
// how long it may still take. Sites are visited side by side, so before the
// first is finished, and while the slowest are waited for, nothing tells.
func leftWords(run time.Duration, done, total int) string {
	words := run.Round(time.Second).String() + " so far"
	if done == total {
		return words
	}
	if done > 0 {
		if left := run / time.Duration(done) * time.Duration(total-done); left >= 2*time.Second {
			return words + ", time left about " + left.Round(time.Second).String()
		}
	}
	return words + ", time left not known yet"
}

// Visit tells of one finished visit.
func (w *watcher) Visit(v scan.Visit) {
	w.mu.Lock()
	w.done++
	switch {
	case v.Outcome == scan.Found || v.Outcome == scan.Maybe:
		w.found++
	case v.Outcome == scan.Blocked:
		w.blocked++
	case !v.Outcome.Answered():
		w.unknown++
	}
	if w.judge(v) && !slices.Contains(w.unproven, v.Broker) {
		w.unproven = append(w.unproven, v.Broker)
	}
	w.mu.Unlock()
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
	w.mu.Lock()
	defer w.mu.Unlock()
	w.p.say("%d/%d %s %s: %s", w.done, w.total, v.Subject, v.Broker, v.Outcome)
}

// step tells of one step, above the bar where there is one.
func (w *watcher) step(t sweep.Told) {
	line := strings.TrimSpace(t.Subject+" "+t.Broker) + ": " + t.Text
	if w.bar != nil {
		_, _ = w.bars.Write([]byte(line + "\n"))
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.p.say("%s", line)
}

// steps is what a sweep is told to tell, with -v.
func (w *watcher) steps() func(sweep.Told) {
	if !w.p.set.verbose || w.p.set.quiet {
		return nil
	}
	return w.step
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
