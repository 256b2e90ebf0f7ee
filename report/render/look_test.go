package render_test

import (
	"os"
	"testing"

	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/words"
)

func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		t.Skip()
	}
	for _, lang := range []string{"en", "es"} {
		b, _ := words.In(lang)
		f, _ := os.Create(dir + "/rich." + lang + ".html")
		if err := render.HTML(f, rich(60, 25), b); err != nil {
			t.Fatal(err)
		}
		f.Close()
		f, _ = os.Create(dir + "/rich." + lang + ".pdf")
		if err := render.PDF(f, rich(60, 25), b); err != nil {
			t.Fatal(err)
		}
		f.Close()
		f, _ = os.Create(dir + "/small." + lang + ".html")
		if err := render.HTML(f, rich(12, 9), b); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}
