package hostile

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// sourceShown shows the page's source, or carries it as a text, where the page
// should be.
func sourceShown(r *rand.Rand, v Victim) string {
	switch r.IntN(5) {
	case 0:
		return `<!doctype html><html lang="en"><head><title>Source</title></head><body><pre>` + html.EscapeString(v.HTML) + `</pre></body></html>`
	case 1:
		return headOf(v.HTML) + `<body><iframe srcdoc="` + html.EscapeString(v.HTML) + `"></iframe></body></html>`
	case 2:
		return headOf(v.HTML) + `<body><textarea name="page">` + html.EscapeString(bodyOf(v.HTML)) + `</textarea></body></html>`
	case 3:
		text, _ := json.Marshal(map[string]any{"status": "ok", "html": v.HTML}) // a map of strings never fails
		return string(text)
	}
	return html.EscapeString(v.HTML)
}

// signHidden empties the list and leaves the sign where nobody sees it yet, as
// pages do that wait for their results.
func signHidden(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	found := find(doc, v.Records)
	if len(found) == 0 {
		return v.HTML
	}
	box := found[0].Parent
	for box.Data == "tbody" || box.Data == "table" || box.Data == "ul" || box.Data == "ol" {
		box = box.Parent
	}
	shape := r.IntN(3)
	for i, n := range found {
		switch {
		case shape == 0:
			n.Parent.RemoveChild(n)
		case shape == 1 || i > 0 || len(found) == 1:
			for n.FirstChild != nil {
				n.RemoveChild(n.FirstChild)
			}
			set(n, "class", strings.TrimSpace(get(n, "class")+" skeleton"))
		}
	}
	veils := []string{
		`<div class="hidden">SIGN</div>`, `<div class="d-none">SIGN</div>`, `<div style="display: none">SIGN</div>`, `<div hidden>SIGN</div>`, `<template>SIGN</template>`, `<div class="is-hidden js-empty">SIGN</div>`,
		`<script type="text/template">SIGN</script>`, `<div style="height:0;overflow:hidden">SIGN</div>`, `<noscript>SIGN</noscript>`,
		`<div style="opacity:0">SIGN</div>`, `<div class="hide" data-state="empty">SIGN</div>`, `<div style="position:absolute;left:-9999px">SIGN</div>`, `<dialog>SIGN</dialog>`, `<div x-cloak x-show="!busy && !results.length">SIGN</div>`,
		`<div v-cloak v-if="done">SIGN</div>`, `<div class="ng-hide" ng-show="none">SIGN</div>`,
	}
	box.AppendChild(fragment(strings.Replace(pickOne(r, veils), "SIGN", v.Sign, 1)))
	if r.IntN(2) == 0 {
		box.AppendChild(fragment(pickOne(r, []string{`<div class="spinner" role="status"></div>`, `<p class="busy">Searching public records…</p>`, `<progress></progress>`})))
	}
	return written(doc)
}

// masked hides names behind stars and blocks, of all records or of some.
func masked(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	some, star := r.IntN(3) == 0, pickOne(r, []string{"*", "•", "█", "X", "_"})
	for i, n := range find(doc, v.Records) {
		if some && i > 0 && r.IntN(2) == 0 {
			continue
		}
		whole := r.IntN(2) == 0
		for c := range n.Descendants() {
			if c.Type != html.TextNode || strings.TrimSpace(c.Data) == "" {
				continue
			}
			first := true
			c.Data = strings.Map(func(c rune) rune {
				if !unicode.IsLetter(c) {
					first = true
					return c
				}
				if first && !whole {
					first = false
					return c
				}
				return []rune(star)[0]
			}, c.Data)
			break
		}
	}
	return written(doc)
}

// garbled is the page in the wrong coding, or with letters lost.
func garbled(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	how := r.IntN(3)
	records := map[*html.Node]bool{}
	for _, n := range find(doc, v.Records) {
		for c := range n.Descendants() {
			records[c] = true
		}
	}
	eachText(doc, func(n *html.Node) {
		if strings.TrimSpace(n.Data) == "" || how == 2 && !records[n] {
			return
		}
		n.Data = strings.Map(func(c rune) rune {
			switch {
			case !unicode.IsLetter(c):
				return c
			case how == 1 && r.IntN(3) > 0:
				return c
			case how == 0:
				return '\u0400' + c%64
			}
			return unicode.ReplacementChar
		}, n.Data)
	})
	return written(doc)
}

var gates = []string{
	`<div class="paywall"><h2>Unlock all results</h2><p>Start your trial for $1 to see these records.</p><button>Continue</button></div>`,
	`<div class="modal" role="dialog"><h2>Sign in to see the results</h2><form><input type="email"><input type="password"><button>Sign in</button></form></div>`,
	`<div id="consent" role="dialog"><h2>Before you continue</h2><p>I agree not to use this for employment.</p><label><input type="checkbox"> I agree</label><button>View results</button></div>`,
	`<div class="geo"><h1>This content is not available in your region</h1></div>`,
	`<div class="lds"><h2>Bitte bestätigen Sie, dass Sie kein Roboter sind</h2><div class="frc-captcha" data-sitekey="x"></div></div>`,
	`<div class="wait"><h2>Hold on, we are searching billions of records</h2><progress value="40" max="100"></progress></div>`,
	`<div class="err"><strong>Some sources did not answer.</strong> The list may be incomplete.</div>`,
	`<div class="toast toast-error" role="alert">Network error. Retry</div>`,
	`<div class="banner-warning">Our search is degraded right now; results may be missing.</div>`,
}

// gated puts a gate of another kind in the records' place, or over them.
func gated(r *rand.Rand, v Victim) string {
	gate := pickOne(r, gates)
	if r.IntN(2) == 0 {
		return inBody(v.HTML, gate, r.IntN(2) == 0)
	}
	doc := parsed(v.HTML)
	found := find(doc, v.Records)
	if len(found) == 0 {
		return v.HTML
	}
	box := found[0].Parent
	for box.Data == "tbody" || box.Data == "table" || box.Data == "ul" || box.Data == "ol" {
		box = box.Parent
	}
	for _, n := range found[r.IntN(2)*(len(found)-1):] {
		n.Parent.RemoveChild(n)
	}
	box.AppendChild(fragment(gate))
	return written(doc)
}
