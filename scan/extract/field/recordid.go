package field

import (
	"net/url"
	"strings"
)

// RecordID returns what tells a record from all others of its site by the
// address of its page, and stays when the facts in that address change: the
// number of "/john-smith-45-dayton-oh_id_G123456" or "?id=123456". An address
// without one gives its path and query.
func RecordID(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	query := u.Query()
	for _, key := range idKeys {
		if v := query.Get(key); v != "" && strings.ContainsAny(v, "0123456789") {
			return key + "=" + v
		}
	}
	segments := strings.Split(strings.Trim(u.EscapedPath(), "/"), "/")
	last := segments[len(segments)-1]
	if id := numberIn(last); id != "" && id != last && strings.TrimSuffix(last, id) != "" {
		return "#" + id
	}
	return u.EscapedPath() + "?" + u.RawQuery
}

var idKeys = []string{"id", "pid", "uid", "personid", "person_id", "recordid", "record_id", "rid", "no", "listing", "profile", "profileid"}

// numberIn returns the number at the end of a segment such as
// "maria-garcia-a1b2c3d4e5": behind a word for it, or long enough to be no
// age, year or postal code.
func numberIn(s string) string {
	cut := strings.LastIndexAny(s, "-_.")
	if cut < 0 {
		return ""
	}
	end, before := s[cut+1:], s[:cut]
	digits, letters, upper := 0, 0, 0
	for i := range len(end) {
		switch c := end[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'A' && c <= 'Z':
			upper++
			letters++
		case c >= 'a' && c <= 'z':
			letters++
		default:
			return ""
		}
	}
	named := strings.HasSuffix(strings.ToLower(before), "id") && (len(before) == 2 || strings.ContainsAny(before[len(before)-3:len(before)-2], "-_."))
	if i := strings.LastIndexAny(before, "-_."); i >= 0 && len(before)-i == 2 && digits > 4 && strings.HasSuffix(strings.ToLower(before[:i]), "id") {
		return before[i+1:] + s[cut:] // "id_G-123456"
	}
	switch {
	case named && digits > 0:
	case letters == 0 && digits >= 6, letters > 0 && digits >= 3 && len(end) >= 6:
	default:
		return ""
	}
	return end
}
