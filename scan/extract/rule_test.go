package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"golang.org/x/net/html"
)

func TestRules(t *testing.T) {
	const page = `<div id="r"><h3>Maria Garcia, 42</h3><p class="e"> </p><p class="e">first</p><p class="e">second</p>
	<p class="l">Lives in Austin, TX</p><p class="r">Ana / Luis / </p><a data-x="7" href="/p/1">more</a><i>AGE: 42 years</i></div>`
	for _, c := range []struct {
		name string
		rule brokers.Rule
		want []string
	}{
		{"text", brokers.Rule{Select: "h3"}, []string{"Maria Garcia, 42"}},
		{"before", brokers.Rule{Select: "h3", Before: ","}, []string{"Maria Garcia"}},
		{"after", brokers.Rule{Select: "h3", After: ","}, []string{"42"}},
		{"after and before", brokers.Rule{Select: "i", After: "AGE:", Before: "years"}, []string{"42"}},
		{"before not found keeps", brokers.Rule{Select: "h3", Before: ";"}, []string{"Maria Garcia, 42"}},
		{"after not found drops", brokers.Rule{Select: "h3", After: "Lives in"}, nil},
		{"after words", brokers.Rule{Select: ".l", After: "Lives in"}, []string{"Austin, TX"}},
		{"literals heed case", brokers.Rule{Select: ".l", After: "lives in"}, nil},
		{"expression", brokers.Rule{Select: ".l", After: "/li\\w+ in/i"}, []string{"Austin, TX"}},
		{"expression heeds case", brokers.Rule{Select: ".l", After: "/li\\w+ in/"}, nil},
		{"slash is a literal", brokers.Rule{Select: ".r", Separator: "/"}, []string{"Ana", "Luis"}},
		{"two slashes are a literal", brokers.Rule{Select: ".r", Separator: "//"}, []string{"Ana / Luis /"}},
		{"separator expression", brokers.Rule{Select: ".r", Separator: `/\s*\/\s*/`}, []string{"Ana", "Luis"}},
		{"first with a value", brokers.Rule{Select: ".e"}, []string{"first"}},
		{"all", brokers.Rule{Select: ".e", All: true}, []string{"first", "second"}},
		{"first that has the marker", brokers.Rule{Select: "p", After: "Lives"}, []string{"in Austin, TX"}},
		{"attribute", brokers.Rule{Select: "a", Attr: "data-x"}, []string{"7"}},
		{"attribute in capitals", brokers.Rule{Select: "a", Attr: "DATA-X"}, []string{"7"}},
		{"attribute missing", brokers.Rule{Select: "h3", Attr: "href"}, nil},
		{"nothing found", brokers.Rule{Select: "h4"}, nil},
		{"first occurrence", brokers.Rule{Select: ".r", After: "/"}, []string{"Luis /"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := html.Parse(strings.NewReader(page))
			if err != nil {
				t.Fatal(err)
			}
			r, err := compileRule("name", c.rule)
			if err != nil {
				t.Fatal(err)
			}
			values, err := r.values(nil, doc, &block{})
			var got []string
			for _, v := range values {
				got = append(got, v.text)
			}
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%+v gives %q, %v; want %q", c.rule, got, err, c.want)
			}
		})
	}
}
