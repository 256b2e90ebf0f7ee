// Written by go run ./scan/match/learn; do not edit.

package match

// Learnt are the weights in use.
var Learnt = Weights{
	Bits: [terms]float64{
		-4.00,  // prior
		2.97,   // first exact
		2.97,   // first variant
		2.97,   // first near
		2.97,   // first part
		2.97,   // first moved
		2.97,   // first sibling
		0.98,   // first far
		1.98,   // first initial
		-0.91,  // first twin
		-1.83,  // first differs
		0.16,   // first rare
		2.50,   // last exact
		2.50,   // last variant
		2.50,   // last near
		2.50,   // last part
		2.50,   // last moved
		0.00,   // last sibling
		2.50,   // last far
		2.21,   // last initial
		1.00,   // last twin
		-1.74,  // last differs
		0.30,   // last rare
		0.00,   // name turned
		-0.50,  // name alias
		0.00,   // name stranger
		2.19,   // middle same
		2.19,   // middle near
		1.00,   // middle initial
		1.03,   // middle soft
		-2.91,  // middle surname
		-6.60,  // middle other initial
		-6.60,  // middle differs
		2.01,   // suffix same
		-2.03,  // suffix only theirs
		-15.00, // suffix differs
		3.72,   // age same
		1.50,   // age one
		0.00,   // age two
		-2.20,  // age few
		-3.90,  // age many
		-4.00,  // age far
		2.50,   // place zip
		2.50,   // place city
		2.50,   // place near
		1.19,   // place state
		-1.35,  // place other
		-1.35,  // place elsewhere
		0.10,   // place rare
		2.00,   // place more
		3.00,   // street same
		3.00,   // street near
		4.04,   // street away
		3.00,   // street road
		5.00,   // phone same
		5.00,   // phone near
		3.00,   // phone masked
		10.78,  // email same
		9.38,   // email near
		1.00,   // email masked
		3.59,   // kin more
		1.50,   // kin one
		0.50,   // kin first only
		-5.43,  // kin is one
		2.00,   // both faint
		0.75,   // aged placed
		-0.03,  // aged away
		0.50,   // old placed
		-1.24,  // stranger age
		-2.70,  // stranger fit
		-4.22,  // stranger own
		2.80,   // faint placed
		2.31,   // faint aged
	},
	MatchAt: 0.0, PossibleAt: -4.4,
	YoursAt: 2.0, OtherAt: -4.0,
}
