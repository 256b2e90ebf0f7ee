package wall

import "testing"

func TestNoSuchPage(t *testing.T) {
	for s, want := range map[string]bool{
		"404 . 404": true, "404 not found": true, "error 404": true, "404 - people . oops": true, "404": true, "http 404 page": true, "404: gone": true, "page not found": true,
		"maria garcia . (404) 555-0100": false, "maria garcia 404-555-0100": false, "404.555.0100": false, "+1 404 555 0100": false, "lives at 404 elm st, dayton": false, "404 555 0100 maria": false,
	} {
		if got := noSuchPage.MatchString(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}
