package structure

import (
	"strings"
)

// role is what a member of an object says about a person.
type role uint8

const (
	nothing role = iota
	wholeName
	firstName
	middleName
	lastName
	suffix
	otherNames
	anAge
	aBirth
	anAddress
	street
	town
	state
	zip
	country
	aPhone
	anEmail
	relatives
	anURL
)

// roles by key, in lower case and without anything but letters. They cover
// schema.org (schema.org/Person, PostalAddress) and the names that sites give
// to the same things in their own JSON.
var roles = func() map[string]role {
	m := map[string]role{}
	for r, keys := range map[role]string{
		wholeName:  "name fullname displayname personname completename prettyname nameformatted formattedname fullnamedisplay namefull",
		firstName:  "firstname first givenname fname namefirst forename",
		middleName: "middlename middle additionalname mname middleinitial namemiddle",
		lastName:   "lastname last familyname surname lname namelast",
		suffix:     "suffix namesuffix honorificsuffix generation",
		otherNames: "aka akas alias aliases alternatename alternatenames othernames alsoknownas knownas nicknames formernames akanames aliasnames",
		anAge:      "age agerange ages agegroup currentage ageband",
		aBirth:     "birthdate dob dateofbirth birthyear yearofbirth born birth dobyear birthday",
		anAddress: `address addresses homelocation location locations currentaddress currentaddresses homeaddress previousaddresses pastaddresses
			prioraddresses addresshistory residence residences currentlocation previouslocations pastlocations places livesin livedin usedtolivein
			cities currentcity priorcities previouscities lastknownaddress alladdresses otheraddresses mostrecentaddress placeslived lives hometown citystate fulladdress addressline`,
		street:    "streetaddress street streetline addressstreet line address1 streetaddress1 streetname houseandstreet addressone",
		town:      "addresslocality city town locality cityname",
		state:     "addressregion state region statecode province stateabbr stateabbreviation",
		zip:       "postalcode zip zipcode postcode zip5",
		country:   "addresscountry country countrycode",
		aPhone:    "telephone phone phones phonenumber phonenumbers tel mobile landline cell cellphone homephone mobilephone telephones contactnumbers number numbers",
		anEmail:   "email emails emailaddress emailaddresses",
		relatives: "relatedto relatives relative parent parents children sibling siblings spouse knows associates family familymembers relations possiblerelatives knownrelatives householdmembers relatednames relativenames kin",
		anURL:     "url profileurl link href path permalink detailurl detailsurl detaillink profilelink reporturl recordurl profilepath detailpath personurl pageurl seourl",
	} {
		for k := range strings.FieldsSeq(keys) {
			m[k] = r
		}
	}
	return m
}()

// roleOf reads a key such as previous_addresses or "profileUrl".
func roleOf(key string) role {
	var low [40]byte
	n := 0
	for i := 0; i < len(key) && n < len(low); i++ {
		c := key[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c >= 'a' && c <= 'z' {
			low[n] = c
			n++
		}
	}
	return roles[string(low[:n])]
}
