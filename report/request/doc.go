// Package request finds the smallest set of requests that clears what was
// found, says what each one tells whom, and follows them until they end.
//
// [Plan] turns findings into requests: the lightest set of sites' own ways out,
// families counted once, and besides them what a law that covers the person
// lets ask. [DropFirst] is the state's platform that comes before them.
// [Cases] and [Next] follow what became of requests, [Clocks] and [Standing]
// say what is due and where they stand, and [Tasks] what is to be done next: a
// reminder, a reply, an appeal, a complaint. All of them are pure: the day
// comes from the caller, and nothing is ever sent.
//
// Besides, and only where the person says so, a plan asks for more: other asks
// and corrections ([CheckCorrection]), to take a name out of somebody else's
// page, and an opt-out at a broker that nobody can look at. Where an agent
// files, the permission to be signed comes first. What was chosen is in force
// until it is taken back ([InForce]).
//
// A request tells a broker only what its own listing shows, plus one address
// for the answer, and never a safe fact. Where a listing's address or name
// holds one, the request is made without it or not at all. What else is told,
// the person chose ([Choices]), and it is marked so.
package request
