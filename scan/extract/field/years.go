package field

import (
	"strings"

	"github.com/whohasme/whohasme/scan/pattern"
)

// years is when somebody lived at an address; to is 0 for still.
type years struct{ from, to int }

func (y years) none() bool { return y == years{} }

const lived = `(?:[a-z]{3,9}\.?\s+)?((?:19|20)\d\d)`

var (
	livedSpan  = pattern.MustCompile(`(?i)^[\s(\[,–-]*(?:from\s+)?` + lived + `\s*(?:[-–—]|to|until)\s*(?:` + lived + `|present|current(?:ly)?|now|today)[\s)\]]*$`)
	livedSince = pattern.MustCompile(`(?i)^[\s(\[,–-]*since\s+` + lived + `[\s)\]]*$`)
	livedTail  = pattern.MustCompile(`(?i)(?:^|[\s,–-]+|\s*[(\[])(?:from\s+|since\s+)?(?:[a-z]{3,9}\.?\s+)?(?:19|20)\d\d(?:\s*(?:[-–—]|to|until)\s*(?:(?:[a-z]{3,9}\.?\s+)?(?:19|20)\d\d|present|current(?:ly)?|now|today))?[\s)\]]*$`)
)

// cutYears takes "2009 - 2015", "(Mar 2009 to present)" or "since 2019" off
// the end of an address. A lone year says too little and is left to the
// brackets it stands in.
func cutYears(s string) (string, years) {
	at := livedTail.FindStringIndex(s)
	if at == nil {
		return s, years{}
	}
	end := s[at[0]:]
	if m := livedSpan.FindStringSubmatch(end); m != nil {
		y := years{atoi(m[1]), atoi(m[2])}
		if y.to != 0 && y.to < y.from {
			y = years{}
		}
		return strings.TrimSpace(s[:at[0]]), y
	}
	if m := livedSince.FindStringSubmatch(end); m != nil {
		return strings.TrimSpace(s[:at[0]]), years{from: atoi(m[1])}
	}
	return s, years{}
}
