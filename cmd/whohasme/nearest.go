package main

import (
	"cmp"
	"slices"
	"strings"
)

// nearest returns up to three words that what was typed may have meant: those
// that contain it or are contained in it, and those that differ by a slip of
// the hand or two. What was typed is not among what is said: it may be a name.
func nearest(typed string, words []string) []string {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" || len(typed) > 100 {
		return nil
	}
	type near struct {
		word string
		far  int
	}
	var list []near
	for _, w := range words {
		d := distance(typed, w)
		switch {
		case d <= 1+len(w)/5:
		case len(typed) >= 4 && (strings.Contains(w, typed) || len(w) >= 4 && strings.Contains(typed, w)):
			d = 10 + d
		default:
			continue
		}
		list = append(list, near{w, d})
	}
	slices.SortFunc(list, func(a, b near) int { return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.word, b.word)) })
	var found []string
	for _, n := range list[:min(len(list), 3)] {
		found = append(found, n.word)
	}
	return found
}

// distance is how many bytes must be added, left out, changed or swapped with
// their neighbour to come from one word to the other.
func distance(a, b string) int {
	before, row, next := []int(nil), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			change := row[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			next[j] = min(change, row[j]+1, next[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, slices.Clone(next)
	}
	return row[len(b)]
}
