// Written by go run ./scan/match/learn; do not edit.

package match

// Learnt are the weights in use.
var Learnt = Weights{
	Bits: [terms]float64{
		-4.00,  // prior
		3.18,   // first exact
		3.04,   // first variant
		3.18,   // first near
		3.18,   // first part
		3.18,   // first moved
		3.04,   // first sibling
		2.53,   // first far
		1.88,   // first initial
		-1.02,  // first twin
		-1.93,  // first differs
		0.17,   // first rare
		2.71,   // last exact
		2.71,   // last variant
		2.71,   // last near
		2.71,   // last part
		2.71,   // last moved
		0.00,   // last sibling
		2.71,   // last far
		2.22,   // last initial
		0.62,   // last twin
		-1.63,  // last differs
		0.39,   // last rare
		0.00,   // name turned
		-0.50,  // name alias
		0.00,   // name stranger
		2.46,   // middle same
		2.46,   // middle near
		1.00,   // middle initial
		1.02,   // middle soft
		-2.49,  // middle surname
		-5.79,  // middle other initial
		-5.79,  // middle differs
		2.00,   // suffix same
		-1.91,  // suffix only theirs
		-15.00, // suffix differs
		3.72,   // age same
		1.50,   // age one
		-1.00,  // age two
		-2.29,  // age few
		-3.48,  // age many
		-4.00,  // age far
		1.80,   // place zip
		1.80,   // place city
		1.80,   // place near
		1.34,   // place state
		-0.87,  // place other
		-0.87,  // place elsewhere
		0.46,   // place rare
		2.00,   // place more
		2.00,   // street same
		2.00,   // street near
		3.80,   // street away
		2.00,   // street road
		-2.00,  // street other
		3.00,   // phone same
		3.00,   // phone near
		3.00,   // phone masked
		-1.50,  // phone other
		10.56,  // email same
		8.68,   // email near
		1.00,   // email masked
		-0.44,  // email other
		3.62,   // kin more
		1.50,   // kin one
		0.50,   // kin first only
		-1.50,  // kin strangers
		-5.19,  // kin is one
		2.00,   // both faint
		1.33,   // aged placed
		0.00,   // aged away
		0.50,   // old placed
		-0.74,  // stranger age
		-2.40,  // stranger fit
		-3.53,  // stranger own
		3.13,   // faint placed
		1.99,   // faint aged
	},
	MatchAt: -0.2, PossibleAt: -4.4,
	YoursAt: 2.0, OtherAt: -4.4,
}
