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
		h := fit(&ours[i], &names[0])
		like := h.whole() && h.first <= variant && h.last <= part
		f.isOne = f.isOne || like && self.first != exact && h.worth > self.worth
		f.double = f.double || like && self.first == exact && self.last <= part
	}
	return f
}
