// Package statute holds the laws as dated data and counts their days.
//
// [Load] reads the acts and calendars inside the program. [Book.Covering]
// says which acts a request may cite, strongest first, [Book.Weigh] why each
// act does or does not apply, [Act.Clocks] when an answer is due, and [State]
// how a day stands to such a date. Every count errs on the late side: a broker
// is never called late on a day that could still be in time.
//
// Days are civil days without a zone: that of the recipient where its zone is
// known, else the person's. Periods of hours run on instants ([Period.EndAt]);
// where only the day of an event is known they end with the last day on which
// they can end.
//
// A new act or another year of holidays is a file, not code; README.md beside
// this file says how. It is reference for building, not legal advice.
package statute
