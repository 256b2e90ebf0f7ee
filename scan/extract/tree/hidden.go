package tree

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

// Shown reports whether neither the element nor one around it is hidden by
// its own attributes. Style sheets are not read.
func Shown(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type != html.ElementNode {
			continue
		}
		if _, hidden := Attribute(n, "hidden"); hidden || silent[n.DataAtom] {
			return false
		}
		if style, _ := Attribute(n, "style"); undisplayed.MatchString(style) {
			return false
		}
	}
	return true
}

// Veiled reports whether an element's text is blurred or masked by style: by
// its own, by that of an element around it up to the record, or by that of an
// element inside. Sites put filler text under a blur.
func Veiled(n, record *html.Node) bool {
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
	if style, ok := Attribute(n, "style"); ok && strings.Contains(style, "(") && blurStyle.MatchString(style) {
		return true
	}
	class, _ := Attribute(n, "class")
	if !mayVeil(class) {
		return false
	}
	for _, c := range strings.Fields(class) {
		if blurClass.MatchString(c) && !clearClass.MatchString(c) {
			return true
		}
	}
	return false
}

// MayVeil reports whether an element with this class may hide its own text from
// [Veiled]. It is quick and may err on the side of yes.
func MayVeil(n *html.Node, class string) bool {
	if mayVeil(class) {
		return true
	}
	for i := range n.Attr {
		if a := &n.Attr[i]; a.Key == "style" && strings.IndexByte(a.Val, '(') >= 0 {
			return true
		}
	}
	return false
}

// mayVeil is a quick look for what blurClass looks for.
func mayVeil(class string) bool {
	for i := 0; i+4 <= len(class); i++ {
		switch class[i] | 0x20 {
		case 'b', 'm', 'r', 'o':
			for _, w := range [...]string{"blur", "mask", "reda", "obsc", "obfu"} {
				if strings.EqualFold(class[i:i+4], w) {
					return true
				}
			}
		}
	}
	return false
}

// Attribute returns the value of an attribute.
func Attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// Undisplayed reports whether a style attribute takes the element off the page.
func Undisplayed(style string) bool { return undisplayed.MatchString(style) }
