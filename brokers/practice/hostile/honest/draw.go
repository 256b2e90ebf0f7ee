package honest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// sheet is what a page is filled with.
type sheet struct {
	Asked, First, Last, State string
	N, Year, Rare             int
	Rows                      []row
	Ad                        *ad
	Quotes                    []quote
	Popular, Spellings        []string
	Recent                    []recent
}

type row struct {
	ID, Name, Place, Past, Phone string
	Age                          int
	AgeWord, Decade              string
	Dead                         bool
	Kin                          []string
}

type ad struct {
	Kind       int
	Head, Text string
}

type quote struct{ Text, Who string }

type recent struct{ Name, Place string }

// listed are the last names that all sites list; nobody else is there.
var listed = strings.Fields("Smith Johnson Williams Quarrington Oakenfold Tressilian Vandermolen Birdwhistle Castellanos Pemberly Abernethy Okonkwo Lindqvist Nakagawa")

// Listed reports whether people of a last name are listed.
func Listed(last string) bool { return slices.Contains(listed, last) }

// Lasts are the last names that are listed, without those that every site
// lists.
func Lasts() []string { return slices.Clone(listed[3:]) }

var (
	firsts  = strings.Fields("Ada Bruno Celia Dmitri Edith Fabian Greta Hector Imogen Jasper Keiko Lorenz Maren Nadia Otis Petra Quentin Rosa Stellan Tamsin Ursula Viktor Wanda Xenia Yusuf Zelda")
	others  = strings.Fields("Miller Garcia Brown Davis Wilson Moore Taylor Anderson Thomas Jackson White Harris Martin Young Walker Hall Allen King Wright Hill")
	middles = strings.Fields("Quilla Ambrose Thea Lucian Perpetua Osric")
	towns   = []string{"Fargo, ND", "Bangor, ME", "Salem, OR", "Provo, UT", "Macon, GA", "Dayton, OH", "Boise, ID", "Tulsa, OK", "Reno, NV", "Biloxi, MS", "St. Paul, MN", "Winston-Salem, NC"}
	states  = strings.Fields("Ohio Texas Florida Maine Oregon Iowa Utah Georgia")
)

type drawer struct{ *rand.Rand }

func pick[T any](d *drawer, list []T) T { return list[d.IntN(len(list))] }

func (d *drawer) person() string { return pick(d, firsts) + " " + pick(d, others) }

func (d *drawer) sheet(first, last, state string) *sheet {
	s := &sheet{Asked: first + " " + last, First: first, Last: last, State: state, Year: 2026, Rare: 1000 * (2 + d.IntN(90))}
	if d.IntN(10) < 7 {
		s.Ad = d.ad()
	}
	if d.IntN(10) < 7 {
		for range 1 + d.IntN(3) {
			s.Quotes = append(s.Quotes, d.quote())
		}
	}
	for range 5 {
		s.Popular = append(s.Popular, d.person())
	}
	if d.IntN(10) < 7 {
		for range 3 {
			s.Recent = append(s.Recent, recent{d.person(), pick(d, append(slices.Clone(towns), states...))})
		}
	}
	if d.IntN(10) < 6 && len(last) > 3 {
		s.Spellings = append(s.Spellings, first+" "+last[:len(last)-1], first+" "+last[:2]+last[1:])
	}
	return s
}

// ad is an advertisement that reads like a person.
func (d *drawer) ad() *ad {
	name, place, age := d.person(), pick(d, towns), 21+d.IntN(70)
	first, _, _ := strings.Cut(name, " ")
	texts := []ad{
		{Head: "Car insurance", Text: fmt.Sprintf("%s %c. from %s saved $%d", first, name[len(first)+1], pick(d, states), 20+d.IntN(400))},
		{Head: "Who lives there?", Text: fmt.Sprintf("See who lives at %d Elm St, %s", 1+d.IntN(900), place)},
		{Head: "Background check", Text: fmt.Sprintf("%s, %d, %s: full report ready", name, age, place)},
		{Head: "Find family", Text: fmt.Sprintf("%s, %d, found her birth father in %s.", first, age, place)},
		{Head: "Singles near you", Text: fmt.Sprintf("%s (%d) is online now", first, age)},
		{Head: "Class of 1994", Text: fmt.Sprintf("%s and 212 people from your school are looking for you", name)},
		{Head: "Call now", Text: fmt.Sprintf("Plumbers in %s: (%d) 555-01%02d", place, 201+d.IntN(700), d.IntN(100))},
		{Head: "Medicare plans", Text: fmt.Sprintf("Age %d or over? See plans in %s", 64+d.IntN(3), pick(d, states))},
		{Head: "Genealogy", Text: "14 records about your grandparents are waiting. 30 days free."},
	}
	out := pick(d, texts)
	out.Kind = d.IntN(4)
	return &out
}

// quote is praise by somebody.
func (d *drawer) quote() quote {
	name, place, age := d.person(), pick(d, towns), 21+d.IntN(70)
	first, _, _ := strings.Cut(name, " ")
	text := pick(d, []string{
		"I found my cousin after 30 years!", fmt.Sprintf("Found 3 people from my old street in %s.", place), "Nothing found about me any more. Great opt-out.", "No results at first, but support helped.",
		fmt.Sprintf("My landlord, age %d, turned out to be someone else.", age), "Something went wrong with my payment and they fixed it within an hour.", "I was blocked by my sister and still could find her number.",
	})
	who := pick(d, []string{fmt.Sprintf("%s %c., %s", first, name[len(first)+1], place), fmt.Sprintf("%s, %d, %s", name, age, place), fmt.Sprintf("– %s (%d)", name, age), name, fmt.Sprintf("%s, age %d", first, age)})
	return quote{text, who}
}

// rows are everybody of a name: sites know some by a middle name.
func (d *drawer) rows(first, last, state string) []row {
	n := 1 + d.IntN(4)
	if last == "Smith" || last == "Johnson" || last == "Williams" {
		n = 5 + d.IntN(5)
	}
	var list []row
	for i := range n {
		age := 20 + d.IntN(30)
		r := row{ID: fmt.Sprintf("x%06d", d.IntN(1e6)), Name: first + " " + pick(d, middles) + " " + last, Age: age, Place: pick(d, towns), Dead: d.IntN(5) == 0}
		if i == 0 && n > 2 {
			r.Place = strings.Split(r.Place, ",")[0] + ", " + state
		}
		if d.IntN(2) == 0 {
			r.Past = pick(d, towns)
		}
		if d.IntN(3) > 0 {
			r.Phone = fmt.Sprintf("(%d) 555-01%02d", 201+d.IntN(700), d.IntN(100))
		}
		r.Decade = fmt.Sprintf("%d0s", age/10)
		r.AgeWord = pick(d, []string{fmt.Sprint(age), fmt.Sprint(age), fmt.Sprintf("%d (deceased)", age), r.Decade})
		for range 1 + d.IntN(3) {
			r.Kin = append(r.Kin, pick(d, firsts)+" "+last)
		}
		list = append(list, r)
	}
	return list
}
