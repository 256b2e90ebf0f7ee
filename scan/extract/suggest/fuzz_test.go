package suggest

import (
	"net/url"
	"testing"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract"
)

// FuzzDefinition: whatever page a definition is taken from, it compiles, reads
// that page without a fault of its own, and can be written down.
func FuzzDefinition(f *testing.F) {
	for _, s := range []string{
		`<title>2 results</title><p class=count>2 results found</p><div class=card><h2><a href=/p/1>John Smith</a></h2><p class=age>Age: 45</p><ul><li>Dayton, OH</li></ul></div><div class=card><h2><a href=/p/2>John A Smith</a></h2><p class=age>Age: 61</p><ul><li>Reno, NV</li></ul></div><a rel=next href=?page=2>Next</a>`,
		`<table><tr><th>Last<th>First<th>Age<th>City<th>St<tr><td>Smith<td>John<td>45<td>Dayton<td>OH<tr><td>Smith<td>Ann<td>51<td>Reno<td>NV</table>`,
		`<pre>SMITH, JOHN ....... 12 Elm St, Dayton, OH ....... (937) 555-0142` + "\n" + `SMITH, ANN ....... 9 Oak St, Reno, NV ....... (775) 555-0101</pre>`,
		`<div class=r><p><b>John Smith</b><br>Age: 45<br>Dayton, OH<br><em>Family:</em> Ann Smith</p></div><div class=r><p><b>John B Smith</b><br>Age: 70<br>Reno, NV<br><em>Family:</em> Joe Smith</p></div>`,
		`<div><span>John Smith</span><span><svg><title>Mail'</title></svg>a@b.test</span></div><div><span>Jon Smith</span><span><svg><title>Mail</title></svg>c@b.test</span></div>`,
		`<p hidden class=none>Sorry, no results.</p><h1>John Smith</h1><h2>Age</h2><p>45</p><h2>Relatives</h2><p>Ann Smith</p>`,
	} {
		f.Add(s, "https://people.test/name/john-smith/oh?page=2")
	}
	names := []scan.Name{{First: "John", Last: "Smith"}, {First: "Zoë", Last: "García López"}}
	f.Fuzz(func(t *testing.T, page, address string) {
		if len(page) > 20_000 {
			return
		}
		doc, err := scan.ParsePage(page)
		if err != nil {
			return
		}
		u, err := url.Parse(address)
		if err != nil {
			u = nil
		}
		_ = Nothing(doc)
		got, err := Definition(Page{Doc: doc, URL: u, Names: names, Addresses: []scan.Address{{City: "Dayton", State: "OH", Zip: "45402"}}})
		if err != nil {
			return
		}
		if _, err := extract.Compile(got.Broker.Search); err != nil {
			t.Fatalf("%v", err)
		}
		if _, err := Reads(got.Broker.Search, "US", doc, u); err != nil {
			t.Fatalf("%v", err)
		}
		if _, err := got.YAML(); err != nil {
			t.Fatalf("%v", err)
		}
	})
}
