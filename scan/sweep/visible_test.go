package sweep_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl/browser"
	"github.com/whohasme/whohasme/scan/sweep"
)

// display starts a screen that nobody looks at, and returns its name. Where
// WHOHASME_TEST_REQUIRE is set, as in .ci/run, lacking one is a failure.
func display(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("Xvfb")
	if err != nil {
		if os.Getenv("WHOHASME_TEST_REQUIRE") != "" {
			t.Fatal("Xvfb is not installed, and this run requires it")
		}
		t.Skip("SKIPPED: Xvfb is not installed")
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	x := exec.Command(path, "-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{write}
	if err := x.Start(); err != nil {
		t.Fatal(err)
	}
	_ = write.Close() // the child has its own
	t.Cleanup(func() {
		_ = x.Process.Signal(os.Interrupt) // it may have ended
		_ = x.Wait()                       // by the signal
	})
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Skip("SKIPPED: Xvfb does not start here")
	}
	return ":" + strings.TrimSpace(number)
}

// TestQueueInWindow passes the practice forms of a queue of sites in a real,
// visible window: one is answered, one passed by, one left as it is whatever
// the person says, and one answered again. The window opens once.
func TestQueueInWindow(t *testing.T) {
	t.Parallel()
	screen := display(t)
	temp, desk := t.TempDir(), ""
	s := withBrowser(t, nil)
	path, err := browser.Find("", os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	hands := func(ctx context.Context, w *browser.Window) error {
		if desk == "" {
			return nil
		}
		return answerForm(desk)(ctx, w)
	}
	s.Browser, err = browser.New(browser.Options{
		Crawler: s.Crawler, Path: path, Env: append(os.Environ(), "DISPLAY="+screen, "WAYLAND_DISPLAY="), Temp: temp, NoSandbox: true, Hands: hands,
		Patience: 1200 * time.Millisecond, // with the form that nobody answers, which is read again and again
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Browser.Close()
	profiles := map[string]bool{}
	passed := 0
	for i, c := range []struct {
		does    string
		answers []sweep.Answer
		want    scan.Outcome
	}{
		{"answers", nil, scan.Found},
		{"passes by", []sweep.Answer{sweep.Skip}, scan.NeedsYou},
		{"does nothing", nil, scan.NeedsYou},
		{"answers", nil, scan.Found},
	} {
		sites, _, who := world(t, seeds(t)[i])
		b := brokerOf(t, sites, "practice-form")
		b.ID, b.Search.Pace = fmt.Sprintf("practice-form-%d", i), brokers.Pace{Set: true}
		if desk = ""; c.does == "answers" {
			desk = sites.Desk()
		}
		p := &person{answers: c.answers}
		s.Person = p
		if c.does == "does nothing" {
			p.answers = []sweep.Answer{sweep.Done, sweep.Done, sweep.Done, sweep.Done, sweep.Done, sweep.Done, sweep.Done, sweep.Done, sweep.Done, sweep.Done}
			who.Names, who.Addresses = who.Names[:1], who.Addresses[:1]
		}
		var k sink
		if err := sweep.Run(context.Background(), sweep.Task{Broker: b, Clients: []sweep.Client{{Subject: who}}}, s, &k); err != nil && !errors.Is(err, sweep.ErrStopped) {
			t.Fatal(err)
		}
		if v := k.visits[0].Visit; v.Outcome != c.want || c.want == scan.NeedsYou && v.Why == "" {
			t.Errorf("site %d (%s): %s (%s), told %q", i, c.does, v.Outcome, v.Why, p.told)
		} else if c.want == scan.Found {
			passed++
		}
		for _, what := range p.told {
			if what == "" {
				t.Error("the person is not told what to do")
			}
		}
		list, _ := filepath.Glob(filepath.Join(temp, "*"))
		for _, dir := range list {
			profiles[dir] = true
		}
		if file := os.Getenv("WHOHASME_TEST_SHOT"); file != "" {
			_ = exec.Command("import", "-display", screen, "-window", "root", fmt.Sprintf("%s%d.png", file, i)).Run() // for a person to look at
		}
	}
	if len(profiles) != 1 {
		t.Errorf("%d windows were opened", len(profiles))
	}
	s.Browser.Close()
	if list, _ := filepath.Glob(filepath.Join(temp, "*")); len(list) > 0 {
		t.Errorf("left: %v", list)
	}
	t.Logf("figure: issue 4, point 4: in a visible window on Xvfb %d of 2 forms with a code passed, and two that were left need the person; one window for all", passed)
}
