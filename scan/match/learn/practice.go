package main

import (
	"bytes"
	"time"

	"github.com/whohasme/whohasme/brokers"
	practice "github.com/whohasme/whohasme/brokers/practice/pairs"
	"github.com/whohasme/whohasme/scan/match/pairs"
)

// practiceSet is the set name of the practice pairs, as their maker gives it.
const practiceSet = "practice"

// practiceSeed is one that no test uses by itself: theirs are small numbers.
const practiceSeed = 0x6c6561726e

// drawn are n pairs of practice people: what pages of today show, which no
// labelled pairs of real people do.
func drawn(n int) ([]*sample, error) {
	day := brokers.Date{Year: 2026, Month: time.November, Day: 21}
	var text bytes.Buffer
	if err := practice.Write(&text, practice.Make(practiceSeed, n, day)); err != nil {
		return nil, err
	}
	var out []*sample
	for p, err := range pairs.Read(&text) {
		if err != nil {
			return nil, err
		}
		s := look(p)
		s.drawn = true
		out = append(out, s)
	}
	group(out)
	return out, nil
}
