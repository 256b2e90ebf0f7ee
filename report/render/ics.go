package render

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// Calendar says how clocks become entries of a calendar (RFC 5545). A calendar
// is shared, synchronised and shown on locked screens, so that an entry tells
// that something is due and nothing of what, by whom or for whom.
type Calendar struct {
	Clocks []report.Clock
	Text   string       // of every entry; empty: NeutralText
	Salt   []byte       // secret of the vault: without it, nobody can guess from an entry's UID what it is about
	Now    time.Time    // when it is written
	Today  brokers.Date // the first day that is reminded of
}

// NeutralText is what an entry says unless the person has words of their own.
const NeutralText = "Something is due"

// CalendarID marks a calendar of ours, so that a new one may take the place of
// the old. It does not name the program: the person's own words may be meant
// not to.
const CalendarID = "-//due dates//EN"

// reminders are the times of an all-day entry's reminders, from its midnight:
// nine in the morning of the day before and of the day.
var reminders = []string{"-PT15H", "PT9H"}

// ICS writes clocks as a calendar to import. The same clock has the same UID
// every time, so that importing again moves its entry instead of adding one.
// No clocks make no calendar: the format wants at least one entry.
func ICS(w io.Writer, c Calendar) error {
	if len(c.Clocks) == 0 {
		return fmt.Errorf("write calendar: no clock runs, and a calendar without an entry is none")
	}
	text := c.Text
	if text == "" {
		text = NeutralText
	}
	cal := ics.NewCalendarFor("")
	cal.SetProductId(CalendarID)
	seen := map[string]int{}
	for _, k := range c.Clocks {
		what := k.Request + "\x00" + string(k.Kind)
		seen[what]++
		e := cal.AddEvent(uid(c.Salt, what, seen[what]))
		e.SetDtStampTime(c.Now)
		e.SetSequence(sequence(c.Now))
		e.SetSummary(text)
		day := k.Due.Time()
		e.SetAllDayStartAt(day)
		e.SetAllDayEndAt(day.AddDate(0, 0, 1))
		e.SetClass(ics.ClassificationPrivate)
		e.SetTimeTransparency(ics.TransparencyTransparent)
		if k.Due.Before(c.Today) {
			continue
		}
		for _, at := range reminders {
			a := e.AddAlarm()
			a.SetAction(ics.ActionDisplay)
			a.SetTrigger(at)
			a.SetProperty(ics.ComponentPropertyDescription, text)
		}
	}
	if err := cal.SerializeTo(w, ics.WithNewLineWindows); err != nil {
		return fmt.Errorf("write calendar: %w", err)
	}
	return nil
}

// uid names an entry by a keyed hash.
func uid(salt []byte, what string, n int) string {
	mac := hmac.New(sha256.New, salt)
	fmt.Fprintf(mac, "%s\x00%d", what, n)
	return hex.EncodeToString(mac.Sum(nil)[:16]) + "@due.invalid"
}

// sequence grows with time, as a calendar wants of an entry that has changed
// (RFC 5545, section 3.8.7.4): minutes since 2026 began.
func sequence(now time.Time) int {
	return max(0, int(now.Sub(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).Minutes()))
}
