package browser_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestFlattened: the page is written down as it looks, and reads so when it is
// parsed again.
func TestFlattened(t *testing.T) {
	t.Parallel()
	s := launcher(t, nil)
	site := serve(t, map[string]http.HandlerFunc{
		"/": html(`<style>.off{display:none}.veil{visibility:hidden}.later{content-visibility:auto}</style><p class="hit">x</p>
<x-a id=a><template shadowrootmode=closed><p>[<slot name=n>none</slot>|<slot name=m>spare</slot>]</p></template><b slot=n>filled</b><i slot=zz>unseen</i></x-a>
<p class=para>before <x-b><template shadowrootmode=open><div class=in>block</div></template></x-b> after</p>
<div class=off id=off>gone <b>too</b></div><div class=veil id=veil>veiled</div><div hidden id=own>own</div><div style="display:contents" id=con>contents</div>
<div style="height:5000px"></div><div class=later id=later><p>below</p></div>
<details id=det><summary>sum</summary><div id=body>folded</div></details>
<iframe id=f class=c src="/dir/frame"></iframe><iframe id=g class=off src="/dir/frame"></iframe><iframe id=h src="http://127.0.0.1:9/"></iframe><iframe id=i srcdoc="<p>doc</p>"></iframe>
<template><p>template</p></template><b>A</b> <b>B</b><pre>
 two</pre><a href="rel">r</a>`),
		"/dir/frame": html(`<base href="/other/"><a href="one">link</a><form action="?q"><input></form><frame>`),
		"/set": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`<html><head><title>t</title></head><frameset cols="50%,50%"><frame name=l src="/l"><frameset><frame src="/r"></frameset></frameset></html>`))
		},
		"/l": html(`<p class="hit">left</p>`),
		"/r": html(`<p class="hit">right</p>`),
	})
	p, err := s.get(t, site.broker(), site.address(t, "/"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<x-a id="a"><p>[<b slot="n">filled</b>|spare]</p></x-a>`,
		`<div class="para" data-tag="p">before <x-b><div class="in">block</div></x-b> after</div>`,
		`<div class="off" id="off" hidden="">gone <b>too</b></div>`, `id="veil" hidden=""`, `id="own">own</div>`, `id="con">`, `id="later"><p>below`, `id="body" hidden="">folded`,
		`<div data-frame="` + site.URL + `/dir/frame" id="f" class="c"><a href="` + site.URL + `/other/one">link</a><form action="` + site.URL + `/other/?q"><input/></form></div>`,
		`id="g" class="off" hidden="">`, `<iframe id="h" src="http://127.0.0.1:9/"></iframe>`, `<div data-frame="about:srcdoc" id="i"><p>doc</p></div>`,
		`<b>A</b> <b>B</b>`, `<a href="rel">`,
	} {
		if !strings.Contains(p.HTML, want) {
			t.Errorf("lacks %s", want)
		}
	}
	for _, bad := range []string{"unseen", "<slot", "template</p>"} {
		if strings.Contains(p.HTML, bad) {
			t.Errorf("holds %s", bad)
		}
	}
	if t.Failed() {
		t.Log(p.HTML)
	}
	if p, err = s.get(t, site.broker(), site.address(t, "/set")); err != nil || !strings.Contains(p.HTML, `<p class="hit">left</p>`) || !strings.Contains(p.HTML, `<p class="hit">right</p>`) || !strings.Contains(p.HTML, "<body") {
		t.Errorf("a document of frames: %v", err)
	}
}
