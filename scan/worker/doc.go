// Package worker runs sweeps on several machines that share one vault on
// PostgreSQL. [New] and [Worker.Run] are what a program needs; OPS.md beside
// this file says how a clinic runs it.
//
// Two engines do two different things. River queues: a plan, made every few
// seconds by one of the machines, becomes one job for each broker with looks
// that are due, and some machine works it. A lease of the vault decides who
// visits: it is taken before a sweep's first request, asked before every
// request and inside the transaction of every append, and ends by itself
// thirty seconds after its holder was last heard of. So a broker has one
// visitor at a time even where the queue is wrong about who works, and a
// visit is in the journal once or not at all.
//
// Jobs say which broker, and nothing else: no subject, no fact and no error's
// text is ever written into River's tables. What is due and how a broker is
// swept comes in as a [Work].
package worker
