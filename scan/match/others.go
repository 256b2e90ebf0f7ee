package match

// How many other people, in bits (log2), may fit as well as the subject.
const (
	yoursOthers = 0.5  // no more than one other person of the country, or little more
	staleOthers = -2.5 // where an age is some years behind
	faintOthers = -3.0 // where the page gives the first letter of the last name
	slipOthers  = -6.0 // where the last name has a slip and no age says much
	awayOthers  = -2.0 // where the page gives the first name as a letter
	fairOthers  = 16.0 // tens of thousands
)

// How seldom a page shows none of the towns or states that somebody thought of,
// in bits.
const (
	untoldTown  = 3.0
	untoldState = 1.0
)

// country is the number of people a record may be of, in bits: most of the
// adults of the United States are listed.
const country = 28.0

// countOthers estimates how many other people of the country share what the
// record shares with the subject, in bits. Names, ages and places are taken for
// independent, which they are not quite; hence the caution in what each takes
// away.
func (c *Comparison) countOthers() float64 {
	h := &c.best
	b := country
	if !c.nameless {
		b -= float64(h.first.worth(h.firstBits) + h.last.worth(h.lastBits))
	}
	if !c.nameless && h.ours != nil && h.first.agrees() && h.last.agrees() && h.ours.kindred() {
		b += kindredBits
	}
	switch c.middle {
	case middleSame:
		b -= 6
	case middleInitial, middleNear:
		b -= 3
	}
	switch c.age.term {
	case ageSame:
		b -= max(5.5+c.age.extra, 0)
	case ageOne:
		b -= max(5+c.age.extra, 0)
	case ageTwo:
		b -= 3
	case ageFew, ageMany:
		if c.stale() {
			b -= 2
		}
	}
	switch c.place.level {
	case sameZip:
		b -= 13
	case sameCity, nearCity:
		b -= float64(c.place.bits)
	case sameState:
		b -= float64(c.place.state)
	case otherCity: // of the state, and few pages know none of somebody's towns
		b -= max(float64(c.place.state)-untoldTown, 0)
	case elsewhere:
		b += untoldState
	}
	if c.place.level >= nearCity {
		b -= 3 * float64(min(c.place.cities-1, 2))
	}
	switch c.street.level {
	case sameStreet:
		b -= 12
	case nearStreet:
		b -= 10
	case sameRoad, awayStreet:
		b -= 2.5
	}
	b -= contactBits(c.phone.level) + contactBits(c.email.level)
	b -= min(float64(c.kin.bits), 14)
	return b
}

func contactBits(l contactLevel) float64 {
	switch l {
	case sameContact:
		return 20
	case nearContact:
		return 12
	case maskedContact:
		return 4
	}
	return 0
}
