package wall

import (
	"strings"
	"testing"
)

func BenchmarkWall(b *testing.B) {
	card := `<div class="card"><h2>Ada Quill</h2><p>Age 45</p><p>Lives in Austin, TX</p><ul><li>Ben Quill</li><li>Cara Quill</li></ul><a href="/p/1">View details</a></div>`
	for name, html := range map[string]string{
		"results-24KB": "<main>" + strings.Repeat(card, 150) + "</main>",
		"text-1MB":     strings.Repeat("words of no use at all. ", 1<<20/24),
	} {
		b.Run(name, func(b *testing.B) {
			p := &page{HTML: html, Status: 200}
			for b.Loop() {
				of(p)
			}
		})
	}
}
