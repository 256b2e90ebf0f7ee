package scan

import (
	"strings"
	"testing"
)

func TestParsePageBounds(t *testing.T) {
	for name, c := range map[string]struct {
		page string
		ok   bool
	}{
		"empty":           {"", true},
		"ordinary":        {"<p>Ada Quill</p>", true},
		"broken UTF-8":    {"<p>Jos\xe9</p>", true},
		"deep":            {strings.Repeat("<div>", 100_000), false},
		"unfolding":       {strings.Repeat("<b>", 600) + strings.Repeat("<p>", 100_000), false},
		"many bodies":     {strings.Repeat("<body a=1>", 10_000), false},
		"over the length": {strings.Repeat(" ", MaxPage+1), false},
	} {
		doc, err := ParsePage(c.page)
		if (err == nil) != c.ok || (doc != nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
		if _, isFault := err.(*Fault); err != nil && !isFault {
			t.Errorf("%s: not a fault: %v", name, err)
		}
	}
}
