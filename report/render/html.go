package render

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render/picture"
	"github.com/whohasme/whohasme/report/words"
)

//go:embed report.css
var style string

// HTML writes a report as one page that is whole in itself: it asks for
// nothing when it is opened, holds no script, and its policy allows none. It
// is written as it is told, so that a long report takes little memory.
func HTML(w io.Writer, r report.Report, b *words.Book) error {
	p := &htmlPen{w: bufio.NewWriterSize(w, 64<<10), b: b, parts: contents(r, b)}
	p.begin(r)
	return tell(p, r, b)
}

// htmlPen writes HTML.
type htmlPen struct {
	w       *bufio.Writer
	b       *words.Book
	parts   []heading // of the list of contents
	section bool      // a part is open
	tables  int
}

func (p *htmlPen) raw(list ...string) {
	for _, s := range list {
		_, _ = p.w.WriteString(s) // its first fault stays and is told by Flush
	}
}

// begin writes the head of the page.
func (p *htmlPen) begin(r report.Report) {
	sum := sha256.Sum256([]byte(style))
	policy := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; base-uri 'none'; form-action 'none'"
	title := p.b.F("Who has your data") + ": " + r.Subject + ", " + r.AsOf.String()
	p.raw("<!doctype html>\n<html lang=\"", p.b.Lang(), "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"", policy, "\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex, nofollow, noarchive\">\n",
		"<link rel=\"icon\" href=\"data:,\">\n<title>", esc(title), "</title>\n<style>", style, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">", esc(p.b.F("To the report")), "</a>\n<header>\n")
}

func (p *htmlPen) front(title string, under []span) {
	p.raw("<h1>", esc(title), "</h1>\n<p>")
	p.spans(under)
	p.raw("</p>\n</header>\n<main id=\"main\">\n")
}

func (p *htmlPen) contents() {
	p.endPart()
	p.raw(`<nav aria-label="`, esc(p.b.F("Contents")), "\"><ul>\n")
	for _, c := range p.parts {
		p.raw(`<li><a href="#`, c.id, `">`, esc(c.title), "</a></li>\n")
	}
	p.raw("</ul></nav>\n")
}

func (p *htmlPen) part(id, title string, _ bool) {
	p.endPart()
	p.section = true
	p.raw(`<section id="`, id, `" aria-labelledby="`, id, `-h"><h2 id="`, id, `-h">`, esc(title), "</h2>\n")
}

func (p *htmlPen) endPart() {
	if p.section {
		p.raw("</section>\n")
	}
	p.section = false
}

func (p *htmlPen) head(title ...span) { p.around("h3", title) }

func (p *htmlPen) around(tag string, s []span) {
	p.raw("<", tag, ">")
	p.spans(s)
	p.raw("</", tag, ">\n")
}

func (p *htmlPen) card(title ...span) {
	p.raw("<article>")
	p.around("h3", title)
}

func (p *htmlPen) shut() { p.raw("</article>\n") }

var kindClass = [...]string{plain: "<p>", lead: `<p class="lead">`, note: `<p class="note">`, alarm: `<p class="alarm">`}

func (p *htmlPen) para(k kind, s ...span) {
	p.raw(kindClass[k])
	p.spans(s)
	p.raw("</p>\n")
}

func (p *htmlPen) list(ordered bool, items iter.Seq[[]span]) {
	tag := "ul"
	if ordered {
		tag = "ol"
	}
	p.raw("<", tag, ">\n")
	for s := range items {
		p.around("li", s)
	}
	p.raw("</", tag, ">\n")
}

func (p *htmlPen) terms(rows []term) {
	p.raw("<dl>\n")
	for _, r := range rows {
		p.raw("<div><dt>", esc(r.name), "</dt><dd>")
		p.spans(r.is)
		p.raw("</dd></div>\n")
	}
	p.raw("</dl>\n")
}

// table writes a table. On a phone the rows of a wide one become blocks, each
// cell with its head before it; the roles keep it a table for screen readers
// even then.
func (p *htmlPen) table(t table) {
	p.tables++
	id := "t" + strconv.Itoa(p.tables)
	if t.narrow {
		p.raw(`<div class="scroll" role="group" tabindex="0" aria-labelledby="`, id, `"><table role="table"><caption id="`, id, `">`)
	} else {
		p.raw(`<table class="wide" role="table"><caption>`)
	}
	p.raw(esc(t.caption), "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">")
	for _, h := range t.heads {
		p.raw(`<th role="columnheader" scope="col">`, esc(h), "</th>")
	}
	p.raw("</tr></thead>\n<tbody role=\"rowgroup\">\n")
	heads := make([]string, len(t.heads))
	for i, h := range t.heads {
		heads[i] = `<td role="cell" data-h="` + esc(h) + `">`
	}
	for row := range t.rows {
		p.raw(`<tr role="row">`)
		for i, c := range row {
			switch {
			case i == 0:
				p.raw(`<th role="rowheader" scope="row">`)
				p.spans(c)
				p.raw("</th>")
			case empty(c):
				p.raw(`<td role="cell" class="none"></td>`)
			default:
				p.raw(heads[i])
				p.spans(c)
				p.raw("</td>")
			}
		}
		p.raw("</tr>\n")
	}
	p.raw("</tbody></table>\n")
	if t.narrow {
		p.raw("</div>\n")
	}
}

func empty(c []span) bool {
	for _, s := range c {
		if s.text != "" {
			return false
		}
	}
	return true
}

func (p *htmlPen) picture(d picture.Drawing, as *table) {
	p.raw(`<figure><div class="scroll" role="group" tabindex="0" aria-label="`, esc(d.Title), "\">\n")
	_ = picture.SVG(p.w, d) // the fault stays in w
	p.raw("</div><figcaption>", esc(d.Title))
	if d.Left != "" {
		p.raw(". ", esc(d.Left))
	}
	p.raw("</figcaption></figure>\n")
	if as != nil {
		p.raw("<details><summary>", esc(p.b.F("The same as a table")), "</summary>\n")
		p.table(*as)
		p.raw("</details>\n")
	}
}

func (p *htmlPen) done() error {
	p.endPart()
	p.raw("</main>\n<footer><p>", esc(p.b.F("Made by whohasme on your own machine. Nothing was sent to make it; keep it where only you can read it.")), "</p></footer>\n</body>\n</html>\n")
	if err := p.w.Flush(); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
