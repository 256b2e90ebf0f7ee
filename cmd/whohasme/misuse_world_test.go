package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// misuseNow is the day on which everything is tried, unless a case sets the
// clock.
const misuseNow = "2026-11-20T12:00:00Z"

// misuseWorld is a folder with vaults, subject files and a catalogue, in which
// misuse is tried. Each case that may change anything works on a copy.
type misuseWorld struct {
	t     *testing.T
	dir   string
	asked *atomic.Int64 // requests that its sites got

	public string // a key that is no member's
}

// planted are facts of the subjects in the vaults and in the files that are
// offered: none may stand in what a refusal says.
var planted = []string{
	"Quennell", "Larkspur", "555-0177", "5550177", "odo.secret", // me
	"Reyes", "Figtree", "555-0181", "Unknown Way", "Zebulon", // case-1
	"Ekdahl", "Mulberry", "555-0182", // case-2
	"Brandt", "Strangelove", // offered
}

func newMisuseWorld(t *testing.T) *misuseWorld {
	t.Helper()
	w := &misuseWorld{t: t, dir: t.TempDir(), asked: &atomic.Int64{}}
	host := serve(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			w.asked.Add(1)
		}
		switch {
		case r.URL.Path == "/robots.txt" && strings.HasPrefix(r.Host, "localhost"):
			fmt.Fprintln(rw, "User-agent: *\nDisallow: /")
		case strings.HasPrefix(r.URL.Path, "/away/"):
			http.Redirect(rw, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		default:
			http.NotFound(rw, r)
		}
	}))
	_, w.public = w.key("fresh")
	for name, text := range misuseFiles {
		w.write(name, text)
	}
	_, port, _ := strings.Cut(host, ":")
	for id, address := range map[string]string{
		"corner": "http://" + host + "/find/{first|lower}-{last|lower}", "hop": "http://" + host + "/away/{first|lower}-{last|lower}",
		"closed": "http://localhost:" + port + "/find/{first|lower}-{last|lower}", "far": "https://far.test/{first}-{last}",
		"inside": "http://10.0.0.5/{first}-{last}", "meta": "http://169.254.169.254/{first}-{last}", "link": "http://[fe80::1]/{first}-{last}",
		"mapped": "http://[::ffff:169.254.169.254]/{first}-{last}", "unique": "http://[fd00:ec2::254]/{first}-{last}", "zero": "http://0.0.0.0/{first}-{last}",
	} {
		w.write("shops/"+id+".yaml", fmt.Sprintf("id: %s\nname: Site %s\ndomain: %s.test\ncountry: US\nopt_out: [{ask: suppress, by: email, to: privacy@%s.test}]\nsearch: {url: %q, way: fetch, pace: 0s, record: div.card, fields: {name: h2}, nothing: p.none}\n",
			id, id, id, id, address))
	}
	w.write("shops/shy.yaml", "id: shy\nname: Shy\ndomain: shy.test\ncountry: US\nsearch: {url: \"https://shy.test/{first}-{last}\", way: fetch, automation: {is: forbidden}, record: div, fields: {name: h2}}\n")
	return w
}

func (w *misuseWorld) write(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// key makes an identity file, and returns its public half.
func (w *misuseWorld) key(name string) (vault.Unlock, string) {
	w.t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		w.t.Fatal(err)
	}
	w.write(name+".key", id.String()+"\n")
	return vault.Unlock{Identities: []age.Identity{id}}, id.Recipient().String()
}

// book opens a vault of the world as the program would, with a clock.
func (w *misuseWorld) book(v *vault.Vault, now time.Time) *casebook.Casebook {
	w.t.Helper()
	law, err := statute.Load()
	if err != nil {
		w.t.Fatal(err)
	}
	layer, err := brokers.Folder(filepath.Join(w.dir, "shops"))
	if err != nil {
		w.t.Fatal(err)
	}
	c, faults := brokers.Load(layer)
	if len(faults) > 0 {
		w.t.Fatal(faults)
	}
	return &casebook.Casebook{Vault: v, Catalogue: c, Statutes: law, Now: func() time.Time { return now }}
}

func (w *misuseWorld) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *misuseWorld) subject(book *casebook.Casebook, file string) {
	w.t.Helper()
	path := filepath.Join(w.dir, file)
	s, document, err := readSubjectFile(path)
	w.must(err)
	w.must(book.AddSubject(context.Background(), s, document))
}

func (w *misuseWorld) journal(v *vault.Vault, kind scan.Kind, subject, broker string, at time.Time, payload any) {
	w.t.Helper()
	b, err := json.Marshal(payload)
	w.must(err)
	w.must(v.Append(context.Background(), vault.Envelope{Kind: kind, Subject: subject, Broker: broker, At: at, Payload: b}))
}

// found journals that a broker shows a subject, with facts that the subject did
// not give.
func (w *misuseWorld) found(v *vault.Vault, subject, broker, name string, at time.Time) {
	r := scan.Record{Name: name, Addresses: []scan.Address{{Street: "77 Unknown Way", City: "Fresno", State: "CA"}}, Relatives: []string{"Zebulon Zzyx"}, URL: "https://" + broker + ".test/p/1"}
	w.journal(v, scan.VisitMade, subject, broker, at, scan.Visit{Subject: subject, Broker: broker, At: at, Outcome: scan.Found, Control: scan.ControlWorked, Way: "fetch",
		Sightings: []scan.Sighting{{ID: subject + "." + broker + ".1", Judged: scan.Judged{Record: r, Verdict: scan.Match, Score: 0.99}}}})
}

// own makes the vault of one person: "me", with a child and an aunt.
func (w *misuseWorld) own() {
	u, _ := w.key("own")
	now, err := time.Parse(time.RFC3339, misuseNow)
	w.must(err)
	v, err := vault.Create(context.Background(), filepath.Join(w.dir, "own"), u)
	w.must(err)
	defer v.Close()
	book := w.book(v, now.AddDate(0, 0, -20))
	for _, f := range []string{"me.yaml", "aunt.yaml", "child.yaml", "danger.yaml", "expired.yaml"} {
		w.subject(book, f)
	}
	before := now.AddDate(0, 0, -15)
	for id, name := range map[string]string{"me": "Odo Quennell", "aunt": "Ida Quennell", "danger": "Nia Quennell", "ended": "Una Quennell"} {
		w.found(v, id, "far", name, before)
		w.journal(v, report.RequestDrafted, id, "far", before, report.Request{ID: id + ".far.suppress", Subject: id, Broker: "far", Ask: brokers.Suppress,
			Route: brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByEmail, To: "privacy@far.test"}, Findings: []string{id + ".far.1"}, Clears: []string{"far"}})
	}
	w.must(w.book(v, before).Withdraw(context.Background(), "aunt"))
	for range 3 { // three looks today
		w.found(v, "child", "far", "Ada Quennell", now)
	}
	w.journal(v, scan.VisitMade, "ended", "far", now, scan.Visit{Subject: "ended", Broker: "far", At: now, Outcome: scan.Absent, Control: scan.ControlWorked, Way: "fetch"})
}

// clinic makes a vault with staff: c-1 keeps case-1, c-2 keeps case-2.
func (w *misuseWorld) clinic() {
	u, _ := w.key("owner")
	now, err := time.Parse(time.RFC3339, misuseNow)
	w.must(err)
	path := filepath.Join(w.dir, "clinic")
	v, err := vault.Create(context.Background(), path, u)
	w.must(err)
	defer v.Close()
	for id, role := range map[string]vault.Role{"c-1": vault.Caseworker, "c-2": vault.Caseworker, "a-1": vault.Auditor, "w-1": vault.Worker, "gone": vault.Caseworker} {
		u, public := w.key(id)
		w.must(v.AddMember(context.Background(), vault.Member{ID: id, Role: role, Recipient: public}))
		if role != vault.Caseworker || id == "gone" {
			continue
		}
		theirs, err := vault.Open(context.Background(), path, u)
		w.must(err)
		c := strings.Replace(id, "c-", "case-", 1)
		w.subject(w.book(theirs, now.AddDate(0, 0, -10)), c+".yaml")
		name := map[string]string{"case-1": "Ana Reyes", "case-2": "Bo Ekdahl"}[c]
		w.found(theirs, c, "far", name, now.AddDate(0, 0, -5))
		w.journal(theirs, report.RequestDrafted, c, "far", now.AddDate(0, 0, -5), report.Request{ID: c + ".far.suppress", Subject: c, Broker: "far", Ask: brokers.Suppress,
			Route: brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByEmail, To: "privacy@far.test"}, Findings: []string{c + ".far.1"}, Clears: []string{"far"}})
		w.must(theirs.Close())
	}
	w.must(v.RemoveMember(context.Background(), "gone"))
}

// copied is the world with vaults that a case may change.
func (w *misuseWorld) copied(t *testing.T) *misuseWorld {
	t.Helper()
	dir := t.TempDir()
	walk(t, w.dir, func(path string, data []byte, mode fs.FileMode) {
		rel, err := filepath.Rel(w.dir, path)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(filepath.Join(dir, rel)), 0o700)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, rel), data, mode.Perm())
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	return &misuseWorld{t: t, dir: dir, asked: w.asked, public: w.public}
}

// run runs the program in a world: in the vault of a member ("me" is alone in
// their own), at a time.
func (w *misuseWorld) run(as, now string, args ...string) (code int, out, errOut string) {
	env := []string{"HOME=" + w.dir, "TMPDIR=" + w.dir, "WHOHASME_ONLY_CATALOGUE=" + filepath.Join(w.dir, "shops"), "WHOHASME_NOW=" + now, "WHOHASME_BROWSER=none"}
	switch as {
	case "me":
		env = append(env, "WHOHASME_VAULT="+filepath.Join(w.dir, "own"), "WHOHASME_IDENTITY="+filepath.Join(w.dir, "own.key"))
	case "nobody":
		env = append(env, "WHOHASME_VAULT="+filepath.Join(w.dir, "own"))
	default:
		env = append(env, "WHOHASME_VAULT="+filepath.Join(w.dir, "clinic"), "WHOHASME_IDENTITY="+filepath.Join(w.dir, as+".key"))
	}
	for i, a := range args {
		args[i] = strings.NewReplacer("$DIR", w.dir, "$PUB", w.public).Replace(a)
	}
	var o, e bytes.Buffer
	code = run(context.Background(), args, env, strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}
