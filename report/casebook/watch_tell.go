package casebook

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan/vault"
)

// Told is that somebody was told what changed. The first of a subject's holds
// what was there before anybody kept looking, and was told in other ways.
type Told struct {
	News   []News   `json:"news,omitempty"`
	Before []string `json:"before,omitempty"` // keys
}

// tell journals news as told, before they are: what a person may miss when the
// program ends in between is still in the digest, and nothing is told twice.
func (c *Casebook) tell(ctx context.Context, subject string, t Told) error {
	payload, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("write %s: %w", report.NewsTold, err)
	}
	events := []vault.Envelope{{Kind: report.NewsTold, Subject: subject, At: c.Now(), Payload: payload}}
	if len(t.News) > 0 {
		events = append(events, vault.Envelope{Kind: report.NoticeDue, At: c.Now()})
	}
	return c.Vault.Append(ctx, events...)
}

// toldUpto is what a subject's news were gathered from last.
type toldUpto struct {
	Head int64        `json:"head"`
	Day  brokers.Date `json:"day"`
}

// untold lists what nobody was told yet of a subject. begun says whether
// anybody was told anything before.
func (c *Casebook) untold(ctx context.Context, id string) (list []News, begun bool, err error) {
	told := map[string]bool{}
	err = each(ctx, c, id, brokers.Date{}, func(_ vault.Entry, t Told) error {
		begun = true
		for _, n := range t.News {
			told[n.Key] = true
		}
		for _, k := range t.Before {
			told[k] = true
		}
		return nil
	}, report.NewsTold)
	if err != nil {
		return nil, false, err
	}
	s, err := c.Subject(ctx, id)
	if err != nil || s == nil {
		return nil, begun, err
	}
	h, err := c.history(ctx, s, brokers.Date{})
	if err != nil {
		return nil, begun, err
	}
	clocks, err := c.clocksOf(ctx, h)
	if err != nil {
		return nil, begun, err
	}
	for _, n := range c.news(h, clocks) {
		if !told[n.Key] {
			list = append(list, n)
		}
	}
	return list, begun, nil
}

// Digest returns what was told since a time, the oldest first. A file that is
// written from it is always whole, however often it is written.
func (c *Casebook) Digest(ctx context.Context, since time.Time) ([]News, error) {
	ids, err := c.Vault.Subjects(ctx)
	if err != nil {
		return nil, err
	}
	var list []News
	for _, id := range ids {
		wanted := func(e vault.Entry) bool { return !e.At.Before(since) }
		err := eachOf(ctx, c, id, wanted, func(_ vault.Entry, t Told) error {
			list = append(list, t.News...)
			return nil
		}, report.NewsTold)
		if purged(err) != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b News) int { return a.On.Time().Compare(b.On.Time()) })
	return list, nil
}

// Notice is what became of one notice that there is something new. It says
// nothing about whom or what.
type Notice struct {
	Channel string      `json:"channel"`
	Is      NoticeState `json:"is"`
	Upto    int64       `json:"upto"` // place in the vault's chain of the last news it is about
}

// NoticeState is how far a notice got.
type NoticeState string

// The states of a notice. One that a program ended in the middle of counts as
// given: it may have been, and nobody is told twice.
const (
	NoticeBegun  NoticeState = "begun"  // from here on
	NoticeTrying NoticeState = "trying" // about to be given
	NoticeDone   NoticeState = "given"
	NoticeFailed NoticeState = "failed" // it was not given, and is tried again
)

// noticeWaits are how long a notice that failed waits for the next try; the
// last one counts for all further.
var noticeWaits = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour}

// Notices gives the notices of one channel. It belongs to one goroutine.
type Notices struct {
	Book    *Casebook
	Channel string
	Send    func(context.Context) error // gives one; its error carries no fact about anybody

	failed int       // tries in a row
	again  time.Time // not before
}

// Begin marks from where on the channel is used, the first time that it is.
func (n *Notices) Begin(ctx context.Context) error {
	last, upto, err := n.standing(ctx)
	if err != nil || last != nil {
		return err
	}
	return n.note(ctx, NoticeBegun, upto)
}

// Give gives a notice where there is news that none was given of, and reports
// whether it did. The error of a notice that could not be given is a
// [*NoticeError], and it is tried again later.
func (n *Notices) Give(ctx context.Context) (bool, error) {
	if now := n.Book.Now(); now.Before(n.again) && n.again.Sub(now) <= noticeWaits[len(noticeWaits)-1] {
		return false, nil
	}
	last, upto, err := n.standing(ctx)
	if err != nil || last == nil || upto <= last.Upto {
		return false, err
	}
	if err := n.note(ctx, NoticeTrying, upto); err != nil {
		return false, err
	}
	// From here on an end counts as given, but not an interruption.
	kept := context.WithoutCancel(ctx)
	if err := n.Send(ctx); err != nil {
		n.again = n.Book.Now().Add(noticeWaits[min(n.failed, len(noticeWaits)-1)])
		n.failed++
		if fault := n.note(kept, NoticeFailed, last.Upto); fault != nil {
			return false, fault
		}
		return false, &NoticeError{n.Channel, n.again, err}
	}
	n.failed, n.again = 0, time.Time{}
	return true, n.note(kept, NoticeDone, upto)
}

// Next returns when a notice that failed is tried again; zero: none did.
func (n *Notices) Next() time.Time { return n.again }

// NoticeError says that a notice was not given.
type NoticeError struct {
	Channel string
	Again   time.Time
	cause   error
}

// Error names the channel and the cause.
func (e *NoticeError) Error() string { return fmt.Sprintf("give notice by %s: %v", e.Channel, e.cause) }

// Unwrap returns the cause.
func (e *NoticeError) Unwrap() error { return e.cause }

// standing reads the channel's last notice and the place of the last news.
func (n *Notices) standing(ctx context.Context) (last *Notice, upto int64, err error) {
	err = each(ctx, n.Book, "", brokers.Date{}, func(e vault.Entry, got Notice) error {
		switch {
		case e.Kind == report.NoticeDue:
			upto = e.Seq
		case got.Channel == n.Channel:
			last = &got
		}
		return nil
	}, report.NoticeDue, report.NoticeGiven)
	return last, upto, err
}

func (n *Notices) note(ctx context.Context, is NoticeState, upto int64) error {
	return n.Book.append(ctx, report.NoticeGiven, "", "", Notice{n.Channel, is, upto})
}
