package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"golang.org/x/net/html"
)

const selected = `<body><h2>Page</h2><a href="/home">home</a>
<div class="card" id="one"><h2>Maria <b>Garcia</b></h2><div class="in">Age 42</div>
<a href="/p/1">more</a><a href="/p/2">other</a><template><h2>Nobody</h2></template></div>
<div class="card" id="two"><h2>Ana Lopez</h2></div></body>`

// texts returns what a selector finds in the first card of selected.
func texts(t *testing.T, s brokers.Selector) ([]string, error) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(selected))
	if err != nil {
		t.Fatal(err)
	}
	card, err := compile("#one")
	if err != nil {
		t.Fatal(err)
	}
	root, err := card.elements(doc)
	if err != nil || len(root) != 1 {
		t.Fatalf("%d cards, %v", len(root), err)
	}
	sel, err := compile(s)
	if err != nil {
		return nil, err
	}
	hits, err := sel.in(root[0])
	var out []string
	r := rule{}
	for _, h := range hits {
		out = append(out, r.text(h, new(lately)))
	}
	return out, err
}

func TestSelectorsInARecord(t *testing.T) {
	for _, c := range []struct {
		name string
		sel  brokers.Selector
		want []string
	}{
		{"css", "h2", []string{"Maria Garcia"}},
		{"css from the page down", "body > div.card h2", []string{"Maria Garcia"}},
		{"css group in page order", "a, h2", []string{"Maria Garcia", "more", "other"}},
		{"css never the record itself", "div", []string{"Age 42"}},
		{"css of another record", "#two h2", nil},
		{"xpath stays in the record", "//h2", []string{"Maria Garcia"}},
		{"xpath dot", ".//h2", []string{"Maria Garcia"}},
		{"xpath child", "./a", []string{"more", "other"}},
		{"xpath grouped", "(//a)[2]", []string{"other"}},
		{"xpath text", "(./h2)[1]/text()", []string{"Maria"}},
		{"xpath attribute", ".//a/@href", []string{"/p/1", "/p/2"}},
		{"xpath string", "(string(.//a/@href))", []string{"/p/1"}},
		{"xpath number", "(count(.//a))", []string{"2"}},
		{"xpath true", "(count(.//a) = 2)", []string{"true"}},
		{"xpath false", "(count(.//a) = 3)", nil},
		{"xpath last", ".//a[last()]", []string{"other"}},
		{"xpath contains", "//div[contains(., 'Age')]", []string{"Age 42"}},
		{"xpath union in page order", "(.//a | .//h2)", []string{"Maria Garcia", "more", "other"}},
		{"xpath backwards in page order", ".//a[2]/preceding-sibling::*[not(self::template)]", []string{"Maria Garcia", "Age 42", "more"}},
		{"xpath ancestor", ".//h2/ancestor::body/h2", []string{"Page"}},
		{"self", ".", []string{"Maria Garcia\nAge 42\nmoreother"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := texts(t, c.sel)
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%s finds %q, %v; want %q", c.sel, got, err, c.want)
			}
		})
	}
}

func TestSelectorFaults(t *testing.T) {
	for _, s := range []brokers.Selector{"div[", "::", "//[", "(", "//a[", "//a[foo(]", ".//a/@", "div:nonsense", "//a[unknown()]"} {
		if _, err := compile(s); err == nil {
			t.Errorf("compile(%q): no error", s)
		}
	}
}

func FuzzCompile(f *testing.F) {
	for _, s := range []string{"h2", "//a[1]", "(//a)[last()]", ".", "./..", "//a[contains(., 'x')]", "a:has(> b)", "//*[position()=1.5]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 200 {
			return
		}
		if sel, err := compile(brokers.Selector(s)); err == nil && sel != nil {
			doc, _ := html.Parse(strings.NewReader(selected))
			_, _ = sel.in(doc) // must return
		}
	})
}
