package statute

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
)

// Question asks which acts a request may rest on.
type Question struct {
	Ask    brokers.Ask
	Day    brokers.Date
	Person Person
	Broker Broker
	Origin Origin   // of the facts the listing shows
	Home   bool     // the listing shows a home address or telephone number
	Yes    []string // ids of acts the person wants cited although we have doubts
}

// Standing is how an act stands to a question.
type Standing string

// The standings. The zero Standing is none of them.
const (
	Applies  Standing = "applies"    // it covers the person, and is known to reach the company
	MayApply Standing = "may-apply"  // it covers the person; a letter names the condition
	AskFirst Standing = "ask-first"  // it would, but is not cited without the person's yes
	NotAtAll Standing = "not-at-all" // it gives no such right here and now
)

// Ground is what one act says to one question.
type Ground struct {
	Act      *Act
	Right    Right // as on the day; zero where the act gives none
	Standing Standing
	Why      []string // in sentences without a fact about the person; never empty
	If       []string // conditions a letter names, each to follow "if"; none where it applies
	Tells    Tells    // what citing it tells
	AgentMay bool     // another person may file it; otherwise the agent drafts and the person sends
}

// Tells is what citing an act tells about the person. The caller looks whether
// the listing shows it (disclosure rule 4.3).
type Tells struct {
	Place string // in words: lives there; empty: nothing
	Role  Role   // holds or held it, or lives with who does; empty: none
	Class string // the same in the words of a letter
}

// Certain reports whether a letter need not say "to the extent the act applies".
func (g Ground) Certain() bool { return g.Standing == Applies }

// Covering returns the acts that a request may cite, strongest first. An act
// that only a platform of a state carries is not among them; see [Book.Weigh].
func (b *Book) Covering(q Question) []Ground {
	var grounds []Ground
	for _, a := range b.acts.all() {
		if g := a.Weigh(q); (g.Standing == Applies || g.Standing == MayApply) && g.Right.Through == "" {
			grounds = append(grounds, g)
		}
	}
	slices.SortStableFunc(grounds, stronger)
	return grounds
}

// Weigh returns what every act says to a question: those that apply first, in
// order of strength, then those that may, those the person must be asked
// about, and those that do not apply.
func (b *Book) Weigh(q Question) []Ground {
	var grounds []Ground
	for _, a := range b.acts.all() {
		grounds = append(grounds, a.Weigh(q))
	}
	slices.SortStableFunc(grounds, stronger)
	return grounds
}

// Weigh returns what the act says to a question.
func (a *Act) Weigh(q Question) Ground {
	g := Ground{Act: a, AgentMay: a.Agent.May(q.Ask, q.Day)}
	g.Right, _ = a.Right(q.Ask, q.Day)
	if why := a.refuses(q, &g); why != "" {
		g.Standing, g.Why = NotAtAll, []string{why}
		return g
	}
	if !a.Whom.AnyPlace || a.Jurisdiction.State != "" {
		g.Tells.Place = a.Place()
	}
	if doubts := a.doubts(q, g.Right); len(doubts) > 0 && !slices.Contains(q.Yes, a.ID) {
		g.Standing, g.Why = AskFirst, doubts
		return g
	}
	g.If = a.conditions(q, g.Right)
	g.Standing, g.Why = MayApply, []string{fmt.Sprintf("It protects %s, and reaches %s.", a.Whom.Who, a.Reach.Who)}
	if len(g.If) == 0 {
		g.Standing = Applies
	}
	return g
}

// refuses says why the act does not apply, or "".
func (a *Act) refuses(q Question, g *Ground) string {
	switch {
	case !a.Force.From.IsZero() && q.Day.Before(a.Force.From):
		return fmt.Sprintf("It is in force only from %s on.", a.Force.From)
	case !a.InForce(q.Day):
		return fmt.Sprintf("It ended on %s.", a.Force.Until)
	case g.Right.Ask == "":
		return a.noRight(q)
	case !a.Protects(q.Person.Residence):
		return fmt.Sprintf("It protects only %s.", a.Whom.Who)
	case q.Person.Dead:
		return "It protects the living. An estate asks the site on its own policy; some countries' own law lets heirs do more."
	case a.tooYoung(q.Person):
		return "For a child a parent or guardian makes the request."
	}
	if len(a.Whom.Roles) > 0 {
		office, holds := a.office(q.Person)
		if !holds {
			return fmt.Sprintf("It protects only %s.", a.Whom.Who)
		}
		g.Tells.Role, g.Tells.Class = office.Is, office.Class()
	}
	return a.passes(q, g.Right)
}

func (a *Act) noRight(q Question) string {
	for _, r := range a.Asks {
		if r.Ask == q.Ask && q.Day.Before(r.Force.From) {
			return fmt.Sprintf("Its right to %s begins on %s.", q.Ask, r.Force.From)
		}
	}
	return fmt.Sprintf("It gives no right to %s.", q.Ask)
}

func (a *Act) tooYoung(p Person) bool {
	limit := cmp.Or(a.Whom.ChildAge, ChildAge)
	return !p.Age.IsZero() && p.Age.Low < limit && p.By != Parent
}

// passes says why the act passes by the company or the facts, or "".
func (a *Act) passes(q Question, r Right) string {
	proven := slices.Contains(q.Broker.Reached, a.ID)
	switch {
	case slices.ContainsFunc(a.Reach.Not, func(t Trait) bool { return slices.Contains(q.Broker.Is, t) }):
		return "It leaves out companies of this kind."
	case a.Reach.Proof && !a.Reaches(q.Broker, q.Day):
		return fmt.Sprintf("It reaches only %s, which is not proven of this company.", a.Reach.Who)
	case len(a.Reach.Categories) > 0 && !slices.Contains(a.Reach.Categories, q.Broker.Category) && !proven && !a.Reaches(q.Broker, q.Day):
		return fmt.Sprintf("It reaches only %s.", a.Reach.Who)
	case a.Public.Holds(q.Day) && q.Origin == PublicRecord:
		return "It leaves out information from public records."
	case (r.Of == Collected || r.Of == Provided) && (q.Origin == ThirdParty || q.Origin == PublicRecord):
		return fmt.Sprintf("It gives this right only if %s.", limits[r.Of])
	}
	return ""
}

// doubts say why the act is not cited without the person's yes.
func (a *Act) doubts(q Question, r Right) []string {
	var why []string
	if a.Confidence == Low {
		why = append(why, "Our knowledge of it is uncertain.")
	}
	if a.Stale(q.Day) {
		why = append(why, fmt.Sprintf("Nobody has read it again since %s.", a.Checked))
	}
	if a.Force.From.IsZero() {
		why = append(why, "The day it came into force is not known.")
	}
	if len(a.Reach.Categories) > 0 && !a.Reaches(q.Broker, q.Day) {
		why = append(why, fmt.Sprintf("It reaches only %s; whether the company is one is not known.", a.Reach.Who))
	}
	if (r.Of == Collected || r.Of == Provided) && q.Origin == UnknownOrigin {
		why = append(why, fmt.Sprintf("It gives this right only if %s.", limits[r.Of]))
	}
	return why
}

// conditions are what must hold besides for the act to apply.
func (a *Act) conditions(q Question, r Right) []string {
	var conditions []string
	if !a.Reaches(q.Broker, q.Day) {
		conditions = append(conditions, "the company is under the act: "+a.Reach.Who)
	}
	if a.Whom.Private && slices.Contains(atWork, q.Broker.Category) {
		conditions = append(conditions, "the data are about your private life and not your work")
	}
	if limit := limits[r.Of]; limit != "" && !met(r.Of, q) {
		conditions = append(conditions, limit)
	}
	return conditions
}

// atWork are the categories of brokers that keep people by their work.
var atWork = []string{"b2b-contact", "recruiting"}

// met reports whether the question says that the data are in an extent.
func met(of Extent, q Question) bool {
	switch of {
	case Collected, Provided:
		return q.Origin == FromPerson
	case Contact:
		return q.Home
	}
	return false
}

// The confidences.
const (
	High   = "high"
	Medium = "medium"
	Low    = "low"
)

// FreshMonths is how long a reading of an act's sources is relied on.
const FreshMonths = 12

// Stale reports whether the act's sources were last read more than twelve
// months before a day.
func (a *Act) Stale(day brokers.Date) bool { return day.After(addMonths(a.Checked, FreshMonths)) }

// stronger orders grounds: what applies before what may; acts for people at
// risk before others; a state's before its country's; one that also reaches
// public records before one that does not; the wider right; the better known;
// the shorter period; the id.
func stronger(x, y Ground) int {
	return cmp.Or(
		cmp.Compare(slices.Index(standings, x.Standing), slices.Index(standings, y.Standing)),
		first(x.Act.Kind == AtRisk, y.Act.Kind == AtRisk),
		first(x.Act.Jurisdiction.State != "", y.Act.Jurisdiction.State != ""),
		first(!x.Act.Public.Excluded, !y.Act.Public.Excluded),
		first(x.Right.Of == AllData, y.Right.Of == AllData),
		cmp.Compare(slices.Index(confidences, x.Act.Confidence), slices.Index(confidences, y.Act.Confidence)),
		cmp.Compare(length(x.Right), length(y.Right)),
		cmp.Compare(x.Act.ID, y.Act.ID),
	)
}

var (
	standings   = []Standing{Applies, MayApply, AskFirst, NotAtAll}
	confidences = []string{High, Medium, Low}
)

func first(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	}
	return 1
}

// length returns roughly how many days a right's answer may take, for order
// only; one without a number is the longest.
func length(r Right) int {
	p, ok := r.Due()
	if !ok {
		return maxDays
	}
	switch p.Unit {
	case Hour:
		return p.N / 24
	case BusinessDay:
		return p.N * 7 / 5
	case Week:
		return p.N * 7
	case Month:
		return p.N * 31
	case Year:
		return p.N * 366
	}
	return p.N
}
