package picture_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render/picture"
	"github.com/whohasme/whohasme/report/words"
	"github.com/whohasme/whohasme/scan"
)

var update = flag.Bool("update", false, "write the golden files anew")

func day(n int) brokers.Date {
	return brokers.Date{Year: 2026, Month: time.November, Day: 1}.AddDays(n - 1)
}

// reportOf is a report over so many records, each at a site of its own.
func reportOf(n int) report.Report {
	r := report.Report{Subject: "s1", AsOf: day(60)}
	for i := range n {
		id := fmt.Sprintf("s1.site-%d.1", i)
		e := report.Exposure{ID: id, Broker: fmt.Sprintf("site-%d", i), State: "listed", Verdict: scan.Match, FirstSeen: day(1 + i%30), LastSeen: day(60), Points: &report.Points{Overall: float64(i % 90)},
			Facts: []report.Fact{{Kind: report.NameFact, Text: "Wilma Tarn"}, {Kind: report.CityFact, Text: "Austin, TX", Current: report.CurrentFact}, {Kind: report.StreetFact, Text: "x", Current: report.OldFact}, {Kind: report.PhoneFact}}}
		r.TimeLine = append(r.TimeLine, report.Moment{On: e.FirstSeen, Is: report.FirstSeen, Finding: id})
		s := report.Site{Broker: e.Broker, Name: fmt.Sprintf("Find %d", i), Outcome: scan.Outcomes[i%len(scan.Outcomes)], Family: []string{"", "one", "two", "three"}[i%4]}
		switch i % 7 {
		case 2:
			e.State = "gone"
			r.TimeLine = append(r.TimeLine, report.Moment{On: day(35), Is: report.Asked, Broker: e.Broker}, report.Moment{On: day(36), Is: report.Claimed, Broker: e.Broker}, report.Moment{On: day(37), Is: report.Unseen, Finding: id}, report.Moment{On: day(41), Is: report.GoneNow, Finding: id})
		case 3:
			r.TimeLine = append(r.TimeLine, report.Moment{On: day(35), Is: report.GoneNow, Finding: id}, report.Moment{On: day(50), Is: report.BackAgain, Finding: id})
		case 4:
			e.Alarms = []string{"safe address 1"}
			e.Facts = append(e.Facts, report.Fact{Kind: report.EmailFact, Safe: true, Text: "safe e-mail 1"})
			s.Name = "A site with a name that is far too long to be drawn beside its line"
		}
		r.Findings, r.Sites = append(r.Findings, e), append(r.Sites, s)
	}
	if n > 0 {
		r.Risk = &report.Risk{Overall: 71.4, Views: report.Views{report.Stalking: 71.4, report.Fraud: 100, report.Spam: 0}}
		for i := range n {
			d := report.RiskDay{On: day(1 + i), Overall: float64((37*i + 20) % 101)}
			if i == 2 {
				d.Step = "a new catalogue"
			}
			r.Risk.Line = append(r.Risk.Line, d)
		}
	}
	return r
}

var pictures = map[string]func(report.Report, *words.Book) (picture.Drawing, bool){
	"time-line": picture.TimeLine, "risk-line": picture.RiskLine, "risk-bars": picture.Bars, "facts": picture.Matrix, "families": picture.FamilyMap,
}

func svgOf(t *testing.T, d picture.Drawing) string {
	t.Helper()
	var out bytes.Buffer
	if err := picture.SVG(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPictures(t *testing.T) {
	es, err := words.In("es")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, 2, 60, 10_000} {
		r := reportOf(n)
		for name, draw := range pictures {
			for _, b := range []*words.Book{words.English, es} {
				d, ok := draw(r, b)
				if n == 0 && ok || n > 1 && !ok {
					t.Errorf("%s of %d: drawn is %v", name, n, ok)
				}
				if !ok {
					continue
				}
				svg := svgOf(t, d)
				sound(t, fmt.Sprintf("%s of %d", name, n), d, svg)
				again, _ := draw(r, b)
				if svgOf(t, again) != svg {
					t.Errorf("%s of %d: drawn twice it differs", name, n)
				}
				if n > 1000 && name != "risk-bars" && name != "risk-line" && d.Left == "" && !strings.Contains(svg, " more") && b == words.English {
					t.Errorf("%s of %d: it does not say what is left out", name, n)
				}
				if b == words.English && (n == 2 || n == 60) {
					golden(t, fmt.Sprintf("%s-%d.svg", name, n), svg)
				}
			}
		}
	}
}

// sound fails where a drawing is not well formed, leads anywhere, leaves its
// frame, or says nothing to who cannot see it.
func sound(t *testing.T, name string, d picture.Drawing, svg string) {
	t.Helper()
	for dec := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for _, no := range []string{"href", "style", "script", "url(", "font-family=\"N", "=\"#"} {
		if strings.Contains(svg, no) {
			t.Errorf("%s: it holds %q", name, no)
		}
	}
	if d.Title == "" || d.Desc == "" || !strings.Contains(svg, "<title") || !strings.Contains(svg, "<desc") {
		t.Errorf("%s: no title or description", name)
	}
	if len(svg) > 100_000 || d.Height > 1500 {
		t.Errorf("%s: %d bytes, %.0f high", name, len(svg), d.Height)
	}
	for _, s := range d.Shapes {
		for _, p := range s.Points {
			if p.X < 0 || p.X > d.Width || p.Y < 0 || p.Y > d.Height {
				t.Errorf("%s: a shape at %v leaves the frame of %.0f x %.0f", name, p, d.Width, d.Height)
			}
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; -update writes it anew", file)
	}
}

// Text of a page is text in a picture.
func TestHostilePicture(t *testing.T) {
	r := reportOf(4)
	for i, s := range []string{`</title><script>alert(1)</script>`, "\x00\x1b[31m\u202egnp\ufffe", `" onload="x`, "شركة 王"} {
		r.Sites[i].Name, r.Sites[i].Family = s, s
	}
	for name, draw := range pictures {
		d, _ := draw(r, words.English)
		svg := svgOf(t, d)
		if strings.Contains(svg, "<script") || strings.ContainsAny(svg, "\x00\x1b\u202e\ufffe") || strings.Contains(svg, `" onload`) {
			t.Errorf("%s: %s", name, svg)
		}
	}
}

func TestWeightiest(t *testing.T) {
	r := reportOf(14)
	order := picture.Weightiest(r)
	if r.Findings[order[0]].Alarms == nil || r.Findings[order[1]].Alarms == nil || r.Findings[order[13]].State != "gone" {
		t.Errorf("the order is %v", order)
	}
}
