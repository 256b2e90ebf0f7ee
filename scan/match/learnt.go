// Written by go run ./scan/match/learn; do not edit.

package match

// Learnt are the weights in use.
var Learnt = Weights{
	Bits: [terms]float64{
		-4.00,  // prior
		3.06,   // first exact
		2.93,   // first variant
		3.06,   // first near
		3.06,   // first part
		3.06,   // first moved
		2.93,   // first sibling
		2.52,   // first far
		1.88,   // first initial
		-1.05,  // first twin
		-2.14,  // first differs
		0.17,   // first rare
		2.60,   // last exact
		2.60,   // last variant
		2.60,   // last near
		2.60,   // last part
		2.60,   // last moved
		0.00,   // last sibling
		2.60,   // last far
		2.21,   // last initial
		0.65,   // last twin
		-1.83,  // last differs
		0.39,   // last rare
		0.00,   // name turned
		-0.50,  // name alias
		0.00,   // name stranger
		2.47,   // middle same
		2.47,   // middle near
		1.00,   // middle initial
		1.02,   // middle soft
		-2.66,  // middle surname
		-6.56,  // middle other initial
		-6.56,  // middle differs
		2.00,   // suffix same
		-1.84,  // suffix only theirs
		-15.00, // suffix differs
		3.75,   // age same
		1.50,   // age one
		-1.00,  // age two
		-2.28,  // age few
		-3.53,  // age many
		-4.00,  // age far
		2.50,   // place zip
		2.50,   // place city
		2.50,   // place near
		1.45,   // place state
		-0.70,  // place other
		-0.70,  // place elsewhere
		0.10,   // place rare
		2.00,   // place more
		3.00,   // street same
		3.00,   // street near
		3.82,   // street away
		3.00,   // street road
		-2.00,  // street other
		5.00,   // phone same
		5.00,   // phone near
		3.00,   // phone masked
		-1.50,  // phone other
		11.10,  // email same
		9.38,   // email near
		1.00,   // email masked
		-0.35,  // email other
		3.57,   // kin more
		1.50,   // kin one
		0.50,   // kin first only
		-1.50,  // kin strangers
		-5.28,  // kin is one
		2.00,   // both faint
		0.91,   // aged placed
		0.00,   // aged away
		0.50,   // old placed
		-0.75,  // stranger age
		-2.15,  // stranger fit
		-4.61,  // stranger own
		2.90,   // faint placed
		1.99,   // faint aged
	},
	MatchAt: -0.2, PossibleAt: -4.4,
	YoursAt: 2.0, OtherAt: -4.4,
}
