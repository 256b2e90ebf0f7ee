package pairs

import (
	"encoding/json"
	"errors"

	"github.com/whohasme/whohasme/scan"
)

// Age is an age in years, or a band: 45 or "40-49". The zero value is none.
type Age scan.Age

var errAge = errors.New(`candidate.age: want a whole number or a band such as "40-49"`)

// UnmarshalJSON reads a number or a band. A blank text is none.
func (a *Age) UnmarshalJSON(b []byte) error {
	var years int
	if json.Unmarshal(b, &years) == nil {
		*a = Age(scan.Years(years))
		return nil
	}
	if string(b) == `""` {
		*a = Age{}
		return nil
	}
	if (*scan.Age)(a).UnmarshalJSON(b) != nil {
		return errAge
	}
	return nil
}
