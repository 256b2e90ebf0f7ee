package doubt

import (
	"slices"
	"strings"
	"testing"
)

var wordings = []string{
	"", " ", "a", "No records found for Wilma Tarn.", "Wilma  TARN wilma, 34, of Austin, TX", "O'Brien's St. Mary`s  d'Alene", "a'b.c`d 'x' . '", "we found 12 people named Wilma Tarn in all of Texas",
	"nobody by that name is in our index", "12", "’tis é", "x\x01y\vz\fq\x7f", "Tarn Tarn Wilma # # Tarn", "tarn's wil.ma",
}

// same holds the quick ways to hash a text against the plain ones.
func same(t *testing.T, s string) {
	t.Helper()
	asked := words("wilma tarn")
	if h, ok := saysASCII(s, asked); ok && h != saysAny(s, asked) {
		t.Errorf("%q says %x, want %x", s, h, saysAny(s, asked))
	}
	list := smallAny(s)
	if quick := small(s); !slices.Equal(quick, list) {
		t.Errorf("%q has the small words %q, want %q", s, quick, list)
	}
	if h, n, ok := smallASCII(s); ok && (n != len(list) || h != hash(strings.Join(list, " "))) {
		t.Errorf("%q has %d small words with hash %x, want %q", s, n, h, list)
	}
}

func TestWording(t *testing.T) {
	for _, s := range wordings {
		same(t, s)
	}
}

func FuzzWording(f *testing.F) {
	for _, s := range wordings {
		f.Add(s)
	}
	f.Fuzz(same)
}

// FuzzSeveral holds the leaps against looking for one text after the other.
func FuzzSeveral(f *testing.F) {
	f.Add("<script src=https://ct.captcha-delivery.com/c.js></script>gokuProps KPSDK")
	f.Add("_cf_chl_optpx-captcha")
	f.Add("Incapsula inciden")
	f.Fuzz(func(t *testing.T, s string) {
		for _, list := range [][]string{checkMarks, {"abc", "bca", "ab cab"}} {
			found := several(list).in(s)
			for i, text := range list {
				if strings.Contains(s, text) != slices.Contains(found, i) {
					t.Errorf("%q in %q: %v", text, s, slices.Contains(found, i))
				}
			}
		}
	})
}

func TestSeveral(t *testing.T) {
	page := strings.Repeat("<p class=x>Wilma Tarn, age 34</p>", 40)
	for i, m := range checkMarks {
		for at := range 40 {
			if got := markTable.in(page[:at] + m + page[at:]); !slices.Equal(got, []int{i}) {
				t.Errorf("%s at %d: found %v", m, at, got)
			}
		}
	}
	if got := markTable.in(page); len(got) > 0 {
		t.Errorf("found %v on a page that has none", got)
	}
}
