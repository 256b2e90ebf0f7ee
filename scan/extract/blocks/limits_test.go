package blocks

import (
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// TestLimits reads pages that are made to cost time.
func TestLimits(t *testing.T) {
	deep := strings.Repeat("<div>John Smith, 45, Dayton, OH ", 400)
	for name, html := range map[string]string{
		"names in a line":    strings.Repeat("<b>John Smith</b> ", 10000),
		"names in lines":     strings.Repeat("<p>John Smith</p>", 10000),
		"names and labels":   strings.Repeat("<p>Related to</p><p>John Smith</p>", 15000),
		"one long text":      "<p>" + strings.Repeat("Age 45 Lives in Dayton, OH ", 10000),
		"records in a line":  strings.Repeat("<b>John Smith</b> Age 45 Lives in Dayton, OH ", 10000),
		"terms of one list":  "<dl>" + strings.Repeat("<dd>John Smith", 10000),
		"cells of one row":   "<table><tr>" + strings.Repeat("<td>John Smith", 20000),
		"nested":             deep,
		"nested many times":  strings.Repeat(deep+strings.Repeat("</div>", 400), 6),
		"other names":        strings.Repeat("<p>Also known as John Smith</p>", 20000),
		"another first name": "<p>9 results</p>" + strings.Repeat("<p>Jane Smith</p>", 20000),
		"headings":           strings.Repeat("<h2>Popular</h2>", 20000) + "<p>John Smith",
		"spaces":             "John" + strings.Repeat(" ", 1<<20) + "Smith",
	} {
		doc, err := scan.ParsePage(html)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		start := time.Now()
		Read(doc, Options{Names: []scan.Name{{First: "John", Last: "Smith"}}})
		if d := time.Since(start); d > 30*time.Second {
			t.Errorf("%s: %v", name, d)
		} else {
			t.Logf("%s: %v", name, d)
		}
	}
}
