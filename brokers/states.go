package brokers

import (
	"maps"
	"slices"
	"strings"
)

// stateNames are the states, district and territories of the United States by
// postal code (USPS Publication 28, appendix B).
var stateNames = map[string]string{
	"AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut",
	"DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
	"IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
	"MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
	"NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
	"NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
	"RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah",
	"VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
	"AS": "American Samoa", "GU": "Guam", "MP": "Northern Mariana Islands", "PR": "Puerto Rico", "VI": "Virgin Islands",
}

var stateCodes = func() map[string]string {
	codes := make(map[string]string, len(stateNames))
	for code, name := range stateNames {
		codes[strings.ToLower(name)] = code
	}
	return codes
}()

// StateCodes returns the postal codes of the states of the United States, its
// district and its territories, in order.
func StateCodes() []string { return slices.Sorted(maps.Keys(stateNames)) }

// StateName returns the full name of a state of the United States given its
// postal code in either case.
func StateName(code string) (string, bool) {
	n, ok := stateNames[strings.ToUpper(strings.TrimSpace(code))]
	return n, ok
}

// StateCode returns the postal code of a state of the United States given its
// code or its full name in any case.
func StateCode(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if up := strings.ToUpper(s); stateNames[up] != "" {
		return up, true
	}
	c, ok := stateCodes[strings.ToLower(s)]
	return c, ok
}
