package honest_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers/practice/hostile/honest"
)

func TestSites(t *testing.T) {
	sites, err := honest.Sites(1)
	if err != nil {
		t.Fatal(err)
	}
	if len(sites) < 18 {
		t.Errorf("%d sites", len(sites))
	}
	for _, s := range sites {
		if _, err := s.Broker("people.example"); err != nil {
			t.Errorf("%s: %v", s.ID, err)
		}
		for _, last := range []string{"Smith", "Nobodyson"} {
			page, err := s.Page("Ada", last, "tx")
			again, _ := s.Page("Ada", last, "tx")
			if err != nil || page != again || !strings.HasSuffix(strings.TrimSpace(strings.ToLower(page)), "</html>") {
				t.Errorf("%s: %v", s.ID, err)
			}
		}
	}
}
