package blocks

import "strings"

// hint tells what an element holds by the words of its class, id or data
// attributes, where neither a label nor the text's form does. Sites name their
// classes for themselves, so it is the last to be asked.
func (g *gatherer) hint(piece int32) kind {
	e := g.pieces[piece].elem
	for i := 0; i < 3 && e >= 0; i++ {
		n := g.elems[e].node
		for a := range n.Attr {
			switch n.Attr[a].Key {
			case "class", "id", "itemprop", "property", "data-field", "data-testid", "data-test", "data-qa", "aria-label":
				if k := hinted(n.Attr[a].Val); k != none {
					return k
				}
			}
		}
		e = g.elems[e].parent
		if e < 0 || e == g.root {
			break
		}
	}
	return none
}

func hinted(s string) kind {
	var low [24]byte
	if len(s) <= len(low) {
		if k := hints[string(lowered(low[:0], s))]; k != none {
			return k
		}
	}
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && letter(s[j]) && (j == i || !(s[j] < 'a' && s[j-1] >= 'a')) {
			j++
		}
		if j > i && j-i < len(low) {
			if k := hints[string(lowered(low[:0], s[i:j]))]; k != none {
				return k
			}
		}
		i = max(j, i+1)
		if j > i && j < len(s) && letter(s[j]) {
			i = j
		}
	}
	return none
}

var hints = func() map[string]kind {
	m := map[string]kind{}
	for k, list := range map[kind]string{
		aliases: "aka akas alias aliases nickname nicknames",
		kin:     "kin relative relatives relation relations family relatedto associates associate household spouse knows",
		phones:  "phone phones tel telephone phonenumber",
		emails:  "email emails mail",
		anAge:   "age",
		aBirth:  "birthdate dob born birthday",
		places:  "address addresses addr locality hometown",
	} {
		for w := range strings.FieldsSeq(list) {
			m[w] = k
		}
	}
	return m
}()
