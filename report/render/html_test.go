package render_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/words"
)

// allowed are the elements of a report and their attributes. What is not here
// cannot be in it, whatever a page says.
var allowed = map[string]string{
	"html": "lang", "head": "", "meta": "charset http-equiv content name", "link": "rel href", "title": "id", "style": "", "body": "", "header": "", "h1": "", "h2": "id", "h3": "", "p": "class",
	"a": "class href", "nav": "aria-label", "ul": "", "ol": "", "li": "", "main": "id", "section": "id aria-labelledby", "article": "", "bdi": "class", "span": "class lang", "code": "", "strong": "", "time": "datetime",
	"dl": "", "div": "class role tabindex aria-label aria-labelledby", "dt": "", "dd": "", "table": "class role", "caption": "id", "thead": "role", "tbody": "role", "tr": "role", "th": "role scope", "td": "role data-h class",
	"figure": "", "figcaption": "", "details": "", "summary": "", "footer": "",
	"svg": "xmlns role aria-labelledby viewBox width height fill stroke font-family", "desc": "id", "path": "d fill fill-opacity stroke stroke-width stroke-opacity stroke-dasharray", "circle": "cx cy r fill fill-opacity stroke stroke-width stroke-opacity",
	"text": "x y font-size fill text-anchor font-weight",
}

// harmlessPage fails where a page holds an element, an attribute or an address
// that a report does not have.
func harmlessPage(t *testing.T, name, page string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.CommentNode {
			t.Errorf("%s: a comment", name)
		}
		if n.Type == html.ElementNode {
			may, ok := allowed[n.Data]
			if !ok {
				t.Errorf("%s: an element %s", name, n.Data)
			}
			for _, a := range n.Attr {
				if !slices.Contains(strings.Fields(may), a.Key) {
					t.Errorf("%s: an attribute %s of %s", name, a.Key, n.Data)
				}
				if a.Key == "href" && !strings.HasPrefix(a.Val, "#") && a.Val != "data:," {
					t.Errorf("%s: a link to %q", name, a.Val)
				}
				if a.Key == "id" {
					if ids[a.Val] {
						t.Errorf("%s: the id %q twice", name, a.Val)
					}
					ids[a.Val] = true
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	for _, link := range strings.Split(page, `href="#`)[1:] {
		if id, _, _ := strings.Cut(link, `"`); !ids[id] {
			t.Errorf("%s: the link #%s leads nowhere", name, id)
		}
	}
}

func TestNothingOfAPageIsMarkup(t *testing.T) {
	many := reports()
	many["sites"] = hostileEverywhere()
	many["whole"] = whole()
	for name, r := range many {
		for _, lang := range words.Languages {
			harmlessPage(t, name+", "+lang, htmlOf(t, r, lang))
		}
	}
}

// hostileEverywhere is a report with hostile text in every field of every part.
func hostileEverywhere() report.Report {
	r := rich(len(hostile), len(hostile))
	r.Subject = hostile[6]
	for i, h := range hostile {
		r.Sites[i].Name, r.Sites[i].Family, r.Sites[i].Why = h, h, h
		e := &r.Findings[i]
		e.Claim, e.Observation, e.Request, e.URL, e.Alarms, e.Points = h, h, h, h, []string{h}, &report.Points{Text: h}
		for j := range e.Facts {
			e.Facts[j].Text = h
		}
		e.State, e.Reach = h, report.Reach(h)
		r.Next = append(r.Next, report.Next{Do: h, Broker: h, Clears: []string{h}, Why: h})
		r.Stays = append(r.Stays, report.Stay{What: h, Why: h, Helps: h})
		r.Matters = append(r.Matters, report.Matter{Broker: h, Claim: h, Observation: h, State: report.RequestState(h), Clocks: []report.Clock{{Kind: report.ClockKind(h), State: report.ClockState(h)}}})
		r.TimeLine = append(r.TimeLine, report.Moment{On: day(1), Is: h, Broker: h, Text: h})
		r.Changes = append(r.Changes, report.Moment{On: day(1), Broker: h, Text: h})
		r.Evidence = append(r.Evidence, report.Proof{Broker: h, At: h, Hash: h, Definition: h, Matcher: h})
		r.Unseen, r.Unconfirmed = append(r.Unseen, h), append(r.Unconfirmed, h)
		r.Journal = append(r.Journal, report.Head{Chain: h, Link: h})
		r.Risk.Alarms = append(r.Risk.Alarms, h)
	}
	r.Risk.Formula, r.Risk.Measured = hostile[6], hostile[7]
	return r
}

// A report tells totals, what could not be checked and every alarm, whatever
// else is in it.
func TestNothingIsLeftOut(t *testing.T) {
	for name, r := range reports() {
		page := htmlOf(t, r, "en")
		for _, f := range r.Findings {
			if !strings.Contains(page, "<code>"+f.ID+"</code>") {
				t.Errorf("%s: %s is not in it", name, f.ID)
			}
			if f.State != "gone" && len(f.Alarms) > 0 && !strings.Contains(page, `<section id="alarm"`) {
				t.Errorf("%s: no alarm", name)
			}
		}
		if len(r.Unchecked) > 0 && !strings.Contains(page, "That is not the same as clear") {
			t.Errorf("%s: what could not be checked is taken for clear", name)
		}
		if want := fmt.Sprintf("%d could not be checked", r.Totals.Unchecked); r.Totals.Asked > 0 && !strings.Contains(page, want) {
			t.Errorf("%s: it does not say %q", name, want)
		}
	}
}

// Alarms stand before everything else, and headings descend one at a time.
func TestOrder(t *testing.T) {
	for name, r := range map[string]report.Report{"rich": rich(60, 25), "everything": reports()["everything"]} {
		page := htmlOf(t, r, "en")
		var at []int
		for _, id := range []string{"alarm", "short", "shown"} {
			at = append(at, strings.Index(page, `<section id="`+id+`"`))
		}
		if !slices.IsSorted(at) || at[0] < 0 {
			t.Errorf("%s: alarm, answers and records at %v", name, at)
		}
		level := 0
		for _, tag := range strings.Split(page, "<h")[1:] {
			if n := int(tag[0] - '0'); n >= 1 && n <= 6 {
				if n > level+1 {
					t.Errorf("%s: a heading of level %d after one of %d", name, n, level)
				}
				level = n
			}
		}
	}
}

// The list of contents names the parts that there are, and no other.
func TestContents(t *testing.T) {
	for name, r := range reports() {
		page := htmlOf(t, r, "en")
		_, nav, _ := strings.Cut(page, "<nav")
		nav, _, _ = strings.Cut(nav, "</nav>")
		for _, s := range strings.Split(page, `<section id="`)[1:] {
			id, _, _ := strings.Cut(s, `"`)
			if id != "alarm" && id != "short" && !strings.Contains(nav, `href="#`+id+`"`) {
				t.Errorf("%s: %s is not in the list of contents", name, id)
			}
		}
	}
}

// FuzzHTML puts foreign text in every place of a report.
func FuzzHTML(f *testing.F) {
	for _, h := range slices.Concat(hostile, spoken) {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := rich(2, 2)
		r.Subject, r.Sites[0].Name, r.Sites[0].Family, r.Sites[1].Why = s, s, s, s
		e := &r.Findings[0]
		e.URL, e.Claim, e.Observation, e.Facts[0].Text, e.Reasons[0].Text = s, s, s, s, s
		e.Alarms, r.Unseen = []string{s}, []string{s}
		for _, b := range []*words.Book{words.English, spanish()} {
			var out bytes.Buffer
			if err := render.HTML(&out, r, b); err != nil {
				t.Fatal(err)
			}
			harmlessPage(t, fmt.Sprintf("%q", s), out.String())
			obeyed(t, "html", out.String())
			if err := render.CSV(io.Discard, []report.Report{r}, b); err != nil {
				t.Fatal(err)
			}
		}
	})
}
