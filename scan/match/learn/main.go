// Command learn finds the weights of the matcher from labelled pairs, measures
// them by cross-validation over people, and derives the matcher's tables from
// public statistics. It is a tool for those who change the matcher, not a part
// of the program:
//
//	go run ./scan/match/learn PAIRS.jsonl... [-o scan/match/learnt.go]
//	go run ./scan/match/learn tables FROM scan/match
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
	folds := flag.Int("folds", 5, "parts of the people, each measured with weights learnt from the others; 0: none")
	practice := flag.Int("practice", 20_000, "how many pairs of practice people to learn from besides, as one more set")
	splits := flag.Int("splits", 0, "also measure how far the figures vary over so many ways to divide the people, and what fewer people and other sets would teach")
	out := flag.String("o", "", "file to write the weights learnt from all pairs to")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: learn [-folds N] [-o learnt.go] PAIRS.jsonl|FOLDER...\n       learn tables FROM TO")
		os.Exit(2)
	}
	exit(run(flag.Args(), *folds, *splits, *practice, *out))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "learn:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// run learns from the pairs of files, and of all .jsonl files of folders.
func run(files []string, folds, splits, practice int, out string) error {
	var all []string
	for _, f := range files {
		if info, err := os.Stat(f); err == nil && info.IsDir() {
			list, err := filepath.Glob(filepath.Join(f, "*.jsonl"))
			if err != nil {
				return fmt.Errorf("list pairs: %w", err)
			}
			all = append(all, list...)
			continue
		}
		all = append(all, f)
	}
	samples, err := load(all)
	if err != nil {
		return err
	}
	if len(samples) == 0 {
		return fmt.Errorf("read pairs: there are none")
	}
	people, err := drawn(practice)
	if err != nil {
		return err
	}
	samples = append(samples, people...)
	share(samples)
	if folds > 1 {
		report(fmt.Sprintf("%d-fold cross-validation over people", folds), samples, cross(samples, folds, 0, 1))
	}
	if splits > 0 {
		spread(samples, folds, splits, 1000)
		curve(samples, folds)
	}
	w := learn(samples, match.Learnt)
	report("all pairs, learnt from themselves", samples, func(*sample) *match.Weights { return &w })
	for i, t := range match.Terms {
		fmt.Printf("%-22s %7.2f bits %8d times\n", t.Name, w.Bits[i], count(samples, i))
	}
	if out != "" {
		return write(out, w)
	}
	return nil
}

// count says how often a term is found.
func count(samples []*sample, term int) int {
	n := 0
	for _, s := range samples {
		for _, f := range s.found {
			if f.term == term {
				n++
			}
		}
	}
	return n
}
