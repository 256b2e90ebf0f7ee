// Written by go run ./scan/match/learn; do not edit.

package match

// Learnt are the weights in use.
var Learnt = Weights{
	Bits: [terms]float64{
		-4.00,  // prior
		2.89,   // first exact
		2.89,   // first variant
		2.89,   // first near
		2.89,   // first part
		2.89,   // first moved
		2.89,   // first sibling
		1.07,   // first far
		1.94,   // first initial
		-0.94,  // first twin
		-2.14,  // first differs
		0.15,   // first rare
		2.50,   // last exact
		2.50,   // last variant
		2.50,   // last near
		2.50,   // last part
		2.50,   // last moved
		0.00,   // last sibling
		2.50,   // last far
		2.21,   // last initial
		1.00,   // last twin
		-1.71,  // last differs
		0.31,   // last rare
		0.00,   // name turned
		-0.50,  // name alias
		0.00,   // name stranger
		2.20,   // middle same
		2.20,   // middle near
		1.00,   // middle initial
		1.03,   // middle soft
		-2.92,  // middle surname
		-6.59,  // middle other initial
		-6.59,  // middle differs
		2.01,   // suffix same
		-2.03,  // suffix only theirs
		-15.00, // suffix differs
		3.85,   // age same
		1.50,   // age one
		0.00,   // age two
		-2.18,  // age few
		-3.90,  // age many
		-4.00,  // age far
		2.50,   // place zip
		2.50,   // place city
		2.50,   // place near
		1.23,   // place state
		-1.25,  // place other
		-1.25,  // place elsewhere
		0.10,   // place rare
		2.00,   // place more
		3.00,   // street same
		3.00,   // street near
		4.07,   // street away
		3.00,   // street road
		5.00,   // phone same
		5.00,   // phone near
		3.00,   // phone masked
		10.85,  // email same
		9.37,   // email near
		1.00,   // email masked
		3.66,   // kin more
		1.50,   // kin one
		0.50,   // kin first only
		-5.37,  // kin is one
		2.00,   // both faint
		0.75,   // aged placed
		-0.14,  // aged away
		0.50,   // old placed
		-1.15,  // stranger age
		-2.61,  // stranger fit
		-4.18,  // stranger own
		2.84,   // faint placed
		2.32,   // faint aged
	},
	MatchAt: 0.0, PossibleAt: -3.2,
	YoursAt: 2.0, OtherAt: -3.2,
}
