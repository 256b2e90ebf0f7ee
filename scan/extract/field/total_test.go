package field

import "testing"

func TestTotal(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"results", "57 results", 57},
		{"one result", "1 result", 1},
		{"thousands", "1,234 results", 1234},
		{"millions", "1,234,567 records", 1234567},
		{"records", "3 records found", 3},
		{"found before", "Found 3 records", 3},
		{"we found", "We found 12 people named Maria Garcia", 12},
		{"people named", "57 people named Maria Garcia", 57},
		{"people in", "There are 57 people named Maria Garcia in Texas", 57},
		{"public records", "57 public records", 57},
		{"showing", "Showing 1-10 of 57", 57},
		{"showing with noun", "Showing 1 - 10 of 57 results", 57},
		{"showing en dash", "Showing 1–10 of 57", 57},
		{"showing to", "Showing 1 to 10 of 57 entries", 57},
		{"showing out of", "Showing 10 out of 57", 57},
		{"showing of about", "Results 1-10 of about 1,234", 1234},
		{"range with noun inside", "1-10 results of 57", 57},
		{"displaying", "Displaying 10 of 57", 57},
		{"bare of", "10 of 57", 57},
		{"slash", "10 / 57", 57},
		{"of only", "of 57", 57},
		{"over", "over 100", 100},
		{"over results", "Over 100 results", 100},
		{"plus", "100+ results", 100},
		{"more than", "more than 1,000 matches", 1000},
		{"colon", "Results: 57", 57},
		{"total", "Total: 57", 57},
		{"total records", "Total records: 57", 57},
		{"brackets", "Results (57)", 57},
		{"number only", "57", 57},
		{"number in brackets", "(57)", 57},
		{"zero", "0 results", 0},
		{"lines", "57\nresults", 57},
		{"capitals", "57 RESULTS", 57},
		{"matches", "57 matches", 57},
		{"profiles", "57 profiles for Maria Garcia", 57},
		{"age in the text", "3 results for Maria Garcia, 42", 3},
		{"ZIP in the text", "3 results near 78704", 3},
		{"page beside", "Page 1 of 6 - 57 results", 57},
		{"page after", "57 results, page 1 of 6", 57},
		{"name with a number", "We found 2 records for John Smith 3rd", 2},

		{"pages", "Page 1 of 6", -1},
		{"page", "Page 2", -1},
		{"rounded", "1.2k results", -1},
		{"rounded to thousands", "10k results", -1},
		{"percent", "57% match", -1},
		{"words", "No results", -1},
		{"word number", "one result", -1},
		{"two numbers that say nothing", "42 Elm 57", -1},
		{"nothing", "", -1},
		{"too long", "12345678901 results", -1},
		{"we have", "We have 12 profiles for you", 12},
		{"possible matches", "4 possible matches", 4},
		{"found for", "7 people found for your search", 7},
		{"showing all", "Showing all 9 results", 9},
		{"thousands with plus", "1,000+ people", 1000},
		{"of in brackets", "(1-10 of 57)", 57},
		{"top of", "Top 10 of 57 results", 57},
		{"entries of a table", "Showing 11 to 20 of 1,057 entries", 1057},
		{"listings", "Showing 1-1 of 1 listings", 1},
		{"zero people", "0 people", 0},
		{"phone number", "(512) 555-0142", -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Total(c.text); got != c.want {
				t.Errorf("Total(%q) = %d, want %d", c.text, got, c.want)
			}
		})
	}
}

func FuzzTotal(f *testing.F) {
	for _, s := range []string{"Showing 1-10 of 57", "1,234 results", "Page 1 of 6", "1.2k"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n := Total(s); n < -1 || n > 1e12 {
			t.Errorf("Total(%q) = %d", s, n)
		}
	})
}
