package wall

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

func BenchmarkWall(b *testing.B) {
	card := `<div class="card"><h2>Ada Quill</h2><p>Age 45</p><p>Lives in Austin, TX</p><ul><li>Ben Quill</li><li>Cara Quill</li></ul><a href="/p/1">View details</a></div>`
	for name, html := range map[string]string{
		"results-24KB": "<main>" + strings.Repeat(card, 150) + "</main>",
		"nobody-3KB":   "<header><nav>" + strings.Repeat(`<a href="/x">People</a> `, 30) + "</nav></header><main><h1>Search</h1><p>We found no records.</p></main><footer>" + strings.Repeat("<p>This is no consumer reporting agency.</p>", 30) + "</footer>",
		"text-1MB":     strings.Repeat("words of no use at all. ", 1<<20/24),
	} {
		b.Run(name, func(b *testing.B) {
			doc, err := scan.ParsePage(html)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				Of(200, nil, html, doc)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	card := `<div class="card"><h2>Ada Quill</h2><p>Age 45</p><p>Lives in Austin, TX</p><ul><li>Ben Quill</li><li>Cara Quill</li></ul><a href="/p/1">View details</a></div>`
	page := "<main>" + strings.Repeat(card, 150) + "</main>"
	for b.Loop() {
		if _, err := scan.ParsePage(page); err != nil {
			b.Fatal(err)
		}
	}
}
