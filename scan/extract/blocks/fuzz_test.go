package blocks

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

func FuzzRead(f *testing.F) {
	for _, html := range archive(f, "records.txtar") {
		f.Add(html)
	}
	for _, html := range archive(f, "none.txtar") {
		f.Add(html)
	}
	names := []scan.Name{{First: "John", Last: "Smith"}, {First: "Maria", Last: "Garcia"}}
	f.Fuzz(func(t *testing.T, html string) {
		doc, err := scan.ParsePage(html)
		if err != nil {
			return
		}
		for _, r := range Read(doc, Options{Names: names}) {
			if r.Name == "" || r.Name != strings.TrimSpace(r.Name) {
				t.Errorf("a record named %q", r.Name)
			}
			if r.Head == nil {
				t.Error("a record without a head")
			}
			_ = r.Why()
		}
	})
}
