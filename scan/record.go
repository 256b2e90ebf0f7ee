package scan

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Record is what a page says about somebody.
type Record struct {
	Name      string    `json:"name"`
	Aliases   []string  `json:"aliases,omitempty"`
	Age       Age       `json:"age,omitzero"` // on the day of the page
	Born      Born      `json:"born,omitzero"`
	Addresses []Address `json:"addresses,omitempty"`
	Phones    []string  `json:"phones,omitempty"` // E.164 where they can be read so
	Emails    []string  `json:"emails,omitempty"`
	Relatives []string  `json:"relatives,omitempty"`
	URL       string    `json:"url,omitempty"` // absolute address of the record's own page
}

// Age is an age in years as a page gives it: one number, or a band.
type Age struct{ Low, High int }

// Years returns the age for one number.
func Years(n int) Age { return Age{n, n} }

// IsZero reports whether no age is given.
func (a Age) IsZero() bool { return a == Age{} }

// String returns "45" or "40-49".
func (a Age) String() string {
	if a.Low == a.High {
		return strconv.Itoa(a.Low)
	}
	return fmt.Sprintf("%d-%d", a.Low, a.High)
}

// MarshalJSON writes one number as a number and a band as "40-49".
func (a Age) MarshalJSON() ([]byte, error) {
	if a.Low == a.High {
		return json.Marshal(a.Low)
	}
	return json.Marshal(a.String())
}

// UnmarshalJSON reads a number or a band.
func (a *Age) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if s == "null" {
		return nil
	}
	low, high, band := strings.Cut(s, "-")
	var err error
	if a.Low, err = strconv.Atoi(low); err != nil {
		return fmt.Errorf("read age: want a number or a band")
	}
	if !band {
		a.High = a.Low
		return nil
	}
	if a.High, err = strconv.Atoi(high); err != nil || a.High < a.Low {
		return fmt.Errorf("read age: want a number or a band")
	}
	return nil
}

// Verdict says whether a record is the subject. The zero value means that
// nobody has judged it.
type Verdict string

// The verdicts.
const (
	Match    Verdict = "match"
	Possible Verdict = "possible"
	Other    Verdict = "other"
)

// Judged is a record with its verdict and the reasons for it.
type Judged struct {
	Record
	Verdict Verdict  `json:"verdict"`
	Score   float64  `json:"score"` // probability that the record is the subject, 0 to 1
	Reasons []Reason `json:"reasons,omitempty"`
	Change  string   `json:"change,omitempty"` // what would change the verdict
}

// Reason is what one field says for or against the record being the subject.
type Reason struct {
	Field  string  `json:"field"`
	Effect Effect  `json:"effect"`
	Weight float64 `json:"weight"` // log2 of the likelihood ratio
	Text   string  `json:"text"`   // in plain words
}

// Effect is the direction of a reason.
type Effect string

// The effects.
const (
	For     Effect = "for"
	Against Effect = "against"
	Veto    Effect = "veto" // a contradiction that settles the matter
)
