package match

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed surnames.txt
var surnamesText string

//go:embed firstnames.txt
var firstNamesText string

//go:embed nicknames.txt
var nicknamesText string

var (
	surnames   = readBits(surnamesText)
	firstNames = readBits(firstNamesText)
	nicknames  = readNicknames(nicknamesText)
)

// What a name outside the tables weighs, in bits.
const (
	rareFirst = 12.0
	rareLast  = 14.0
)

func firstBits(name string) float64 { return bits(firstNames, name, rareFirst) }
func lastBits(name string) float64  { return bits(surnames, name, rareLast) }

func bits(table map[string]float64, name string, rare float64) float64 {
	if b, known := table[name]; known {
		return b
	}
	return rare
}

// looksLikeSurname reports whether a word is a common last name and not a
// common first one: in a middle place it is then no second given name.
func looksLikeSurname(name string) bool {
	_, last := surnames[name]
	_, first := firstNames[name]
	return last && !first
}

// eachLine calls do with the words of every line that is not a comment.
func eachLine(text string, do func(words []string)) {
	for line := range strings.Lines(text) {
		if w := strings.Fields(line); len(w) > 1 && !strings.HasPrefix(line, "#") {
			do(w)
		}
	}
}

// readBits reads lines of a number and the names that are so rare. The tables
// are embedded, so a fault in them is a fault of the program.
func readBits(text string) map[string]float64 {
	table := map[string]float64{}
	eachLine(text, func(w []string) {
		n, err := strconv.Atoi(w[0])
		if err != nil {
			panic(fmt.Sprintf("read names by rarity: %q is no number", w[0]))
		}
		for _, name := range w[1:] {
			table[name] = float64(n)
		}
	})
	return table
}

// kinship says how two forms of a first name belong together.
type kinship uint8

const (
	strangers kinship = iota
	siblings          // two short forms of one name, as Bob and Rob
	direct            // a name and a form of it, as Robert and Bob
)

// readNicknames reads lines of a name and its forms into pairs, both ways.
func readNicknames(text string) map[[2]string]kinship {
	pairs := map[[2]string]kinship{}
	put := func(a, b string, k kinship) {
		if a != b {
			pairs[[2]string{a, b}] = max(pairs[[2]string{a, b}], k)
			pairs[[2]string{b, a}] = max(pairs[[2]string{b, a}], k)
		}
	}
	eachLine(text, func(w []string) {
		for i, form := range w[1:] {
			put(w[0], form, direct)
			for _, other := range w[1 : i+1] {
				put(form, other, siblings)
			}
		}
	})
	return pairs
}
