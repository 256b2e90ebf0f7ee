package extract

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/growth"
	"pgregory.net/rapid"
)

func one(s brokers.Selector) brokers.Rules { return brokers.Rules{{Select: s}} }

func page(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func reader(t testing.TB, d *brokers.Definition) *Reader {
	t.Helper()
	r, err := Compile(d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(t testing.TB, d *brokers.Definition, html, base string) *Reading {
	t.Helper()
	got, err := reader(t, d).Read(html, address(t, base))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func cards() *brokers.Definition {
	return &brokers.Definition{
		Record:   "div.card",
		Nothing:  ".no-results",
		Complete: brokers.Complete{Total: ".count", Next: "link[rel=next]"},
		Fields: brokers.Fields{
			"name":        {{Select: "h2", Before: ","}},
			"age":         {{Select: ".age", After: "Age"}},
			"addresses":   {{Select: "li.place", All: true}},
			"aliases":     one(".aka"),
			"relatives":   one(".kin"),
			"phones":      {{Select: ".tel", All: true}},
			"emails":      {{Select: ".mail", Attr: "href"}},
			"profile_url": {{Select: "a.more", Attr: "href"}},
		},
	}
}

func TestReadCards(t *testing.T) {
	d := cards()
	d.Fields["born"] = one(".age")
	d.Fields["name"] = one("h2")
	got := read(t, d, page(t, "cards.html"), "https://people.test/name/maria-garcia/tx")
	want := []scan.Record{
		{
			Name: "Maria Elena Garcia", Age: scan.Years(42), Born: scan.Born{Year: 1984, Month: 3},
			Addresses: []scan.Address{{City: "Austin", State: "TX", Zip: "78704"}, {Street: "12 Elm St", City: "Dayton", State: "OH", Zip: "45402"}},
			Aliases:   []string{"Maria Lopez", "Mia Garcia"}, Relatives: []string{"José García", "Ana García Lopez"},
			Phones: []string{"+15125550142"}, Emails: []string{"maria@example.org"}, URL: "https://people.test/p/maria-garcia-1",
		},
		{Name: "MARIA GARCIA", Age: scan.Years(67), Addresses: []scan.Address{{City: "Houston", State: "TX"}}, URL: "https://people.test/p/maria-garcia-2"},
		{Name: "Garcia, Maria"},
	}
	if !reflect.DeepEqual(got.Records, want) {
		t.Errorf("records\n%+v, want\n%+v", got.Records, want)
	}
	if got.Blocks != 4 || got.Total != 1204 || got.Nothing || got.Hidden || !got.More {
		t.Errorf("blocks %d, total %d, nothing %v, hidden %v, more %v", got.Blocks, got.Total, got.Nothing, got.Hidden, got.More)
	}
	if s := fmt.Sprint(got.Next); s != "https://people.test/name/maria-garcia/tx?page=2" {
		t.Errorf("next is %s", s)
	}
}

func TestReadTable(t *testing.T) {
	d := &brokers.Definition{
		Record:   "//table[@id='people']/tbody/tr",
		Complete: brokers.Complete{Total: "//p[contains(., 'found')]", Next: "a.next"},
		Fields: brokers.Fields{
			"name": one("./td[1]/a"), "age": one("./td[2]"), "addresses": one("./td[3]"), "relatives": one("./td[4]"),
			"profile_url": one(".//a/@href"),
		},
	}
	got := read(t, d, page(t, "table.html"), "http://people.test/find/")
	want := []scan.Record{
		{
			Name: "GARCIA, MARIA E", Age: scan.Age{Low: 40, High: 49},
			Addresses: []scan.Address{{City: "Austin", State: "TX"}, {City: "Dayton", State: "OH"}, {City: "St. Louis", State: "MO"}},
			Relatives: []string{"Jose Garcia", "Ana Garcia"}, URL: "http://people.test/find/person.php?id=881",
		},
		{
			Name: "GARCIA, MARIA", Addresses: []scan.Address{{City: "Fort Worth", State: "TX"}},
			Relatives: []string{"Luis Garcia, Jr", "Eva Garcia"}, URL: "http://people.test/find/person.php?id=882",
		},
	}
	if !reflect.DeepEqual(got.Records, want) {
		t.Errorf("records\n%+v, want\n%+v", got.Records, want)
	}
	if got.Blocks != 3 || got.Total != 2 || got.Next != nil || got.More {
		t.Errorf("blocks %d, total %d, next %v, more %v", got.Blocks, got.Total, got.Next, got.More)
	}
}

func TestReadDefinitionList(t *testing.T) {
	r := reader(t, &brokers.Definition{
		Record:   "dl",
		Complete: brokers.Complete{Next: "button.next"},
		Fields: brokers.Fields{
			"name":      one("//dt[.='Name']/following-sibling::dd[1]"),
			"born":      one("//dt[.='Born']/following-sibling::dd[1]"),
			"addresses": {{Select: "//dt[.='Street']/following-sibling::dd[1]"}, {Select: "//dt[.='Town']/following-sibling::dd[1]"}},
			"phones":    one("//dt[.='Phone']/following-sibling::dd[1]"),
		},
	})
	r.Country = "GB"
	got, err := r.Read(page(t, "list.html"), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []scan.Record{
		{
			Name: "Maria García López", Born: scan.Born{Year: 1984, Month: 3, Day: 12},
			Addresses: []scan.Address{{Street: "10 High Street", City: "Leeds", Zip: "LS1 4AB", Country: "GB"}},
			Phones:    []string{"+442079460018"},
		},
		{
			Name: "Maria Garcia", Born: scan.Born{Year: 1990, Month: 12, Day: 3},
			Addresses: []scan.Address{{Street: "2 Mill Lane", City: "York", Zip: "YO1 7HH", Country: "GB"}},
		},
	}
	if !reflect.DeepEqual(got.Records, want) {
		t.Errorf("records\n%+v, want\n%+v", got.Records, want)
	}
	if got.Total != -1 || got.Next != nil || !got.More {
		t.Errorf("total %d, next %v, more %v: a button without address means that the list goes on", got.Total, got.Next, got.More)
	}
}

func TestReadSavedPage(t *testing.T) {
	got := read(t, &brokers.Definition{
		Record: "[data-testid=result]",
		Fields: brokers.Fields{
			"name": {{Select: ".sc-c"}, {Select: ".sc-d"}}, "age": one(".sc-e"), "addresses": {{Select: ".sc-f, .sc-g", All: true}},
			"phones": one(".sc-h span"), "profile_url": one("a"),
		},
	}, page(t, "saved.html"), "https://people.test/find?first=maria&last=x")
	want := []scan.Record{
		{
			Name: "Maria Garcia", Age: scan.Years(42), URL: "https://people.test/p/77",
			Addresses: []scan.Address{{City: "Austin", State: "TX"}, {City: "Dayton", State: "OH"}, {City: "Houston", State: "TX"}},
		},
		{Age: scan.Age{Low: 50, High: 120}, Addresses: []scan.Address{{City: "Waco", State: "TX"}}, URL: "https://people.test/p/78"},
		{URL: "https://people.test/p/79"},
	}
	if !reflect.DeepEqual(got.Records, want) {
		t.Errorf("records\n%+v, want\n%+v", got.Records, want)
	}
	if !got.Hidden {
		t.Error("the page hides names and Hidden does not say so")
	}
}

func TestReadSigns(t *testing.T) {
	const self = "https://people.test/find?q=x"
	d := func(next, nothing brokers.Selector) *brokers.Definition {
		return &brokers.Definition{Record: ".r", Nothing: nothing, Complete: brokers.Complete{Next: next}, Fields: brokers.Fields{"name": one("b")}}
	}
	for _, c := range []struct {
		name, html string
		next       string
		more       bool
		nothing    bool
	}{
		{"link", `<a class=n href="?q=x&p=2">`, "https://people.test/find?q=x&p=2", true, false},
		{"link in an item", `<p class=n><a href="/p2">2</a></p>`, "https://people.test/p2", true, false},
		{"none", ``, "", false, false},
		{"to itself", `<a class=n href="/find?q=x">`, "", false, false},
		{"to itself, then on", `<a class=n href="/find?q=x"></a><a class=n href="/p2">`, "https://people.test/p2", true, false},
		{"disabled", `<a class="n disabled" href="/p2">`, "", false, false},
		{"disabled item", `<ul><li class=is-disabled><a class=n href="/p2">`, "", false, false},
		{"disabled by attribute", `<button class=n disabled>`, "", false, false},
		{"disabled for readers", `<a class=n aria-disabled=true href="/p2">`, "", false, false},
		{"out of sight", `<div hidden><a class=n href="/p2"></div>`, "", false, false},
		{"for scripts only", `<a class=n href="javascript:more()">`, "", true, false},
		{"hash", `<a class=n href="#">`, "", true, false},
		{"button", `<button class=n>`, "", true, false},
		{"nothing", `<p class=none>No records</p>`, "", false, true},
		{"nothing without words", `<p class=none></p>`, "", false, true},
		{"nothing, hidden", `<p class=none hidden>No records</p>`, "", false, false},
		{"nothing, not displayed", `<div style="color:red; display:none"><p class=none>No records</p></div>`, "", false, false},
		{"nothing, invisible", `<p class=none style="visibility: hidden">No records</p>`, "", false, false},
		{"nothing in a template", `<template><p class=none>No records</p></template>`, "", false, false},
		{"nothing in a script", `<script>"<p class=none>"</script>`, "", false, false},
		{"nothing for browsers without scripts", `<noscript><p class=none>No records</p></noscript>`, "", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, d(".n", ".none"), c.html, self)
			next := ""
			if got.Next != nil {
				next = got.Next.String()
			}
			if next != c.next || got.More != c.more || got.Nothing != c.nothing {
				t.Errorf("next %q, more %v, nothing %v; want %q, %v, %v", next, got.More, got.Nothing, c.next, c.more, c.nothing)
			}
		})
	}
	got := read(t, d("//a[@class='n']/@href", "(count(//p) = 0)"), `<a class=n href="/p2">`, self)
	if got.Next == nil || got.Next.Path != "/p2" || !got.Nothing {
		t.Errorf("by XPath: next %v, nothing %v", got.Next, got.Nothing)
	}
}

func TestReadKeepsOrderAndOnce(t *testing.T) {
	const html = `<div class="r a"><b>Ann One</b></div><div class="a"><b>Bea Two</b></div><div class="r"><b>Cat Three</b></div><div class=r></div>`
	for _, sel := range []brokers.Selector{".r, .a", "(//div[contains(@class,'r')] | //div[contains(@class,'a')])", "//div[@class='r' or contains(@class,'a')]"} {
		got := read(t, &brokers.Definition{Record: sel, Fields: brokers.Fields{"name": one("b")}}, html, "")
		var names []string
		for _, r := range got.Records {
			names = append(names, r.Name)
		}
		if s := strings.Join(names, ","); s != "Ann One,Bea Two,Cat Three" || got.Blocks != 4 {
			t.Errorf("%s: %s in %d blocks", sel, s, got.Blocks)
		}
	}
}

func TestReadAnyListInOrder(t *testing.T) {
	r := reader(t, cards())
	given, family := rapid.StringMatching(`(Ann|Bea|Cat)[a-w]{2,6}`), rapid.StringMatching(`(Bro|Cla|Dun)[a-w]{3,6}`)
	rapid.Check(t, func(t *rapid.T) {
		var page, want strings.Builder
		n := rapid.IntRange(0, 20).Draw(t, "cards")
		for range n {
			name := given.Draw(t, "given") + " " + family.Draw(t, "family")
			depth := rapid.IntRange(0, 5).Draw(t, "depth")
			fmt.Fprintf(&page, "%s<div class=card><h2>%s</h2></div>%s\n", strings.Repeat("<section>", depth), name, strings.Repeat("</section>", depth))
			want.WriteString(name + "\n")
		}
		got, err := r.Read(page.String(), nil)
		if err != nil {
			t.Fatal(err)
		}
		var names strings.Builder
		for _, rec := range got.Records {
			names.WriteString(rec.Name + "\n")
		}
		if names.String() != want.String() || got.Blocks != n {
			t.Errorf("%d blocks, names\n%swant\n%s", got.Blocks, names.String(), want.String())
		}
	})
}

// Every reader takes time in proportion to its text.
func TestCostOfLongTexts(t *testing.T) {
	for name, read := range map[string]func(string){
		"addresses": func(s string) { field.Addresses(s) },
		"people":    func(s string) { field.People(s, false) },
		"name":      func(s string) { field.Name(s) },
		"age":       func(s string) { field.Age(s, "US") },
		"born":      func(s string) { field.Born(s, "US") },
		"phones":    func(s string) { field.Phones(s, "US") },
		"emails":    func(s string) { field.Emails(s) },
		"total":     func(s string) { field.Total(s) },
	} {
		for _, unit := range []string{"12 Elm St\n", "and ", "TX, ", "(", "- ", "@a.b"} {
			t.Run(name+" of "+strings.TrimSpace(unit), func(t *testing.T) {
				growth.Linear(t, maxValue/growth.Times/len(unit), func(n int) func() {
					s := strings.Repeat(unit, n)
					return func() { read(s) }
				})
			})
		}
	}
}

func TestReadNames(t *testing.T) {
	for _, c := range []struct {
		name, html, want string
		hidden           bool
	}{
		{"two rules", `<b>Maria</b><i>Garcia</i>`, "Maria Garcia", false},
		{"the same word twice", `<b>Martin</b><i>Martin</i>`, "Martin Martin", false},
		{"the full name twice", `<b>Maria Garcia</b><i>Maria Garcia</i>`, "Maria Garcia", false},
		{"blurred", `<b class="blurred">Maria</b>`, "", true},
		{"blurred by style", `<b style="filter: blur(5px)">Maria</b>`, "", true},
		{"blurred inside", `<b><u class=text-blur>Maria</u></b>`, "", true},
		{"blurred around", `<p class=is-masked><b>Maria</b></p>`, "", true},
		{"blur switched off", `<b class="blur-none">Maria</b>`, "Maria", false},
		{"blur of the background", `<p class="backdrop-blur-sm"><b>Maria</b></p>`, "Maria", false},
		{"blur elsewhere in the record", `<b>Maria</b><p class=blurred>12 Elm St</p>`, "Maria", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &brokers.Definition{Record: ".r", Fields: brokers.Fields{"name": {{Select: "b"}, {Select: "i"}}}}
			got := read(t, d, `<div class=r>`+c.html+`</div>`, "")
			if len(got.Records) != 1 || got.Records[0].Name != c.want || got.Hidden != c.hidden {
				t.Errorf("got %+v, hidden %v", got.Records, got.Hidden)
			}
		})
	}
}

func TestReadLimits(t *testing.T) {
	r := reader(t, cards())
	for name, html := range map[string]string{
		"too long":         strings.Repeat("a", scan.MaxPage+1),
		"too deep":         strings.Repeat("<div>", 600),
		"unfolds":          fontBomb(400) + strings.Repeat("<p>x", 20000),
		"bodies":           strings.Repeat("<body a>", 20000),
		"too many of them": strings.Repeat("<p>", 3<<20),
	} {
		_, err := r.Read(html, nil)
		var fault *scan.Fault
		if !errors.As(err, &fault) || fault.Outcome != scan.Unreadable {
			t.Errorf("%s: %v", name, err)
		}
	}
	big := "<script>" + strings.Repeat("if (a<b && i<u) { s = '<b ' }\n", 30000) + "</script>" + strings.Repeat("<div class=card><h2>Ann One</h2></div>", 20000)
	if got, err := r.Read(big, nil); err != nil || len(got.Records) != 20000 {
		t.Errorf("an ordinary large page: %v", err)
	}
}

func fontBomb(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<font size=%d>", i)
	}
	return b.String()
}

func TestReadTogether(t *testing.T) {
	d := cards()
	d.Record, d.Fields["name"] = "//div[contains(@class, 'card')]", one("(string(.//h2))")
	r, html := reader(t, d), page(t, "cards.html")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got, err := r.Read(html, nil); err != nil || len(got.Records) != 3 {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	all.Wait()
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"cards.html", "table.html", "list.html", "saved.html"} {
		f.Add(page(f, name))
	}
	d := cards()
	d.Record, d.Fields["addresses"] = "//div", one(".")
	xpath, css := reader(f, d), reader(f, cards())
	base := address(f, "https://people.test/find?q=x")
	f.Fuzz(func(t *testing.T, html string) {
		for _, r := range []*Reader{xpath, css} {
			got, err := r.Read(html, base)
			if err != nil {
				continue
			}
			if len(got.Records) > got.Blocks {
				t.Errorf("%d records in %d blocks", len(got.Records), got.Blocks)
			}
			for _, rec := range got.Records {
				if rec.Name == "" && !got.Hidden {
					t.Error("a record without a name on a page that hides none")
				}
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	r, html := reader(b, cards()), page(b, "cards.html")
	base := address(b, "https://people.test/name/maria-garcia/tx")
	b.ReportAllocs()
	b.SetBytes(int64(len(html)))
	for b.Loop() {
		if _, err := r.Read(html, base); err != nil {
			b.Fatal(err)
		}
	}
}
