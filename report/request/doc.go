// Package request finds the smallest set of requests that clears what was
// found, says what each one tells whom, and follows them until they end.
//
// [Plan] turns findings into requests; [Cases] and [Advance] follow what
// became of them; [Clocks] says what is due. All of them are pure: the day
// comes from the caller.
//
// A request tells a broker only what its own listing shows, plus one address
// for the answer, and never a safe fact. Where a listing's address or name
// holds one, the request is made without it or not at all.
package request
