package extract

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"
)

// TestSimple holds the selectors that are matched without a library against
// those libraries, on random pages, from the page and from an element down.
func TestSimple(t *testing.T) {
	css := []string{"div", ".a", "div.a", "div.a.b", "#x", "p#x", "[data-k]", "[data-k=v]", `div[data-k="v"]`, "div > p", "div p", ".a .b", "body > div.a p", "p, .b", "ul > li > p", "*", "div > *", "x-y", ".a > .b > p", "div:nth-child(2)", "p:first-child", ".a:nth-child(3) p", "ul li:not(.a)", "div:not(.a):nth-child(1)", "p:not(.b)"}
	paths := []string{"//div", ".//p", "./div", "./div[1]", "./div[2]/p", "./p[1]", "//div/p", "//div//p", ".//ul/li[2]", "//*[@data-k]", "//div[@class='a b']", "//div[contains(@class,'a')]", "./ul/li[1]/p", "//p[@data-k='v']", "./*"}
	tags := []string{"div", "p", "ul", "li", "span", "x-y", "template"}
	var page func(t *rapid.T, depth int) string
	page = func(t *rapid.T, depth int) string {
		var b strings.Builder
		for range rapid.IntRange(0, 4).Draw(t, "children") {
			tag := rapid.SampledFrom(tags).Draw(t, "tag")
			attrs := rapid.SampledFrom([]string{"", ` class="a"`, ` class="b a"`, ` class="a b"`, ` class="ab"`, ` id=x`, ` data-k=v`, ` data-k="v w" class=b`}).Draw(t, "attrs")
			b.WriteString("<" + tag + attrs + ">")
			if depth < 4 {
				b.WriteString(page(t, depth+1))
			}
			b.WriteString("</" + tag + ">")
		}
		return b.String()
	}
	rapid.Check(t, func(t *rapid.T) {
		doc, err := html.Parse(strings.NewReader(page(t, 0)))
		if err != nil {
			t.Fatal(err)
		}
		roots := []*html.Node{doc}
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode && !within(n, atom.Template) {
				roots = append(roots, n)
			}
		}
		s := rapid.SampledFrom(append(css, paths...)).Draw(t, "selector")
		root := rapid.SampledFrom(roots).Draw(t, "root")
		sel, err := compile(brokers.Selector(s))
		if err != nil || sel.fast == nil {
			t.Fatalf("%s is not simple: %v", s, err)
		}
		fast, _ := sel.in(root)
		full, err := sel.full(root)
		if err != nil || len(fast) != len(full) {
			t.Fatalf("%s: %d elements, by the library %d, %v", s, len(fast), len(full), err)
		}
		for i := range fast {
			if fast[i].element != full[i].element {
				t.Fatalf("%s: element %d differs", s, i)
			}
		}
	})
}

func TestNotSimple(t *testing.T) {
	for _, s := range []string{"div:not(#a)", "div:nth-child(2n)", "div:last-child", "div:hover", "div:not(.a .b)", "div:nth-child(1):first-child", "a + b", "a ~ b", "//a[last()]", "(//a)[2]", "//li[1]", "//a/@href", ".//dt[.='x']/following-sibling::dd[1]", "//li[2]/..", "div::before", `.a\:b`, "//p[contains(., 'x')]", "string(//a)", "./text()", "[href^=x]", "[data-k='v' i]", "//a[@x and @y]", ".//h2/ancestor::body/h2"} {
		if simplify(s) != nil {
			t.Errorf("%s is taken for a simple selector", s)
		}
	}
}
