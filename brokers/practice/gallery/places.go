package gallery

import (
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
)

// counties are those of the practice towns; "City, County, State" is a form
// that some sites use.
var counties = map[string]string{
	"Houston": "Harris", "Los Angeles": "Los Angeles", "Chicago": "Cook", "Oakland": "Alameda", "Fresno": "Fresno", "Sacramento": "Sacramento",
	"San Diego": "San Diego", "Bakersfield": "Kern", "Riverside": "Riverside", "Long Beach": "Los Angeles", "Austin": "Travis", "Fort Worth": "Tarrant",
	"El Paso": "El Paso", "Dayton": "Montgomery", "Columbus": "Franklin", "Evanston": "Cook", "Kansas City": "Jackson", "Miami": "Miami-Dade",
	"Tampa": "Hillsborough", "Phoenix": "Maricopa", "Denver": "Denver", "Seattle": "King", "Portland": "Multnomah", "Boston": "Suffolk",
	"Buffalo": "Erie", "Brooklyn": "Kings", "Newark": "Essex", "Atlanta": "Fulton", "Winston-Salem": "Forsyth", "Nashville": "Davidson",
	"Detroit": "Wayne", "Minneapolis": "Hennepin", "Las Vegas": "Clark", "Coeur d'Alene": "Kootenai",
}

// abroad are towns outside the United States: city, province or county, the
// start of a postcode and its end's pattern.
var canada = []Address{
	{City: "Toronto", State: "ON", Zip: "M5V"}, {City: "Ottawa", State: "ON", Zip: "K1P"}, {City: "Montréal", State: "QC", Zip: "H2X"},
	{City: "Vancouver", State: "BC", Zip: "V6B"}, {City: "Calgary", State: "AB", Zip: "T2P"}, {City: "Halifax", State: "NS", Zip: "B3J"},
	{City: "St. John's", State: "NL", Zip: "A1C"}, {City: "Winnipeg", State: "MB", Zip: "R3C"}, {City: "Saint John", State: "NB", Zip: "E2L"},
}

var provinces = map[string]string{
	"ON": "Ontario", "QC": "Quebec", "BC": "British Columbia", "AB": "Alberta", "NS": "Nova Scotia", "NL": "Newfoundland and Labrador",
	"MB": "Manitoba", "NB": "New Brunswick",
}

var canadaAreas = map[string]string{"ON": "416", "QC": "514", "BC": "604", "AB": "403", "NS": "902", "NL": "709", "MB": "204", "NB": "506"}

var britain = []struct{ city, county, code string }{
	{"Leeds", "West Yorkshire", "LS6"}, {"Manchester", "Greater Manchester", "M14"}, {"London", "Greater London", "SW4"}, {"Cardiff", "South Glamorgan", "CF10"},
	{"Edinburgh", "Midlothian", "EH3"}, {"Newcastle upon Tyne", "Tyne and Wear", "NE2"}, {"Stoke-on-Trent", "Staffordshire", "ST4"},
	{"St Albans", "Hertfordshire", "AL1"}, {"Belfast", "County Antrim", "BT7"}, {"King's Lynn", "Norfolk", "PE30"},
}

// homes returns where a person lives and lived, in a region.
func (d *drawer) homes(p *practice.Person) []Address {
	var list []Address
	for _, a := range p.Addresses {
		switch d.region {
		case "CA":
			t := pick(d.Rand, canada)
			t.Street, t.Country = a.Street, "CA"
			t.Zip += fmt.Sprintf(" %d%c%d", 1+d.IntN(9), "ABCEGHJKLM"[d.IntN(10)], 1+d.IntN(9))
			list = append(list, t)
		case "GB":
			t := pick(d.Rand, britain)
			street := fmt.Sprintf("%d %s %s", 1+d.IntN(180), pick(d.Rand, britishStreets), pick(d.Rand, []string{"Road", "Street", "Close", "Lane", "Crescent", "Gardens"}))
			list = append(list, Address{Street: street, City: t.city, Zip: t.code + fmt.Sprintf(" %d%c%c", 1+d.IntN(9), "ABDEFGHJ"[d.IntN(8)], "LNPQRSTU"[d.IntN(8)]), Country: "GB"})
		default:
			list = append(list, Address{a.Street, a.City, a.State, a.Zip, "US"})
		}
	}
	return distinct(list)
}

var britishStreets = strings.Fields("Larkspur Copperleaf Windmere Hollowbrook Tanager Juniper Foxglove Marlstone Heronsgate Saltmarsh")

// distinct drops a second stay in the same town, which most sites merge.
func distinct(list []Address) []Address {
	seen := map[string]bool{}
	var out []Address
	for _, a := range list {
		if !seen[a.City+a.State] {
			seen[a.City+a.State] = true
			out = append(out, a)
		}
	}
	return out
}

// placeForm writes an address and says what of it can be read back.
type placeForm func(Address) (string, Address)

func cityState(a Address) (string, Address) {
	if a.Country == "GB" {
		return a.City, Address{City: a.City, Country: "GB"}
	}
	return a.City + ", " + a.State, Address{City: a.City, State: a.State, Country: a.Country}
}

func cityCaps(a Address) (string, Address) {
	s, t := cityState(a)
	return strings.ToUpper(s), t
}

func cityZip(a Address) (string, Address) {
	t := a
	t.Street = ""
	if a.Country == "GB" {
		return a.City + " " + a.Zip, t
	}
	return a.City + ", " + a.State + " " + a.Zip, t
}

func cityZipBare(a Address) (string, Address) {
	t := a
	t.Street = ""
	if a.Country == "GB" {
		return a.City + ", " + a.Zip, t
	}
	return a.City + " " + a.State + " " + a.Zip, t
}

func cityCounty(a Address) (string, Address) {
	_, t := cityState(a)
	if a.Country == "GB" {
		for _, b := range britain {
			if b.city == a.City {
				return a.City + ", " + b.county, t
			}
		}
	}
	if c := counties[a.City]; c != "" {
		return a.City + ", " + c + " County, " + stateName(a), t
	}
	return a.City + ", " + stateName(a), t
}

func cityStateName(a Address) (string, Address) {
	if a.Country == "GB" {
		return a.City + ", United Kingdom", Address{City: a.City, Country: "GB"}
	}
	_, t := cityState(a)
	return a.City + ", " + stateName(a), t
}

func whole(a Address) (string, Address) {
	if a.Country == "GB" {
		return a.Street + ", " + a.City + ", " + a.Zip, a
	}
	return a.Street + ", " + a.City + ", " + a.State + " " + a.Zip, a
}

func wholeCaps(a Address) (string, Address) {
	s, t := whole(a)
	return strings.ToUpper(s), t
}

func streetNoZip(a Address) (string, Address) {
	t := a
	t.Zip = ""
	if a.Country == "GB" {
		return a.Street + ", " + a.City, t
	}
	return a.Street + ", " + a.City + ", " + a.State, t
}

func stateName(a Address) string {
	if n, ok := brokers.StateName(a.State); ok && a.Country == "US" {
		return n
	}
	return provinces[a.State]
}

var (
	cityForms   = []placeForm{cityState, cityState, cityZip, cityZipBare, cityCounty, cityStateName, cityCaps}
	streetForms = []placeForm{whole, whole, streetNoZip, wholeCaps}
	anyForms    = append(append([]placeForm{}, cityForms...), streetForms...)
)
