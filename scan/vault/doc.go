// Package vault keeps what happened: a sealed journal that grows at its end
// and is never changed. [Create] makes a vault, [Open] opens it,
// [Vault.Append] adds events and [Vault.Events] reads them back. The package
// stores envelopes and knows no meanings; whoever writes a kind owns its
// payload.
//
// A vault is a folder:
//
//	format        "whohasme vault 1", in plain text
//	key.age       the vault's key, encrypted with age to the vault's recipients
//	identity.age  the person's own age identity, sealed under the passphrase
//	              (absent when the vault was made with an identity file)
//	journal.db    SQLite, every block encrypted (Adiantum) with that key
//	journal.end   how many writes the journal has seen, sealed; SQLite goes back
//	              to an earlier state without a word where its log is damaged
//	id            the name a keyring knows the vault by (absent in most)
//	lock          held by the one scanner at work
//
// Or it is a PostgreSQL database, which several machines share: the same tables
// in a schema of their own, whohasme, with the first three files as rows of the
// table meta. One suite of tests runs on both.
// [Vault.Backup] and [Restore] move a vault from one to the other.
//
// A vault has members: who can open it, each with an age recipient and a role.
// A person's own vault has one; a [Recovery] key, if one was made with it, is a
// member more, and is kept on paper only. README.md says what each opens, and
// what is left when a member leaves or a client is purged.
//
// # Sealing
//
// The vault's key is 32 random bytes, from which HKDF-SHA256 (RFC 5869)
// derives one key per use. Each subject has a random key of their own, wrapped
// with age to the members who can open the subject ([Role] says which) and kept
// outside the journal, so that throwing away this one row makes the subject's
// events and pages unreadable.
// Payloads and pages are sealed with AES-256-GCM and bound to the place they
// stand in.
//
// # Chains
//
// There is one chain of events per subject and one, named "", for the vault.
// Each event carries a link: HMAC-SHA256 over the link before it and all its
// columns. The head of a chain, its count and last link, is sealed and
// rewritten in the transaction that appends. [Vault.Verify] recomputes
// everything, so a changed, swapped, lost or cut off event shows. What it
// cannot see is a whole folder put back to an earlier day: compare the heads
// printed on reports for that.
//
// # Memory
//
// [Vault.Memory] keeps what programs remember between runs and can learn
// anew, such as how long a host asked to be left alone: sealed rows that are
// overwritten, outside the chains. [Vault.SubjectMemory] does so for a subject.
//
// # PostgreSQL
//
// What a person's record says, pages and keys are sealed there as anywhere. Unlike
// in a folder, whoever may read the database sees the rest of a row: ids of
// subjects, brokers and members, kinds and times of events, and sizes. Ids
// have no part of a name in them for that reason. Use a database of its own, on
// a disk that is encrypted.
//
// The address (postgres://USER:PASSWORD@HOST/DATABASE) is libpq's, with two rules
// more. A password crosses a network encrypted or not at all: without TLS there
// is no connection, unless the address itself says sslmode=disable. And a server
// that need not prove who it is (say sslmode=verify-full) gets an answer to its
// challenge, never the password. Neither the address nor a part of it is in any
// error. PostgreSQL 13 is the oldest that will do; connect to it directly or
// through a pool that keeps sessions, not one that shares them by transaction.
//
// Reading sees one state of the database. Appending locks the heads of its
// chains, in the order of their names, so that programs that append to one
// subject do so one after the other, and to several beside one another. A
// connection that is lost, or a server that restarts, is waited for, half a
// minute at most ([ErrGone]). Where the answer to a commit is lost, the next run
// looks under the same locks whether it happened: an append happens once.
// Temporary conflicts are tried again.
//
// [Vault.Lease] is what one machine at a time has, by the database's clock, with
// a token that grows: [Vault.AppendUnder] writes nothing under a token of the past.
//
// # Versions
//
// The version of the tables is a row of meta under the seal of the members' list. A
// program brings older tables to its own version when it opens them, all steps or
// none, and refuses newer ones ([ErrNewer]). Libraries for migrations keep that
// version in a table of their own, which nothing seals.
//
// An append that returned nil survives a crash of the program and of the
// machine; one that did not leaves no trace.
package vault
