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
	streetOther

	phoneSame
	phoneNear
	phoneMasked
	phoneOther

	emailSame
	emailNear
	emailMasked
	emailOther

	kinMore
	kinOne
	kinFirstOnly
	kinStrangers
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
	rareAged    // value: bits beyond usual of the whole name, where the age contradicts

	terms
)

// Term says what the learning tool may do with a term.
type Term struct {
	Name     string
	Field    string
	Min, Max float64 // bounds of its bits
}

// usual bits of a first name, a last name and a city: a term with a value
// counts from here.
const (
	usualFirst = 10
	usualLast  = 13
	usualCity  = 13
)

func level(f field, name string, lo, hi float64) Term { return Term{name, fieldNames[f], lo, hi} }

// Terms describes every term, in order.
var Terms = [terms]Term{
	prior: {"prior", "", -30, 10},

	firstExact:   level(nameField, "first exact", 0, 12),
	firstVariant: level(nameField, "first variant", 0, 12),
	firstNear:    level(nameField, "first near", 0, 12),
	firstPart:    level(nameField, "first part", 0, 12),
	firstMoved:   level(nameField, "first moved", 0, 12),
	firstSibling: level(nameField, "first sibling", 0, 12),
	firstFar:     level(nameField, "first far", -2, 12),
	firstInitial: level(nameField, "first initial", 0, 6),
	firstTwin:    level(nameField, "first twin", -12, 2),
	firstDiffers: level(nameField, "first differs", -16, 0),
	firstRare:    level(nameField, "first rare", 0, 1),

	lastExact:   level(nameField, "last exact", 0, 14),
	lastVariant: level(nameField, "last variant", 0, 14),
	lastNear:    level(nameField, "last near", 0, 14),
	lastPart:    level(nameField, "last part", 0, 14),
	lastMoved:   level(nameField, "last moved", 0, 14),
	lastSibling: level(nameField, "last sibling", 0, 0),
	lastFar:     level(nameField, "last far", -2, 12),
	lastInitial: level(nameField, "last initial", 0, 6),
	lastTwin:    level(nameField, "last twin", -12, 2),
	lastDiffers: level(nameField, "last differs", -16, 0),
	lastRare:    level(nameField, "last rare", 0, 1),

	nameTurned:   level(nameField, "name turned", -4, 0),
	nameAlias:    level(nameField, "name alias", -3, 0),
	nameStranger: level(nameField, "name stranger", -12, 0),

	middleSame:         level(middleField, "middle same", 0, 8),
	middleNear:         level(middleField, "middle near", 0, 8),
	middleInitial:      level(middleField, "middle initial", 0, 6),
	middleSoft:         level(middleField, "middle soft", 0, 3),
	middleSurname:      level(middleField, "middle surname", -6, 0),
	middleOtherInitial: level(middleField, "middle other initial", -10, 0),
	middleDiffers:      level(middleField, "middle differs", -12, 0),

	suffixSame:       level(suffixField, "suffix same", 0, 4),
	suffixOnlyTheirs: level(suffixField, "suffix only theirs", -6, 0),
	suffixDiffers:    level(suffixField, "suffix differs", -20, -12),

	ageSame: level(ageField, "age same", 0, 8),
	ageOne:  level(ageField, "age one", 0, 8),
	ageTwo:  level(ageField, "age two", -2, 6),
	ageFew:  level(ageField, "age few", -8, 2),
	ageMany: level(ageField, "age many", -12, 0),
	ageFar:  level(ageField, "age far", -16, 0),

	placeZip:       level(placeField, "place zip", 0, 12),
	placeCity:      level(placeField, "place city", 0, 10),
	placeNear:      level(placeField, "place near", 0, 10),
	placeState:     level(placeField, "place state", 0, 3),
	placeOther:     level(placeField, "place other", -5, 0),
	placeElsewhere: level(placeField, "place elsewhere", -6, 0),
	placeRare:      level(placeField, "place rare", 0, 1),
	placeMore:      level(placeField, "place more", 2, 2),

	streetSame:  level(streetField, "street same", 0, 14),
	streetNear:  level(streetField, "street near", 0, 12),
	streetAway:  level(streetField, "street away", 0, 6),
	streetRoad:  level(streetField, "street road", 0, 8),
	streetOther: level(streetField, "street other", -3, 0),

	phoneSame:   level(phoneField, "phone same", 0, 14),
	phoneNear:   level(phoneField, "phone near", 0, 10),
	phoneMasked: level(phoneField, "phone masked", 3, 4),
	phoneOther:  level(phoneField, "phone other", -2, 0),

	emailSame:   level(emailField, "email same", 0, 14),
	emailNear:   level(emailField, "email near", 0, 12),
	emailMasked: level(emailField, "email masked", 2, 3),
	emailOther:  level(emailField, "email other", -4, 0),

	kinMore:      level(relativesField, "kin more", 0, 10),
	kinOne:       level(relativesField, "kin one", 0, 8),
	kinFirstOnly: level(relativesField, "kin first only", 0, 4),
	kinStrangers: level(relativesField, "kin strangers", -2, 0),
	kinIsOne:     level(relativesField, "kin is one", -12, 0),

	bothFaint:   level(nameField, "both faint", -8, 2),
	agedPlaced:  level(placeField, "aged placed", -3, 5),
	agedAway:    level(placeField, "aged away", -5, 0),
	oldPlaced:   level(ageField, "old placed", -4, 4),
	strangerAge: level(ageField, "stranger age", -8, 2),
	strangerFit: level(nameField, "stranger fit", -4, 6),
	strangerOwn: level(nameField, "stranger own", -8, 4),
	faintPlaced: level(placeField, "faint placed", -4, 4),
	faintAged:   level(ageField, "faint aged", -4, 4),
	rareAged:    level(ageField, "rare aged", 0, 0.7),
}
