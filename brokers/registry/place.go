package registry

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
)

// countries are the names under which registered companies say where they are.
var countries = map[string]string{
	"us": "US", "usa": "US", "u.s.a": "US", "u.s": "US", "united states": "US", "united states of america": "US", "america": "US", "the united states": "US",
	"united kingdom": "GB", "uk": "GB", "u.k": "GB", "england": "GB", "great britain": "GB", "scotland": "GB", "canada": "CA", "australia": "AU", "new zealand": "NZ", "ireland": "IE",
	"germany": "DE", "france": "FR", "spain": "ES", "italy": "IT", "netherlands": "NL", "the netherlands": "NL", "belgium": "BE", "luxembourg": "LU",
	"switzerland": "CH", "austria": "AT", "sweden": "SE", "norway": "NO", "denmark": "DK", "finland": "FI", "poland": "PL", "estonia": "EE", "lithuania": "LT",
	"latvia": "LV", "czech republic": "CZ", "czechia": "CZ", "portugal": "PT", "romania": "RO", "bulgaria": "BG", "hungary": "HU", "greece": "GR", "cyprus": "CY", "malta": "MT",
	"ukraine": "UA", "israel": "IL", "turkey": "TR", "india": "IN", "singapore": "SG", "japan": "JP", "china": "CN", "hong kong": "HK", "taiwan": "TW", "south korea": "KR",
	"united arab emirates": "AE", "uae": "AE", "brazil": "BR", "mexico": "MX", "argentina": "AR", "south africa": "ZA", "philippines": "PH", "gibraltar": "GI", "jersey": "JE", "iceland": "IS",
}

var (
	lastPart   = regexp.MustCompile(`[^,;\n]*$`)
	stateAnd   = regexp.MustCompile(`\b([A-Z]{2})\.?,? +\d{5}(-\d{4})?\b`)
	usState    = regexp.MustCompile(`^[A-Za-z]{2}$`)
	soleTrader = regexp.MustCompile(`(?i)\b(sole (propriet|trader|owner)|an individual)`)
)

// country returns where a row says that the broker is, UnknownCountry if it
// does not.
func (r *reader) country(row row, cols columns) string {
	cell := heading(row.cell(cols.country))
	if c := countries[cell]; c != "" {
		return c
	}
	if cell != "" && !nothing.MatchString(cell) {
		r.lose(row.line, row.cell(cols.country), "not a country that is known by this name")
		return brokers.UnknownCountry
	}
	if state := strings.TrimSpace(row.cell(cols.state)); usState.MatchString(state) {
		if _, ok := brokers.StateName(strings.ToUpper(state)); ok {
			return "US"
		}
	}
	whole := strings.TrimSpace(row.cell(cols.whole))
	end := strings.TrimSpace(lastPart.FindString(whole))
	if c := countries[heading(end)]; c != "" {
		return c
	}
	if _, ok := brokers.StateName(end); ok && usState.MatchString(end) {
		return "US"
	}
	if m := stateAnd.FindStringSubmatch(whole); m != nil {
		if _, ok := brokers.StateName(m[1]); ok {
			return "US"
		}
	}
	return brokers.UnknownCountry
}

// maxPostal is the longest postal address that is carried, in bytes.
const maxPostal = 300

// postal returns a row's postal address in one line, "" if it has none that is
// whole.
func (r *reader) postal(row row, cols columns) string {
	cell := func(c int) string { return strings.Trim(plain(row.cell(c)), " ,") }
	street, city := cell(cols.street), cell(cols.city)
	if nothing.MatchString(street) || nothing.MatchString(city) {
		whole := cell(cols.whole)
		if nothing.MatchString(whole) || len(whole) > maxPostal || !strings.ContainsFunc(whole, unicode.IsDigit) || !strings.Contains(whole, ",") {
			return ""
		}
		return whole
	}
	parts := []string{street, city}
	if area := strings.TrimSpace(cell(cols.state) + " " + cell(cols.zip)); area != "" {
		parts = append(parts, area)
	}
	switch c := cell(cols.country); countries[heading(c)] {
	case "US":
		parts = append(parts, "USA")
	default:
		if !nothing.MatchString(c) {
			parts = append(parts, c)
		}
	}
	if to := strings.Join(parts, ", "); len(to) <= maxPostal {
		return to
	}
	return ""
}

// companyWords are words that a company has in its name and a person has not.
var companyWords = strings.Fields(`inc incorporated llc ltd limited corp corporation co company companies lp llp llllp plc pllc pbc gmbh ag sa sas sarl srl bv nv ab oy as aps kg pty pte
	data media marketing solutions solution group systems system services service technologies technology tech analytics research search info information
	network networks partners partnership holdings digital lab labs software interactive international global worldwide associates agency consulting consultants
	records record lists list direct online bank credit insurance ventures enterprises enterprise capital lead leads insights insight intelligence publishing
	communications reports report check trace trust foundation institute center centre association society club press news advertising ads ad exchange
	bureau registry directory database cloud web internet mobile health healthcare medical financial finance mortgage realty properties property homes auto
	america american national usa us the and of for`)

// person reports whether a broker's name may be a person's: two to four words
// of letters, none of which is a company's.
func person(name string) bool {
	if soleTrader.MatchString(name) {
		return true
	}
	words := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	if len(words) < 2 || len(words) > 4 {
		return false
	}
	for _, w := range words {
		bare := strings.ToLower(strings.ReplaceAll(strings.TrimRight(w, "."), ".", ""))
		if slices.Contains(companyWords, bare) {
			return false
		}
		for i, c := range w {
			if !unicode.IsLetter(c) && !strings.ContainsRune("'’-.", c) || c == '.' && i < len(w)-1 && i > 1 {
				return false // a digit, an ampersand, a domain
			}
		}
	}
	return true
}
