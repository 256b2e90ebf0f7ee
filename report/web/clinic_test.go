package web_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"filippo.io/age"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

const clientFile = `
authority: {kind: mandate, scope: [look, suppress, delete], from: 2026-11-01, to: 2027-10-31, document: signed.pdf}
names: [{first: Ana, last: LAST}]
addresses: [{street: 3 Figtree Rd, city: Akron, state: OH}]
reply_to: clinic@example.org
`

// shelf is one broker that takes requests by e-mail.
func shelf() brokers.Layer {
	return brokers.Layer{Name: "test", FS: fstest.MapFS{"c/corner.yaml": &fstest.MapFile{Data: []byte(`
id: corner
name: Corner
domain: corner.test
country: US
opt_out: [{ask: suppress, by: email, to: privacy@corner.test}]
search: {url: "https://corner.test/{first}-{last}", way: fetch, record: div, fields: {name: h2}}
`)}}}
}

// listed journals that the broker shows a client, and that a request was drafted.
func (s *stage) listed(b *casebook.Casebook, id, name string) {
	s.t.Helper()
	note := func(kind scan.Kind, v any) {
		payload, err := json.Marshal(v)
		ok(s.t, err)
		ok(s.t, b.Vault.Append(s.t.Context(), vault.Envelope{Kind: kind, Subject: id, Broker: "corner", At: noon, Payload: payload}))
	}
	r := scan.Record{Name: name, Addresses: []scan.Address{{City: "Akron", State: "OH"}}, URL: "https://corner.test/p/1"}
	note(scan.VisitMade, scan.Visit{Subject: id, Broker: "corner", At: noon, Outcome: scan.Found, Control: scan.ControlWorked, Way: "fetch",
		Sightings: []scan.Sighting{{ID: id + ".corner.1", Judged: scan.Judged{Record: r, Verdict: scan.Match, Score: 0.99}}}})
	note(report.RequestDrafted, report.Request{ID: id + ".corner.suppress", Subject: id, Broker: "corner", Ask: brokers.Suppress,
		Route: brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByEmail, To: "privacy@corner.test"}, Findings: []string{id + ".corner.1"}, Clears: []string{"corner"}})
}

// clinic makes a vault in which c-1 keeps case-1 and c-2 keeps case-2, and a
// dashboard that c-1 opens.
func clinic(t *testing.T) (*stage, *casebook.Casebook) {
	t.Helper()
	s := openAs(t, true, shelf())
	owner := s.made()
	for _, id := range []string{"c-2", "c-1"} {
		key, err := age.GenerateX25519Identity()
		ok(t, err)
		ok(t, owner.Vault.AddMember(t.Context(), vault.Member{ID: id, Role: vault.Caseworker, Recipient: key.Recipient().String()}))
		s.key = key
		book, err := s.opener(vault.Open)(t.Context(), "")
		ok(t, err)
		client, last := strings.Replace(id, "c-", "case-", 1), map[string]string{"c-1": "Reyes", "c-2": "Ekdahl"}[id]
		p, err := scan.ParseSubject("subject.yaml", []byte("id: "+client+strings.ReplaceAll(clientFile, "LAST", last)))
		ok(t, err)
		ok(t, book.AddSubject(t.Context(), p, []byte("signed")))
		s.listed(book, client, "Ana "+last)
		ok(t, book.Vault.Close())
	}
	return s, owner
}

// Before the safety questions the dashboard shows what a letter would say and
// gives none.
func TestSafetyOfLetters(t *testing.T) {
	t.Parallel()
	s, owner := clinic(t)
	b := s.in()
	b.get("/s/case-1/letters")
	b.says(200, "the safety questions must be answered", "Corner")
	b.get("/s/case-1/letters/case-1.corner.suppress")
	b.says(200, "Not yet", "safety questions")
	if n := b.page.Find(`form[action*="/letters/"]`).Length(); n != 0 {
		t.Errorf("%d forms to take the letter", n)
	}
	for _, form := range []string{"txt", "eml", "pdf", "sent"} {
		b.post("/s/case-1/letters/case-1.corner.suppress/"+form, url.Values{"token": {b.token()}, "seen": {"x"}})
		b.says(409, "safety questions")
		b.get("/s/case-1/letters")
	}
	b.post("/s/case-1/requests/case-1.corner.suppress", url.Values{"token": {b.token()}, "state": {string(report.Sent)}})
	b.says(409, "safety questions")

	_, err := owner.AnswerSafety(t.Context(), "case-1", map[string]string{"plan": "yes", "noticed": "no", "devices": "yes", "reply": "yes", "address": "known", "agreed": "yes", "post": "yes"})
	ok(t, err)
	b.get("/s/case-1/letters/case-1.corner.suppress")
	b.says(200, "Send it")
	b.submit(`form[action$="/eml"]`, nil)
	if b.code != 200 || !strings.Contains(b.body, "privacy@corner.test") {
		t.Errorf("got %d: %s", b.code, b.body)
	}
}

// A caseworker's dashboard does not know another's client, on any page.
func TestSeparationOfDashboard(t *testing.T) {
	t.Parallel()
	s, owner := clinic(t)
	b := s.in()
	tries := 0
	closed := func(client, secret string) {
		t.Helper()
		for _, page := range []string{"", "/findings", "/findings/ID.corner.1", "/findings/ID.corner.1/reveal", "/findings/ID.corner.1/evidence", "/review", "/plan", "/letters", "/letters/ID.corner.suppress",
			"/requests", "/requests/ID.corner.suppress", "/sites", "/look", "/look/now", "/about", "/report/txt"} {
			b.get("/s/" + client + strings.ReplaceAll(page, "ID", client))
			if tries++; b.code != 404 || strings.Contains(b.body, secret) {
				t.Errorf("%s of %s: %d", page, client, b.code)
			}
		}
		b.get("/people")
		for _, post := range []string{"/withdraw", "/findings/ID.corner.1/verdict", "/letters/ID.corner.suppress/eml", "/requests/ID.corner.suppress", "/look", "/plan"} {
			b.post("/s/"+client+strings.ReplaceAll(post, "ID", client), url.Values{"token": {b.token()}, "state": {string(report.Sent)}, "verdict": {"other"}})
			if tries++; b.code != 404 || strings.Contains(b.body, secret) {
				t.Errorf("%s of %s: %d", post, client, b.code)
			}
			b.get("/people")
		}
		if strings.Contains(b.body, client) || strings.Contains(b.body, secret) {
			t.Errorf("the list of people tells of %s", client)
		}
	}
	closed("case-2", "Ekdahl")
	b.get("/s/case-1")
	b.says(200, "About case-1")
	ok(t, owner.Assign(t.Context(), "case-1", []string{"c-2"})) // while the dashboard is open
	closed("case-1", "Reyes")
	t.Logf("figure: issue 9, point 5: %d pages and forms of another's client asked of a caseworker's dashboard: all closed, none told a fact", tries)
}

// Who is taken out of the vault while their dashboard is open sees no page of
// it any more, and is told why.
func TestRemovedMember(t *testing.T) {
	t.Parallel()
	s, owner := clinic(t)
	b := s.in()
	b.get("/s/case-1")
	b.says(200, "About case-1")
	ok(t, owner.Assign(t.Context(), "case-1", []string{"c-2"}))
	ok(t, owner.RemoveMember(t.Context(), "c-1"))
	for _, page := range []string{"/", "/people", "/s/case-1", "/s/case-1/findings", "/s/case-2"} {
		b.get(page)
		b.says(403, "not open to you any more")
		if strings.Contains(b.body, "Reyes") {
			t.Errorf("%s tells of the client", page)
		}
	}
}
