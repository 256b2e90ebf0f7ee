// Package match judges whether a record is the subject.
//
// Most callers need two functions: [New] reads a subject once, and
// [Matcher.Judge] gives one record its verdict, a probability and the reasons.
//
// The method is that of Fellegi and Sunter, "A Theory for Record Linkage"
// (JASA 64, 1969). Each field is compared on its own and becomes a clue: the
// log2 of how much likelier such an agreement is for the same person than for
// somebody else. Clues are added to a prior, and the sum is the log2 of the odds
// that the record is the subject. Names weigh by how rare they are. Two rules
// stand above the sum: a contradiction can veto, and a name alone is never a
// match. A field that either side lacks makes no clue.
//
// Comparing reads no clock and no chance: the same subject, record and day give
// the same verdict. Texts of reasons never quote a safe fact, nor a fact of the
// page that the subject did not give, but ages and generations.
package match

// Version names the rules and weights of this matcher, so that a verdict can be
// judged again later.
const Version = "2"
