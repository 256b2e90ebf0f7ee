// Package wall recognises pages that stand in place of another: checks of bot
// defences, captchas, limits, region blocks, logins, payments, consent boxes,
// parked domains, placeholders, soft 404s and shells that need scripts.
//
// [Of] is all that callers need. It is told what a site answered and fetches
// nothing.
package wall
