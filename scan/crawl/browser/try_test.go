package browser_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/crawl/browser"
)

func TestTry(t *testing.T) {
	s := launcher(t, nil)
	got, err := s.Try(t.Context())
	if err != nil || !regexp.MustCompile(`^\S*Chrom\S*/\d+`).MatchString(got) {
		t.Errorf("the browser is %q (%v)", got, err)
	}
	if left, err := filepath.Glob(filepath.Join(s.temp, "*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := s.Try(ended); err == nil {
		t.Error("tried although interrupted")
	}
}

// What is no browser is told in a few words that name no file.
func TestTryNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "margaret")
	if err := os.WriteFile(path, []byte("#!/bin/sh\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	s := launcher(t, func(o *browser.Options, _ *crawl.Options) { o.Path = path })
	if _, err := s.Try(t.Context()); err == nil || len(err.Error()) > 80 || regexp.MustCompile(`margaret|save it`).MatchString(err.Error()) {
		t.Errorf("got %v", err)
	}
}
