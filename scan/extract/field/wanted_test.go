package field

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// TestMentioned: in long texts as in short ones.
func TestMentioned(t *testing.T) {
	w := Want([]scan.Name{{First: "Maria", Last: "García López"}, {First: "Sean", Last: "O'Brien"}, {First: "三", Last: "王"}, {First: "Ольга", Last: "Петрова"}})
	filler := strings.Repeat("gtag('config','X');var é=1;it's ", 20)
	for s, want := range map[string]bool{
		"Maria Garcia": true, "MARÍA GARCÍA": true, "maria lopez": true, "Sean O'Brien": true, "SEAN O’BRIEN": true, "'O'Brien'": true, "{\"n\":'Lo\u0301pez'}": true,
		"王三": true, "Ольга ПЕТРОВА": true, "Ann Smith": false, "d'Arc": false, "": false,
	} {
		for _, text := range []string{s, filler + s + " " + filler} {
			if got := w.Mentioned(text); got != want {
				t.Errorf("%q in %d bytes: %v", s, len(text), got)
			}
		}
	}
}
