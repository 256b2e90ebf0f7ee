package extract

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/scan/pattern"
)

var (
	undisplayed = pattern.MustCompile(`(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)`)
	blurStyle   = pattern.MustCompile(`(?i)(?:^|;)\s*(?:-webkit-)?filter\s*:[^;]*blur\(\s*[^0)\s]`)
	blurClass   = pattern.MustCompile(`(?i)^(?:(?:is|text|name|js|u|has|data)[-_]+)*(?:blur(?:red|ry)?|masked|redacted|obscured|obfuscated)(?:[-_].*)?$`)
	clearClass  = pattern.MustCompile(`(?i)blur[-_](?:none|0|off)$`)
)

// shown reports whether neither the element nor one around it is hidden by
// its own attributes. Style sheets are not read.
func shown(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type != html.ElementNode {
			continue
		}
		if _, hidden := attribute(n, "hidden"); hidden || silent[n.DataAtom] {
			return false
		}
		if style, _ := attribute(n, "style"); undisplayed.MatchString(style) {
			return false
		}
	}
	return true
}

// veiled reports whether an element's text is blurred or masked by style: by
// its own, by that of an element around it up to the record, or by that of an
// element inside. Sites put filler text under a blur.
func veiled(n, record *html.Node) bool {
	if n == nil {
		return false
	}
	for p := n; p != nil; p = p.Parent {
		if veil(p) {
			return true
		}
		if p == record {
			break
		}
	}
	if n == record {
		return false // a blur somewhere in the record says nothing about the rest of it
	}
	for c := range n.Descendants() {
		if veil(c) {
			return true
		}
	}
	return false
}

func veil(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	if style, ok := attribute(n, "style"); ok && blurStyle.MatchString(style) {
		return true
	}
	class, _ := attribute(n, "class")
	for _, c := range strings.Fields(class) {
		if blurClass.MatchString(c) && !clearClass.MatchString(c) {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// masks are the ways to blot out letters in a text.
var masks = pattern.MustCompile(`(?i)[*█▓▒░■□▪●◼⬛]|•{2,}|\p{L}•|•\p{L}|…|\.{3,}|_{2,}|-{2,}|x{3,}|\?{2,}|#{2,}|[\[(](?:redacted|hidden|withheld|masked)[\])]`)

// masked reports whether letters or digits of a text are blotted out.
func masked(s string) bool { return masks.MatchString(s) }
