// Package report holds the words of asking and showing: an [Exposure] is a
// finding seen as risk, a [Request] is what is asked of a broker about it, a
// [Clock] says when the answer is due, and a [Report] says where a subject
// stands.
//
// The package holds types and imports none of its rooms. Its rooms do the
// work: statute knows the laws and their days, request finds the smallest set
// of requests, letter writes them, risk weighs what is open, render shows,
// casebook puts all together. RISK.md says what the risk is made of, and how a
// stranger verifies the evidence of a report.
package report
