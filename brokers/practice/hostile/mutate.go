package hostile

import (
	"math/rand/v2"
	"strings"

	"golang.org/x/net/html"
)

// Victim is a page of results that truly lists somebody, and what is needed to
// damage it.
type Victim struct {
	HTML    string
	Records string // CSS selector of its records
	Sign    string // how the same site writes that there is nobody, as HTML
	None    string // the same site's nothing-found page

	Besides     string // CSS selector of what comes and goes; damage to nothing else is none
	First, Last string // the name that was asked for; empty: not known
	NoneFirst   string // the first name that None was asked for, where it tells it
}

// mutation damages a page. It returns the page unchanged where it does not
// apply.
type mutation struct {
	name string
	make func(*rand.Rand, Victim) string
}

var mutations = []mutation{
	{"truncated", truncated},
	{"truncated in the list", truncatedInList},
	{"relabelled", relabelled},
	{"reclassed", reclassed},
	{"retagged", retagged},
	{"wrapped", wrapped},
	{"redesigned", redesigned},
	{"translated", translated},
	{"emptied", emptied},
	{"nameless", nameless},
	{"container emptied", containerEmptied},
	{"challenge in its place", challenged},
	{"challenge over it", challengeOver},
	{"behind a challenge", behindChallenge},
	{"shelled", shelled},
	{"replaced", replaced},
	{"sign injected", signInjected},
	{"merged", merged},
	{"spliced", spliced},
	{"mended", mended},
	{"cut at a record", cutAtRecord},
	{"fewer than counted", fewer},
	{"uncounted", uncounted},
	{"behind more", behindMore},
	{"source shown", sourceShown},
	{"sign hidden", signHidden},
	{"masked", masked},
	{"garbled", garbled},
	{"gated", gated},
	{"other person", otherPerson},
	{"other nobody", otherNobody},
	{"zero beside", zeroBeside},
	{"sign in part", signInPart},
	{"rebuilt", rebuilt},
}

// signs are mutations that write the sign, takes those that take records away:
// one after the other they leave what a site shows where there is nobody.
var (
	signs = map[string]bool{"sign injected": true, "merged": true, "spliced": true, "zero beside": true, "sign in part": true, "sign hidden": true}
	takes = map[string]bool{
		"truncated": true, "truncated in the list": true, "emptied": true, "container emptied": true, "shelled": true, "behind a challenge": true, "replaced": true,
		"mended": true, "cut at a record": true, "fewer than counted": true, "uncounted": true, "behind more": true, "gated": true, "sign hidden": true, "sign in part": true, "rebuilt": true,
		"source shown": true, "challenge in its place": true, "other nobody": true,
	}
)

// Mutations are the names of what Mutate can do.
func Mutations() []string {
	var list []string
	for _, m := range mutations {
		list = append(list, m.name)
	}
	return list
}

// Mutate damages a page in one of many ways, often in two or three. Whatever it
// does, the page came from one that lists somebody: no honest look calls it
// proof of absence. A record taken away with its number is never the damage,
// because nobody could see that.
func Mutate(r *rand.Rand, v Victim) (name, page string) {
	for {
		m := mutations[r.IntN(len(mutations))]
		out := m.make(r, v)
		if same(out, v.HTML) || v.Besides != "" && same(written(without(parsed(out), v.Besides)), written(without(parsed(v.HTML), v.Besides))) || !strings.HasPrefix(m.name, "truncated") && same(written(parsed(out)), written(parsed(v.HTML))) {
			continue // nobody could see a difference
		}
		name := m.name
		for did := []string{m.name}; len(did) < 3 && r.IntN(3) == 0; {
			again := v
			again.HTML = out
			n := mutations[r.IntN(len(mutations))]
			if Count(again) == 0 || clash(n.name, did) {
				break
			}
			if more := n.make(r, again); !same(more, out) {
				name, out, did = name+", "+n.name, more, append(did, n.name)
			}
		}
		if same(written(parsed(out)), written(parsed(v.HTML))) && name != m.name {
			continue // one undid the other
		}
		return name, out
	}
}

// without takes elements out of a tree.
func without(doc *html.Node, selector string) *html.Node {
	for _, n := range find(doc, selector) {
		n.Parent.RemoveChild(n)
	}
	return doc
}

// clash reports whether one more mutation would leave what an honest site shows
// where there is nobody: records gone, and the sign in their place.
func clash(next string, did []string) bool {
	for _, name := range did {
		if signs[name] && takes[next] || takes[name] && signs[next] {
			return true
		}
	}
	return false
}

// same reports whether two pages differ in nothing but blanks at the end.
func same(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) }

// truncated cuts the page at any byte.
func truncated(r *rand.Rand, v Victim) string {
	n := len(strings.TrimSpace(v.HTML))
	if n < 2 {
		return v.HTML
	}
	return v.HTML[:r.IntN(n)]
}

// truncatedInList cuts the page behind the first record and before the end of
// the body.
func truncatedInList(r *rand.Rand, v Victim) string {
	from, to := strings.Index(v.HTML, "<h1"), strings.LastIndex(v.HTML, "</body")
	if from = max(from, len(v.HTML)/4); to <= from {
		return v.HTML
	}
	return v.HTML[:from+r.IntN(to-from)]
}

// pickOne draws from a list.
func pickOne[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// inBody puts text right behind the body's tag, or right before its end.
func inBody(page, text string, atEnd bool) string {
	if i := strings.LastIndex(page, "</body"); atEnd && i >= 0 {
		return page[:i] + text + page[i:]
	}
	i := strings.Index(page, "<body")
	if i < 0 {
		return text + page
	}
	if end := strings.IndexByte(page[i:], '>'); end >= 0 {
		i += end + 1
		return page[:i] + text + page[i:]
	}
	return page + text
}

// bodyOf is what stands within the body.
func bodyOf(page string) string {
	_, rest, ok := strings.Cut(page, "<body")
	if !ok {
		return page
	}
	_, rest, _ = strings.Cut(rest, ">")
	if i := strings.LastIndex(rest, "</body"); i >= 0 {
		return rest[:i]
	}
	return rest
}

// headOf is what stands before the body.
func headOf(page string) string {
	if i := strings.Index(page, "<body"); i >= 0 {
		return page[:i]
	}
	return "<!doctype html><html><head></head>"
}

// words returns the page of one of the behaviours of a group.
func words(r *rand.Rand, groups ...string) string {
	var list []*Behaviour
	for _, b := range all() {
		group, _, _ := strings.Cut(b.Name, "/")
		for _, g := range groups {
			if group == g && b.answer != nil && !strings.Contains(b.Name, "benign") && !strings.Contains(b.answer.body, "RESULTS") {
				list = append(list, b)
			}
		}
	}
	_, _, page, _ := pickOne(r, list).Page()
	return page
}

// challenged puts a wall in the page's place.
func challenged(r *rand.Rand, _ Victim) string { return words(r, "vendor", "captcha", "limit") }

// challengeOver lays a check over the page, which stays in sight.
func challengeOver(r *rand.Rand, v Victim) string {
	return inBody(v.HTML, pickOne(r, overlays), r.IntN(2) == 0)
}

var overlays = []string{
	`<div class="overlay" role="dialog"><h2>Verify you are human</h2><div class="g-recaptcha" data-sitekey="x"></div></div>`,
	`<div id="px-captcha-wrapper"><div class="px-captcha-header">Before we continue...</div><div class="px-captcha-message">Press &amp; Hold to confirm you are a human (and not a bot).</div><div id="px-captcha"></div></div>`,
	`<div class="gate"><h3>Checking your browser</h3><p>Please complete the security check to continue.</p><div class="cf-turnstile" data-sitekey="x"></div></div>`,
	`<section class="blocker"><h2>Unusual traffic detected</h2><p>Solve the captcha to see all results.</p><div class="h-captcha"></div></section>`,
	`<div class="limit-wall"><strong>You have reached your limit of free searches.</strong> <a href="/plans">Upgrade</a></div>`,
}

// behindChallenge hides the page behind a check.
func behindChallenge(r *rand.Rand, v Victim) string {
	hidden := `<div id="content" style="display:none">` + bodyOf(v.HTML) + `</div>`
	if r.IntN(3) == 0 {
		hidden = `<template id="content">` + bodyOf(v.HTML) + `</template>`
	}
	return inBody(words(r, "vendor", "captcha"), hidden, true)
}

// shelled leaves an empty shell and what scripts would make the page of.
func shelled(r *rand.Rand, v Victim) string {
	shell := `<body><div id="` + pickOne(r, []string{"root", "app", "__next", "results-root"}) + `"></div>`
	body := strings.ReplaceAll(bodyOf(v.HTML), "</script", `<\/script`)
	switch r.IntN(4) {
	case 0:
		return headOf(v.HTML) + shell + `<script>window.__DATA__=` + "`" + body + "`" + `;render()</script></body></html>`
	case 1:
		return headOf(v.HTML) + shell + `<noscript>` + strings.ReplaceAll(bodyOf(v.HTML), "noscript", "div") + `</noscript><script src="/app.js"></script></body></html>`
	case 2:
		return headOf(v.HTML) + shell + `<div class="loading">Loading…</div><script src="/app.js"></script></body></html>`
	}
	return headOf(v.HTML) + shell + `<!--` + strings.ReplaceAll(bodyOf(v.HTML), "-->", "") + `--><script src="/app.js"></script></body></html>`
}

// replaced puts another page in the page's place, by itself or in its frame.
func replaced(r *rand.Rand, v Victim) string {
	page := words(r, "leftover", "threshold", "foreign")
	if r.IntN(2) == 0 {
		return page
	}
	return headOf(v.HTML) + "<body>" + bodyOf(page) + "</body></html>"
}

// signInjected says beside the records that there are none.
func signInjected(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	list := find(doc, v.Records)
	if len(list) == 0 {
		return v.HTML
	}
	at := pickOne(r, list)
	sign := fragment(v.Sign)
	switch r.IntN(4) {
	case 0:
		at.Parent.InsertBefore(sign, at)
	case 1:
		at.Parent.InsertBefore(sign, at.NextSibling)
	case 2:
		at.AppendChild(sign)
	default:
		return inBody(v.HTML, v.Sign, r.IntN(2) == 0)
	}
	return written(doc)
}

// merged puts two pages into one: the results and that there are none.
func merged(r *rand.Rand, v Victim) string {
	switch r.IntN(4) {
	case 0:
		return v.None + v.HTML
	case 1:
		return v.HTML + v.None
	case 2:
		return inBody(v.None, bodyOf(v.HTML), r.IntN(2) == 0)
	}
	return inBody(v.HTML, bodyOf(v.None), r.IntN(2) == 0)
}

// spliced begins as the results and goes on as the page of nobody, sign
// included, as broken caches do.
func spliced(r *rand.Rand, v Victim) string {
	opening, _, _ := strings.Cut(v.Sign, ">")
	body := bodyOf(v.None)
	sign := strings.Index(body, opening)
	if sign < 0 || !strings.Contains(v.HTML, "<body") {
		return v.HTML
	}
	from := len(headOf(v.HTML)) + (len(v.HTML)-len(headOf(v.HTML)))/3
	cut := from + r.IntN(max(len(v.HTML)-from-20, 1))
	out := v.HTML[:cut] + body[r.IntN(sign+1):] + "</body></html>"
	at := strings.Index(written(unscripted(parsed(out))), opening)
	if at < 0 || len(find(parsed(out), v.Records)) == 0 {
		return v.HTML // the cut swallowed the sign, or all records
	}
	return out
}
