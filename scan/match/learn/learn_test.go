package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan/match"
)

// invented writes pairs of invented people: themselves with a nickname, and a
// namesake in another town.
func invented(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	lasts := strings.Fields("Whitfeather Brandtner Okonjo Quintanar Vanterpool Doering Roddenby Clintock Iturralde Thunderhall")
	for i := range 60 {
		last := lasts[i%len(lasts)] + string(rune('a'+i/10))
		profile := fmt.Sprintf(`{"names":[{"first":"Robert","last":"%s"}],"birth_year":%d,"addresses":[{"city":"Dayton","state":"OH"}]}`, last, 1950+i)
		for n, other := range []string{`"name":"Bob %s","age":%d,"locations":[{"city":"Dayton","state":"OH"}]`, `"name":"Robert %s","age":%d,"locations":[{"city":"Reno","state":"NV"}]`} {
			label, kind, years := "match", "pos", 2026-1950-i
			if n == 1 {
				label, kind, years = "nomatch", "namesake", (years+31)%90
			}
			fmt.Fprintf(&b, `{"id":"s/%d/%d","set":"s%d","kind":"%s","asof":"2026-11-21","profile":%s,"candidate":{%s},"label":"%s"}`+"\n",
				i, n, i%2, kind, profile, fmt.Sprintf(other, last, years), label)
		}
	}
	path := filepath.Join(t.TempDir(), "pairs.jsonl")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLearn(t *testing.T) {
	samples, err := load([]string{invented(t)})
	if err != nil {
		t.Fatal(err)
	}
	share(samples)
	w := learn(samples, match.Learnt)
	for i, term := range match.Terms {
		if b := w.Bits[i]; b < term.Min-1e-6 || b > term.Max+1e-6 || term.Below >= 0 && b > w.Bits[term.Below]+1e-6 {
			t.Errorf("%s: %v bits are out of bounds", term.Name, b)
		}
	}
	wrong := 0
	for _, s := range samples {
		if d, _ := decide(s, &w); (d == "match") != s.match {
			wrong++
		}
	}
	if wrong > len(samples)/20 {
		t.Errorf("%d of %d pairs are decided wrongly after learning from them", wrong, len(samples))
	}
	out := filepath.Join(t.TempDir(), "learnt.go")
	if err := write(out, w); err != nil {
		t.Fatal(err)
	}
	if src, err := os.ReadFile(out); err != nil || strings.Count(string(src), "//") != len(match.Terms)+2 {
		t.Errorf("the file written has not one line for each term: %v", err)
	}
}

func TestGroupsKeepPeopleTogether(t *testing.T) {
	samples, err := load([]string{invented(t)})
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(samples); i += 2 {
		if samples[i].group != samples[i+1].group {
			t.Fatalf("pairs %d and %d of one person are in different groups", i, i+1)
		}
	}
}
