package pairs

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// picture sums a pair up field by field, as a careful reader would: how the
// names agree, by how many years the ages differ, how many bear such a name.
// It is made without regard to how the matcher compares.
func picture(p Pair) []string {
	n := p.Profile.Names[0]
	name, middle, suffix := namePicture(p)
	bearers := bearersOf(n)
	shared, inhabitants := sharedTowns(p)
	expected := math.Log10(math.Pow(10, bearers) * (inhabitants + 3000) / adults)
	first := "word"
	if w := plainWords(p.Candidate.Name); len(w[0]) == 1 {
		first = "initial"
	}
	return []string{
		fmt.Sprint("name", name), fmt.Sprint("middle", middle), "suffix" + suffix, "told" + n.Suffix, "age" + agePicture(p), "years" + yearsOff(p),
		fmt.Sprint("place", placePicture(p), min(shared, 2)), fmt.Sprint("hard", hardPicture(p)), fmt.Sprint("kin", kinPicture(p)),
		fmt.Sprint("bearers", math.Round(bearers*2)), fmt.Sprint("expected", max(-6, math.Round(expected*2))),
		fmt.Sprint("relatives", min(len(p.Candidate.Relatives), 2), min(len(p.Profile.Relatives), 1)), "first" + first + string(p.View),
		fmt.Sprint("shows", min(len(p.Candidate.Phones), 1), strings.ContainsAny(p.Candidate.Name, "*")),
	}
}

// bearersOf is the decimal logarithm of how many adults bear a name.
func bearersOf(n Name) float64 {
	pop := people()
	m := &maker{population: pop}
	var share float64
	for _, sex := range []sex{female, male} {
		for _, d := range pop.decades.words {
			share += pop.decades.share[d] / 100 * pop.bears(sex, int(number(d)), n.First) / 2
		}
	}
	return math.Log10(share * m.surnameShare(n.Last) * adults)
}

// sharedTowns counts the towns shown that were told, and gives the inhabitants
// of the largest.
func sharedTowns(p Pair) (n int, inhabitants float64) {
	for _, l := range p.Candidate.Locations {
		if slices.ContainsFunc(p.Profile.Addresses, func(a Address) bool {
			return strings.EqualFold(l.City, brokers.ASCII(a.City)) && l.State == a.State
		}) {
			n++
			for _, t := range people().byState[l.State] {
				if strings.EqualFold(t.city, l.City) {
					inhabitants = max(inhabitants, t.people)
				}
			}
		}
	}
	return n, inhabitants
}

// yearsOff is by how many years the page makes somebody younger.
func yearsOff(p Pair) string {
	a := p.Candidate.Age
	if p.Profile.BirthYear == 0 || a.Low == 0 || a.Low != a.High {
		return ""
	}
	page, _ := brokers.ParseDate(p.AsOf) // every pair has a day
	off := page.Year - p.Profile.BirthYear - a.Low
	exact := p.Profile.DOB != ""
	if born, _ := brokers.ParseDate(p.Profile.DOB); exact && (page.Month < born.Month || page.Month == born.Month && page.Day < born.Day) {
		off--
	}
	return fmt.Sprint(max(-10, min(off, 10)), exact)
}

func plainWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(brokers.ASCII(s)), func(r rune) bool { return r == ' ' || r == ',' || r == '-' || r == '.' })
}

// namePicture grades the best of the told names against the best shown one.
func namePicture(p Pair) (name, middle int, suffix string) {
	for _, shown := range append([]string{p.Candidate.Name}, p.Candidate.Aliases...) {
		words := plainWords(shown)
		for _, n := range p.Profile.Names {
			first, last := plainWords(n.First), plainWords(n.Last)
			hitFirst, hitLast := meets(first, words), 0
			for _, l := range last {
				hitLast = max(hitLast, meets([]string{l}, words))
			}
			if grade := hitFirst*4 + hitLast; grade > name {
				name = grade
				middle = middlePicture(plainWords(n.Middle), words, append(first, last...))
			}
		}
	}
	last := plainWords(p.Candidate.Name)
	if w := last[len(last)-1]; w == "jr" || w == "sr" || w == "ii" || w == "iii" {
		suffix = fmt.Sprint(strings.EqualFold(w, p.Profile.Names[0].Suffix), p.Profile.Names[0].Suffix != "")
	}
	return name, middle, suffix
}

// meets grades how a word is among others: 3 the same, 2 nearly, 1 its letter.
func meets(word, words []string) int {
	best := 0
	for _, a := range word {
		for _, b := range words {
			switch {
			case a == b:
				best = max(best, 3)
			case len(a) > 3 && len(b) > 3 && (a[:3] == b[:3] || strings.HasSuffix(a, b[len(b)-3:])):
				best = max(best, 2)
			case len(b) == 1 && a[:1] == b:
				best = max(best, 1)
			}
		}
	}
	return best
}

func middlePicture(middle, words, others []string) int {
	if len(middle) == 0 {
		return 0
	}
	for _, w := range words {
		if !slices.Contains(others, w) && w != "jr" && w != "sr" && w != "ii" && w != "iii" {
			if w[0] == middle[0][0] {
				return 1
			}
			return -1
		}
	}
	return 0
}

func agePicture(p Pair) string {
	if p.Profile.BirthYear == 0 {
		return "untold"
	}
	page := int(p.AsOf[0]-'0')*1000 + int(p.AsOf[1]-'0')*100 + int(p.AsOf[2]-'0')*10 + int(p.AsOf[3]-'0')
	var off int
	switch a := p.Candidate.Age; {
	case p.Candidate.Born != "":
		var year int
		fmt.Sscan(p.Candidate.Born[:4], &year)
		if off = p.Profile.BirthYear - year; off == 0 {
			return "year"
		}
	case a.High == 0:
		return "none"
	case a.Low != a.High:
		if age := page - p.Profile.BirthYear; age >= a.Low && age <= a.High+1 {
			return "band"
		}
		return "off band"
	default:
		off = page - p.Profile.BirthYear - a.Low
	}
	switch {
	case off == 0 || off == 1:
		return "fits"
	case off == 2 || off == -1:
		return "nearly"
	case off > 2 && off < 9:
		return "stale"
	}
	return "off"
}

func placePicture(p Pair) int {
	grade := 0
	for _, l := range p.Candidate.Locations {
		for _, a := range p.Profile.Addresses {
			switch {
			case l.State == a.State && strings.EqualFold(l.City, brokers.ASCII(a.City)):
				grade = max(grade, 2)
				if l.State != p.Profile.Addresses[0].State {
					grade = 3 // a state left long ago
				}
			case l.State == a.State:
				grade = max(grade, 1)
			}
		}
	}
	return grade
}

func hardPicture(p Pair) int {
	told := map[string]bool{}
	for _, n := range p.Profile.Phones {
		told[strings.ReplaceAll(n[3:], " ", "")] = true
	}
	for _, e := range p.Profile.Emails {
		told[e] = true
	}
	for _, a := range p.Profile.Addresses {
		told[strings.ToLower(strings.Join(strings.Fields(a.Street)[:min(2, len(strings.Fields(a.Street)))], " "))] = a.Street != ""
	}
	n := 0
	for _, s := range p.Candidate.Phones {
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
		if told[strings.TrimPrefix(digits, "1")] {
			n++
		}
	}
	for _, e := range p.Candidate.Emails {
		if told[e] {
			n++
		}
	}
	for _, a := range p.Candidate.Addresses {
		if w := strings.Fields(a.Street); len(w) > 1 && told[strings.ToLower(w[0]+" "+w[1])] {
			n++
		}
	}
	return min(n, 2)
}

func kinPicture(p Pair) int {
	n := 0
	for _, shown := range p.Candidate.Relatives {
		words := plainWords(shown)
		for _, r := range p.Profile.Relatives {
			if w := plainWords(r); len(w) > 1 && len(words) > 1 && w[0] == words[0] && w[len(w)-1] == words[len(words)-1] {
				n++
				break
			}
		}
	}
	return min(n, 2)
}
