// Written by go run ./scan/match/learn; do not edit.

package match

// Learnt are the weights in use.
var Learnt = Weights{
	Bits: [terms]float64{
		-4.00,  // prior
		2.24,   // first exact
		2.24,   // first variant
		2.24,   // first near
		2.24,   // first part
		2.24,   // first moved
		2.24,   // first sibling
		0.85,   // first far
		1.50,   // first initial
		-0.46,  // first twin
		-2.42,  // first differs
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
		-1.23,  // last differs
		0.30,   // last rare
		0.00,   // name turned
		-0.61,  // name alias
		0.00,   // name stranger
		2.00,   // middle same
		2.00,   // middle near
		1.00,   // middle initial
		0.04,   // middle soft
		-3.23,  // middle surname
		-7.16,  // middle other initial
		-7.16,  // middle differs
		1.96,   // suffix same
		-3.47,  // suffix only theirs
		-15.11, // suffix differs
		4.27,   // age same
		1.50,   // age one
		0.00,   // age two
		-2.28,  // age few
		-3.92,  // age many
		-4.00,  // age far
		2.50,   // place zip
		2.50,   // place city
		2.50,   // place near
		1.24,   // place state
		-1.52,  // place other
		-1.52,  // place elsewhere
		0.10,   // place rare
		2.00,   // place more
		3.00,   // street same
		3.00,   // street near
		4.79,   // street away
		2.18,   // street road
		5.00,   // phone same
		4.90,   // phone near
		3.00,   // phone masked
		11.29,  // email same
		9.93,   // email near
		1.00,   // email masked
		2.50,   // kin more
		1.50,   // kin one
		0.50,   // kin first only
		-6.22,  // kin is one
		2.00,   // both faint
		0.73,   // aged placed
		-0.30,  // aged away
		0.12,   // old placed
		-0.86,  // stranger age
		-2.59,  // stranger fit
		-4.46,  // stranger own
		3.91,   // faint placed
		2.91,   // faint aged
		2.00,   // age behind
		0.00,   // few others
	},
	MatchAt: 0.0, PossibleAt: -3.2,
	YoursAt: 2.2, OtherAt: -3.6,
}
