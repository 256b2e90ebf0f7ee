// Package web is the dashboard: the casebook's use cases as pages, for one
// person at a browser on the same machine.
//
// [New] makes a [Server] from [Options]; its [Server.Link] is a login link
// that works once, and [Server.Handler] answers requests. Everything is
// rendered here, on the server; the one script shows how a scan goes on and
// hides the pages quickly, and no page needs it.
//
// What keeps others out is in few places: guard.go (which requests are
// answered at all, and with which headers), session.go (who is in), door.go
// (whether the vault is open). README.md says what each is for.
package web
