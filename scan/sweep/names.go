package sweep

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// commonNames are names that any people-search site of a country lists, each
// with a large place. First and last names are among the ten most common by
// the countries' own statistics (United States: Census 2010 surnames, Social
// Security first names; United Kingdom: ONS; Canada: as the United States).
func commonNames(country string) []brokers.Query {
	if list, ok := common[country]; ok {
		return list
	}
	return common["US"]
}

var common = map[string][]brokers.Query{
	"US": {
		{First: "James", Last: "Smith", Middle: "", City: "Houston", State: "TX", Zip: "77002", Age: 45},
		{First: "Mary", Last: "Johnson", City: "Los Angeles", State: "CA", Zip: "90012", Age: 55},
		{First: "Robert", Last: "Williams", City: "Chicago", State: "IL", Zip: "60601", Age: 50},
	},
	"GB": {
		{First: "David", Last: "Smith", City: "London", Zip: "SW1A", Age: 45},
		{First: "John", Last: "Jones", City: "Manchester", Zip: "M1", Age: 55},
	},
	"CA": {
		{First: "David", Last: "Smith", City: "Toronto", State: "ON", Zip: "M5V", Age: 45},
		{First: "Robert", Last: "Brown", City: "Vancouver", State: "BC", Zip: "V6B", Age: 55},
	},
	"AU": {
		{First: "David", Last: "Smith", City: "Sydney", State: "NSW", Zip: "2000", Age: 45},
		{First: "John", Last: "Jones", City: "Melbourne", State: "VIC", Zip: "3000", Age: 55},
	},
	"DE": {{First: "Peter", Last: "Müller", City: "Berlin", Zip: "10115", Age: 55}, {First: "Michael", Last: "Schmidt", City: "Hamburg", Zip: "20095", Age: 50}},
	"FR": {{First: "Jean", Last: "Martin", City: "Paris", Zip: "75001", Age: 60}, {First: "Pierre", Last: "Bernard", City: "Lyon", Zip: "69001", Age: 60}},
	"ES": {{First: "Antonio", Last: "García", City: "Madrid", Zip: "28001", Age: 55}, {First: "María", Last: "López", City: "Barcelona", Zip: "08001", Age: 50}},
	"IT": {{First: "Giuseppe", Last: "Rossi", City: "Roma", Zip: "00184", Age: 60}, {First: "Maria", Last: "Russo", City: "Milano", Zip: "20121", Age: 60}},
}

var (
	onsets = strings.Fields("Bl Br Cl Cr Dr Fl Gl Gr Kr Pl Pr Qu Sk Sl Sn Sp St Str Th Tr Tw V Vr W Z Zw")
	middle = strings.Fields("abi aro eni ilo ora uvi yxo esta imbo orqui undra avo")
	ends   = strings.Fields("nth xel quor mbix vask drim zeth lorn pwick zzard sk rvyn")
)

// Invented returns a name that nobody bears, made of syllables that do not
// meet in names. It is another one for every broker and day, and the same all
// day, so that a preview shows what a scan will ask.
func Invented(broker string, day brokers.Date) (first, last string) {
	h := fnv.New64a()
	h.Write([]byte(broker + " " + day.String()))
	r := rand.New(rand.NewPCG(h.Sum64(), 0))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	return pick(onsets) + pick(middle) + pick(ends), pick(onsets) + pick(middle) + pick(middle) + pick(ends)
}

// hasWords reports whether a printed name has all words of the first and the
// last name, in any order.
func hasWords(printed, first, last string) bool {
	words := strings.Fields(scan.Fold(printed))
	for _, w := range strings.Fields(scan.Fold(first + " " + last)) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return len(words) > 0
}
