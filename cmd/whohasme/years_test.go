//go:build linux

package main_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// wantDue is what `due` for one client may take in a clinic's old vault.
const wantDue = time.Second

// TestYears asks what is due for one client of a clinic whose vault holds years
// of looks for all of them, and has the program look for all of them once more. WHOHASME_TEST_EVENTS says how many
// events it holds, about a thousand for each client.
//
// The history is a real one, of one client scanned by the program, repeated
// every fifth day for every client. It is written as nights are: one broker
// after the other, so that a client's events lie all over the file.
func TestYears(t *testing.T) {
	events := 10_000
	if n, err := strconv.Atoi(os.Getenv("WHOHASME_TEST_EVENTS")); err == nil {
		events = n
	}
	y := newYears(t, max(2, events/1000))
	nothing := y.time("--version")
	clocks := strings.Count(y.run(3, "due", "--subject", "client-0002", "--json"), "\n")
	due := y.time("due", "--subject", "client-0002")
	report := y.time("report", "--subject", "client-0002", "--format", "json")
	t.Logf("figure: issue 9, point 6: due for one of %d clients in a vault of %d events, %d MB: %d clocks of %d letters in %s from the identity file, as a whole process (median of %d; an empty process takes %s); a report %s; at most %s wanted",
		y.clients, y.events, y.bytes()>>20, clocks, y.sent, show(due), looks, show(nothing), show(report), show(wantDue))
	if due > wantDue {
		t.Errorf("%s", show(due))
	}
	y.night(y.program)
}

// years is a clinic with a long history.
type years struct {
	*clinic
	program string
	events  int
	sent    int // letters, for each client
}

// fifth is how often a client is looked for.
const fifth = 5 * 24 * time.Hour

func newYears(t *testing.T, clients int) *years {
	y := &years{program: buildProgram(t), clinic: newClinic(t, clients, 45)}
	y.run(3, "scan", "--subject", "client-0001", "--quiet")
	y.run(0, "letters", "--subject", "client-0001", "-o", y.path("letters"), "--format", "txt", "--quiet")
	for id := range strings.Lines(y.run(0, "request", "list", "--subject", "client-0001", "--json")) {
		var r struct{ ID string }
		must(t, json.Unmarshal([]byte(id), &r))
		y.run(0, "request", "sent", r.ID, "--quiet")
		y.sent++
	}
	if y.sent == 0 {
		t.Fatal("no letter was sent, so nothing can be due")
	}
	y.multiply()
	return y
}

func (y *years) run(code int, args ...string) string {
	y.t.Helper()
	c := exec.Command(y.program, args...)
	c.Env = y.env()
	var out, errOut bytes.Buffer
	c.Stdout, c.Stderr = &out, &errOut
	_ = c.Run()
	if c.ProcessState.ExitCode() != code {
		y.t.Fatalf("%v ended with %d, want %d: %s", args, c.ProcessState.ExitCode(), code, errOut.String())
	}
	return out.String()
}

// time is how long a command takes, the middle of several.
func (y *years) time(args ...string) time.Duration {
	c := exec.Command(y.program, args...)
	c.Env = y.env()
	out, _ := c.CombinedOutput()
	if code := c.ProcessState.ExitCode(); code != 0 && code != 3 {
		y.t.Fatalf("%v ended with %d: %s", args, code, out)
	}
	return medianOf(y.t, func() { c := exec.Command(y.program, args...); c.Env = y.env(); _ = c.Run() })
}

// multiply gives every client the history of the first, again and again.
func (y *years) multiply() {
	v, err := vault.Open(y.t.Context(), y.path("vault"), vault.Unlock{Identities: []age.Identity{y.id}})
	must(y.t, err)
	defer func() { must(y.t, v.Close()) }()
	var visits, letters []vault.Envelope
	for e, err := range v.Events(y.t.Context(), "client-0001", scan.VisitMade, report.RiskMeasured, report.RequestDrafted, report.RequestStepped) {
		must(y.t, err)
		if y.events++; e.Kind == scan.VisitMade || e.Kind == report.RiskMeasured {
			visits = append(visits, e.Envelope)
		} else {
			letters = append(letters, e.Envelope)
		}
	}
	ids, err := v.Subjects(y.t.Context())
	must(y.t, err)
	nights := (1000 - len(letters) + len(visits) - 1) / len(visits)
	for night := nights; night > 0; night-- {
		for _, e := range visits {
			y.append(v, ids, shifted(y.t, e, -time.Duration(night)*fifth))
		}
	}
	for _, e := range letters {
		y.append(v, ids[1:], e)
	}
}

// append appends an event for every client.
func (y *years) append(v *vault.Vault, ids []string, e vault.Envelope) {
	list := make([]vault.Envelope, len(ids))
	for i, id := range ids {
		list[i] = e
		list[i].Subject, list[i].Payload = id, bytes.ReplaceAll(e.Payload, []byte("client-0001"), []byte(id))
	}
	must(y.t, v.Append(y.t.Context(), list...))
	y.events += len(list)
}

// shifted is an event at another time.
func shifted(t *testing.T, e vault.Envelope, by time.Duration) vault.Envelope {
	t.Helper()
	e.At = e.At.Add(by)
	if e.Kind != scan.VisitMade {
		var m report.Measure
		must(t, json.Unmarshal(e.Payload, &m))
		m.On = m.On.AddDays(int(by / (24 * time.Hour)))
		e.Payload, _ = json.Marshal(m)
		return e
	}
	var x scan.Visit
	must(t, json.Unmarshal(e.Payload, &x))
	x.At = x.At.Add(by)
	for i := range x.Pages {
		x.Pages[i].At = x.Pages[i].At.Add(by)
	}
	e.Payload, _ = json.Marshal(x)
	return e
}
