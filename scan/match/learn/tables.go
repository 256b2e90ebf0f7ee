package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Tables are cut where a name or place is too rare to tell from any other.
const (
	leastSurname = 0.002  // percent of the people
	leastPlace   = 20_000 // inhabitants
	people       = 331_000_000
	firstDecade  = 1930
	decades      = 9
)

// writeTables derives the matcher's tables from public statistics: dir holds
// us-surnames-1990.csv, us-first-names-by-decade.csv and us-places-2020.csv.
func writeTables(dir, out string) error {
	for _, t := range []struct {
		from, to string
		convert  func(rows [][]string, w io.Writer) error
	}{
		{"us-surnames-1990.csv", "surnames.txt", surnames},
		{"us-first-names-by-decade.csv", "firstnames.txt", firstNames},
		{"us-places-2020.csv", "places.txt", places},
	} {
		if err := writeTable(filepath.Join(dir, t.from), filepath.Join(out, t.to), t.convert); err != nil {
			return fmt.Errorf("derive %s: %w", t.to, err)
		}
	}
	return nil
}

func writeTable(from, to string, convert func([][]string, io.Writer) error) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	if err := convert(rows[1:], w); err != nil {
		out.Close()
		return err
	}
	if err := w.Flush(); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// surnames groups names by how rare they are, in half bits.
func surnames(rows [][]string, w io.Writer) error {
	groups := map[float64][]string{}
	for _, r := range rows {
		percent, err := strconv.ParseFloat(r[1], 64)
		if err != nil {
			return err
		}
		if percent >= leastSurname {
			b := math.Round(2*math.Log2(100/percent)) / 2
			groups[b] = append(groups[b], strings.ToLower(r[0]))
		}
	}
	fmt.Fprint(w, `# Last names of the United States by how rare they are, in bits (log2 of one in how many).
# From the census of 1990 (US Census Bureau, public domain), names borne by at least one in 50,000.
`)
	writeGroups(groups, w)
	return nil
}

func writeGroups(groups map[float64][]string, w io.Writer) {
	var keys []float64
	for b := range groups {
		keys = append(keys, b)
	}
	slices.Sort(keys)
	for _, b := range keys {
		slices.Sort(groups[b])
		for chunk := range slices.Chunk(groups[b], 12) {
			fmt.Fprintf(w, "%g %s\n", b, strings.Join(chunk, " "))
		}
	}
}

// firstNames writes one letter for every decade of birth: a for one in 16,
// b for one in 32 and so on, a dot where the name was rarer than the first
// 1,200 of its sex.
func firstNames(rows [][]string, w io.Writer) error {
	births := map[string]*[decades]float64{}
	var all [decades]float64
	for _, r := range rows {
		decade, err := strconv.Atoi(r[1])
		if err != nil {
			return err
		}
		n, err := strconv.ParseFloat(r[3], 64)
		if err != nil {
			return err
		}
		d := (decade - firstDecade) / 10
		name := strings.ToLower(r[2])
		if births[name] == nil {
			births[name] = new([decades]float64)
		}
		births[name][d] += n
		all[d] += n
	}
	var names []string
	for n := range births {
		names = append(names, n)
	}
	slices.Sort(names)
	fmt.Fprint(w, `# First names of the United States by how rare they are among those born in the 1930s, 1940s ... 2010s:
# a is one in 16, b one in 32 and so on; a dot: not among the 1,200 most frequent of a sex.
# From the US Social Security Administration's baby names (public domain).
`)
	for _, n := range names {
		line := []byte{}
		for d, b := range births[n] {
			c := byte('.')
			if b > 0 {
				c = 'a' + byte(max(0, math.Round(math.Log2(all[d]/b))-4))
			}
			line = append(line, c)
		}
		fmt.Fprintf(w, "%s %s\n", n, line)
	}
	return nil
}

// places groups cities by state and by how rare it is to live there, in half
// bits.
func places(rows [][]string, w io.Writer) error {
	groups := map[string][]string{}
	var keys []string
	for _, r := range rows {
		n, err := strconv.ParseFloat(r[2], 64)
		if err != nil {
			return err
		}
		if n < leastPlace {
			continue
		}
		key := fmt.Sprintf("%s %g", r[1], math.Round(2*math.Log2(people/n))/2)
		if groups[key] == nil {
			keys = append(keys, key)
		}
		groups[key] = append(groups[key], strings.ToLower(r[0]))
	}
	slices.Sort(keys)
	fmt.Fprint(w, `# Cities of the United States with at least 20,000 people: state, how rare it is to live there
# in bits (log2 of one in how many), cities. From the census of 2020 (US Census Bureau, public domain).
`)
	for _, k := range keys {
		fmt.Fprintf(w, "%s %s\n", k, strings.Join(groups[k], ","))
	}
	return nil
}
