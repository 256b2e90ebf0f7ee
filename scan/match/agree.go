package match

// agreement says in what way two names, or parts of names, belong together.
type agreement uint8

// The agreements, weakest first.
const (
	differs agreement = iota
	absent            // one side does not give the part
	initial           // one side gives only its first letter
	far               // spelled rather differently
	near              // spelled a little differently
	moved             // another part of the name stands in its place
	part              // one of two names
	variant           // another form of the name, as Bob for Robert
	exact
)

// likeness is an agreement and its weight in bits, never below 0 unless the
// names differ.
type likeness struct {
	kind agreement
	bits float64
}

func (l likeness) less(by float64) likeness {
	l.bits = max(l.bits-by, 1)
	return l
}

func better(a, b likeness) likeness {
	if b.bits > a.bits || a.kind == differs {
		return b
	}
	return a
}

const initialBits = 2.0

// compareFirst compares one given name of the subject with one of the page.
func compareFirst(ours, theirs string) likeness {
	if ours == theirs {
		return likeness{exact, firstBits(ours)}
	}
	if initialOf(ours, theirs) {
		return likeness{initial, initialBits}
	}
	rarest := min(firstBits(ours), firstBits(theirs))
	switch nicknames[[2]string{ours, theirs}] {
	case direct:
		return likeness{variant, rarest}.less(1.5)
	case siblings:
		return likeness{variant, rarest}.less(3)
	}
	_, a := firstNames[ours]
	_, b := firstNames[theirs]
	return misspelled(ours, theirs, firstBits(ours), a && b)
}

// compareLast compares one last name of the subject with one of the page.
func compareLast(ours, theirs string) likeness {
	if ours == theirs {
		return likeness{exact, lastBits(ours)}
	}
	if initialOf(ours, theirs) {
		return likeness{initial, initialBits}
	}
	_, a := surnames[ours]
	_, b := surnames[theirs]
	return misspelled(ours, theirs, lastBits(ours), a && b)
}

// misspelled says whether two different names may be one name in two
// spellings. Two names that are both common are rather two names: Mario is no
// Maria; only long ones as Gonzalez and Gonzales pass.
func misspelled(ours, theirs string, weight float64, bothCommon bool) likeness {
	a, b := []rune(ours), []rune(theirs)
	short, long := min(len(a), len(b)), max(len(a), len(b))
	if short < 3 || long-short > 3 {
		return likeness{}
	}
	edits := osa(a, b)
	switch {
	case bothCommon && (edits > 1 || short < 7):
		return likeness{}
	case bothCommon:
		return likeness{near, weight}.less(5)
	case edits == 1 && short >= 4, edits == 2 && short >= 7:
		return likeness{near, weight}.less(3)
	case edits <= 1, edits == 2 && short >= 5, edits == 3 && short >= 8, short >= 5 && jaroWinkler(a, b) >= 0.92:
		return likeness{far, weight}.less(6)
	}
	return likeness{}
}
