// Package schedule says who is due when. It has no clock and no store: what
// happened goes in, with the time it is, and what is to be done comes out.
//
// [After] gives the next look at one broker for one subject from what happened
// there so far ([Past]). [Lay] lays out the looks of a whole caseload over a
// stretch of time, at each broker's pace and within its cap.
//
// Whether a subject may be looked for at all is not asked here: pairs that no
// authority covers, and brokers without a way to look, are for the caller to
// leave out.
//
// Lengths such as 72 hours are counted in instants, days such as "the day
// after a letter's last day" by the calendar of the place where the clock is;
// so a change to summer time moves neither.
package schedule
