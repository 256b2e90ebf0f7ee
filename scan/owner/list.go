package owner

import (
	"slices"
	"strings"
)

// list is the access list that admits one account alone, in Microsoft's
// Security Descriptor Definition Language (MS-DTYP 2.5.1): D:P is a list that
// inherits nothing, A allows, FA is full control of a file, OICI hands the
// entry on to files and folders below.
func list(account string, folder bool) string {
	if folder {
		return "D:P(A;OICI;FA;;;" + account + ")"
	}
	return "D:P(A;;FA;;;" + account + ")"
}

// keepers are accounts that reach every file whatever its list says: the
// system itself and the machine's administrators, by short name and by number,
// and whoever owns the file.
var keepers = []string{"SY", "S-1-5-18", "BA", "S-1-5-32-544", "OW", "S-1-3-4", "CO", "S-1-3-0"}

// plain are words for accounts that many people share.
var plain = map[string]string{
	"WD": "everyone", "S-1-1-0": "everyone",
	"AU": "every user of this machine", "S-1-5-11": "every user of this machine",
	"BU": "every user of this machine", "S-1-5-32-545": "every user of this machine",
	"BG": "guests", "S-1-5-32-546": "guests", "AN": "anonymous visitors", "S-1-5-7": "anonymous visitors",
}

// admitted says who besides an account a list lets in: entries that allow, in
// the order of the list, each once. Text without any list admits everyone.
func admitted(sddl, account string) []string {
	_, dacl, found := strings.Cut(sddl, "D:")
	if !found || strings.HasPrefix(dacl, "NO_ACCESS_CONTROL") {
		return []string{"everyone"}
	}
	dacl, _, _ = strings.Cut(dacl, "S:") // audit entries let nobody in
	var who []string
	for _, entry := range strings.Split(dacl, "(")[1:] {
		entry, _, _ = strings.Cut(entry, ")")
		parts := strings.Split(entry, ";")
		if len(parts) < 6 || !strings.HasPrefix(parts[0], "A") && parts[0] != "XA" && parts[0] != "OA" || strings.HasPrefix(parts[0], "AU") {
			continue
		}
		id := parts[5]
		if strings.EqualFold(id, account) || slices.Contains(keepers, id) {
			continue
		}
		word := plain[id]
		if word == "" {
			word = "another account"
		}
		if !slices.Contains(who, word) {
			who = append(who, word)
		}
	}
	return who
}
