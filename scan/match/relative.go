package match

// readRelative reads the name of a relative as the subject gave it: the last
// word is the last name.
func readRelative(s string, decade int) person {
	ws, g := takeGeneration(words(fold(s)))
	var p person
	p.generation = g
	switch n := len(ws); n {
	case 0:
	case 1:
		p.assemble(ws, nil, nil, decade)
	default:
		p.assemble(ws[:1], ws[1:n-1], ws[n-1:], decade)
	}
	return p
}

// kinFound is what the relatives say.
type kinFound struct {
	shared int  // relatives of the subject that the page names
	full   bool // one of them by first and last name
	isOne  bool // the page's own name is that of a relative of the subject
	double bool // a relative of the subject has the page's own name, as the subject has
}

// compareKin counts the relatives of the subject that the page names.
func compareKin(ours []person, theirs, names []pageName, self *hit) kinFound {
	var f kinFound
	if len(ours) == 0 || len(names) == 0 {
		return f
	}
	for i := range ours {
		found := false
		for j := range theirs {
			if !mayBe(&ours[i], &theirs[j]) {
				continue
			}
			h := fit(&ours[i], &theirs[j])
			whole := h.whole() && h.first <= near && h.last <= part
			f.full = f.full || whole
			found = found || whole || h.first == exact && h.last == absent
		}
		if found {
			f.shared++
		}
	}
	for i := range ours {
		if !mayBe(&ours[i], &names[0]) {
			continue
		}
		h := fit(&ours[i], &names[0])
		like := h.whole() && h.first <= variant && h.last <= part
		f.isOne = f.isOne || like && self.first != exact && h.worth > self.worth
		f.double = f.double || like && self.first == exact && self.last <= part
	}
	return f
}

// mayBe reports, from the letters alone, whether a page's name can be a
// relative's: some word of it is like the first name.
func mayBe(p *person, n *pageName) bool {
	if p.first == 0 {
		return false
	}
	w := &p.words[0]
	for j := range n.words {
		t := &n.words[j]
		if !farApart(w.letters, t.letters, 2) || w.sound == t.sound || w.known != nil && t.known != nil && len(w.known.families) > 0 && len(t.known.families) > 0 {
			return true
		}
	}
	return false
}
