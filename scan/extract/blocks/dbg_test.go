package blocks

import (
	"fmt"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"os"
	"testing"
)

func TestDbg(t *testing.T) {
	n := os.Getenv("PAGE")
	if n == "" {
		t.Skip()
	}
	files := archive(t, "records.txtar")
	if files[n] == "" {
		files = archive(t, "none.txtar")
	}
	if b, err := os.ReadFile(n); err == nil {
		files[n] = string(b)
	}
	doc, _ := tree.Parse(files[n])
	names, c := subject(os.Getenv("WHO"))
	p := newPage(doc, Options{Names: names, Country: c})
	seeds := p.marks()
	fmt.Println("another", p.ofAnotherKind(doc), len(seeds))
	for _, r := range Read(doc, Options{Names: names, Country: c}) {
		fmt.Println("REC", line(r.Record), "\n   ", r.Why())
	}
	for _, m := range seeds { fmt.Println("seed", m.name, m.like); if m.like==2 { for e := m.elem; e>=0; e = p.elems[e].parent { b := p.region(m,e); r := p.read(&b); fmt.Printf("   %s said %d strange %d foreign %d has %b lab %b alone %v\n", Describe(p.elems[e].node), r.said,r.strange,r.foreign,r.has,r.labelled,r.alone()) } } }
	for _, g := range p.groups(seeds) {
		fmt.Printf("group %q others=%v\n", g.key.class, p.ofOthers(g.marks))
		all := p.alike(g.key, g.marks)
		for _, m := range all {
			fmt.Println("  mark", m.name, m.like, Describe(p.elems[m.elem].node))
		}
		if len(all) < 2 {
			continue
		}
		for i, bl := range [][]block{p.wrapped(all), p.runs(all)} {
			fmt.Println("  way", i, "score", p.score(bl, g.marks), "gaps", i == 0 && bl != nil && p.gaps(bl))
			for k := range bl {
				r := p.read(&bl[k])
				fmt.Printf("    root %d said %d strange %d foreign %d has %b rec %v : %s\n", bl[k].root, r.said, r.strange, r.foreign, r.has, r.record(), line(r.rec))
			}
		}
	}
}
