package match

// How many other people, in bits (log2), may fit as well as the subject.
const (
	yoursOthers = -1.0 // of three such records one may show another person of the country
	fairOthers  = 16.0 // tens of thousands
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
	}
	switch c.place.level {
	case sameZip:
		b -= 13
	case sameCity, nearCity:
		b -= float64(c.place.bits)
	case sameState:
		b -= 1.5
	}
	switch c.street.level {
	case sameStreet:
		b -= 12
	case nearStreet:
		b -= 10
	case sameRoad, awayStreet:
		b -= 4
	}
	b -= contactBits(c.phone.level) + contactBits(c.email.level)
	switch {
	case c.kin.full:
		b -= min(4+4*float64(c.kin.shared), 12)
	case c.kin.shared > 0:
		b -= 4
	}
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
