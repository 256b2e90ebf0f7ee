package scan

// Kind names what an event of the journal says; the package that writes a
// kind owns its meaning.
type Kind string

// The kinds that this side of the program writes.
const (
	SubjectAdded     Kind = "subject-added"     // payload: Subject
	SubjectChanged   Kind = "subject-changed"   // payload: Subject
	SubjectWithdrawn Kind = "subject-withdrawn" // payload: none
	VisitMade        Kind = "visit-made"        // payload: Visit
	PageArrived      Kind = "page-arrived"      // payload: sweep's step of a visit that is not finished yet
	EvidenceTaken    Kind = "evidence-taken"    // payload: Taking
	RecordRevealed   Kind = "record-revealed"   // payload: Taking, without a hash
	ReviewGiven      Kind = "review-given"      // payload: Review
	ControlMade      Kind = "control-made"      // payload: sweep's control; of the vault, not of a subject
	SafetyAnswered   Kind = "safety-answered"   // payload: casebook's answers to the safety questions
	SubjectExported  Kind = "subject-exported"  // payload: casebook's note of what left unmasked

	SubjectFiled   Kind = "subject-filed"   // payload: Filing; of the vault, and stays when the subject is purged
	RetentionSet   Kind = "retention-set"   // payload: casebook's limits; of the vault
	TotalsRecorded Kind = "totals-recorded" // payload: casebook's totals, small counts suppressed; of the vault
)

// Filing notes in the vault's own chain that a subject was filed, so that whoever
// cannot open other subjects can still count them. It says nothing about a
// person, and no purge takes it back.
type Filing struct {
	Subject string        `json:"subject"`
	Kind    AuthorityKind `json:"kind"`
	Paper   bool          `json:"paper"` // a signed document was filed with it
}
