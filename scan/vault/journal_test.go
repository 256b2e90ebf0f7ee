package vault

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
	"pgregory.net/rapid"
)

func storeAppendAndRead(t *testing.T) {
	v, path, u := made(t, "me", "other")
	ok(t, v.Append(t.Context(), envelope("me", 1), envelope("", 2), envelope("me", 3)))
	review := envelope("me", 4)
	review.Kind, review.Payload, review.Broker = scan.ReviewGiven, nil, ""
	ok(t, v.Append(t.Context(), review))
	ok(t, v.Close())

	v = opened(t, path, u)
	got := read(t, v, "me")
	if len(got) != 3 || got[0].Seq != 1 || got[2].Seq != 3 {
		t.Fatalf("read %v", got)
	}
	want := envelope("me", 3)
	if g := got[1]; g.Kind != want.Kind || g.Subject != "me" || g.Broker != want.Broker || !g.At.Equal(want.At) || !bytes.Equal(g.Payload, want.Payload) {
		t.Errorf("read %+v, want %+v", g, want)
	}
	if got := read(t, v, "me", scan.ReviewGiven); len(got) != 1 || got[0].Seq != 3 || len(got[0].Payload) != 0 {
		t.Errorf("of one kind: %+v", got)
	}
	if got := read(t, v, ""); len(got) != 1 || string(got[0].Payload) != "payload 2 of " {
		t.Errorf("of the vault: %+v", got)
	}
	if got := read(t, v, "other"); len(got) != 0 {
		t.Errorf("of a subject without events: %+v", got)
	}
	ids, err := v.Subjects(t.Context())
	ok(t, err)
	if !slices.Equal(ids, []string{"me", "other"}) {
		t.Errorf("subjects %v", ids)
	}
	clean(t, v)
}

func storeHeads(t *testing.T) {
	v, _, _ := made(t, "me")
	before, err := v.Heads(t.Context())
	ok(t, err)
	if want := []Head{{}, {Chain: "me"}}; !slices.Equal(before, want) {
		t.Errorf("heads of an empty vault %v", before)
	}
	filled(t, v, "me", 3)
	after, err := v.Heads(t.Context())
	ok(t, err)
	if after[0] != before[0] || after[1].Count != 3 || len(after[1].Link) != 16 {
		t.Errorf("heads %v", after)
	}
}

func storeAppendIsAllOrNothing(t *testing.T) {
	v, _, _ := made(t, "me")
	wants(t, v.Append(t.Context(), envelope("me", 1), envelope("nobody", 2)), ErrNoSubject)
	bad := envelope("me", 2)
	bad.Kind = ""
	if v.Append(t.Context(), envelope("me", 1), bad) == nil {
		t.Error("an event without a kind was taken")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wants(t, v.Append(ctx, envelope("me", 1)), context.Canceled)
	if got := read(t, v, "me"); len(got) != 0 {
		t.Errorf("%d events of failed appends", len(got))
	}
	ok(t, v.Append(t.Context()))
	ok(t, v.Append(t.Context(), envelope("me", 1)))
	clean(t, v)
}

func storeAddSubject(t *testing.T) {
	v, path, u := made(t, "me")
	wants(t, v.AddSubject(t.Context(), "me", envelope("me", 1)), ErrSubject)
	if v.AddSubject(t.Context(), "") == nil {
		t.Error("a subject without id was taken")
	}
	wants(t, v.AddSubject(t.Context(), "you", envelope("you", 1), envelope("nobody", 1)), ErrNoSubject)
	wants(t, v.Append(t.Context(), envelope("you", 1)), ErrNoSubject)
	ok(t, v.AddSubject(t.Context(), "you", envelope("you", 1)))
	if got := read(t, v, "you"); len(got) != 1 {
		t.Errorf("read %d events", len(got))
	}
	// One process adds, another, with its vault open already, appends.
	b := opened(t, path, u)
	ok(t, v.AddSubject(t.Context(), "third"))
	ok(t, b.Append(t.Context(), envelope("third", 1)))
	for _, err := range v.Events(t.Context(), "nobody") {
		wants(t, err, ErrNoSubject)
	}
	clean(t, b)
}

func storeEventsStopAndAppendInside(t *testing.T) {
	v, _, _ := made(t, "me")
	filled(t, v, "me", 5)
	for e, err := range v.Events(t.Context(), "me") {
		ok(t, err)
		if e.Seq == 3 {
			break
		}
	}
	n := 0
	for _, err := range v.Events(t.Context(), "me") {
		ok(t, err)
		ok(t, v.Append(t.Context(), envelope("me", 9)))
		n++
	}
	if got := len(read(t, v, "me")); n != 5 || got != 10 {
		t.Errorf("went through %d, then there are %d", n, got)
	}
}

func storeManyEventsKeepTheirOrder(t *testing.T) {
	v, _, _ := made(t, "me")
	var all []Envelope
	for i := range 3*batch + 7 {
		all = append(all, envelope("me", i))
	}
	ok(t, v.Append(t.Context(), all...))
	got := read(t, v, "me")
	for i, e := range got {
		if e.Seq != int64(i+1) || !bytes.Equal(e.Payload, all[i].Payload) {
			t.Fatalf("at %d: %+v", i, e)
		}
	}
	if len(got) != len(all) {
		t.Errorf("read %d of %d", len(got), len(all))
	}
	clean(t, v)
}

func storeEventsOfSomeKinds(t *testing.T) {
	v, _, _ := made(t, "me")
	kinds := []scan.Kind{scan.VisitMade, scan.ReviewGiven, scan.PageArrived}
	want := map[scan.Kind][]int64{}
	for i := range 4*batch + 3 {
		e := envelope("me", i)
		e.Kind = kinds[(i/5+i)%3]
		want[e.Kind] = append(want[e.Kind], int64(i+1))
		ok(t, v.Append(t.Context(), e))
	}
	for _, k := range kinds {
		var got []int64
		for _, e := range read(t, v, "me", k) {
			if got = append(got, e.Seq); e.Kind != k {
				t.Errorf("%s among %s", e.Kind, k)
			}
		}
		if !slices.Equal(got, want[k]) {
			t.Errorf("%s: %v, want %v", k, got, want[k])
		}
	}
	if got := read(t, v, "me", kinds[:2]...); len(got) != len(want[kinds[0]])+len(want[kinds[1]]) {
		t.Errorf("%d events of two kinds", len(got))
	}
	for range v.Events(t.Context(), "me", kinds...) {
		break // leaves nothing open
	}
	clean(t, v)
}

func storePages(t *testing.T) {
	v, _, _ := made(t, "me", "other")
	page := bytes.Repeat([]byte("<li>a page</li>"), 1000)
	e := envelope("me", 1)
	e.Pages = [][]byte{page, []byte("second"), {}}
	ok(t, v.Append(t.Context(), e))
	for _, want := range e.Pages {
		got, err := v.Page(t.Context(), "me", PageHash(want))
		ok(t, err)
		if !bytes.Equal(got, want) {
			t.Errorf("page of %d bytes came back as %d", len(want), len(got))
		}
	}
	_, err := v.Page(t.Context(), "other", PageHash(page))
	wants(t, err, ErrNoPage)
	_, err = v.Page(t.Context(), "me", PageHash([]byte("no page")))
	wants(t, err, ErrNoPage)
	_, err = v.Page(t.Context(), "me", "not hex")
	wants(t, err, ErrNoPage)

	hash, err := v.PutPage(t.Context(), "other", "example-people", page, noon)
	ok(t, err)
	if hash != PageHash(page) {
		t.Errorf("hash %s", hash)
	}
	_, err = v.PutPage(t.Context(), "nobody", "example-people", page, noon)
	wants(t, err, ErrNoSubject)
	clean(t, v)
}

// A page that arrived in gzip is kept as it arrived, if it is that page.
func storePackedPages(t *testing.T) {
	body := []byte(strings.Repeat("a page of some length ", 40))
	packed, half := pack(body).bytes, pack(body[:400]).bytes
	for name, given := range map[string][]byte{
		"the page": packed, "another": pack([]byte("another")).bytes, "in two parts": append(half, pack(body[400:]).bytes...),
		"nothing": nil, "short": packed[:10], "no gzip": append([]byte("xx"), packed[2:]...),
	} {
		t.Run(name, func(t *testing.T) {
			v, _, _ := made(t, "me")
			e := envelope("me", 1)
			e.Pages, e.Packed = [][]byte{body, []byte("second")}, [][]byte{given}
			ok(t, v.Append(t.Context(), e))
			for _, want := range e.Pages {
				got, err := v.Page(t.Context(), "me", PageHash(want))
				if ok(t, err); !bytes.Equal(got, want) {
					t.Errorf("%q", got)
				}
			}
			clean(t, v)
		})
	}
}

func storeDropPages(t *testing.T) {
	v, _, _ := made(t, "me")
	put := func(body string, day int) string {
		hash, err := v.PutPage(t.Context(), "me", "example-people", []byte(body), noon.AddDate(0, 0, day))
		ok(t, err)
		return hash
	}
	old, kept, young := put("old", 0), put("kept", 0), put("young", 40)
	seen := put("seen again", 0)
	put("seen again", 40)
	e := envelope("me", 1)
	e.At, e.Pages = noon, [][]byte{[]byte("old"), []byte("of an event")}
	ok(t, v.Append(t.Context(), e))

	drop := func() int {
		n, err := v.DropPages(t.Context(), noon.AddDate(0, 0, 30), func(hash string) (bool, error) { return hash == kept, nil })
		ok(t, err)
		return n
	}
	if n := drop(); n != 2 {
		t.Errorf("dropped %d, want 2", n)
	}
	for _, hash := range []string{old, PageHash([]byte("of an event"))} {
		_, err := v.Page(t.Context(), "me", hash)
		wants(t, err, ErrDropped)
	}
	for _, hash := range []string{kept, young, seen} {
		_, err := v.Page(t.Context(), "me", hash)
		ok(t, err)
	}
	if n := drop(); n != 0 {
		t.Errorf("dropped %d once more", n)
	}
	clean(t, v)
	put("old", 0) // taken again, it is there again
	_, err := v.Page(t.Context(), "me", old)
	ok(t, err)
	clean(t, v)
}

func storeConcurrent(t *testing.T) {
	a, path, u := made(t, "me", "other")
	b := opened(t, path, u)
	var wg sync.WaitGroup
	errs := make(chan error, 64)
	for i := range 8 {
		v, subject := []*Vault{a, b}[i%2], []string{"me", "other", ""}[i%3]
		wg.Go(func() {
			for n := range 10 {
				errs <- v.Append(context.Background(), envelope(subject, n))
			}
		})
		wg.Go(func() {
			for _, err := range v.Events(context.Background(), subject) {
				if err != nil {
					errs <- err
				}
			}
		})
	}
	go func() { wg.Wait(); close(errs) }()
	for err := range errs {
		ok(t, err)
	}
	if n := len(read(t, a, "me")) + len(read(t, a, "other")) + len(read(t, a, "")); n != 80 {
		t.Errorf("%d of 80 events", n)
	}
	clean(t, b)
}

// What goes in comes out, whatever it is.
func storeRoundTrip(t *testing.T) {
	v, _, _ := made(t, "me")
	n := 0
	texts := func(least int) *rapid.Generator[string] {
		return rapid.StringN(least, 20, -1).Filter(isText)
	}
	rapid.Check(t, func(t *rapid.T) {
		e := Envelope{Kind: scan.Kind(texts(1).Draw(t, "kind")), Subject: "me",
			Broker: texts(0).Draw(t, "broker"), At: time.UnixMicro(rapid.Int64Range(-1<<52, 1<<52).Draw(t, "at")),
			Payload: rapid.SliceOf(rapid.Byte()).Draw(t, "payload")}
		if err := v.Append(context.Background(), e); err != nil {
			t.Fatal(err)
		}
		n++
		var last Entry
		for got, err := range v.Events(context.Background(), "me") {
			if err != nil {
				t.Fatal(err)
			}
			last = got
		}
		if last.Seq != int64(n) || last.Kind != e.Kind || last.Broker != e.Broker || !last.At.Equal(e.At) || !bytes.Equal(last.Payload, e.Payload) {
			t.Fatalf("put %+v, got %+v", e, last)
		}
	})
}

// What is no text stands in no column of a store.
func storeNotText(t *testing.T) {
	v, _, _ := made(t, "me")
	for _, bad := range []string{"a\x00b", "\xff", "\xed\xa0\x80"} {
		for name, change := range map[string]func(*Envelope){
			"kind": func(e *Envelope) { e.Kind = scan.Kind(bad) }, "broker": func(e *Envelope) { e.Broker = bad }, "subject": func(e *Envelope) { e.Subject = bad },
		} {
			e := envelope("me", 1)
			change(&e)
			if v.Append(t.Context(), e) == nil {
				t.Errorf("%s %q was taken", name, bad)
			}
		}
		if v.AddSubject(t.Context(), bad) == nil {
			t.Errorf("subject %q was added", bad)
		}
	}
	if got := len(read(t, v, "me")); got != 0 {
		t.Errorf("%d events", got)
	}
	clean(t, v)
}

// Parts that would read the same when simply joined must not.
func TestFrame(t *testing.T) {
	seen := map[string]string{}
	for _, parts := range [][]string{{"a", "bc"}, {"ab", "c"}, {"abc"}, {"", "abc"}, {"abc", ""}, {}, {""}} {
		var b [][]byte
		for _, p := range parts {
			b = append(b, []byte(p))
		}
		key := string(frame(b...))
		if was, twice := seen[key]; twice {
			t.Errorf("%q reads like %s", parts, was)
		}
		seen[key] = fmt.Sprintf("%q", parts)
	}
}
