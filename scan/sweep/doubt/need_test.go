package doubt

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// allAtOnce is alarms, tried on everything a page says at one time.
func allAtOnce(s *survey) (set uint64) {
	heads, all := []string{lower(s.title)}, []string{lower(s.title)}
	for _, b := range s.blocks {
		if all = append(all, lower(b.text)); b.heading {
			heads = append(heads, lower(b.text))
		}
	}
	for i, a := range bell {
		text := strings.Join(all, "\n")
		if a.when == inHeads {
			text = strings.Join(heads, "\n")
		}
		if a.re.MatchString(text) {
			set |= 1 << i
		}
	}
	return set
}

// TestAlarms holds the quick way to hear alarms against the plain one, on texts
// drawn from the words that alarms are made of.
func TestAlarms(t *testing.T) {
	var vocabulary []string
	for _, a := range bell {
		vocabulary = append(vocabulary, strings.Fields(a.need)...)
		vocabulary = append(vocabulary, regexp.MustCompile(`[\pL']{2,}|404|\.\.\.`).FindAllString(a.re.String(), -1)...)
	}
	vocabulary = append(vocabulary, "a", "the", "Results", "records", "12", "…", "it’s")
	r := rand.New(rand.NewPCG(1, 2))
	sounded := 0
	for range 3_000 {
		s := &survey{}
		say := func() string {
			words := make([]string, 1+r.IntN(7))
			for i := range words {
				words[i] = vocabulary[r.IntN(len(vocabulary))]
			}
			return strings.Join(words, " ")
		}
		if r.IntN(2) == 0 {
			s.title = say()
		}
		for range r.IntN(6) {
			s.blocks = append(s.blocks, block{text: say(), heading: r.IntN(4) == 0})
		}
		got, want := alarms(s), allAtOnce(s)
		if got != want {
			t.Fatalf("%q %+v: alarms %b, want %b", s.title, s.blocks, got, want)
		}
		if want != 0 {
			sounded++
		}
	}
	if sounded < 200 {
		t.Errorf("only %d pages sounded an alarm", sounded)
	}
}
