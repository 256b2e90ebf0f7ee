// Package match judges whether a record is the subject.
//
// Most callers need two functions: [New] reads a subject once, and
// [Matcher.Judge] gives one record its verdict, a probability and the reasons.
// Who compares many reads records once with [Read] and asks [Matcher.Compare],
// which makes no words until they are asked for.
//
// The method is that of Fellegi and Sunter, "A Theory for Record Linkage"
// (JASA 64, 1969), with weights learnt from labelled pairs. Each field is
// compared on its own, and what it finds is worth so many bits: the log2 of how
// much likelier that is for the same person than for somebody else. The bits
// and a prior add up to the log2 of the odds that the record is the subject.
// Above the sum stand rules: a contradiction can veto, a name alone is never a
// match, and neither is a record that others fit as well. A field that either
// side lacks finds nothing.
//
// Comparing reads no clock and no chance: the same subject, record and day give
// the same verdict. Texts of reasons never quote a safe fact, nor a fact of the
// page that the subject did not give, but ages and generations.
//
// README.md has the figures, the limits, and how to measure again.
package match

// Version names the rules and weights of this matcher, so that a verdict can be
// judged again later.
const Version = "7"
