package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/whohasme/whohasme/scan/match"
)

func main() {
	if len(os.Args) == 4 && os.Args[1] == "tables" {
		exit(writeTables(os.Args[2], os.Args[3]))
	}
	folds := flag.Int("folds", 5, "parts of the people, each measured with weights learnt from the others")
	out := flag.String("o", "", "file to write the weights learnt from all pairs to")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: learn [-folds N] [-o weights.go] PAIRS.jsonl...\n       learn tables FROM TO")
		os.Exit(2)
	}
	exit(run(flag.Args(), *folds, *out))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "learn:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func run(files []string, folds int, out string) error {
	var all []string
	for _, f := range files {
		if info, err := os.Stat(f); err == nil && info.IsDir() {
			list, _ := filepath.Glob(filepath.Join(f, "*.jsonl"))
			all = append(all, list...)
			continue
		}
		all = append(all, f)
	}
	samples, err := load(all)
	if err != nil {
		return err
	}
	share(samples)
	if folds > 1 {
		cross(samples, folds)
	}
	w := learn(samples, match.Learnt)
	debugRules(samples, &w)
	if os.Getenv("SHOW") != "" {
		for _, s := range samples {
			p := s.pair
			d, _ := decide(s, &w)
			if p.Label+"/"+string(d) != os.Getenv("SHOW") || (os.Getenv("SET") != "" && p.Set != os.Getenv("SET")) {
				continue
			}
			age := -1
			if p.Candidate.Age != nil {
				age = *p.Candidate.Age
			}
			var ts string
			for _, f := range s.found {
				if f.term > 0 {
					ts += fmt.Sprintf("%s(%.1f) ", match.Terms[f.term].Name, w.Bits[f.term]*f.value)
				}
			}
			fmt.Printf("SHOW %s %.1f | %v %s %v %v %v| %s %v %d %v %v %v %v | %s| %s\n", p.Kind, s.bits(&w), p.Profile.Names, p.Profile.DOB, p.Profile.Addresses, p.Profile.Phones, p.Profile.Relatives, p.Candidate.Name, p.Candidate.Aliases, age, append(p.Candidate.Locations, p.Candidate.Addresses...), p.Candidate.Phones, p.Candidate.Emails, p.Candidate.Relatives, ts, s.why)
		}
	}
	report("all pairs, learnt from themselves", samples, func(*sample) *match.Weights { return &w })
	for i, t := range match.Terms {
		fmt.Printf("%-22s %7.2f   %6.0f found\n", t.Name, w.Bits[i], count(samples, i))
	}
	if out != "" {
		return write(out, w)
	}
	return nil
}

func count(samples []*sample, term int) float64 {
	var n float64
	for _, s := range samples {
		for _, f := range s.found {
			if f.term == term {
				n++
			}
		}
	}
	return n
}

func debugRules(samples []*sample, w *match.Weights) {
	type k struct{ pos, neg, posLow, negLow int }
	m := map[string]*k{}
	for _, s := range samples {
		if !s.record {
			continue
		}
		d, _ := decide(s, w)
		if d != "possible" {
			continue
		}
		key := s.why
		if m[key] == nil {
			m[key] = &k{}
		}
		c := m[key]
		high := s.bits(w) >= w.MatchAt
		switch {
		case high && s.match:
			c.pos++
		case high:
			c.neg++
		case s.match:
			c.posLow++
		default:
			c.negLow++
		}
	}
	for key, c := range m {
		fmt.Printf("DBG %+v %s\n", *c, key)
	}
	fmt.Println("DBG at", w.MatchAt, w.PossibleAt)
}
