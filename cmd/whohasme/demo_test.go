package main

import (
	"bytes"
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestDemo is the first thing a newcomer runs: it must show every part of the
// loop, whatever world is drawn.
func TestDemo(t *testing.T) {
	shows := []struct{ what, pattern string }{
		{"a match", `(?m)^ me\.practice-cards\.1 +match`},
		{"a namesake rejected with its reason", `(?m)^\d is another person: the same name.*(another middle name|another generation|, you are )`},
		{"a possible one", `(?m)^ me\.practice-table\.1 +possible`},
		{"a blocked site counted as not checked", `(?m)^ practice-wall +blocked`},
		{"the count of those not checked", `\d+ brokers asked, \d+ answered, [234] could not be checked`},
		{"those that cannot be seen at all", `1 more cannot be seen from outside`},
		{"a look-alike site named as such", `look-alike site: it finds`},
		{"a letter with its due date", `an answer is due by \d{4}-\d{2}-\d{2} if it is sent today`},
		{"a finding gone after two looks", `gone: two looks`},
		{"a claim that the second look contradicts", `(?s)practice-claimer\.1 +match +removed.{1,400}\bbut\b`},
	}
	var out, errOut bytes.Buffer
	start := time.Now()
	args := []string{"demo", "--seed", seed(), "-o", filepath.Join(t.TempDir(), "demo")}
	if code := run(context.Background(), args, []string{"HOME=" + t.TempDir()}, strings.NewReader(""), &out, &errOut); code != exitDone {
		t.Fatalf("the demonstration ended with %d: %s", code, errOut.String())
	}
	seen := 0
	for _, s := range shows {
		if regexp.MustCompile(s.pattern).MatchString(out.String()) {
			seen++
		} else {
			t.Errorf("the demonstration does not show %s", s.what)
		}
	}
	t.Logf("figure: issue 2, point 1: the demo ended with 0 after %.1f s and shows %d of %d things (seed %s)", time.Since(start).Seconds(), seen, len(shows), seed())
}
