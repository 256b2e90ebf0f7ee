package typeset

import "testing"

func TestDrawable(t *testing.T) {
	for in, want := range map[string]string{
		"Wilma": "Wilma", "👩\u200d👩\u200d👧 Tarn": "\uFFFD Tarn", "ليلى 王 김 श्री": "ليلى 王 김 श्री", "ܣܘܪܝܝܐ x": "\uFFFD x", "Jose\u0301": "José", "a\u202eb": "ab", "": "",
	} {
		got, replaced := Drawable(in)
		if got != want || replaced != (want != "" && (want[0] == 0xEF)) {
			t.Errorf("%q: got %q, %v", in, got, replaced)
		}
		if _, err := NewSetter().Lines(got, 10, 100); err != nil {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// Whatever a page says can be set once it is drawable.
func FuzzDrawable(f *testing.F) {
	for _, s := range []string{"Wilma", "👩\u200d👩\u200d👧", "a\u0488\u20dd", "\u0344\u0958", "\U000e0041", "ﷺ", "\u1ab0\u064b", "क्\u200dष"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 200 {
			return
		}
		got, _ := Drawable(s)
		if _, err := NewSetter().Lines(got, 10, 100); err != nil {
			t.Errorf("%q, made %q: %v", s, got, err)
		}
	})
}
