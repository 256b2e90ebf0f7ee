package render_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
)

// Brokers that no scan looks at are counted by reason and never called clear;
// where they are many, a reader is told how many more there are.
func TestUnseen(t *testing.T) {
	r := report.Report{Subject: "s1", Totals: report.Totals{Asked: 1, Answered: 1, Unseen: 60}}
	r.UnseenWhy = map[string]int{brokers.NoWay: 55, "the definition is retired": 4, "it wants a fee": 1}
	for i := range 60 {
		r.Unseen = append(r.Unseen, fmt.Sprintf("site-%02d", i))
	}
	want := []string{
		"55 more cannot be seen from outside at all.", "1 more is passed by: it wants a fee.", "4 more are passed by: the definition is retired.",
	}
	if got := strings.Join(render.Standing(r)[1:4], "|"); got != strings.Join(want, "|") {
		t.Errorf("got %q", got)
	}
	var text bytes.Buffer
	if err := render.Text(&text, r, 80, false); err != nil {
		t.Fatal(err)
	}
	if s := text.String(); !strings.Contains(s, "site-39 and 20 more;") || strings.Contains(s, "site-40") {
		t.Errorf("got\n%s", s)
	}
}
