package report

import (
	"crypto/sha256"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// Request is what we ask of one broker for one subject, with its ground.
type Request struct {
	ID       string         `json:"id"` // subject.broker.ask, and .kind where it is not the first letter
	Subject  string         `json:"subject"`
	Broker   string         `json:"broker"`
	Ask      brokers.Ask    `json:"ask"`
	Route    brokers.OptOut `json:"route"`              // the way it travels
	Ground   []string       `json:"ground,omitempty"`   // statute ids; empty: the site's own policy
	Days     string         `json:"days,omitempty"`     // id of the calendar that the ground's days are counted by; empty: the act's own
	Certain  bool           `json:"certain"`            // the ground is known to reach this broker, so the letter need not say "if"
	Findings []string       `json:"findings"`           // ids of the findings it is about
	Clears   []string       `json:"clears"`             // ids of the brokers it should clear, its own first
	Believed []string       `json:"believed,omitempty"` // those of them that no dated evidence says it clears
	Proven   bool           `json:"proven"`             // every broker beyond its own is cleared by dated evidence
	Tells    []Told         `json:"tells"`              // every fact the letter tells
	Kept     string         `json:"kept,omitempty"`     // what is given up to tell less, in a sentence
	Minutes  int            `json:"minutes"`            // of the person's time

	Kind    Kind         `json:"kind,omitempty"`    // which letter it is
	By      Sender       `json:"by,omitempty"`      // who sends it; empty: the person
	Agent   *Agent       `json:"agent,omitempty"`   // who is authorised, or sends as agent
	Yes     []string     `json:"yes,omitempty"`     // acts the person wants cited although in doubt
	Origin  string       `json:"origin,omitempty"`  // of the facts the listing shows, in the words of statute.Origin
	Correct []Correction `json:"correct,omitempty"` // what is wrong, where correction is asked for
	After   *Earlier     `json:"after,omitempty"`   // the request it follows up, appeals or complains of

	Besides bool   `json:"besides,omitempty"` // another request should clear the same; this one adds a law and its period
	Note    string `json:"note,omitempty"`    // what to know before sending, in sentences
}

// Told is one fact a letter tells, and where the listing already shows it.
type Told struct {
	Kind    string `json:"kind"` // one of the kinds below
	Fact    string `json:"fact"`
	ShownAt string `json:"shown_at,omitempty"` // address of the listing; empty for the reply address and what was Chosen
	Chosen  bool   `json:"chosen,omitempty"`   // the listing does not show it; the person added it by name
}

// The kinds of fact a letter may tell. There is no other.
const (
	ToldListing   = "listing-address" // or, where the address holds a safe fact, the record's number
	ToldName      = "name"            // as the listing prints it
	ToldCity      = "city"
	ToldState     = "state"
	ToldResidence = "residence" // in words; told by citing an act
	ToldReply     = "reply-address"
	ToldWrong     = "wrong"  // what the listing shows and should not: a Correction's Shown
	ToldRight     = "right"  // what is right instead; always Chosen
	ToldClass     = "class"  // the class of people an act for people at risk protects; always Chosen
	ToldSender    = "sender" // that an agent, a parent or an estate writes; always Chosen
)

// Kind says which letter a request is.
type Kind string

// The kinds. The zero Kind is the first letter of its Ask. Notices for people
// at risk and letters to credit bureaus are first letters too: the act they
// rest on gives them their words.
const (
	First         Kind = ""
	FollowUp      Kind = "follow-up"     // no answer in time
	Reply         Kind = "reply"         // to a demand for more, or to a refusal that no act lets one appeal
	Appeal        Kind = "appeal"        // against a refusal, to the company
	Grievance     Kind = "grievance"     // to the company itself, which some regulators want before they hear a complaint
	Complaint     Kind = "complaint"     // about the company, to the regulator
	Authorisation Kind = "authorisation" // the permission the person signs for an agent
	Household     Kind = "household"     // about a relative's page that names the person
)

// Kinds are all kinds of letter.
var Kinds = []Kind{First, FollowUp, Reply, Appeal, Grievance, Complaint, Authorisation, Household}

// Sender says who sends a letter.
type Sender string

// The senders. Where an agent may not file, the agent drafts and the person
// sends: that is ByPerson.
const (
	ByPerson Sender = ""
	ByParent Sender = "parent" // or a guardian
	ByAgent  Sender = "agent"
	ByEstate Sender = "estate"
)

// Words returns what a letter tells by its sender, as the fact of a Told of
// kind sender; "" where the person sends.
func (s Sender) Words() string {
	return map[Sender]string{ByParent: "a parent or guardian writes", ByAgent: "an agent writes", ByEstate: "an estate writes"}[s]
}

// Agent is who may act for a person. None of it is a fact about the person.
type Agent struct {
	Name         string       `json:"name"`                   // of a natural person
	Organisation string       `json:"organisation,omitempty"` // legal name
	Registration string       `json:"registration,omitempty"` // such as a number at the California Secretary of State
	Reply        string       `json:"reply,omitempty"`        // e-mail address of the agent
	From         brokers.Date `json:"from,omitzero"`          // of the permission
	To           brokers.Date `json:"to,omitzero"`
	Asks         []string     `json:"asks,omitempty"` // what is permitted: asks; empty: the request's own
}

// Correction is one wrong datum. Without Right the letter asks to take it out.
type Correction struct {
	Shown string `json:"shown"` // as the listing prints it
	Right string `json:"right,omitempty"`
}

// Earlier is a request that another letter comes back to, as it went.
type Earlier struct {
	Request   string          `json:"request"`             // its id
	Reference string          `json:"reference,omitempty"` // of its letter; empty: as Reference makes it
	Channel   brokers.Channel `json:"channel"`
	Sent      brokers.Date    `json:"sent"`
	Received  brokers.Date    `json:"received,omitzero"`
	Due       brokers.Date    `json:"due,omitzero"`         // as computed, extension included; zero: no period ran
	Extended  brokers.Date    `json:"extended,omitzero"`    // day an extension was announced
	Answered  brokers.Date    `json:"answered,omitzero"`    // day of the last answer; zero: none
	State     RequestState    `json:"state,omitempty"`      // as the broker left it
	Reason    string          `json:"reason,omitempty"`     // of a refusal, one word
	Seen      brokers.Date    `json:"seen,omitzero"`        // last look that saw the listing still
	FollowUps []brokers.Date  `json:"follow_ups,omitempty"` // days on which the broker was reminded
	Rounds    []Round         `json:"rounds,omitempty"`     // the times it was asked before, the first one first
	Evidence  []Exhibit       `json:"evidence,omitempty"`
	Appeal    *AppealMade     `json:"appeal,omitempty"` // against the refusal; nil: none was sent
}

// AppealMade is an appeal as it went.
type AppealMade struct {
	Sent     brokers.Date `json:"sent"`
	Due      brokers.Date `json:"due,omitzero"`      // last day for a decision; zero: the law sets none
	Answered brokers.Date `json:"answered,omitzero"` // zero: it was not
	State    RequestState `json:"state,omitempty"`   // as the broker left it
}

// Round is one time that a request was sent, before it was made anew.
type Round struct {
	Sent     brokers.Date `json:"sent"`
	Answered brokers.Date `json:"answered,omitzero"`
	State    RequestState `json:"state,omitempty"` // as the broker left it
}

// Rounds returns the times that a request was sent before it was made anew.
func (c Case) Rounds() []Round {
	var all []Round
	var now Round
	for _, s := range c.History {
		switch {
		case s.State == Drafted:
			if !now.Sent.IsZero() {
				all = append(all, now)
			}
			now = Round{}
		case s.State == Sent:
			now = Round{Sent: s.On}
		case claims[s.State] != "":
			now.Answered, now.State = s.On, s.State
		}
	}
	return all
}

// Exhibit is one piece of evidence: what it is, without a fact about the
// person, its day, and its SHA-256 in hexadecimal.
type Exhibit struct {
	What string       `json:"what"`
	On   brokers.Date `json:"on"`
	Hash string       `json:"sha256,omitempty"`
}

// RequestState is where a request stands by what was done and what the broker
// says. What our own looks saw is kept apart, in the finding.
type RequestState string

// The states, in the words of the Data Rights Protocol 1.0 where it has one.
const (
	Drafted    RequestState = "drafted"
	Sent       RequestState = "open"                   // sent, no answer yet
	Answered   RequestState = "in_progress"            // the broker answered, without an end
	NeedsProof RequestState = "need_user_verification" // the broker wants something more of the person first
	Fulfilled  RequestState = "fulfilled"              // the broker says it is done
	Suppressed RequestState = "suppressed"             // the broker says it keeps the data and shows them no more
	Refused    RequestState = "denied"
	Expired    RequestState = "expired" // the broker let it lapse, as when it was not given what it wanted
	Closed     RequestState = "revoked" // ended by the person

	// These two are no state that anybody notes: a day makes them.
	NoAnswer RequestState = "no_answer" // no law sets a period, and ours is over
	Late     RequestState = "overdue"   // a law's period is over, and its grace too
)

// These two are steps that leave a case in the state it is in, or was in.
const (
	Extended RequestState = "extended" // the broker announced that it takes longer
	Undone   RequestState = "undone"   // the last step is taken back
)

// Reasons are the reasons of a refusal, in the words of the Data Rights
// Protocol 1.0.
var Reasons = []string{"suspected_fraud", "insuf_verification", "no_match", "claim_not_covered", "outside_jurisdiction", "too_many_requests", "other"}

// Case is a request with its life: what was done about it and what the broker
// says.
type Case struct {
	Request
	State    RequestState `json:"state"`
	Drafted  time.Time    `json:"drafted,omitzero"`
	Sent     brokers.Date `json:"sent,omitzero"`
	Received brokers.Date `json:"received,omitzero"` // day from which the clocks run
	Extended brokers.Date `json:"extended,omitzero"` // day the broker announced that it takes longer
	Answered brokers.Date `json:"answered,omitzero"` // day of the broker's last answer
	Demanded brokers.Date `json:"demanded,omitzero"` // day the broker last wanted proof of who asks
	Verified brokers.Date `json:"verified,omitzero"` // day it had an answer to that, or went on without
	Reason   string       `json:"reason,omitempty"`  // a refusal's reason, one word
	History  []Step       `json:"history,omitempty"` // every step that counts, in order, those of earlier rounds included
}

// Ended reports whether the broker has said its last word, or the person. A
// new draft of the same request begins it anew.
func (c Case) Ended() bool {
	switch c.State {
	case Fulfilled, Suppressed, Refused, Expired, Closed:
		return true
	}
	return false
}

// Claim returns what the broker says it did, in a word, or "".
func (c Case) Claim() string { return claims[c.State] }

var claims = map[RequestState]string{
	Fulfilled: "removed", Suppressed: "suppressed", Refused: "refused", Expired: "lapsed", Answered: "answered", NeedsProof: "asks for proof",
}

// Claim is what a broker said, and when.
type Claim struct {
	Is     string       `json:"is"` // in a word: removed, suppressed, refused, lapsed, answered, asks for proof
	On     brokers.Date `json:"on"`
	Reason string       `json:"reason,omitempty"`
}

// Removed reports whether a broker said that the listing is taken down.
func (c Claim) Removed() bool { return c.Is == claims[Fulfilled] || c.Is == claims[Suppressed] }

// Claims returns what the broker said last in each round, the earlier rounds
// first: a request that is drafted anew unsays nothing that a broker claimed.
func (c Case) Claims() []Claim {
	var all []Claim
	open := false // the last claim is of this round
	for _, s := range c.History {
		word, said := claims[s.State]
		switch {
		case s.State == Drafted:
			open = false
		case said && open:
			all[len(all)-1] = Claim{word, s.On, s.Reason}
		case said:
			all, open = append(all, Claim{word, s.On, s.Reason}), true
		}
	}
	return all
}

// Step is one thing that happened to a request, as the journal keeps it.
type Step struct {
	Request string       `json:"request"`
	State   RequestState `json:"state"`
	On      brokers.Date `json:"on"`
	Reason  string       `json:"reason,omitempty"`
}

// Reference returns the reference of the letters about a request: eight
// letters that mean nothing to anybody else. They differ from broker to broker,
// so that letters cannot be put together by them, and, by what the letter
// tells, from person to person, so that a broker that hears from two people
// can keep them apart. A letter that comes back to an earlier one has the
// same. It has no digits, which could be taken for a number of the person, and
// no vowels, which could make a word.
func (r Request) Reference() string {
	if r.After != nil && r.After.Reference != "" {
		return r.After.Reference
	}
	id := r.ID
	if r.After != nil {
		id = r.After.Request
	}
	said := []string{id, strings.Join(r.Findings, " ")}
	for _, t := range r.Tells {
		switch t.Kind {
		case ToldListing, ToldName, ToldReply: // what else is told may be chosen anew
			said = append(said, t.Kind+" "+t.Fact)
		}
	}
	const letters = "BCDFGHJKLMNPQRSTVWXZ"
	sum := sha256.Sum256([]byte(strings.Join(said, "\n")))
	ref := make([]byte, 8)
	for i := range ref {
		ref[i] = letters[int(sum[i])%len(letters)]
	}
	return string(ref)
}
