package blocks

import (
	"fmt"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/growth"
)

// TestCostOfLongPages reads pages that are made to cost time: each takes time
// in proportion to its length.
func TestCostOfLongPages(t *testing.T) {
	repeat := func(s string) func(int) string {
		return func(n int) string { return strings.Repeat(s, n) }
	}
	deep := strings.Repeat("<div>John Smith, 45, Dayton, OH ", 400) + strings.Repeat("</div>", 400)
	for name, c := range map[string]struct {
		n    int
		page func(n int) string
	}{
		"names in a line":        {4000, repeat("<b>John Smith</b> ")},
		"names in lines":         {4000, repeat("<p>John Smith</p>")},
		"names and labels":       {4000, repeat("<p>Related to</p><p>John Smith</p>")},
		"one long text":          {4000, func(n int) string { return "<p>" + strings.Repeat("Age 45 Lives in Dayton, OH ", n) }},
		"records in a line":      {4000, repeat("<b>John Smith</b> Age 45 Lives in Dayton, OH ")},
		"terms of one list":      {4000, func(n int) string { return "<dl>" + strings.Repeat("<dd>John Smith", n) }},
		"cells of one row":       {4000, func(n int) string { return "<table><tr>" + strings.Repeat("<td>John Smith", n) }},
		"cells without names":    {4000, func(n int) string { return "<p>John Smith</p><table><tr>" + strings.Repeat("<td>45", n) }},
		"nested many times":      {2, repeat(deep)},
		"other names":            {4000, repeat("<p>Also known as John Smith</p>")},
		"another first name":     {4000, func(n int) string { return "<p>9 results</p>" + strings.Repeat("<p>Jane Smith</p>", n) }},
		"headings":               {4000, func(n int) string { return strings.Repeat("<h2>Popular</h2>", n) + "<p>John Smith" }},
		"spaces":                 {1 << 18, func(n int) string { return "John" + strings.Repeat(" ", n) + "Smith" }},
		"lines without elements": {2500, repeat("John Smith<br>45<br>Austin, TX<br>")},
		"names in pieces":        {2500, repeat("<b>John</b> <i>Smith</i> 45<br>")},
		"a class for every name": {800, func(n int) string {
			var s strings.Builder
			for i := range n {
				fmt.Fprintf(&s, "<p class=c%s>John Smith</p><p>Age 45</p>", strings.Repeat("x", i%50)+string(rune('a'+i%26)))
			}
			return s.String()
		}},
		"a class of its own for every name": {800, func(n int) string {
			var s strings.Builder
			for i := range n {
				fmt.Fprintf(&s, "<p class=%s>John Smith</p><p>Age 45</p>", strings.NewReplacer("0", "a", "1", "b", "2", "c", "3", "d", "4", "e", "5", "f", "6", "g", "7", "h", "8", "i", "9", "j").Replace(fmt.Sprint(i)))
			}
			return s.String()
		}},
	} {
		t.Run(name, func(t *testing.T) {
			growth.Linear(t, c.n, func(n int) func() {
				doc, err := scan.ParsePage(c.page(n))
				if err != nil {
					t.Fatal(err)
				}
				return func() { Read(doc, Options{Names: []scan.Name{{First: "John", Last: "Smith"}}}) }
			})
		})
	}
}
