// Written by go run ./scan/match/learn; do not edit.

package match

// Learnt are the weights in use.
var Learnt = Weights{
	Bits: [terms]float64{
		-4.00,  // prior
		2.99,   // first exact
		2.94,   // first variant
		2.99,   // first near
		2.99,   // first part
		2.99,   // first moved
		2.94,   // first sibling
		0.94,   // first far
		1.96,   // first initial
		-1.18,  // first twin
		-2.59,  // first differs
		0.15,   // first rare
		2.50,   // last exact
		2.50,   // last variant
		2.50,   // last near
		2.50,   // last part
		2.50,   // last moved
		0.00,   // last sibling
		2.50,   // last far
		2.21,   // last initial
		0.86,   // last twin
		-2.40,  // last differs
		0.30,   // last rare
		0.00,   // name turned
		-0.50,  // name alias
		0.00,   // name stranger
		2.20,   // middle same
		2.20,   // middle near
		1.00,   // middle initial
		1.03,   // middle soft
		-2.93,  // middle surname
		-6.47,  // middle other initial
		-6.47,  // middle differs
		2.01,   // suffix same
		-2.05,  // suffix only theirs
		-15.00, // suffix differs
		3.78,   // age same
		1.50,   // age one
		0.00,   // age two
		-2.21,  // age few
		-3.91,  // age many
		-4.00,  // age far
		2.50,   // place zip
		2.50,   // place city
		2.50,   // place near
		1.30,   // place state
		-1.19,  // place other
		-1.19,  // place elsewhere
		0.10,   // place rare
		2.00,   // place more
		3.00,   // street same
		3.00,   // street near
		4.00,   // street away
		3.00,   // street road
		5.00,   // phone same
		5.00,   // phone near
		3.00,   // phone masked
		11.03,  // email same
		9.47,   // email near
		1.00,   // email masked
		3.68,   // kin more
		1.50,   // kin one
		0.50,   // kin first only
		-5.38,  // kin is one
		2.00,   // both faint
		1.01,   // aged placed
		-0.19,  // aged away
		0.50,   // old placed
		-0.61,  // stranger age
		-2.02,  // stranger fit
		-4.38,  // stranger own
		2.79,   // faint placed
		2.28,   // faint aged
	},
	MatchAt: 0.0, PossibleAt: -5.6,
	YoursAt: 2.0, OtherAt: -4.0,
}
