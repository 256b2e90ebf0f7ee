package pairs

// style is how one site shows people, as probabilities unless said otherwise.
// The styles imitate what lists and pages of people-search sites show.
type style struct {
	noMiddle  float64 // the middle name is left out
	initial   float64 // else: it shrinks to its initial
	noSuffix  float64
	aliases   float64 // each other name is shown as "also known as"
	noAge     float64
	band      float64 // else: an age band
	year      float64 // else: the year of birth instead of the age
	offAge    float64 // else: counted on another day, so one year off
	former    int     // at most so many former places
	lost      float64 // each place that is not known to the site
	noPlace   float64 // the city is kept back, the state shown
	kin       float64 // relatives are shown at all
	maxKin    int
	detail    bool    // streets, telephones and mailboxes
	noContact float64 // of the details: telephones and mailboxes are for sale
	mask      float64 // of the details: each telephone and mailbox is masked
	partial   float64 // of the details: each street is shown in part
	capitals  bool
	lastFirst bool // "Garcia, Maria E"
	plain     bool // accents are lost
}

// styles are drawn with equal chances.
var styles = []style{
	{noMiddle: .2, initial: .8, noSuffix: .1, aliases: .5, noAge: .02, offAge: .03, former: 3, lost: .1, kin: .9, maxKin: 5, plain: true},
	{noMiddle: .3, initial: .5, noSuffix: .1, aliases: .6, noAge: .03, offAge: .05, former: 4, lost: .1, kin: .8, maxKin: 4, plain: true},
	{noMiddle: .1, initial: .2, noSuffix: .05, aliases: .4, noAge: .04, year: .2, offAge: .03, former: 2, lost: .15, kin: .7, maxKin: 6},
	{noMiddle: .4, initial: .9, noSuffix: .2, aliases: .2, noAge: .05, band: .3, offAge: .04, former: 1, lost: .1, noPlace: .02, kin: .5, maxKin: 3, plain: true},
	{noMiddle: .2, initial: .9, noSuffix: .1, aliases: .5, noAge: .03, offAge: .04, former: 5, lost: .1, kin: .9, maxKin: 6, capitals: true, plain: true},
	{noMiddle: .3, initial: .8, noSuffix: .15, aliases: .3, noAge: .05, offAge: .05, former: 2, lost: .1, kin: .8, maxKin: 4, lastFirst: true, plain: true},
	{noMiddle: .2, initial: .6, noSuffix: .1, aliases: .6, noAge: .02, offAge: .03, former: 3, lost: .1, kin: .9, maxKin: 6, detail: true, noContact: .1, mask: .05, plain: true},
	{noMiddle: .1, initial: .5, noSuffix: .1, aliases: .5, noAge: .03, year: .3, offAge: .03, former: 4, lost: .1, kin: .8, maxKin: 5, detail: true, mask: .3, partial: .1, plain: true},
	{noMiddle: .3, initial: .9, noSuffix: .2, aliases: .2, noAge: .35, former: 0, kin: .1, maxKin: 2, detail: true, noContact: .1, lastFirst: true, plain: true},                                    // telephone book
	{noMiddle: .1, initial: .3, noSuffix: .05, aliases: .3, noAge: .05, year: .6, former: 1, lost: .05, kin: .2, maxKin: 2, detail: true, noContact: .6, partial: .05, capitals: true, plain: true}, // voters' list
}
