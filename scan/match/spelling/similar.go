package spelling

import "math/bits"

// MaxWord is how many letters of one word are compared.
const MaxWord = 40

// Distance is the optimal string alignment distance: the least number of insertions,
// deletions, changes and swaps of neighbours that make a from b, where no piece
// is changed twice. It reads at most MaxWord bytes of each.
func Distance[A, B string | []byte](a A, b B) int {
	var rows [3][MaxWord + 1]uint8
	before, last, row := &rows[0], &rows[1], &rows[2]
	n, m := min(len(a), MaxWord), min(len(b), MaxWord)
	for j := range m + 1 {
		last[j] = uint8(j)
	}
	for i := 1; i <= n; i++ {
		row[0] = uint8(i)
		for j := 1; j <= m; j++ {
			d := last[j-1]
			if a[i-1] != b[j-1] {
				d = 1 + min(d, last[j], row[j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
		}
		before, last, row = last, row, before
	}
	return int(last[m])
}

// FarApart reports, from the letters alone, that more than so many edits lie
// between two words: an edit changes the set of letters by two at most.
func FarApart(a, b uint32, edits int) bool { return bits.OnesCount32(a^b) > 2*edits }

// JaroWinkler is the similarity of Jaro with Winkler's bonus for a common
// beginning: 0 for nothing in common, 1 for the same. It reads at most 64 bytes
// of each.
func JaroWinkler(a, b string) float64 {
	a, b = a[:min(len(a), 64)], b[:min(len(b), 64)]
	j := jaro(a, b)
	same := 0
	for same < min(4, len(a), len(b)) && a[same] == b[same] {
		same++
	}
	return j + float64(same)*0.1*(1-j)
}

func jaro(a, b string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	reach := max(max(len(a), len(b))/2-1, 0)
	var usedA, usedB uint64
	for i := range len(a) {
		for j := max(0, i-reach); j < min(len(b), i+reach+1); j++ {
			if usedB&(1<<j) == 0 && b[j] == a[i] {
				usedA |= 1 << i
				usedB |= 1 << j
				break
			}
		}
	}
	if usedA == 0 {
		return 0
	}
	m := float64(bits.OnesCount64(usedA))
	moved := 0
	for usedA != 0 {
		if a[bits.TrailingZeros64(usedA)] != b[bits.TrailingZeros64(usedB)] {
			moved++
		}
		usedA &= usedA - 1
		usedB &= usedB - 1
	}
	return (m/float64(len(a)) + m/float64(len(b)) + (m-float64(moved)/2)/m) / 3
}

// Letters has one bit for every letter and for every digit but the last four.
func Letters[T string | []byte](s T) uint32 {
	var set uint32
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			set |= 1 << (c - 'a')
		case c >= '0' && c <= '9':
			set |= 1 << (26 + min(c-'0', 5))
		}
	}
	return set
}

// InitialOf reports whether one of the two is a single letter and the other
// begins with it.
func InitialOf(a, b string) bool {
	if len(a) > 1 {
		a, b = b, a
	}
	return len(a) == 1 && len(b) > 0 && b[0] == a[0]
}
