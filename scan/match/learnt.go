// Written by go run ./scan/match/learn; do not edit.

package match

// Learnt are the weights in use.
var Learnt = Weights{
	Bits: [terms]float64{
		-4.00,  // prior
		3.00,   // first exact
		2.90,   // first variant
		3.00,   // first near
		3.00,   // first part
		3.00,   // first moved
		2.90,   // first sibling
		1.33,   // first far
		1.98,   // first initial
		-0.98,  // first twin
		-2.36,  // first differs
		0.15,   // first rare
		2.50,   // last exact
		2.50,   // last variant
		2.50,   // last near
		2.50,   // last part
		2.50,   // last moved
		0.00,   // last sibling
		2.50,   // last far
		2.21,   // last initial
		0.87,   // last twin
		-2.65,  // last differs
		0.30,   // last rare
		0.00,   // name turned
		-0.50,  // name alias
		0.00,   // name stranger
		2.05,   // middle same
		2.05,   // middle near
		1.00,   // middle initial
		1.03,   // middle soft
		-2.88,  // middle surname
		-6.85,  // middle other initial
		-6.85,  // middle differs
		2.01,   // suffix same
		-1.99,  // suffix only theirs
		-15.00, // suffix differs
		3.71,   // age same
		1.50,   // age one
		0.00,   // age two
		-2.31,  // age few
		-3.84,  // age many
		-4.00,  // age far
		2.50,   // place zip
		2.50,   // place city
		2.50,   // place near
		1.32,   // place state
		-1.17,  // place other
		-1.17,  // place elsewhere
		0.10,   // place rare
		2.00,   // place more
		3.00,   // street same
		3.00,   // street near
		3.98,   // street away
		3.00,   // street road
		5.00,   // phone same
		5.00,   // phone near
		3.00,   // phone masked
		10.93,  // email same
		9.51,   // email near
		1.00,   // email masked
		3.65,   // kin more
		1.50,   // kin one
		0.50,   // kin first only
		-5.41,  // kin is one
		2.00,   // both faint
		0.90,   // aged placed
		-0.25,  // aged away
		0.50,   // old placed
		-0.80,  // stranger age
		-2.05,  // stranger fit
		-4.27,  // stranger own
		2.77,   // faint placed
		2.29,   // faint aged
	},
	MatchAt: -0.4, PossibleAt: -4.2,
	YoursAt: 2.0, OtherAt: -4.2,
}
