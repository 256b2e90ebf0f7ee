package pairs

// others are the ways in which a page shows somebody else. Shares are of a
// thousand pairs. Where an age is what tells two people apart, most pages of
// the kind show it, as most sites do.
var others = []kind{
	{name: "namesake-other-state", share: 75, cast: namesakeFar},
	{name: "namesake-same-state", share: 92, cast: namesakeNear},
	{name: "namesake-same-town", share: 25, cast: namesakeHere, habit: aged},
	{name: "namesake-other-middle", share: 4, cast: namesakeOtherMiddle, habit: func(st *style) { st.noMiddle = 0; aged(st) }, rename: tellsMiddle},
	{name: "namesake-alike", share: 1, cast: namesakeAlike, habit: func(st *style) { st.noMiddle, st.detail = 1, false }},
	{name: "generation-suffix-both", share: 16, cast: generation("Jr", "Sr"), habit: func(st *style) { st.noSuffix = 0 }, rename: tellsSuffix},
	{name: "generation-suffix-told", share: 6, cast: generation("Jr", ""), habit: aged},
	{name: "generation-suffix-shown", share: 6, cast: generation("", "Sr"), habit: func(st *style) { st.noSuffix = 0; aged(st) }},
	{name: "generation-age-only", share: 16, cast: generation("", ""), habit: func(st *style) { single(st) }},
	{name: "generation-hidden", share: 1, cast: generation("", ""), habit: func(st *style) { st.noAge = 1 }},
	{name: "twin", share: 3, cast: twin},
	{name: "sibling", share: 22, cast: sibling},
	{name: "spouse", share: 25, cast: spouse},
	{name: "parent", share: 15, cast: parent},
	{name: "child", share: 10, cast: child},
	{name: "cousin", share: 10, cast: cousin},
	{name: "same-initial", share: 35, cast: sameInitial},
	{name: "first-initial-of-another", share: 4, cast: sameInitial, rename: firstInitial},
	{name: "short-form-of-another", share: 5, cast: shortOfAnother},
	{name: "surname-only", share: 70, cast: surnameOnly},
	{name: "first-name-only", share: 40, cast: firstOnly},
	{name: "similar-name", share: 20, cast: similarName},
	{name: "reversed-name", share: 6, cast: reversedName},
	{name: "former-name-of-another", share: 5, cast: formerOfAnother},
	{name: "common-name-of-another", share: 20, cast: commonOfAnother},
	{name: "former-occupant", share: 4, cast: formerOccupant, habit: func(st *style) { st.detail, st.lost = true, 0 }},
	{name: "recycled-phone", share: 3, phone: true, cast: recycledPhone, habit: func(st *style) { st.detail, st.noContact = true, 0 }},
	{name: "random", share: 22, cast: stranger},
	{name: "name-only-of-another", share: 2, cast: namesakeFar, twist: nameOnly},
	{name: "name-hidden-of-another", share: 3, cast: sameInitial, twist: nameHidden},
}

// aged lets nearly every page show an age.
func aged(st *style) { st.noAge = min(st.noAge, 0.03) }
