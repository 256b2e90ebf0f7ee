package scan

// The kinds that say who works with a vault and what is done with it as a whole.
// They stand in the vault's own chain.
const (
	MemberAdded     Kind = "member-added"     // payload: Admission
	MemberRemoved   Kind = "member-removed"   // payload: Admission
	SubjectAssigned Kind = "subject-assigned" // payload: Handover
	SubjectPurged   Kind = "subject-purged"   // payload: Purging
	BackupMade      Kind = "backup-made"      // payload: Copying
)

// Admission says who came to a vault or left it.
type Admission struct {
	Member string `json:"member"` // id
	Role   string `json:"role"`
	By     string `json:"by"` // id of the supervisor
}

// Handover says to which caseworkers a subject was assigned, all of them, before
// and after.
type Handover struct {
	Subject string   `json:"subject"`
	From    []string `json:"from"`
	To      []string `json:"to"`
	By      string   `json:"by"` // id of the member who did it
}

// Purging says that a subject was taken out of the vault for good.
type Purging struct {
	Subject string `json:"subject"`
	By      string `json:"by"` // id of the member who did it
}

// Copying says that a backup was made: whoever can open it can open these
// subjects, also when they are purged from the vault.
type Copying struct {
	File     string   `json:"file"` // without its folder; empty where it went to a pipe
	Subjects []string `json:"subjects"`
	By       string   `json:"by"`
}
