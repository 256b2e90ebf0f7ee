// Written by go run ./scan/match/learn; do not edit.

package match

// Learnt are the weights in use.
var Learnt = Weights{
	Bits: [terms]float64{
		-4.00,  // prior
		2.23,   // first exact
		2.23,   // first variant
		2.23,   // first near
		2.23,   // first part
		2.23,   // first moved
		2.23,   // first sibling
		0.84,   // first far
		1.50,   // first initial
		-0.46,  // first twin
		-2.38,  // first differs
		0.20,   // first rare
		2.50,   // last exact
		2.50,   // last variant
		2.50,   // last near
		2.50,   // last part
		2.50,   // last moved
		0.00,   // last sibling
		2.50,   // last far
		2.04,   // last initial
		1.00,   // last twin
		-1.25,  // last differs
		0.30,   // last rare
		0.00,   // name turned
		-0.58,  // name alias
		0.00,   // name stranger
		2.00,   // middle same
		2.00,   // middle near
		1.00,   // middle initial
		0.03,   // middle soft
		-3.23,  // middle surname
		-7.16,  // middle other initial
		-7.16,  // middle differs
		1.99,   // suffix same
		-3.47,  // suffix only theirs
		-15.11, // suffix differs
		4.23,   // age same
		1.50,   // age one
		0.00,   // age two
		-2.13,  // age few
		-3.86,  // age many
		-4.00,  // age far
		2.50,   // place zip
		2.50,   // place city
		2.50,   // place near
		1.25,   // place state
		-1.53,  // place other
		-1.53,  // place elsewhere
		0.10,   // place rare
		2.00,   // place more
		3.00,   // street same
		3.00,   // street near
		4.79,   // street away
		2.19,   // street road
		5.00,   // phone same
		4.91,   // phone near
		3.00,   // phone masked
		11.28,  // email same
		9.92,   // email near
		1.00,   // email masked
		2.50,   // kin more
		1.50,   // kin one
		0.50,   // kin first only
		-6.17,  // kin is one
		2.00,   // both faint
		0.74,   // aged placed
		-0.25,  // aged away
		0.17,   // old placed
		-0.88,  // stranger age
		-2.57,  // stranger fit
		-4.48,  // stranger own
		3.87,   // faint placed
		2.91,   // faint aged
		0.35,   // age behind
		0.00,   // few others
	},
	MatchAt: 0.0, PossibleAt: -3.6,
	YoursAt: 2.0, OtherAt: -3.6,
}
