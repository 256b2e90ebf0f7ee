package main

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"golang.org/x/text/language"
)

var (
	zipTail  = regexp.MustCompile(`(?:^|[ ,])(\d{5}(?:-\d{4})?)$`)
	yearSpan = regexp.MustCompile(`[ ,(]*\b((?:19|20)\d\d) *(?:-|–|to|until|till) *((?:19|20)\d\d)?\)?$`)
	yearEnd  = regexp.MustCompile(`(?i)[ ,(]*\b(?:until|till|to) *((?:19|20)\d\d)\)?$`)
	yearFrom = regexp.MustCompile(`(?i)[ ,(]*\b(?:since|from) *((?:19|20)\d\d)\)?$`)
)

// countries are names that people write for the countries they are likely to
// name; any other goes by its code.
var countries = map[string]string{
	"usa": "US", "us": "US", "u s a": "US", "united states": "US", "united states of america": "US", "america": "US",
	"canada": "CA", "mexico": "MX", "united kingdom": "GB", "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
	"northern ireland": "GB", "ireland": "IE", "germany": "DE", "deutschland": "DE", "austria": "AT", "switzerland": "CH", "france": "FR",
	"spain": "ES", "espana": "ES", "portugal": "PT", "italy": "IT", "netherlands": "NL", "the netherlands": "NL", "belgium": "BE",
	"denmark": "DK", "sweden": "SE", "norway": "NO", "finland": "FI", "poland": "PL", "czechia": "CZ", "greece": "GR", "romania": "RO",
	"hungary": "HU", "ukraine": "UA", "turkey": "TR", "israel": "IL", "india": "IN", "china": "CN", "japan": "JP", "south korea": "KR",
	"philippines": "PH", "australia": "AU", "new zealand": "NZ", "brazil": "BR", "argentina": "AR", "colombia": "CO", "chile": "CL", "peru": "PE",
	"cuba": "CU", "dominican republic": "DO", "el salvador": "SV", "guatemala": "GT", "honduras": "HN", "south africa": "ZA", "nigeria": "NG",
}

var errPlace = errors.New("want a city and its state, such as Austin, TX, or a city and its country, such as Toronto, Canada")

// readPlace reads an address, as much of it as is given: "Austin TX", "12 Elm
// St, Dayton, Ohio 45402", "Toronto, Ontario, Canada", "Texas". Years at its end
// say when somebody lived there.
func readPlace(text string) (map[string]any, error) {
	place := map[string]any{}
	text = strings.Trim(readYears(text, place), " ,.")
	parts := strings.Split(text, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	parts = cleanParts(parts)
	if len(parts) == 0 {
		return nil, errPlace
	}
	country := ""
	if len(parts) > 1 {
		if country = readCountry(parts[len(parts)-1]); country != "" {
			parts = parts[:len(parts)-1]
		}
	}
	if country != "" && country != "US" {
		place["country"] = country
		return place, abroad(parts, place)
	}
	if country == "US" {
		place["country"] = country
	}
	return place, atHome(parts, place)
}

// readYears takes the years off the end of an address.
func readYears(text string, place map[string]any) string {
	set := func(key, year string) {
		if n, err := strconv.Atoi(year); err == nil {
			place[key] = n
		}
	}
	for _, form := range []struct {
		re   *regexp.Regexp
		keys []string
	}{{yearSpan, []string{"from", "to"}}, {yearEnd, []string{"to"}}, {yearFrom, []string{"from"}}} {
		if m := form.re.FindStringSubmatchIndex(text); m != nil {
			for i, key := range form.keys {
				if from := m[2+2*i]; from >= 0 {
					set(key, text[from:m[3+2*i]])
				}
			}
			return text[:m[0]]
		}
	}
	return text
}

func cleanParts(parts []string) []string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// readCountry reads a country's name or code. A code that is also that of a
// state of the United States is the state's.
func readCountry(word string) string {
	if _, state := readState(word); state {
		return ""
	}
	if code := countries[scan.Fold(word)]; code != "" {
		return code
	}
	if up := strings.ToUpper(word); len(up) == 2 {
		if r, err := language.ParseRegion(up); err == nil && r.IsCountry() {
			return up
		}
	}
	return ""
}

// readState reads a state of the United States, D.C. included.
func readState(word string) (string, bool) {
	return brokers.StateCode(strings.ReplaceAll(word, ".", ""))
}

// atHome fills in an address of the United States.
func atHome(parts []string, place map[string]any) error {
	last := parts[len(parts)-1]
	if m := zipTail.FindStringSubmatchIndex(last); m != nil {
		place["zip"] = last[m[2]:m[3]]
		if last = strings.Trim(last[:m[0]], " ,"); last == "" {
			if parts = parts[:len(parts)-1]; len(parts) == 0 {
				return errors.New("want the city and state before the ZIP code")
			}
			last = parts[len(parts)-1]
		}
	}
	state, city := tailState(last)
	if state == "" {
		return errPlace
	}
	place["state"] = state
	before := parts[:len(parts)-1]
	if city == "" && len(before) > 0 {
		city, before = before[len(before)-1], before[:len(before)-1]
	}
	switch startsWithNumber := city != "" && city[0] >= '0' && city[0] <= '9'; {
	case startsWithNumber:
		return errors.New("want a comma between the street and the city, such as 12 Elm St, Dayton, OH")
	case city != "":
		place["city"] = city
	}
	if street := strings.Join(before, ", "); street != "" {
		place["street"] = street
	}
	return nil
}

// tailState splits "Austin Texas" into a state and what stands before it.
func tailState(text string) (state, before string) {
	words := strings.Fields(text)
	for n := min(3, len(words)); n > 0; n-- {
		k := len(words) - n
		if code, ok := readState(strings.Join(words[k:], " ")); ok {
			return code, strings.Join(words[:k], " ")
		}
	}
	return "", ""
}

// provinces says which countries write a state or province after the city.
var provinces = map[string]bool{"CA": true, "AU": true, "MX": true, "BR": true, "IN": true}

// abroad fills in an address of another country. parts has at least one.
func abroad(parts []string, place map[string]any) error {
	country, _ := place["country"].(string)
	if len(parts) == 0 {
		return errPlace
	}
	k := len(parts) - 1
	if provinces[country] && k > 0 {
		place["state"] = parts[k]
		k--
	}
	place["city"] = parts[k]
	if street := strings.Join(parts[:k], ", "); street != "" {
		place["street"] = street
	}
	return nil
}
