package drop

import (
	"fmt"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Minutes is what a request on the platform takes a person, by the guide.
const Minutes = 15

// bornKind is the kind under which a date of birth is told.
const bornKind = "born"

// Tells lists what a request on the platform tells the state, by kind and
// number and never by value: the sheet has the values. Brokers get hashes of
// it. Safe facts count only where the person chooses them on the sheet.
func Tells(s *scan.Subject) ([]report.Told, error) {
	sheet, err := MakeSheet(s, Choice{})
	if err != nil {
		return nil, err
	}
	told := []report.Told{{Kind: report.ToldResidence, Fact: "California, which the state checks", Chosen: true}}
	if sheet.Born != "" {
		told = append(told, report.Told{Kind: bornKind, Fact: "the date of birth", Chosen: true})
	}
	for _, k := range Kinds {
		n := 0
		for _, e := range sheet.Of(k) {
			if e.Safe == "" && e.Same == 0 {
				n++
			}
		}
		if n > 0 {
			told = append(told, report.Told{Kind: string(k), Fact: fmt.Sprintf("%d %s", n, entryWords[k][min(n, 2)-1]), Chosen: true})
		}
	}
	return told, nil
}

// entryWords name one entry of a kind, and more.
var entryWords = map[Kind][2]string{
	NameEntry: {"name", "names"}, ZipEntry: {"ZIP code", "ZIP codes"}, EmailEntry: {"e-mail address", "e-mail addresses"}, PhoneEntry: {"telephone", "telephones"},
}
