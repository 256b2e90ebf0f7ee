package hostile_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers/practice/hostile"
)

var outcomes = "found possible absent unknown blocked disallowed needs-you unreachable unreadable"

func TestBehavioursAreNamed(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range hostile.All() {
		if seen[b.Name] {
			t.Errorf("%s: twice", b.Name)
		}
		seen[b.Name] = true
		for _, w := range b.Want {
			if !strings.Contains(outcomes, w) {
				t.Errorf("%s: no such outcome %q", b.Name, w)
			}
		}
		if _, _, page, ok := b.Page(); ok && strings.Contains(page, "{{") {
			t.Errorf("%s: a slot was not filled", b.Name)
		}
	}
	t.Logf("figure: issue 4: the hostile site has %d named behaviours", len(seen))
	if len(seen) < 75 {
		t.Errorf("%d behaviours, want 75", len(seen))
	}
}

func TestMutateAlwaysDamages(t *testing.T) {
	var page string
	for _, b := range hostile.All() {
		if b.Name == "benign/found" {
			_, _, page, _ = b.Page()
		}
	}
	v := hostile.Victim{HTML: page, Records: "div.person", Sign: `<p class="none">We found no records.</p>`, None: `<html><body><h1>Ada Quill</h1><p class="none">We found no records.</p></body></html>`,
		First: "Odalys", Last: "Fenwright", NoneFirst: "Ada"}
	seen := map[string]bool{}
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		name, out := hostile.Mutate(r, v)
		first, _, _ := strings.Cut(name, ",")
		seen[first] = true
		if strings.TrimSpace(out) == strings.TrimSpace(page) {
			t.Fatalf("%s changes nothing", name)
		}
	}
	for _, m := range hostile.Mutations() {
		if !seen[m] {
			t.Errorf("%s was never drawn", m)
		}
	}
}
