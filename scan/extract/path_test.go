package extract

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"
)

// TestPath holds the paths that are walked without a library against it.
func TestPath(t *testing.T) {
	paths := []string{"//div[.='x']", ".//div[span='x']/span[@class='a']", "./dt[.='x']/following-sibling::dd[1]", "./dd[preceding-sibling::dt[1]='x']", "//div[.='x']/following-sibling::div/div", "./following-sibling::p[1]", "./following-sibling::div",
		"//p/text()[1]", "./text()", "//text()", "./div/text()[2]", "//li[1]", "//div[p]", "//div[p]/p[2]", "//div[span='x']/span[.!='x']", "//div//p[2]", "//div/div[1]/p", "//*[.='x y']", "./*[2]", "//div[2][@class='a']", "//div[@data-k]/following-sibling::p/span", "//p[contains(@class, 'a')]/following-sibling::*[1]",
		"//span[.='']", `//div[.="x"]/p`}
	tags := []string{"div", "p", "dt", "dd", "span", "li", "div", "template"}
	var page func(t *rapid.T, depth int) string
	page = func(t *rapid.T, depth int) string {
		var b strings.Builder
		for range rapid.IntRange(0, 4).Draw(t, "children") {
			tag := rapid.SampledFrom(tags).Draw(t, "tag")
			attrs := rapid.SampledFrom([]string{"", ` class="a"`, ` class="b a"`, ` data-k=v`}).Draw(t, "attrs")
			b.WriteString("<" + tag + attrs + ">")
			if depth < 4 && rapid.Bool().Draw(t, "more") {
				b.WriteString(page(t, depth+1))
			}
			b.WriteString(rapid.SampledFrom([]string{"", "x", "x", "x y", " x", "<!-- c -->x", "y"}).Draw(t, "text"))
			b.WriteString("</" + tag + ">")
			b.WriteString(rapid.SampledFrom([]string{"", "", "x", " "}).Draw(t, "between"))
		}
		return b.String()
	}
	rapid.Check(t, func(t *rapid.T) {
		doc, err := html.Parse(strings.NewReader("<section>" + page(t, 0) + "</section>"))
		if err != nil {
			t.Fatal(err)
		}
		roots := []*html.Node{doc}
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode && !within(n, atom.Template) {
				roots = append(roots, n)
			}
		}
		s := rapid.SampledFrom(paths).Draw(t, "path")
		root := rapid.SampledFrom(roots).Draw(t, "root")
		sel, err := compile(brokers.Selector(s))
		if err != nil || sel.fast == nil && sel.way == nil {
			t.Fatalf("%s is no path: %v", s, err)
		}
		fast, _ := sel.in(root)
		full, err := sel.full(root)
		if err != nil || len(fast) != len(full) {
			t.Fatalf("%s: %d hits, by the library %d, %v", s, len(fast), len(full), err)
		}
		for i := range fast {
			if fast[i] != full[i] {
				t.Fatalf("%s: hit %d is %v, by the library %v", s, i, fast[i], full[i])
			}
		}
	})
}

func TestNoPath(t *testing.T) {
	for _, s := range []string{"(//a)[2]", "//a/@href", "//li[last()]", "//a/..", "//a | //b", "//p[contains(., 'x')]", "string(//a)", "//a[@x and @y]", "//p[position()=1]", "//div[@class='a'][2]", "//p[not(@x)]", "//a[b/c]", "//a/ancestor::div", "//text()/b", "//a[text()='x']", "//p[normalize-space()='x']", "."} {
		if pathOf(s) != nil {
			t.Errorf("%s is taken for a path", s)
		}
	}
}
