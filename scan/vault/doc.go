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
//	lock          held by the one scanner at work
//
// A vault has members: who can open it, each with an age recipient and a role.
// A person's own vault has one; a [Recovery] key, if one was made with it, is a
// member more, and is kept on paper only.
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
// An append that returned nil survives a crash of the program and of the
// machine; one that did not leaves no trace.
package vault
