package doubt

import (
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/scan"
)

const (
	head = `<!doctype html><html lang="en"><head><title>TITLE</title></head><body><header class="bar"><a href="/">People</a> <nav><a href="/optout">Opt out</a></nav></header><main id="main"><h1>Results for NAME</h1>`
	foot = `</main><footer class="foot"><p>Not a consumer reporting agency.</p><p>The data are from public records, and you may ask us to remove them.</p></footer></body></html>`
	sign = `<p class="none">We found no records for NAME. Try another state.</p>`
	card = `<div class="card"><h2>NAME</h2><span class="age">Age 91</span><b>Lives in</b><i>Bangor, ME</i></div>`
)

// paged makes a page for a name, its records and sign known by their classes.
func paged(t testing.TB, body, name string) *Page {
	t.Helper()
	page := strings.ReplaceAll(body, "NAME", name)
	doc, err := scan.ParsePage(page)
	if err != nil {
		t.Fatal(err)
	}
	first, last, _ := strings.Cut(name, " ")
	p := &Page{HTML: page, Doc: doc, First: first, Last: last, Country: "US", Fields: map[*html.Node]bool{}, Words: []string{"Age"}}
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case get(n, "class") == "card":
			p.Records = append(p.Records, n)
		case get(n, "class") == "none":
			p.Signs = append(p.Signs, n)
		case n.Data == "h2" && get(n.Parent, "class") == "card":
			p.Names, p.Named = append(p.Names, n.FirstChild.Data), append(p.Named, n)
			p.Fields[n] = true
		case get(n, "class") == "age", n.Data == "i":
			p.Fields[n] = true
		}
	}
	return p
}

func TestAgainst(t *testing.T) {
	frame := Learn(paged(t, head+strings.Repeat(card, 4)+foot, "James Smith"), paged(t, head+sign+foot, "Blabinth Trundrask"))
	for _, c := range []struct {
		name, page string
		alone      bool // seen without the controls as well
		fine       bool
	}{
		{"nobody", head + sign + foot, false, true},
		{"others", head + card + foot, false, true},
		{"a form with a captcha more", head + sign + `<form><input name="mail"><div class="g-recaptcha"></div><button>Write to us</button></form>` + foot, false, true},
		{"a banner more", `<!doctype html><html lang="en"><head></head><body><div class="cookies"><p>We use cookies.</p></div>` + strings.SplitAfter(head, "<body>")[1] + sign + foot, false, true},
		{"cut behind the sign", head + sign, true, false},
		{"cut within a tag", head + sign + foot[:len(foot)-3], true, false},
		{"cut within the list", head + card + card[:70], true, false},
		{"two pages", head + sign + foot + head + card + foot, true, false},
		{"an error", head + `<p>Something went wrong.</p>` + sign + foot, true, false},
		{"a limit", head + `<p>You have reached your limit of searches.</p>` + sign + foot, true, false},
		{"a check", head + `<h2>Verify you are human</h2>` + card + foot, true, false},
		{"try again", head + `<p>Please try again.</p>` + sign + foot, false, false},
		{"another language", `<html lang="de"><body><main><p>Die Suche ist nicht für die Auskunft und das Ergebnis von uns.</p>` + sign + `</main></body></html>`, true, false},
		{"translated by a program", strings.Replace(head, `<html lang="en"`, `<html lang="en" class="translated-ltr"`, 1) + sign + foot, true, false},
		{"the sign elsewhere", head + `<div class="box">` + sign + `</div>` + foot, false, false},
		{"records elsewhere", head + `<div class="box">` + card + `</div>` + foot, false, false},
		{"another name", strings.ReplaceAll(head+sign+foot, "NAME", "Paul Young"), false, false},
		{"people beside the sign", head + sign + `<article><h4>NAME</h4><p>Age 44, Tucson, AZ</p></article>` + foot, true, false},
		{"a relabelled record", head + strings.ReplaceAll(card, "Lives in", "Home") + foot, false, false},
		{"a record of other elements", head + strings.ReplaceAll(card, `<span class="age">Age 91</span>`, `<p class="age">Age 91</p>`) + foot, false, false},
		{"a button in place of a name", head + strings.ReplaceAll(card, "NAME", "View profile") + foot, true, false},
		{"a piece of the list cut out", head + `<div class="card"><h2>NAME</h2><span class="age">Age 91` + card + foot, false, false},
		{"an element closed that was not open", head + card + `</section>` + foot, false, false},
		{"a place in a queue", head + `<p>You are now in line.</p>` + sign + foot, true, false},
		{"a vendor's check", head + `<script>window._cf_chl_opt={}</script>` + card + foot, false, false},
		{"a picture to read", head + `<p>Type the characters you see in the picture below</p>` + card + foot, true, false},
		{"another law", head + `<p>451: Unavailable due to legal reasons.</p>` + sign + foot, true, false},
		{"a gate", head + `<p>You must be 18 or older to enter.</p>` + card + foot, false, false},
		{"a gate before nobody", head + sign + `<h2>Please sign in to continue</h2>` + foot, false, false},
		{"a sign and places for records", head + sign + `<div class="card"></div>` + foot, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := paged(t, c.page, "Odalys Fenwright")
			if why := frame.Against(p); (why == "") != c.fine {
				t.Errorf("with the controls: %q", why)
			} else if strings.Contains(strings.ToLower(why), "fenwright") {
				t.Errorf("a name is told: %s", why)
			}
			if why := (*Frame)(nil).Against(p); (why != "") != c.alone {
				t.Errorf("alone: %q", why)
			}
		})
	}
}

// A site whose program gives every record a class of its own has no class that
// tells records from others.
func TestAgainstClassesOfOneRecordEach(t *testing.T) {
	list := func(name string, classes ...string) *Page {
		var b strings.Builder
		for _, c := range classes {
			b.WriteString(strings.ReplaceAll(card, `<div class="card">`, `<div data-kind="card" class="`+c+`">`))
		}
		p := paged(t, head+b.String()+foot, name)
		for n := range p.Doc.Descendants() {
			switch {
			case n.Type != html.ElementNode:
			case get(n, "data-kind") == "card":
				p.Records = append(p.Records, n)
			case n.Data == "h2":
				p.Names, p.Named = append(p.Names, n.FirstChild.Data), append(p.Named, n)
				p.Fields[n] = true
			}
		}
		return p
	}
	none := paged(t, head+sign+foot, "Blabinth Trundrask")
	made := Learn(list("James Smith", "css-af", "css-be", "css-cd"), none)
	if why := made.Against(list("Odalys Fenwright", "css-dc", "css-eb")); why != "" {
		t.Errorf("classes of one record each: %q", why)
	}
	shared := Learn(list("James Smith", "hit", "hit", "hit"), none)
	if why := shared.Against(list("Odalys Fenwright", "paid", "paid")); why == "" {
		t.Error("records of another class are not noticed")
	}
}

// What the journal keeps reads back as it was, is small, and holds no text.
func TestFrameIsKept(t *testing.T) {
	frame := Learn(paged(t, head+strings.Repeat(card, 4)+foot, "James Smith"), paged(t, head+sign+foot, "Blabinth Trundrask"))
	kept, err := json.Marshal(frame)
	if err != nil {
		t.Fatal(err)
	}
	var back Frame
	if err := json.Unmarshal(kept, &back); err != nil {
		t.Fatal(err)
	}
	again, _ := json.Marshal(back)
	if string(again) != string(kept) || len(kept) > 4096 {
		t.Errorf("%d bytes, then %d", len(kept), len(again))
	}
	for _, s := range []string{"Smith", "Bangor", "public"} {
		if strings.Contains(string(kept), s) {
			t.Errorf("%q is kept", s)
		}
	}
	if why := back.Against(paged(t, head+sign+foot, "Odalys Fenwright")); why != "" {
		t.Error(why)
	}
}

func BenchmarkAgainst(b *testing.B) {
	list := head + strings.Repeat(card, 100) + foot
	frame := Learn(paged(b, list, "James Smith"), paged(b, head+sign+foot, "Blabinth Trundrask"))
	for name, page := range map[string]string{"nobody": head + sign + foot, "others": list} {
		p := paged(b, page, "Odalys Fenwright")
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				frame.Against(p)
			}
		})
		b.Run(name+"-parse", func(b *testing.B) {
			for b.Loop() {
				if _, err := scan.ParsePage(page); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func FuzzAgainst(f *testing.F) {
	f.Add(head+strings.Repeat(card, 4)+foot, head+sign+foot, head+card+foot)
	f.Add(head+card, "<!--", `</html><p class="none">x<div class="card"><h2></h2></div>`)
	f.Add("", "<table><tr><td><b><p>", "<html><html lang=zz>")
	f.Fuzz(func(t *testing.T, list, none, page string) {
		for _, s := range []string{list, none, page} {
			if _, err := scan.ParsePage(s); err != nil || strings.Contains(s, "<h2></h2>") {
				return
			}
		}
		frame := Learn(quiet(list), quiet(none))
		a, b := frame.Against(quiet(page)), frame.Against(quiet(page))
		if a != b {
			t.Fatalf("%q, then %q", a, b)
		}
		(*Frame)(nil).Against(quiet(page))
	})
}

// quiet is paged for pages of any kind.
func quiet(page string) *Page {
	doc, _ := scan.ParsePage(page)
	p := &Page{HTML: page, Doc: doc, First: "Odalys", Last: "Fenwright", Fields: map[*html.Node]bool{}}
	for n := range doc.Descendants() {
		switch get(n, "class") {
		case "card":
			p.Records = append(p.Records, n)
		case "none":
			p.Signs = append(p.Signs, n)
		}
	}
	return p
}

// Advertisements come and go; a page without one is the same page.
func TestAgainstAPageWithoutItsAdvertisement(t *testing.T) {
	const ad = `<div class="ad-slot top"><section><p><a href="/a"><b>Find your ancestors</b></a></p></section></div><ins id="sponsored"><span>Homes</span></ins>`
	frame := Learn(paged(t, head+strings.Repeat(card, 4)+ad+foot, "James Smith"), paged(t, head+sign+ad+foot, "Blabinth Trundrask"))
	for name, page := range map[string]string{"with": head + sign + ad + foot, "without": head + sign + foot} {
		if why := frame.Against(paged(t, page, "Ada Quill")); why != "" {
			t.Errorf("%s: %s", name, why)
		}
	}
	const box = `<div class="facts top"><section><p><a href="/a"><b>Find your ancestors</b></a></p></section></div><ins id="more"><span>Homes</span></ins>`
	frame = Learn(paged(t, head+strings.Repeat(card, 4)+box+foot, "James Smith"), paged(t, head+sign+box+foot, "Blabinth Trundrask"))
	if why := frame.Against(paged(t, head+sign+foot, "Ada Quill")); why == "" {
		t.Error("a page that has lost a part of its own: nothing against it")
	}
}
