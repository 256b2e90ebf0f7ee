package practice

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// mine returns the subject's listing at a site.
func mine(t *testing.T, s *Sites, id string) Listing {
	t.Helper()
	for _, l := range s.Truth() {
		if l.Broker == id && l.Subject {
			return l
		}
	}
	t.Fatalf("%s does not list the subject", id)
	return Listing{}
}

// listed reports whether a search for the subject shows the subject's record.
func listed(t *testing.T, s *Sites, id string) bool {
	t.Helper()
	l := mine(t, s, id)
	for _, page := range searched(t, s.broker(t, id), subjectQuery(s)) {
		if strings.Contains(page, l.Record) {
			return true
		}
	}
	return false
}

func optOut(t *testing.T, s *Sites, id, record string) string {
	t.Helper()
	status, answer := post(t, s.broker(t, id).OptOut[0].URL, url.Values{"url": {record}, "email": {"somebody@example.org"}})
	if status != http.StatusOK {
		t.Fatalf("%s: opt-out answered %d", id, status)
	}
	return answer
}

func TestOptOutTakesEffectAfterItsDelay(t *testing.T) {
	for id, gone := range map[string]int{
		"practice-cards": 200, "practice-table": 410, "practice-paged": 404, "practice-profile": 200, "practice-form": 404,
	} {
		t.Run(id, func(t *testing.T) {
			s := opened(t, 21)
			l := mine(t, s, id)
			if status, page := get(t, s.broker(t, id).OptOut[0].URL); status != http.StatusOK || !strings.Contains(page, `name="url"`) {
				t.Errorf("opt-out form answered %d", status)
			}
			if answer := optOut(t, s, id, l.URL); !strings.Contains(answer, "will be processed") {
				t.Error("the answer does not say what will happen")
			}
			s.Advance(23 * time.Hour)
			if !listed(t, s, id) || mine(t, s, id).Removed {
				t.Error("gone before the delay was over")
			}
			s.Advance(time.Hour)
			if listed(t, s, id) || !mine(t, s, id).Removed {
				t.Error("still there after the delay")
			}
			status, page := get(t, l.URL)
			if status != gone {
				t.Errorf("the old address answers %d, want %d", status, gone)
			}
			if sign := s.broker(t, id).Search.Profile.Gone; sign != "" && len(elements(t, page, sign)) != 1 {
				t.Error("the old address lacks the definition's sign")
			}
		})
	}
}

func TestClaimerNeverRemoves(t *testing.T) {
	s := opened(t, 22)
	if answer := optOut(t, s, "practice-claimer", mine(t, s, "practice-claimer").URL); !strings.Contains(answer, "has been removed") {
		t.Error("the claimer does not claim")
	}
	s.Advance(365 * 24 * time.Hour)
	if !listed(t, s, "practice-claimer") || mine(t, s, "practice-claimer").Removed {
		t.Error("the claimer removed the record")
	}
	if status, _ := get(t, mine(t, s, "practice-claimer").URL); status != http.StatusOK {
		t.Errorf("its page answers %d", status)
	}
}

func TestCardsClearTheSisterAndNotTheOtherWay(t *testing.T) {
	s := opened(t, 23)
	optOut(t, s, "practice-cards", mine(t, s, "practice-cards").Record)
	s.Advance(24 * time.Hour)
	if listed(t, s, "practice-cards") || listed(t, s, "practice-sister") {
		t.Error("an opt-out at the cards left a record")
	}
	s = opened(t, 23)
	optOut(t, s, "practice-sister", mine(t, s, "practice-sister").URL)
	s.Advance(72 * time.Hour)
	if !listed(t, s, "practice-cards") || listed(t, s, "practice-sister") {
		t.Error("an opt-out at the sister should clear the sister alone")
	}
}

func TestOptOutLeavesOthers(t *testing.T) {
	s := opened(t, 24)
	optOut(t, s, "practice-cards", mine(t, s, "practice-cards").URL)
	s.Advance(48 * time.Hour)
	for _, l := range s.Truth() {
		if l.Removed && !l.Subject {
			t.Errorf("%s: somebody else's record %s went too", l.Broker, l.Record)
		}
	}
	b := s.broker(t, "practice-cards")
	if len(elements(t, searched(t, b, subjectQuery(s))[0], b.Search.Record)) == 0 {
		t.Error("the namesakes went too")
	}
}

func TestASecondRequestDoesNotPutItOff(t *testing.T) {
	s := opened(t, 25)
	l := mine(t, s, "practice-paged")
	optOut(t, s, l.Broker, l.URL)
	s.Advance(20 * time.Hour)
	optOut(t, s, l.Broker, l.URL)
	s.Advance(4 * time.Hour)
	if !mine(t, s, l.Broker).Removed {
		t.Error("the second request moved the date")
	}
}

func TestOptOutForms(t *testing.T) {
	s := opened(t, 26)
	cards := s.broker(t, "practice-cards")
	l := mine(t, s, "practice-cards")
	for _, c := range []struct {
		name   string
		fields url.Values
		want   int
	}{
		{"record number", url.Values{"url": {l.Record}, "email": {"a@example.org"}}, 200},
		{"address with a tail", url.Values{"url": {l.URL + "?utm_source=list#top"}, "email": {"a@example.org"}}, 200},
		{"white space around", url.Values{"url": {"  " + l.URL + "\n"}, "email": {"a@example.org"}}, 200},
		{"no mailbox", url.Values{"url": {l.URL}}, 400},
		{"no record", url.Values{"email": {"a@example.org"}}, 400},
		{"unknown record", url.Values{"url": {"C00001"}, "email": {"a@example.org"}}, 400},
		{"broken address", url.Values{"url": {"http://%zz"}, "email": {"a@example.org"}}, 400},
		{"too long", url.Values{"url": {strings.Repeat("x", maxForm)}, "email": {"a@example.org"}}, 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			if status, _ := post(t, "http://"+cards.Domain+"/opt-out", c.fields); status != c.want {
				t.Errorf("answered %d, want %d", status, c.want)
			}
		})
	}
	if status, _ := post(t, s.broker(t, "practice-lookalike").OptOut[0].URL, url.Values{"url": {"anything"}, "email": {"a@example.org"}}); status != http.StatusOK {
		t.Errorf("the look-alike site answered %d", status)
	}
}

func TestUnknownRecordPage(t *testing.T) {
	s := opened(t, 27)
	if status, _ := get(t, "http://"+s.broker(t, "practice-cards").Domain+"/person/C1"); status != http.StatusNotFound {
		t.Errorf("answered %d, want 404", status)
	}
}

func TestDesk(t *testing.T) {
	s := opened(t, 28)
	if status, now := get(t, s.Desk()+"/clock"); status != 200 || now != "2026-11-21T12:00:00Z\n" {
		t.Fatalf("%d %q", status, now)
	}
	if status, now := post(t, s.Desk()+"/clock?advance=48h", nil); status != 200 || now != "2026-11-23T12:00:00Z\n" {
		t.Fatalf("%d %q", status, now)
	}
	for _, bad := range []string{"", "-1h", "two days", "999999h"} {
		if status, _ := post(t, s.Desk()+"/clock?advance="+url.QueryEscape(bad), nil); status != http.StatusBadRequest {
			t.Errorf("advance=%s answered %d, want 400", bad, status)
		}
	}
	if !s.Now().Equal(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)) {
		t.Error("a refused advance moved the clock")
	}
}

func TestClock(t *testing.T) {
	start := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	c := NewClock(start)
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() { c.Advance(time.Minute); c.Now() })
	}
	wg.Wait()
	c.Advance(-time.Hour)
	if got := c.Now().Sub(start); got != 50*time.Minute {
		t.Errorf("moved by %s, want 50m", got)
	}
}

func TestTheCallersClockCounts(t *testing.T) {
	c := NewClock(day.Time())
	s, err := Open(NewWorld(29, day), c.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }() // the clock is under test, not the ports
	optOut(t, s, "practice-cards", mine(t, s, "practice-cards").URL)
	c.Advance(25 * time.Hour)
	if listed(t, s, "practice-cards") {
		t.Error("the caller's clock does not move the sites")
	}
}

// FuzzSite throws addresses and opt-outs at every site: whatever comes, it
// answers, and never with a fault of its own.
func FuzzSite(f *testing.F) {
	f.Add("/name/maria-garcia/ca", "C10000", "a@example.org")
	f.Add("/search?first=&last=&state=", "http://%zz", "@")
	f.Add("/people/%00/-?page=-1", "", "")
	f.Add("/people/smith/james?page=99999999999999999999", "//", "x@y")
	f.Add("/people/smith/james?page=9223372036854775807", "//", "x@y")
	f.Add("/lookup?name=%ff%fe&st=%C3%A9", "?no=T1", "a@b")
	f.Add("/directory/ca?who=,,,", "#", "a@b")
	clock := NewClock(day.Time())
	var handlers []http.Handler
	for _, s := range serversOf(NewWorld(31, day), clock) {
		handlers = append(handlers, s.handler())
	}
	f.Fuzz(func(t *testing.T, path, record, mailbox string) {
		u, err := url.ParseRequestURI(path)
		if err != nil || !strings.HasPrefix(path, "/") {
			return
		}
		form := url.Values{"url": {record}, "email": {mailbox}}.Encode()
		for _, h := range handlers {
			for _, r := range []*http.Request{
				{Method: "GET", URL: u, Header: http.Header{}},
				httptest.NewRequest("POST", "/opt-out", strings.NewReader(form)),
			} {
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				answer := httptest.NewRecorder()
				h.ServeHTTP(answer, r)
				if answer.Code == http.StatusInternalServerError {
					t.Errorf("%s answered 500", r.URL.Path)
				}
			}
		}
	})
}
