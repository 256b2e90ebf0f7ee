package structure

import (
	"testing"

	"github.com/whohasme/whohasme/scan"
)

func FuzzRead(f *testing.F) {
	for _, html := range archive(f, "structured.txtar") {
		f.Add(html)
	}
	f.Add(`<script>window.x = [[[[{"name":"John Smith","age":[1,2]}]]]], y = {a:'b\u12', c: JSON.parse("[")}</script>`)
	names := []scan.Name{{First: "John", Last: "Smith"}}
	f.Fuzz(func(t *testing.T, html string) {
		doc, err := scan.ParsePage(html)
		if err != nil {
			return
		}
		for _, r := range Read(doc, Options{Names: names}) {
			if r.Name == "" || r.How == "" {
				t.Errorf("a record named %q, from %q", r.Name, r.How)
			}
		}
	})
}

func TestLimits(t *testing.T) {
	deep := ""
	for range 5000 {
		deep += `[`
	}
	for name, html := range map[string]string{
		"deep JSON":      `<script type="application/ld+json">` + deep + `</script>`,
		"deep in script": `<script>var smith = ` + deep + `</script>`,
		"a ring":         `<script type="application/json" id="__NUXT_DATA__">[[0,1],{"name":2,"x":1},"John Smith"]</script>`,
	} {
		doc, err := scan.ParsePage(html)
		if err != nil {
			t.Fatal(err)
		}
		if got := Read(doc, Options{Names: []scan.Name{{First: "John", Last: "Smith"}}}); len(got) > 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
