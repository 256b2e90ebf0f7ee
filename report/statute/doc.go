// Package statute holds the laws as dated data and counts their days.
//
// [Load] reads the acts and calendars inside the program. [Book.Covering]
// says which acts a person may rely on, [Act.Clocks] when an answer is due,
// and [State] how a day stands to such a date. Every count errs on the late
// side: a broker is never called late on a day that could still be in time.
//
// A new act or another year of holidays is a file, not code; see acts and
// calendars.
package statute
