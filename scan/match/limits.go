package match

import "github.com/whohasme/whohasme/scan"

func worst(a, b scan.Verdict) scan.Verdict {
	if a == scan.Other || a == scan.Possible && b == scan.Match {
		return a
	}
	return b
}

func (c *Comparison) otherName() bool {
	h := &c.best
	return !c.nameless && (h.first == absent || h.first >= initial) && (h.last == absent || h.last >= initial)
}

func (c *Comparison) otherFirst() bool { return !c.nameless && c.best.first >= twin }

// relativeFirst reports another first name that is no slip: another of the
// family.
func (c *Comparison) relativeFirst() bool {
	h := &c.best
	if !c.otherFirst() {
		return false
	}
	given := plainlyFirst(h.ours.words) && plainlyFirst(h.theirs.words)
	fits := c.aged() && (c.email.level >= nearContact || c.street.level >= nearStreet || c.town() && h.lastBits > usualLast)
	return given || !fits
}

// plainlyFirst reports whether a name begins with a first name, or with the
// letter of one, which is no slip.
func plainlyFirst(ws []word) bool {
	return len(ws) > 0 && (ws[0].isFirst() || len(ws[0].text) == 1)
}

func (c *Comparison) otherLast() bool { return !c.nameless && c.best.last >= twin }

func (c *Comparison) aged() bool { return c.age.term == ageSame || c.age.term == ageOne }

func (c *Comparison) old() bool { return c.age.term >= ageFew && c.age.term <= ageFar }

func (c *Comparison) farAged() bool { return c.age.term == ageMany || c.age.term == ageFar }

// mostStale is how many years a page is taken to have stood still.
const mostStale = 7

// stale reports an age that fits if the page has stood still for some years:
// less than the subject's, in a town that is the subject's.
func (c *Comparison) stale() bool {
	return c.old() && c.age.behind && c.age.years <= mostStale && (c.town() || c.own())
}

// stoodStill reports a stale age where hardly anybody else fits, and no relative
// has the same name.
func (c *Comparison) stoodStill() bool {
	return c.stale() && c.others <= staleOthers && !c.kin.twice && !c.kin.double
}

// unaged reports that no age says anything.
func (c *Comparison) unaged() bool { return c.age.term == 0 }

func (c *Comparison) town() bool { return c.place.level >= nearCity }

func (c *Comparison) away() bool { return c.place.level == otherCity || c.place.level == elsewhere }

func (c *Comparison) middleAgrees() bool { return c.middle != 0 && c.middle <= middleInitial }

// own reports whether the record shows what few people share with the subject.
func (c *Comparison) own() bool {
	return c.street.level >= nearStreet || c.phone.level >= nearContact || c.email.level >= nearContact
}

// backing counts what else agrees, and agrees well.
func (c *Comparison) backing() int {
	rare := c.town() && c.best.last == exact && c.best.lastBits >= rareLast
	mailbox := c.email.level == sameContact // of one person, unlike streets and phones
	return count(c.age.term == ageSame, c.town(), c.own(), mailbox, rare)
}

// contradictions counts fields that rather speak of somebody else.
func (c *Comparison) contradictions() int {
	return count(c.otherFirst(), c.otherLast(), c.farAged(), c.middle >= middleOtherInitial && c.middle <= middleDiffers, c.away() && !c.own())
}

func count(facts ...bool) int {
	n := 0
	for _, f := range facts {
		if f {
			n++
		}
	}
	return n
}

// backed reports whether there is more than a name: missing fields never help,
// and where the page names other places than the subject's an age alone does
// not do either: sites that make people up know a name and guess the rest.
func (c *Comparison) backed() bool {
	h := &c.best
	if c.own() || c.kin.shared > 0 {
		return true
	}
	switch {
	case h.first == absent || h.last == absent:
		return false
	case h.last == initial:
		return h.first == exact && c.town() && c.age.term == ageSame && c.others <= faintOthers
	case h.first == initial:
		return c.town() && c.aged() && (h.lastBits > usualLast || c.others <= awayOthers)
	case c.away():
		return c.aged() && (c.middleAgrees() || c.age.extra > 0)
	}
	return c.town() || c.aged()
}

// unbacked reports that nothing but the name agrees.
func (c *Comparison) unbacked() bool {
	return !c.aged() && !c.town() && !c.own() && c.kin.shared == 0
}
