package ddg_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers/ddg"
)

// A page that says "too many" is no sign that nobody was found, though their
// client gives up on both alike.
func TestSignsOfAFullListAreNoSignOfNobody(t *testing.T) {
	for sign, want := range map[string]string{
		"//p[contains(text(), 'unable to find')]|//p[contains(text(), 'Too many')]":   "//p[contains(text(), 'unable to find')]",
		"//p[contains(., 'too  many results')] | //h1[contains(., 'a|b')]":            "//h1[contains(., 'a|b')]",
		"//p[contains(., 'Too many')]":                                                "",
		"//p[contains(., 'none') or contains(., 'Please refine your search')]":        "",
		"//h1[contains(., 'no one')]|//h2[contains(., 'nobody')]":                     "//h1[contains(., 'no one')]|//h2[contains(., 'nobody')]",
		"(//h1|//h2)[contains(., 'nobody')] | //p[contains(., 'narrow your search')]": "(//h1|//h2)[contains(., 'nobody')]",
		"//p[contains(., 'unable to find') and not(contains(., 'too many'))]":         "//p[contains(., 'unable to find') and not(contains(., 'too many'))]",
		".empty": ".empty",
	} {
		data := `{"name": "Lamp", "url": "lamp.com", "steps": [{"stepType": "scan", "actions": [
			{"actionType": "navigate", "url": "https://lamp.com/${firstName}-${lastName}"},
			{"actionType": "extract", "selector": ".row", "noResultsSelector": "` + sign + `", "profile": {"name": {"selector": "b"}}}]}]}`
		list, lost, err := ddg.Read([]byte(data), "f.json", nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(list[0].Search.Nothing); got != want {
			t.Errorf("%s: got %q, want %q", sign, got, want)
		}
		told := false
		for _, l := range lost {
			told = told || strings.Contains(l.String(), "no sign of nobody")
		}
		if told != (want != sign) {
			t.Errorf("%s: told %v: %v", sign, told, lost)
		}
	}
}
