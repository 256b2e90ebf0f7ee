package structure

import (
	"net/url"
	"os"
	"path"
	"sort"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// archive reads a file of the testdata folder: "-- name --" and what follows.
func archive(t testing.TB, name string) map[string]string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	at := ""
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "-- "); ok && strings.HasSuffix(line, " --\n") {
			at = strings.TrimSuffix(rest, " --\n")
			continue
		}
		files[at] += line
	}
	return files
}

// subject reads "Maria Garcia" or "John Smith GB".
func subject(s string) ([]scan.Name, string) {
	w := strings.Fields(s)
	country := "US"
	if len(w) == 3 {
		country = w[2]
	}
	return []scan.Name{{First: w[0], Last: w[1]}}, country
}

// line writes a record as the files of testdata do.
func line(r scan.Record) string {
	parts := []string{r.Name}
	add := func(key string, list []string) {
		if len(list) > 0 {
			parts = append(parts, key+" "+strings.Join(list, "; "))
		}
	}
	if !r.Age.IsZero() {
		add("age", []string{r.Age.String()})
	}
	if !r.Born.IsZero() {
		add("born", []string{r.Born.String()})
	}
	var at []string
	for _, a := range r.Addresses {
		at = append(at, a.String())
	}
	add("at", at)
	add("tel", r.Phones)
	add("mail", r.Emails)
	add("kin", r.Relatives)
	add("aka", r.Aliases)
	if u, err := url.Parse(r.URL); err == nil && r.URL != "" {
		add("url", []string{u.RequestURI()})
	}
	return strings.Join(parts, " | ")
}

func pages(files map[string]string) []string {
	var names []string
	for n := range files {
		if path.Ext(n) == ".html" {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	return names
}

func readPage(t testing.TB, html, who string) []Record {
	t.Helper()
	doc, err := scan.ParsePage(html)
	if err != nil {
		t.Fatal(err)
	}
	names, country := subject(who)
	base, _ := url.Parse("https://people.test/search")
	return Read(doc, Options{Names: names, Country: country, Base: base})
}

func TestStructured(t *testing.T) {
	files := archive(t, "structured.txtar")
	for _, name := range pages(files) {
		t.Run(name, func(t *testing.T) {
			head, rest, _ := strings.Cut(files[strings.TrimSuffix(name, ".html")+".want"], "\n")
			var got []string
			for _, r := range readPage(t, files[name], strings.TrimPrefix(head, "subject ")) {
				got = append(got, line(r.Record))
			}
			if g, w := strings.Join(got, "\n"), strings.TrimSpace(rest); g != w {
				t.Errorf("read\n%s\nwant\n%s", g, w)
			}
		})
	}
}
