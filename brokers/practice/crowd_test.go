package practice

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

func TestCrowd(t *testing.T) {
	w := NewWorld(7, day)
	s, err := OpenCrowd(w, time.Now, Crowd{Sites: 12, Pace: 250 * time.Millisecond, Thinks: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list := s.Brokers()
	if len(list) != 12 {
		t.Fatalf("%d sites", len(list))
	}
	dir := t.TempDir()
	if err := s.Write(dir); err != nil {
		t.Fatal(err)
	}
	folder, err := brokers.Folder(filepath.Join(dir, "catalogue"))
	if err != nil {
		t.Fatal(err)
	}
	if c, err := brokers.Load(folder); err != nil || len(brokers.Lint(c)) > 0 {
		t.Errorf("the catalogue: %v", err)
	}
	listed := map[string]int{}
	for _, l := range s.Truth() {
		listed[l.Broker]++
	}
	for _, b := range list {
		if b.Search.Pace.Value != 250*time.Millisecond || listed[b.ID] < 20 {
			t.Errorf("%s: pace %v, %d records", b.ID, b.Search.Pace.Value, listed[b.ID])
		}
	}
	b := list[3]
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { get(t, "http://"+b.Domain+"/robots.txt") })
	}
	both.Wait()
	log := s.Requests(b.ID)
	if len(log) != 2 || log[1].At.After(log[0].End) || log[0].End.Sub(log[0].At) < 20*time.Millisecond || log[1].End.IsZero() {
		t.Errorf("two requests at once are not told apart: %v", log)
	}
}

func TestClients(t *testing.T) {
	w, dir := NewWorld(8, day), t.TempDir()
	people := w.Clients(300)
	files, err := w.WriteClients(dir, people)
	if err != nil || len(files) != 300 {
		t.Fatal(len(files), err)
	}
	for i, f := range files {
		s, err := scan.ReadSubject(f)
		if err != nil {
			t.Fatal(err)
		}
		if s.ID != strings.TrimSuffix(filepath.Base(f), ".yaml") || s.Names[0].Last != people[i].Name().Last || s.Authority.Kind != scan.Mandate {
			t.Fatalf("%s is %+v", f, s.Authority)
		}
	}
}
