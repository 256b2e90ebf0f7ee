package brokers

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
)

// A step that looks at all that stands below, above or beside, and that almost
// anything fits, multiplies a selector's work by the size of the page: four of
// them in a row take minutes on a page of a few hundred nested elements, one
// more takes hours. So each has a price, and a selector has so much to spend.
const (
	purse        = 6 // for steps in a row
	priceBelow   = 2 // of a step that looks below or above
	priceBeside  = 3 // of one that looks at all siblings, or all before or after
	nestedPurse  = 4 // for questions within questions
	priceHere    = 1 // of a question that looks below its own place
	priceAnyhere = 2 // of one that looks through the page
)

var errCostly = errors.New("would search a large page for hours: too many steps that fit almost anything; name a class, an id or an attribute in them")

// cost returns why a selector could keep its reader busy for ever, or nil.
func (s Selector) cost() error {
	text := quotes.ReplaceAllString(string(s), "q")
	if s.IsXPath() {
		return pathCost(text)
	}
	return styleCost(text)
}

var quotes = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`)

var (
	// weakStep is a part of a CSS selector that almost any element fits: a tag
	// or a star, without class, id, attribute or condition.
	weakStep = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9]*|\*)?$`)
	// tight takes out the blanks around the marks between two steps.
	tight = regexp.MustCompile(`\s*([>+~])\s*`)
)

// styleCost goes through a CSS selector: a blank searches all that stands above,
// a tilde all that stands before, and :has() all that stands below.
func styleCost(s string) error {
	if strings.Count(s, ":has(") > 2 {
		return errCostly
	}
	for part := range strings.SplitSeq(s, ",") { // a comma within brackets only makes the parts shorter
		part = strings.TrimSpace(tight.ReplaceAllString(part, "$1"))
		spent := 0
		for i := strings.IndexAny(part, " \t\n~"); i >= 0; i = strings.IndexAny(part, " \t\n~") {
			step := part[:i]
			if cut := strings.LastIndexAny(step, ">+("); cut >= 0 {
				step = step[cut+1:]
			}
			switch {
			case !weakStep.MatchString(step):
			case part[i] == '~':
				spent += priceBeside
			default:
				spent += priceBelow
			}
			part = strings.TrimLeft(part[i+1:], " \t\n")
		}
		if spent > purse {
			return errCostly
		}
	}
	return nil
}

// level is what is known of one depth of brackets of an XPath expression.
type level struct{ row, search int }

// pathCost goes through an XPath expression.
func pathCost(s string) error {
	levels := []level{{}}
	for i := range len(s) {
		top := &levels[len(levels)-1]
		switch s[i] {
		case '[', '(':
			levels = append(levels, level{})
		case ']', ')':
			if len(levels) > 1 {
				levels = levels[:len(levels)-1]
			}
		case '|', ',':
			*top = level{}
		case '/', ':':
			row, search := broad(s, i)
			if end := strings.IndexAny(s[i+1:], "[]()|,"); end < 0 || s[i+1+end] != '[' || strings.Contains(strings.TrimLeft(s[i+1:i+1+end], "/:"), "/") {
				top.row += row
			}
			top.search = max(top.search, search)
			if top.row > purse || searched(levels) > nestedPurse {
				return errCostly
			}
		}
	}
	return nil
}

// broad returns what the step costs that begins with the mark at i, in a row
// and as a question; nothing for a step that only looks next to its place.
func broad(s string, i int) (row, search int) {
	if s[i] == '/' {
		switch {
		case !strings.HasPrefix(s[i:], "//"):
			return 0, 0
		case i > 0 && !strings.ContainsRune("[(,| ", rune(s[i-1])):
			return priceBelow, priceHere
		}
		return priceBelow, priceAnyhere
	}
	name := s[:i]
	if cut := strings.LastIndexFunc(name, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') }); cut >= 0 {
		name = name[cut+1:]
	}
	switch {
	case !strings.HasPrefix(s[i:], "::"):
		return 0, 0
	case strings.HasPrefix(name, "descendant"), strings.HasPrefix(name, "ancestor"):
		return priceBelow, priceHere
	case name == "following", name == "preceding":
		return priceBeside, priceAnyhere
	case name == "following-sibling", name == "preceding-sibling":
		return priceBeside, priceHere
	}
	return 0, 0
}

func searched(levels []level) int {
	n := 0
	for _, l := range levels {
		n += l.search
	}
	return n
}

// maxSpread is how many steps an expression may have when its counted
// repetitions are written out; finding it takes so many steps a character.
const maxSpread = 10_000

// spread returns how many steps an expression has with its repetitions written
// out, or somewhat more than maxSpread where it has more.
func spread(re *syntax.Regexp) int {
	n := 1
	if re.Op == syntax.OpLiteral {
		n = len(re.Rune)
	}
	for _, sub := range re.Sub {
		n = min(n+spread(sub), maxSpread+1)
	}
	if re.Op == syntax.OpRepeat {
		n *= max(re.Min, re.Max, 1)
	}
	return min(n, maxSpread+1)
}
