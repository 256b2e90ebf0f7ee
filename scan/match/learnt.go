// Written by go run ./scan/match/learn; do not edit.

package match

// Learnt are the weights in use.
var Learnt = Weights{
	Bits: [terms]float64{
		-4.00,  // prior
		2.45,   // first exact
		2.45,   // first variant
		2.45,   // first near
		2.45,   // first part
		2.45,   // first moved
		2.45,   // first sibling
		1.62,   // first far
		2.45,   // first initial
		-0.40,  // first twin
		-2.95,  // first differs
		0.20,   // first rare
		2.50,   // last exact
		2.50,   // last variant
		2.50,   // last near
		2.50,   // last part
		2.50,   // last moved
		0.00,   // last sibling
		2.50,   // last far
		2.17,   // last initial
		1.00,   // last twin
		-1.62,  // last differs
		0.29,   // last rare
		0.00,   // name turned
		-0.51,  // name alias
		0.00,   // name stranger
		2.00,   // middle same
		2.00,   // middle near
		1.00,   // middle initial
		0.00,   // middle soft
		-2.93,  // middle surname
		-7.63,  // middle other initial
		-7.63,  // middle differs
		2.02,   // suffix same
		-3.50,  // suffix only theirs
		-15.13, // suffix differs
		3.77,   // age same
		1.65,   // age one
		0.00,   // age two
		-2.47,  // age few
		-3.73,  // age many
		-4.00,  // age far
		2.50,   // place zip
		2.50,   // place city
		2.50,   // place near
		1.08,   // place state
		-1.57,  // place other
		-1.57,  // place elsewhere
		0.10,   // place rare
		2.00,   // place more
		3.00,   // street same
		3.00,   // street near
		4.69,   // street away
		2.36,   // street road
		5.00,   // phone same
		4.90,   // phone near
		3.00,   // phone masked
		10.16,  // email same
		8.60,   // email near
		1.00,   // email masked
		2.50,   // kin more
		1.50,   // kin one
		0.50,   // kin first only
		-6.14,  // kin is one
		0.00,   // both faint
		0.01,   // aged placed
		-0.11,  // aged away
		0.50,   // old placed
		-1.08,  // stranger age
		-1.50,  // stranger fit
		-2.50,  // stranger own
		0.00,   // faint placed
		0.00,   // faint aged
		3.00,   // age behind
	},
	MatchAt: 0.0, PossibleAt: -4.1,
	SureAt: 1.0, KeptAt: 0.0,
	YoursAt: 2.3, OtherAt: -3.6,
	Held: -2.29, HeldFair: -6.13,
}
