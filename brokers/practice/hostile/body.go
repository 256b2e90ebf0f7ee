package hostile

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
)

// sends answers with one page and headers.
func sends(name, want, because string, page func(name string) string, headers ...string) *Behaviour {
	made := sync.OnceValue(func() string { return page("Odalys Fenwright") }) // some take a while to make
	return &Behaviour{Name: name, Want: wants(want), Because: because, ready: func() { made() }, serve: func(_ *Site, w http.ResponseWriter, _ *asking) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		write(w, made())
	}}
}

// as serves a file's bytes in place of a page.
func as(s string) func(string) string { return func(string) string { return s } }

func gzipped(s string) string {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed) // the level is right
	_, _ = io.WriteString(z, s)                     // a buffer never fails
	_ = z.Close()
	return b.String()
}

func deflated(s string) string {
	var b bytes.Buffer
	z, _ := flate.NewWriter(&b, flate.BestSpeed) // the level is right
	_, _ = io.WriteString(z, s)
	_ = z.Close()
	return b.String()
}

// zeros is a small file that unpacks to a large one.
var zeros = sync.OnceValue(func() string { return gzipped(strings.Repeat("\x00", 20<<20)) })

// bodies are pages that are packed, written or made in strange ways.
func bodies() []*Behaviour {
	gz := func(f func(string) string) func(string) string { return func(n string) string { return gzipped(f(n)) } }
	bomb := func(string) string { return zeros() }
	return []*Behaviour{
		sends("body/gzip", "found", "an ordinary page, packed", gz(found), "Content-Encoding", "gzip"),
		sends("body/gzip-bomb", "unreadable", "20 kB that unpack to 20 MB", bomb, "Content-Encoding", "gzip"),
		sends("body/gzip-bomb-with-sign", "unreadable", "the sign that there is nobody, and then 20 MB of blanks", gz(func(n string) string { return nothing(n) + strings.Repeat(" ", 20<<20) }), "Content-Encoding", "gzip"),
		sends("body/gzip-bomb-as-file", "unreadable", "the same as a file, which nobody unpacks", bomb, "Content-Type", "application/gzip"),
		sends("body/deflate-bomb", "unreadable", "a bomb packed the other way", func(string) string { return deflated(strings.Repeat("\x00", 20<<20)) }, "Content-Encoding", "deflate"),
		sends("body/gzip-twice", "found or unreachable", "packed twice, and said so", gz(gz(found)), "Content-Encoding", "gzip, gzip"),
		sends("body/gzip-twice-said-once", "unreadable or unreachable", "packed twice, and said once", gz(gz(nothing)), "Content-Encoding", "gzip"),
		sends("body/brotli-claimed", "unreachable", "said to be packed by a way that was not asked for", found, "Content-Encoding", "br"),
		sends("body/gzip-claimed", "unreachable", "said to be packed, and is not", nothing, "Content-Encoding", "gzip"),
		sends("body/gzip-unsaid", "unreadable", "packed, and not said", gz(nothing)),
		sends("body/gzip-cut", "unreachable", "packed, and the end is missing", func(n string) string { s := gzipped(nothing(n)); return s[:len(s)-40] }, "Content-Encoding", "gzip"),
		sends("body/gzip-bad-sum", "unreachable", "packed, and the sum at its end is wrong", func(n string) string {
			s := gzipped(nothing(n))
			return s[:len(s)-8] + "\x00\x00\x00\x00" + s[len(s)-4:]
		}, "Content-Encoding", "gzip"),
		sends("body/unknown-coding", "unreachable", "packed by a way that does not exist", found, "Content-Encoding", "x-practice"),
		sends("body/long-line", "unreadable", "one line of 10 MB", func(n string) string { return fill("{{TOP}}", n) + strings.Repeat("x", 10<<20) + none(n) + bottom }),
		sends("body/long-line-below-the-limit", "found", "one line of 3 MB beside the records", func(n string) string {
			return strings.Replace(found(n), "<aside", "<!--"+strings.Repeat("x", 3<<20)+"--><aside", 1)
		}),
		sends("body/nested", "unreadable", "100,000 elements, each in the one before, and the sign inside", func(n string) string {
			return fill("{{TOP}}", n) + strings.Repeat("<div>", 100000) + none(n) + strings.Repeat("</div>", 100000) + bottom
		}),
		sends("body/nested-formatting", "unreadable", "20,000 elements that were never closed, which each paragraph opens again", func(n string) string { return fill("{{TOP}}", n) + strings.Repeat("<b><p>", 20000) + none(n) + bottom }),
		sends("body/nested-tables", "unreadable", "5,000 tables in each other", func(n string) string {
			return fill("{{TOP}}", n) + strings.Repeat("<table><tr><td>", 5000) + none(n) + bottom
		}),
		sends("body/attributes", "unreadable", "one element with 200,000 attributes, and nothing else", func(n string) string {
			var b strings.Builder
			for i := range 200000 {
				fmt.Fprintf(&b, " a%d=1", i)
			}
			return fill("{{TOP}}", n) + "<div" + b.String() + "></div>" + bottom
		}),
		sends("body/many-records", "found or unknown or unreadable", "4,000 records on one page", func(n string) string {
			var b strings.Builder
			for i := range 4000 {
				b.WriteString(person(strconv.Itoa(1000+i), n, "91", "Bangor, ME"))
			}
			return fill("{{TOP}}", n) + `<div class="results"><p class="count">4,001 people found</p>` + b.String() + mine(n) + "</div>" + bottom
		}),
		sends("body/invalid-utf-8", "found", "bytes that are no letters between the records", func(n string) string { return strings.ReplaceAll(found(n), "Related to", "Rel\xff\xfe\xc0ated to") }),
		sends("body/mixed-charsets", "found", "half of the page in one charset and half in another", func(n string) string {
			return strings.Replace(found(n), "People also search for", "Gesucht: M\xfcller, Müller, Nu\xf1ez", 1)
		}),
		sends("body/false-charset", "found or unreadable", "the header names a charset that is not the page's", found, "Content-Type", "text/html; charset=utf-16"),
		sends("body/unknown-charset", "found", "the header names a charset that does not exist", found, "Content-Type", "text/html; charset=practice-1"),
		sends("body/ebcdic-claimed", "found or unreadable", "the header names the charset of a mainframe", found, "Content-Type", "text/html; charset=ibm-037"),
		sends("body/utf-7", "unreadable", "the sign in UTF-7, which nobody reads any more", func(n string) string {
			return fill("{{TOP}}+ADw-p class+AD0AIg-none+ACIAPg-No records+ADw-/p+AD4-{{BOTTOM}}", n)
		}, "Content-Type", "text/html; charset=utf-7"),
		sends("body/utf-16", "found", "UTF-16 with a byte order mark", func(n string) string { return wide(found(n)) }, "Content-Type", "text/html"),
		sends("body/nul-bytes", "found", "a NUL after every element", func(n string) string { return strings.ReplaceAll(found(n), ">", ">\x00") }),
		sends("body/nul-in-names", "found or unreadable or possible", "a NUL within the names", func(n string) string { return strings.ReplaceAll(found(n), "Fenwright", "Fen\x00wright") }),
		sends("body/zero-width", "found", "letters without width within the names, against copying", func(n string) string { return strings.ReplaceAll(found(n), "Fenwright", "Fen\u200bwri\u00adght") }),
		sends("body/look-alike-letters", "found or unreadable or possible", "letters of another script that look the same, against copying", func(n string) string {
			return strings.ReplaceAll(fill("{{TOP}}", n)+counted(mine(n))+bottom, "Fenwright", "Fеnwright")
		}),
		sends("body/image", "unreadable", "a page that says it is an image", nothing, "Content-Type", "image/png"),
		sends("body/pdf", "unreadable", "a page that says it is a PDF", nothing, "Content-Type", "application/pdf"),
		sends("body/real-pdf", "unreadable", "a PDF that says it is a page", as("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"), "Content-Type", "text/html"),
		sends("body/zip", "unreadable", "a page that says it is an archive", nothing, "Content-Type", "application/zip"),
		sends("body/json", "unreadable", "a page that says it is JSON", nothing, "Content-Type", "application/json"),
		sends("body/download", "unreadable", "a page that is to be kept as a file", nothing, "Content-Type", "application/octet-stream", "Content-Disposition", `attachment; filename="results.html"`),
		sends("body/multipart", "unreadable", "one part after the other, as cameras send them", func(n string) string { return "--x\r\nContent-Type: text/html\r\n\r\n" + nothing(n) + "\r\n--x--" }, "Content-Type", "multipart/x-mixed-replace; boundary=x"),
		sends("body/xml", "unreadable", "XML for another program", as(`<?xml version="1.0"?><rss version="2.0"><channel><title>No results</title></channel></rss>`), "Content-Type", "application/rss+xml"),
		sends("body/no-type", "found", "no Content-Type at all", found, "Content-Type", ""),
		sends("body/thousand-headers", "found", "a thousand headers", found, manyHeaders(1000)...),
		sends("body/header-bomb", "unreadable or unreachable", "headers of a megabyte", found, manyHeaders(16000)...),
		{Name: "body/cookie-bomb", Want: wants("unreadable or unreachable"), Because: "cookies of a megabyte", serve: cookies(300)},
		{Name: "body/cookies-below-the-limit", Want: wants("found"), Because: "forty cookies of 4 kB", serve: cookies(40)},
	}
}

// wide writes a page in UTF-16.
func wide(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(strings.Replace(s, `<meta charset="utf-8">`, "", 1))) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func manyHeaders(n int) []string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf("X-Practice-%d", i), strings.Repeat("v", 60))
	}
	return list
}

func cookies(n int) serving {
	return func(_ *Site, w http.ResponseWriter, a *asking) {
		for i := range n {
			http.SetCookie(w, &http.Cookie{Name: "c" + strconv.Itoa(i), Value: strings.Repeat("x", 4000), Path: "/"})
		}
		write(w, found(a.name))
	}
}

// lengths are pages whose length is told wrong.
func lengths() []*Behaviour {
	of := func(name, want, because string, page func(string) string, tell func(n int) int) *Behaviour {
		return &Behaviour{Name: name, Want: wants(want), Because: because, serve: func(s *Site, w http.ResponseWriter, a *asking) {
			p := page(a.name)
			hijack(s, w, ok200+"Content-Length: "+strconv.Itoa(tell(len(p)))+"\r\n\r\n"+p, false)
		}}
	}
	return []*Behaviour{
		of("length/too-long", "unreachable", "fewer bytes than were told", nothing, func(n int) int { return n + 500 }),
		of("length/too-short", "unreadable", "more bytes than were told: the page ends behind the sign", nothing, func(n int) int { return n - 500 }),
		of("length/too-short-others", "unreadable", "more bytes than were told: the page ends within the list", func(n string) string {
			return fill(`{{TOP}}<div class="results">{{OTHER}}{{OTHER2}}`, n) + mine(n) + "</div>" + bottom
		}, func(n int) int {
			return strings.Index(fill(`{{TOP}}<div class="results">{{OTHER}}{{OTHER2}}`, "Odalys Fenwright"), "Fargo") + 40
		}),
		of("length/one-short", "unreadable or absent", "one byte more than was told", func(n string) string { return strings.TrimSpace(nothing(n)) }, func(n int) int { return n - 1 }),
		of("length/zero", "unreadable", "a length of nothing before a page", nothing, func(int) int { return 0 }),
		of("length/huge", "unreachable or unreadable", "a length of a terabyte", nothing, func(int) int { return 1 << 40 }),
	}
}
