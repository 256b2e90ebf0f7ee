package match

// field is what a reason is about.
type field uint8

// The fields, in the order in which reasons are given.
const (
	nameField field = iota
	middleField
	suffixField
	ageField
	placeField
	streetField
	phoneField
	emailField
	relativesField
	fields
)

var fieldNames = [fields]string{"name", "middle", "suffix", "age", "place", "street", "phone", "email", "relatives"}

// term is one thing that the comparison of a field can find. A found term adds
// its bits, times its value where it has one, to the log2 odds.
type term uint8

// The terms. Each field finds at most one of its levels; what a side does not
// give finds none.
const (
	prior term = iota

	firstExact
	firstVariant
	firstNear
	firstPart
	firstMoved
	firstSibling
	firstFar
	firstInitial
	firstTwin
	firstDiffers
	firstRare // value: bits beyond usual of an agreeing first name

	lastExact
	lastVariant
	lastNear
	lastPart
	lastMoved
	lastSibling // never found; keeps the order of kinds
	lastFar
	lastInitial
	lastTwin
	lastDiffers
	lastRare // value: bits beyond usual of an agreeing last name

	nameTurned
	nameAlias
	nameStranger // both parts are there and differ

	middleSame
	middleNear
	middleInitial
	middleSoft // another name of the subject stands there
	middleSurname
	middleOtherInitial
	middleDiffers

	suffixSame
	suffixOnlyTheirs
	suffixDiffers

	ageSame
	ageOne
	ageTwo
	ageFew
	ageMany
	ageFar

	placeZip
	placeCity
	placeNear
	placeState
	placeOther
	placeElsewhere
	placeRare // value: bits beyond usual of the city in common
	placeMore // value: further cities in common, two at most

	streetSame
	streetNear
	streetAway
	streetRoad

	phoneSame
	phoneNear
	phoneMasked

	emailSame
	emailNear
	emailMasked

	kinMore
	kinOne
	kinFirstOnly
	kinIsOne

	bothFaint   // first and last name both agree, but neither exactly
	agedPlaced  // age and town both agree
	agedAway    // the age agrees and the town does not
	oldPlaced   // the age contradicts and the town agrees
	strangerAge // the first or last name differs and the age contradicts
	strangerFit // the first or last name differs and the age agrees
	strangerOwn // the first or last name differs, and street, phone or e-mail agrees
	faintPlaced // a name in part only, and the town agrees
	faintAged   // a name in part only, and the age agrees
	ageBehind   // the age is some years behind, in a town of the subject, and hardly anybody else fits

	terms
)

// Term says what the learning tool may do with a term.
type Term struct {
	Name     string
	Field    string
	Min, Max float64 // bounds of its bits: what is plain before any data are seen
	Start    float64 // what the bits are where no data say otherwise
	Below    int     // the term whose bits are never less: a weaker agreement says no more than a stronger one
}

// usual bits of a first name, a last name and a city: a term with a value
// counts from here.
const (
	usualFirst = 10
	usualLast  = 13
	usualCity  = 9
)

func level(f field, name string, lo, hi, start float64) Term {
	return Term{name, fieldNames[f], lo, hi, start, none}
}

const none = -1

// Terms describes every term, in order.
var Terms = [terms]Term{
	prior: {Name: "prior", Min: -26, Max: -4, Start: -12, Below: none},

	firstExact:   level(nameField, "first exact", 2, 9, 5),
	firstVariant: level(nameField, "first variant", 1.5, 9, 4),
	firstNear:    level(nameField, "first near", 1.5, 9, 4),
	firstPart:    level(nameField, "first part", 1, 9, 4),
	firstMoved:   level(nameField, "first moved", 1, 8, 3.5),
	firstSibling: level(nameField, "first sibling", 1, 8, 3.5),
	firstFar:     level(nameField, "first far", 0.5, 8, 3),
	firstInitial: level(nameField, "first initial", 0.5, 5, 2),
	firstTwin:    level(nameField, "first twin", -8, 1, -2),
	firstDiffers: level(nameField, "first differs", -12, -1, -4),
	firstRare:    level(nameField, "first rare", 0.15, 1, 0.5),

	lastExact:   level(nameField, "last exact", 2.5, 10, 6),
	lastVariant: level(nameField, "last variant", 2, 10, 5),
	lastNear:    level(nameField, "last near", 2, 10, 5),
	lastPart:    level(nameField, "last part", 1.5, 9, 4.5),
	lastMoved:   level(nameField, "last moved", 1, 8, 3.5),
	lastSibling: level(nameField, "last sibling", 0, 0, 0),
	lastFar:     level(nameField, "last far", 0.5, 8, 3.5),
	lastInitial: level(nameField, "last initial", 0.5, 5, 2),
	lastTwin:    level(nameField, "last twin", -8, 1, -2),
	lastDiffers: level(nameField, "last differs", -12, -1, -4),
	lastRare:    level(nameField, "last rare", 0.15, 1, 0.5),

	nameTurned:   level(nameField, "name turned", -4, 0, -0.5),
	nameAlias:    level(nameField, "name alias", -3, 0, -0.5),
	nameStranger: level(nameField, "name stranger", -12, 0, -1),

	middleSame:         level(middleField, "middle same", 2, 8, 4),
	middleNear:         level(middleField, "middle near", 1, 6, 2.5),
	middleInitial:      level(middleField, "middle initial", 1, 6, 2.5),
	middleSoft:         level(middleField, "middle soft", 0, 3, 1),
	middleSurname:      level(middleField, "middle surname", -6, -0.5, -2),
	middleOtherInitial: level(middleField, "middle other initial", -10, -2, -4),
	middleDiffers:      level(middleField, "middle differs", -12, -2, -5),

	suffixSame:       level(suffixField, "suffix same", 0.5, 4, 2),
	suffixOnlyTheirs: level(suffixField, "suffix only theirs", -6, -1, -4),
	suffixDiffers:    level(suffixField, "suffix differs", -20, -12, -15),

	ageSame: level(ageField, "age same", 2.5, 8, 5),
	ageOne:  level(ageField, "age one", 1.5, 7, 3.5),
	ageTwo:  level(ageField, "age two", 0, 5, 1),
	ageFew:  level(ageField, "age few", -6, -1, -2),
	ageMany: level(ageField, "age many", -10, -3, -4),
	ageFar:  level(ageField, "age far", -14, -4, -6),

	placeZip:       level(placeField, "place zip", 2.5, 10, 6),
	placeCity:      level(placeField, "place city", 2, 9, 5),
	placeNear:      level(placeField, "place near", 1.5, 9, 4.5),
	placeState:     level(placeField, "place state", 0, 2.5, 1),
	placeOther:     level(placeField, "place other", -5, -0.3, -1),
	placeElsewhere: level(placeField, "place elsewhere", -6, -0.5, -2),
	placeRare:      level(placeField, "place rare", 0.1, 0.35, 0.25),
	placeMore:      level(placeField, "place more", 2, 2, 2),

	streetSame: level(streetField, "street same", 3, 12, 7),
	streetNear: level(streetField, "street near", 2.5, 10, 5),
	streetAway: level(streetField, "street away", 0.5, 6, 3),
	streetRoad: level(streetField, "street road", 0.5, 6, 3),

	phoneSame:   level(phoneField, "phone same", 5, 14, 9),
	phoneNear:   level(phoneField, "phone near", 2.5, 9, 5),
	phoneMasked: level(phoneField, "phone masked", 2, 4, 3),

	emailSame:   level(emailField, "email same", 5, 14, 9),
	emailNear:   level(emailField, "email near", 2, 10, 5),
	emailMasked: level(emailField, "email masked", 1, 3, 2),

	kinMore:      level(relativesField, "kin more", 2.5, 10, 6),
	kinOne:       level(relativesField, "kin one", 1.5, 8, 4),
	kinFirstOnly: level(relativesField, "kin first only", 0.5, 4, 1.5),
	kinIsOne:     level(relativesField, "kin is one", -12, -1, -4),

	bothFaint:   level(nameField, "both faint", -8, 0, 0),
	agedPlaced:  level(placeField, "aged placed", -1.5, 5, 0),
	agedAway:    level(placeField, "aged away", -1.5, 0, 0),
	oldPlaced:   level(ageField, "old placed", -1.5, 0.5, 0),
	strangerAge: level(ageField, "stranger age", -8, 2, 0),
	strangerFit: level(nameField, "stranger fit", -1.5, 6, 0),
	strangerOwn: level(nameField, "stranger own", -2.5, 4, 0),
	faintPlaced: level(placeField, "faint placed", -1.5, 0, 0),
	faintAged:   level(ageField, "faint aged", -1.5, 0, 0),
	ageBehind:   level(ageField, "age behind", 3, 5, 3),
}

// ladders are the levels of a field from the strongest on.
var ladders = [][]term{
	{firstExact, firstVariant, firstSibling, firstInitial},
	{firstExact, firstNear, firstFar, firstTwin, firstDiffers},
	{firstExact, firstPart, firstMoved},
	{lastExact, lastVariant, lastPart, lastMoved},
	{lastExact, lastNear, lastFar, lastTwin, lastDiffers},
	{middleSame, middleNear, middleSoft, middleSurname, middleOtherInitial, middleDiffers},
	{ageSame, ageOne, ageTwo, ageFew, ageMany, ageFar},
	{placeZip, placeCity, placeNear, placeState, placeOther, placeElsewhere},
	{streetSame, streetNear, streetRoad},
	{phoneSame, phoneNear, phoneMasked},
	{emailSame, emailNear, emailMasked},
	{kinMore, kinOne, kinFirstOnly},
}

// termFields are the fields that the terms are about.
var termFields [terms]field

func init() {
	for i, t := range Terms {
		for f, name := range fieldNames {
			if t.Field == name {
				termFields[i] = field(f)
			}
		}
	}
	for _, l := range ladders {
		for i := 1; i < len(l); i++ {
			Terms[l[i]].Below = int(l[i-1])
		}
	}
}
