// Written by go run ./scan/match/learn; do not edit.

package match

// Learnt are the weights in use.
var Learnt = Weights{
	Bits: [terms]float64{
		-4.00,  // prior
		2.84,   // first exact
		2.84,   // first variant
		2.84,   // first near
		2.84,   // first part
		2.84,   // first moved
		2.84,   // first sibling
		2.37,   // first far
		1.82,   // first initial
		-0.98,  // first twin
		-1.78,  // first differs
		0.15,   // first rare
		2.52,   // last exact
		2.52,   // last variant
		2.52,   // last near
		2.52,   // last part
		2.52,   // last moved
		0.00,   // last sibling
		2.52,   // last far
		2.23,   // last initial
		0.72,   // last twin
		-1.28,  // last differs
		0.35,   // last rare
		0.00,   // name turned
		-0.50,  // name alias
		0.00,   // name stranger
		2.52,   // middle same
		2.52,   // middle near
		1.00,   // middle initial
		1.03,   // middle soft
		-2.48,  // middle surname
		-5.66,  // middle other initial
		-5.66,  // middle differs
		2.01,   // suffix same
		-1.93,  // suffix only theirs
		-15.00, // suffix differs
		4.00,   // age same
		1.60,   // age one
		-1.00,  // age two
		-1.33,  // age few
		-2.00,  // age many
		-2.00,  // age far
		1.50,   // place zip
		1.50,   // place city
		1.50,   // place near
		1.20,   // place state
		-0.92,  // place other
		-0.92,  // place elsewhere
		0.41,   // place rare
		2.00,   // place more
		2.00,   // street same
		2.00,   // street near
		3.95,   // street away
		2.00,   // street road
		-2.00,  // street other
		3.00,   // phone same
		3.00,   // phone near
		3.00,   // phone masked
		-1.50,  // phone other
		10.56,  // email same
		8.52,   // email near
		1.00,   // email masked
		-1.05,  // email other
		3.51,   // kin more
		1.50,   // kin one
		0.50,   // kin first only
		-1.50,  // kin strangers
		-5.16,  // kin is one
		2.00,   // both faint
		1.67,   // aged placed
		0.00,   // aged away
		1.04,   // old placed
		-2.44,  // stranger age
		-2.57,  // stranger fit
		-3.55,  // stranger own
		2.59,   // faint placed
		2.08,   // faint aged
		0.11,   // rare aged
	},
	MatchAt: 0.0, PossibleAt: -3.2,
	YoursAt: 1.0, OtherAt: -3.2,
}
