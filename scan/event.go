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
)
