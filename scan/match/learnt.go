// Written by go run ./scan/match/learn; do not edit.

package match

// Learnt are the weights in use.
var Learnt = Weights{
	Bits: [terms]float64{
		-4.00,  // prior
		2.26,   // first exact
		2.26,   // first variant
		2.26,   // first near
		2.26,   // first part
		2.26,   // first moved
		2.26,   // first sibling
		0.85,   // first far
		1.52,   // first initial
		-0.46,  // first twin
		-2.43,  // first differs
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
		-1.21,  // last differs
		0.30,   // last rare
		0.00,   // name turned
		-0.62,  // name alias
		0.00,   // name stranger
		2.00,   // middle same
		2.00,   // middle near
		1.00,   // middle initial
		0.03,   // middle soft
		-2.62,  // middle surname
		-7.20,  // middle other initial
		-7.20,  // middle differs
		1.95,   // suffix same
		-3.47,  // suffix only theirs
		-15.11, // suffix differs
		4.26,   // age same
		1.50,   // age one
		0.00,   // age two
		-2.35,  // age few
		-3.92,  // age many
		-4.00,  // age far
		2.50,   // place zip
		2.50,   // place city
		2.50,   // place near
		1.23,   // place state
		-1.52,  // place other
		-1.52,  // place elsewhere
		0.10,   // place rare
		2.00,   // place more
		3.00,   // street same
		3.00,   // street near
		4.77,   // street away
		2.18,   // street road
		5.00,   // phone same
		4.90,   // phone near
		3.00,   // phone masked
		11.27,  // email same
		9.90,   // email near
		1.00,   // email masked
		2.50,   // kin more
		1.50,   // kin one
		0.50,   // kin first only
		-6.18,  // kin is one
		2.00,   // both faint
		0.75,   // aged placed
		-0.31,  // aged away
		0.12,   // old placed
		-0.89,  // stranger age
		-2.61,  // stranger fit
		-4.40,  // stranger own
		3.90,   // faint placed
		2.91,   // faint aged
		3.00,   // age behind
	},
	MatchAt: 0.5, PossibleAt: -5.0,
	SureAt: 1.0, KeptAt: 0.5,
	YoursAt: 2.0, OtherAt: -5.0,
}
