package render

import "strings"

func (p *htmlPen) spans(list []span) {
	for _, s := range list {
		p.span(s)
	}
}

func (p *htmlPen) span(s span) {
	if s.text == "" {
		return
	}
	t := esc(s.text)
	if s.is == ours || s.is == english {
		t = commands(t)
	}
	switch s.is {
	case strong:
		p.raw("<strong>", t, "</strong>")
	case english:
		p.raw(`<span lang="en">`, t, "</span>")
	case shown:
		p.raw("<bdi>", t, "</bdi>")
	case code:
		p.raw("<code>", t, "</code>")
	case address:
		p.raw(`<bdi class="url">`, t, "</bdi>")
	case day:
		p.raw(`<time datetime="`, t, `">`, t, "</time>")
	case badge:
		p.raw(`<span class="badge">`, t, "</span>")
	default:
		p.raw(t)
	}
}

// commands marks the commands in our sentences, which stand between backticks.
func commands(s string) string {
	parts := strings.Split(s, "`")
	if len(parts)%2 == 0 || len(parts) == 1 {
		return s
	}
	for i := 1; i < len(parts); i += 2 {
		parts[i] = "<code>" + parts[i] + "</code>"
	}
	return strings.Join(parts, "")
}

// esc makes text safe to stand anywhere in the page.
func esc(s string) string {
	ready := true
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '<' || c == '>' || c == '&' || c == '"' || c == '\'' {
			ready = false
			break
		}
	}
	if ready {
		return s
	}
	return escaper.Replace(oneLine(s))
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")
