package doubt

import (
	"reflect"
	"testing"
)

var endings = []string{
	"", "<", "<p>", "text", `<!doctype html><html lang="en"><head><title>a</title><script>if(a<b){"</p>"}</script></head><body><p class="x">y</body></html>`,
	`<html><body><div><p>a<br/></div><!-- a --><img src=x></body></html>`, `<div a='b>c' d="e'f">x</div>`, `<div a=b'c>`, `<div a = "b>c">x`, `<a =">"x>y`, `<div "a>b">`,
	`<script>a<!--<script></script>--></script>`, `<!--> <p>`, `<!---> <p>`, `<!-- --!> <p>`, `<!-- <p> --> <b>`, `<?php a > ?><p>`, `</ p><p>`, `<p/><P/ ><DIV></div>`, `<svg><path d="a/></svg>`,
	`<textarea><p></textarea><p>`, `<title><b></title>`, `<style></STYLE></style>`, `<noscript><p></noscript>`, `<plaintext></p>`, `<html><html>`, `</html><p>`, `</html><script>x</script>`, `</body><p>`,
	`<a href=/x/>y`, `<a href="x"/>y`, `<a href="x"b="c>d">y`, `<a b=">`, `<a b`, `<p><a-b c>`, `<a1><a:b>`, `<![CDATA[<p>]]>`, "<p\x00>", "<p\fa='>'>", "<a b=\n'>'>", "<a b='c'd='>'>", `<a b=c="d>e">`,
	`<script>"</scriptx>"</script><p>`, `<title>a</title ><p>`, "<a b='x'\t/>c", `<a/b="x">`, `<a b=/>`, `<a b="x" / >`,
}

func TestQuickEnd(t *testing.T) {
	for _, page := range endings {
		if quick, ok := quickEnd(page); ok && !reflect.DeepEqual(quick, fullEnd(page)) {
			t.Errorf("%q: %+v, want %+v", page, quick, fullEnd(page))
		}
	}
	if _, ok := quickEnd(endings[4]); !ok {
		t.Error("a plain page is read in full")
	}
}

func FuzzQuickEnd(f *testing.F) {
	for _, page := range endings {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		if quick, ok := quickEnd(page); ok && !reflect.DeepEqual(quick, fullEnd(page)) {
			t.Errorf("%+v, want %+v", quick, fullEnd(page))
		}
	})
}

// FuzzPlain holds the short way to a plain text against the long one.
func FuzzPlain(f *testing.F) {
	for _, s := range []string{"", " ", "Age 45", " Lives  in:\tAustin, TX 78701 ", "12", "a1b", "x\n\v\f\ry", "\x85", "é 4"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if short, ok := plainASCII(s); ok && short != plainAny(s) {
			t.Errorf("%q becomes %q, want %q", s, short, plainAny(s))
		}
	})
}
