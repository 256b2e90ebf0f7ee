package match

import (
	"fmt"
	"testing"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match/spelling"
)

// A list is what a site answers to a search by name and state: namesakes,
// relatives, people with a like name, and the subject once. Everybody here is
// invented.
func list() []scan.Record {
	var out []scan.Record
	firsts := []string{"Robert", "Bob", "Rob", "Roberta", "Rupert", "James", "Helen", "Carl", "R", "Robt"}
	lasts := []string{"Whitfeather", "Whitefeather", "Whitfield", "Weatherby", "Smith"}
	towns := []string{"Dayton", "Akron", "Toledo", "Columbus", "Lima", "Kent"}
	for i := range 100 {
		n := fmt.Sprintf("%s %c %s", firsts[i%len(firsts)], 'A'+i%23, lasts[i/3%len(lasts)])
		out = append(out, scan.Record{
			Name: n, Age: scan.Years(25 + i%60), Aliases: []string{firsts[(i+3)%len(firsts)] + " " + lasts[i/3%len(lasts)]},
			Addresses: []scan.Address{{City: towns[i%len(towns)], State: "OH"}, {City: towns[(i+1)%len(towns)], State: "OH"}},
			Relatives: []string{"Helen " + lasts[i/3%len(lasts)], "Carl " + lasts[(i+1)%len(lasts)]},
		})
	}
	return append(out, whole())
}

// strangers are people whose names have nothing to do with the subject's, as on
// sites that pad their lists.
func strangers() []scan.Record {
	var out []scan.Record
	firsts := []string{"Olga", "Juan", "Mei", "Fatima", "Lucy", "Vance", "Hugo", "Nina"}
	lasts := []string{"Novotna", "Quintanar", "Ling", "Haddad", "Mackey", "Olsson", "Dubois"}
	for i := range 100 {
		out = append(out, scan.Record{
			Name: firsts[i%len(firsts)] + " " + lasts[i%len(lasts)], Age: scan.Years(20 + i%60),
			Addresses: []scan.Address{{City: "Akron", State: "OH"}}, Relatives: []string{"Ann " + lasts[i%len(lasts)]},
		})
	}
	return out
}

func read(list []scan.Record) []*Record {
	out := make([]*Record, len(list))
	for i, r := range list {
		out[i] = Read(r)
	}
	return out
}

func rate(b *testing.B) {
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "comparisons/s")
}

// BenchmarkCompare measures how many comparisons one core makes in a second:
// of records read before, of raw texts on both sides, and of lists of strangers
// that a look at the names turns away. Jaro-Winkler on the whole name beside the
// state is the yardstick.
func BenchmarkCompare(b *testing.B) {
	m := New(robert())
	run := func(name string, records []*Record) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m.Compare(records[i%len(records)], day)
			}
			rate(b)
		})
	}
	run("parsed", read(list()))
	run("strangers", read(strangers()))
	b.Run("raw", func(b *testing.B) {
		raw, s := list(), robert()
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			New(s).Compare(Read(raw[i%len(raw)]), day)
		}
		rate(b)
	})
	b.Run("record raw", func(b *testing.B) {
		raw := list()
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			m.Compare(Read(raw[i%len(raw)]), day)
		}
		rate(b)
	})
	b.Run("jaro-winkler and state", func(b *testing.B) {
		raw := list()
		for i := 0; b.Loop(); i++ {
			r := &raw[i%len(raw)]
			_ = spelling.JaroWinkler("robert whitfeather", r.Name) > 0.9 && r.Addresses[0].State == "OH"
		}
		rate(b)
	})
}

// TestCompareAllocates holds comparing to memory that is there already.
func TestCompareAllocates(t *testing.T) {
	m, records := New(robert()), read(list())
	i := 0
	n := testing.AllocsPerRun(500, func() {
		m.Compare(records[i%len(records)], day)
		i++
	})
	t.Logf("figure: %.2f allocations for a comparison of parsed pairs", n)
	if n > 2 {
		t.Errorf("%.2f allocations a comparison, want at most 2", n)
	}
}
