package request

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/statute"
)

// refusals say what to make of a refusal, by its reason in the words of the
// Data Rights Protocol.
var refusals = map[string]string{
	"suspected_fraud":      "It suspects fraud: name the listing's address again, and send from your own mailbox; give no document.",
	"insuf_verification":   "It wants more proof of who asks: the facts that the listing shows are enough to find it; give no copy of an identity card and no number.",
	"no_match":             "It found no record: name the listing's exact address again, with the day you saw it.",
	"claim_not_covered":    "It says that the law does not cover this, mostly because the data are public: ask for its own removal policy all the same, which most sites have.",
	"outside_jurisdiction": "It says that the law does not apply where you live: ask on its own removal policy, which asks for no law.",
	"too_many_requests":    "It says that there were too many requests: ask again when twelve months are over, or on its own removal policy.",
	"other":                "It refused.",
	"":                     "It let the request lapse.",
}

// runsFromProof reports whether the period of a right runs from the proof of
// who asks, where the company may want one.
func runsFromProof(r statute.Right) bool {
	due, ok := r.Due()
	return ok && due.From == statute.Verification
}

// demand says how to answer a broker that wants something more of the person
// before it does anything.
func (f *follower) demand() string {
	const (
		never = " Never give a copy of an identity card, any part of a social security number, a payment or an account; note each such demand, it is evidence."
		two   = "It wants proof: offer to match two facts that the listing shows already, and nothing more." + never
	)
	act, cited := f.act()
	if f.c.By == "agent" {
		return "It wants proof that the agent may act: send the signed permission. It may ask you to confirm it; a power of attorney it may not demand." + never
	}
	if cited && f.c.Ask == brokers.OptOutOfSale {
		if right, ok := act.Right(f.c.Ask, f.c.Received); ok && right.Cites.Unverified != "" {
			return "For an opt-out it may not ask for proof of identity (" + right.Cites.Unverified + "): refuse, ask for the same again, and name the listing." + never
		}
	}
	if cited {
		if right, ok := act.Right(f.c.Ask, f.c.Received); ok && runsFromProof(right) {
			return two + " Until it has your reply the law's period stands still."
		}
		return two
	}
	return "It wants more before it follows its own policy: name the listing again, and give only what it shows." + never
}
