package pattern

import (
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// need is what every text that matches must hold. The zero value is met by
// every text.
type need struct {
	kind  kind
	set   letters // of one, piece
	words string  // of piece, in lower case if fold
	fold  bool    // of piece: in either case
	of    []need  // of all, either
}

type kind uint8

const (
	always kind = iota // nothing is needed
	never              // nothing can match
	one                // a letter of the set
	piece              // a piece of text
	all                // each of several needs
	either             // one of several needs
)

var anything = need{}

// needOf reads the need out of a parsed pattern. What it does not know needs
// nothing.
func needOf(re *syntax.Regexp) need {
	switch re.Op {
	case syntax.OpNoMatch:
		return need{kind: never}
	case syntax.OpLiteral:
		return needPiece(re.Rune, re.Flags&syntax.FoldCase != 0)
	case syntax.OpCharClass:
		return needClass(re.Rune)
	case syntax.OpCapture, syntax.OpPlus:
		return needOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needOf(re.Sub[0])
		}
	case syntax.OpConcat:
		return needAll(re.Sub)
	case syntax.OpAlternate:
		return needEither(re.Sub)
	}
	return anything
}

func needAll(subs []*syntax.Regexp) need {
	n := need{kind: all}
	for _, s := range subs {
		switch sub := needOf(s); sub.kind {
		case always:
		case never:
			return sub
		case all:
			n.of = append(n.of, sub.of...)
		default:
			n.of = append(n.of, sub)
		}
	}
	switch len(n.of) {
	case 0:
		return anything
	case 1:
		return n.of[0]
	}
	return n
}

func needEither(subs []*syntax.Regexp) need {
	n := need{kind: either}
	for _, s := range subs {
		switch sub := needOf(s); sub.kind {
		case always:
			return anything
		case never:
		case either:
			n.of = append(n.of, sub.of...)
		default:
			n.of = append(n.of, sub)
		}
	}
	if len(n.of) == 1 {
		return n.of[0]
	}
	return n
}

func needPiece(runes []rune, fold bool) need {
	text := string(runes)
	if fold {
		text = strings.ToLower(text)
		for _, r := range text {
			if r >= utf8.RuneSelf { // has cases of its own
				return needAllOf(runes)
			}
		}
	}
	n := need{kind: piece, words: text, fold: fold, set: lettersOf(text)}
	return n
}

// needAllOf is the need for the letters of a piece, in any order.
func needAllOf(runes []rune) need {
	n := need{kind: all}
	for _, r := range runes {
		if r < utf8.RuneSelf {
			c := unicode.ToLower(r)
			n.of = append(n.of, need{kind: either, of: []need{{kind: one, set: letterOf(c)}, {kind: one, set: letterOf(unicode.ToUpper(r))}}})
		} else {
			n.of = append(n.of, need{kind: one, set: letters{far: true}})
		}
	}
	return n
}

// needClass is the need for one letter out of pairs of first and last.
func needClass(pairs []rune) need {
	n := need{kind: one}
	for i := 0; i+1 < len(pairs); i += 2 {
		for r := pairs[i]; r <= pairs[i+1] && r < utf8.RuneSelf; r++ {
			n.set = n.set.with(letterOf(r))
		}
		if pairs[i+1] >= utf8.RuneSelf {
			n.set.far = true
		}
	}
	return n
}

// letters says whether a text with these letters can meet the need.
func (n *need) letters(have letters) bool {
	switch n.kind {
	case never:
		return false
	case one:
		return n.set.meets(have)
	case piece:
		if n.fold {
			have = have.lower()
		}
		return have.holds(n.set)
	case all:
		for i := range n.of {
			if !n.of[i].letters(have) {
				return false
			}
		}
	case either:
		for i := range n.of {
			if n.of[i].letters(have) {
				return true
			}
		}
		return false
	}
	return true
}

// text says whether a text holds the pieces that are needed.
func (n *need) text(s string) bool {
	switch n.kind {
	case piece:
		if n.fold {
			return containsFold(s, n.words)
		}
		return strings.Contains(s, n.words)
	case all:
		for i := range n.of {
			if !n.of[i].text(s) {
				return false
			}
		}
	case either:
		for i := range n.of {
			if n.of[i].text(s) {
				return true
			}
		}
		return false
	}
	return true
}

// containsFold reports whether a text holds a piece in lower-case ASCII, in
// either case.
func containsFold(s, low string) bool {
	if low == "" {
		return true
	}
	first, last := low[0], len(s)-len(low)
	for i := 0; i <= last; i++ {
		if lowerByte(s[i]) == first && foldsTo(s[i+1:i+len(low)], low[1:]) {
			return true
		}
	}
	return false
}

func foldsTo(s, low string) bool {
	for i := range len(low) {
		if lowerByte(s[i]) != low[i] {
			return false
		}
	}
	return true
}

func lowerByte(c byte) byte {
	if c-'A' < 26 {
		return c + 'a' - 'A'
	}
	return c
}
