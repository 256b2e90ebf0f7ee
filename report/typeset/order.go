package typeset

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/shaping"
)

// leveled gives the parts of a text their levels (Unicode Standard Annex 9): 0
// for what is read with the letter, left to right, 1 for what is read right to
// left, and 2 for a number within it, which is read left to right in its place.
// A number that runs on into other text becomes a part of its own. The levels
// are by character.
func leveled(parts []shaping.Input, runes []rune) ([]shaping.Input, []int8) {
	levels := make([]int8, len(runes))
	var list []shaping.Input
	within := false // the part before is read right to left, or a number within such
	for _, part := range parts {
		switch n := 0; {
		case part.Direction == di.DirectionRTL:
			set(levels[part.RunStart:part.RunEnd], 1)
			within = true
		case !within:
		default:
			if n = numberAt(runes[part.RunStart:part.RunEnd]); n == 0 {
				within = false
				break
			}
			set(levels[part.RunStart:part.RunStart+n], 2)
			if rest := part; part.RunStart+n < part.RunEnd {
				part.RunEnd = part.RunStart + n
				list = append(list, part)
				rest.RunStart = part.RunEnd
				part, within = rest, false
			}
		}
		list = append(list, part)
	}
	return list, levels
}

func set(levels []int8, to int8) {
	for i := range levels {
		levels[i] = to
	}
}

// numberAt returns the length of the number that a text begins with: digits,
// with single separators between them.
func numberAt(runes []rune) int {
	n := 0
	for i, r := range runes {
		switch {
		case unicode.IsDigit(r):
			n = i + 1
		case i == 0 || n != i || !slices.Contains([]rune("./,:"), r):
			return n
		}
	}
	return n
}

// asSeen puts the parts of a line into the order in which they are seen (rule
// L2 of the annex).
func asSeen(outputs shaping.Line, levels []int8) []shaping.Output {
	line := slices.Clone(outputs)
	slices.SortStableFunc(line, func(a, b shaping.Output) int { return a.Runes.Offset - b.Runes.Offset })
	level := func(o shaping.Output) int8 {
		if o.Runes.Offset < len(levels) {
			return levels[o.Runes.Offset]
		}
		return 0
	}
	for at := int8(2); at > 0; at-- {
		for from := 0; from < len(line); from++ {
			to := from
			for to < len(line) && level(line[to]) >= at {
				to++
			}
			slices.Reverse(line[from:to])
			from = max(from, to-1)
		}
	}
	return line
}
