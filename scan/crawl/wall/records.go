package wall

import (
	"regexp"

	"github.com/whohasme/whohasme/brokers"
)

// What a page with records has and a wall has not. One mark is not enough: a
// wall may hold a company's own place or a number that looks like an age.
var (
	ageMark   = regexp.MustCompile(`(?i)\bage[d:]*\s*\d{2}\b|\(\s*(age:?\s*)?\d{2}\s*\)|\b\d{2} (years old|yrs|y/o|yo)\b|\b(in|born) (his|her|their|in) (\d0s|(19|20)\d\d)\b`)
	commaAge  = regexp.MustCompile(`\p{Lu}[\p{L}'’.-]+,\s\d{2}\b`)
	placeMark = regexp.MustCompile(`\p{Lu}[\p{L}'’.-]+,\s([A-Z]{2}\b|\p{Lu}\p{L}+)(\s\p{Lu}\p{L}+)?`)
	phoneMark = regexp.MustCompile(`\(\d{3}\)\s?[\dX*•]{3}[-. ][\dX*•]{4}|\b\d{3}-[\dX*•]{3}-[\dX*•]{4}\b`)
	labelMark = regexp.MustCompile(`(?i)\b(lives in|lived in|used to live|resides in|related to|relatives:?|may know|also known as|also goes by|aka|current address|past addresses|previous addresses|view (full |free )?(details|profile|report))\b`)
)

// likeRecords reports whether a text reads as one record or more do.
func likeRecords(text string) bool {
	aged := ageMark.MatchString(text) || commaAge.MatchString(text)
	labels := seen(labelMark, text, 3)
	if aged && labels > 0 || labels > 2 {
		return true
	}
	phones := seen(phoneMark, text, 1)
	if aged && phones > 0 || phones > 0 && labels > 1 {
		return true
	}
	places := places(text, 3)
	return aged && places > 0 || places > 2 || places > 1 && labels > 0 || places > 0 && labels > 1
}

// places counts what reads as a city and a state, up to a limit.
func places(text string, limit int) int {
	n := 0
	for _, m := range placeMark.FindAllStringSubmatch(text, 20*limit) {
		_, short := brokers.StateCode(m[1])
		_, long := brokers.StateCode(m[1] + m[2])
		if short || long {
			n++
		}
	}
	return min(n, limit)
}

// seen counts matches up to a limit.
func seen(re *regexp.Regexp, s string, limit int) int { return len(re.FindAllStringIndex(s, limit)) }

// foundNobody is how sites say that a search found nobody, or that they took a
// record down.
var foundNobody = regexp.MustCompile(`\b(no|0|zero) (exact |public |matching |search |relevant |available |current )*(results?|records?|matches|match|people|persons?|individuals?|residents?|contacts?|listings?|profiles?|entries|hits|found)\b` +
	`|\bno (data|information) (was |is )?(found|available)\b|\bno free (results?|records?|listings?) (for|found|match|were)\b|\bno such (person|people|record|name)\b` +
	`|\b(could not|couldn't|did not|didn't|unable to|cannot|can't|were not able to) (find|locate) (any|anyone|anybody|a (match|record|person|result)|records?|results?|someone|people|matches|that person|this person|who)` +
	`|\b(nobody|no one|no-one|nothing) (was )?(found|named|by that name|matches|matched)|\b(found|returned) (nobody|no one|no-one|nothing)\b|\b(did not|does not|didn't|doesn't) match any\b` +
	`|\bhave no (records?|information|listings?|data) (of|about|on|for)\b|\b(do not|don't) have (any|a) (records?|information|listings?|data) (of|about|on|for)\b` +
	`|\b(not|aren't|isn't) (found |listed )?in (our|the|this) (\w+ )?(results|records|database|directory)|\b(does not|doesn't) appear in (our|the|this) (\w+ )?(results|records|database|directory)` +
	`|\bperson (was )?not found\b|\bthere (are|were) no (people|results|records|matches|listings|profiles|entries)\b` +
	`|\b(record|listing|profile|information) (has been|was|is|has already been) (removed|deleted|suppressed|opted out)\b`)

// noSuchPage is how sites say that an address leads nowhere. The number says so
// only beside words for it, or where a title or heading has nothing else: it is
// the area code of Atlanta, too, and a house number.
var noSuchPage = regexp.MustCompile(`\b(error|https?|status|code)[ :#(-]*404\b|\b404[ .,:;|(–-]*(error|not found|page|file|nothing here|gone|oops|sorry|that's an error)\b` +
	`|(^| \. |[|–-] )404( \. |$| ?[|–-] [^\d])` +
	`|\b(page|url|address|link|file|content) (you (requested|were looking for|are looking for|wanted|followed) |that you requested |you're looking for )*` +
	`(was not|wasn't|is not|isn't|cannot be|can't be|could not be|couldn't be|not|does not|doesn't|no longer|may have been|has been|might have been) ?(be )?(found|available|exist|exists|removed|moved|deleted)` +
	`|\b(couldn't|could not|can't|cannot) find (that|the|this) (page|url|address)|\bno such page\b|\bpage (not found|missing)\b|\bthis page (is gone|has moved)\b`)
