package field

import (
	"slices"
	"testing"
)

func TestSurnamesFirst(t *testing.T) {
	for _, c := range []struct {
		name  string
		owner string
		texts []string
		want  bool
	}{
		{"owner last first", "Garcia, Maria", []string{"Lopez, Ana"}, true},
		{"owner of two surnames", "García López, Maria", []string{"Lopez, Ana"}, true},
		{"owner in a script without spaces", "ใจดี, ประเสริฐ", []string{"ทองคำ, สมชาย"}, true},
		{"owner with a rank", "Smith, John, Jr.", []string{"Smith, Ann"}, true},
		{"a rank alone", "John Smith, Jr.", []string{"Ann, Bob"}, false},
		{"a degree alone", "John Smith, MD", []string{"Ann, Bob"}, false},
		{"first last", "Maria Garcia", []string{"Ana, Luis"}, false},
		{"every text a pair", "Maria Garcia", []string{"Lopez, Ana", "Garcia, Luis"}, true},
		{"one text longer", "Maria Garcia", []string{"Lopez, Ana", "Garcia, Luis, Eva"}, false},
		{"one text without", "Maria Garcia", []string{"Lopez, Ana", "Luis"}, false},
		{"pairs of people", "Maria Garcia", []string{"Jose Garcia, Ana Garcia", "Luis Lopez, Eva Lopez"}, false},
		{"ages", "Maria Garcia", []string{"Jose Garcia, 70", "Ana Garcia, 68"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := SurnamesFirst(c.owner, c.texts); got != c.want {
				t.Errorf("SurnamesFirst(%q, %q) = %v", c.owner, c.texts, got)
			}
		})
	}
}

func TestAppendSurnamesFirst(t *testing.T) {
	for _, c := range []struct {
		name, owner, text string
		want              []string
	}{
		{"one", "Garcia, Maria", "García López, Emily Mary", []string{"García López, Emily Mary"}},
		{"two", "Garcia, Maria", "Lopez, Ana, Garcia, Luis", []string{"Lopez, Ana", "Garcia, Luis"}},
		{"Thai", "ใจดี, ประเสริฐ", "แก้วมณี, สมหญิง", []string{"แก้วมณี, สมหญิง"}},
		{"semicolons", "ใจดี, ประเสริฐ", "แก้วมณี, สมหญิง; ใจดี, สมชาย", []string{"แก้วมณี, สมหญิง", "ใจดี, สมชาย"}},
		{"the rest is straight", "GARCIA, MARIA", "Jose Garcia, Ana Garcia", []string{"Jose Garcia", "Ana Garcia"}},
		{"the owner's surname ends it", "GARCIA, MARIA", "Jose Lopez, Ana Garcia", []string{"Jose Lopez", "Ana Garcia"}},
		{"odd", "Garcia, Maria", "Jose Lopez, Ana Ruiz, Eva Diaz", []string{"Jose Lopez", "Ana Ruiz", "Eva Diaz"}},
		{"no comma", "Garcia, Maria", "Jose Lopez", []string{"Jose Lopez"}},
		{"rank", "Smith, John", "Smith, Bob, Jr.", []string{"Smith, Bob, Jr."}},
		{"age", "Smith, John", "Smith, Bob, 70", []string{"Smith, Bob"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := AppendSurnamesFirst(nil, c.text, c.owner); !slices.Equal(got, c.want) {
				t.Errorf("%q = %q, want %q", c.text, got, c.want)
			}
		})
	}
}
