// Package scan holds the words of looking: a [Subject] is looked for at a
// broker in a [Visit]; the visit reads every [Record], gives each a [Verdict]
// and comes to one [Outcome]. What matched becomes a [Finding], followed over
// time.
//
// The package holds types and the rules that need nothing else. Its rooms do
// the work: crawl reaches pages, extract reads them, match judges records,
// sweep puts the three together, vault keeps what happened.
package scan
