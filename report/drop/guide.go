package drop

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed guide/*.md
var guides embed.FS

// Languages are the languages the guide is in.
var Languages = []string{"en", "es"}

// Guide returns the steps on the platform's site and what to expect, in a
// language.
func Guide(language string) (string, error) {
	if !slices.Contains(Languages, language) {
		return "", fmt.Errorf("the guide is in %s", strings.Join(Languages, " and "))
	}
	text, err := guides.ReadFile("guide/" + language + ".md")
	return string(text), err
}
