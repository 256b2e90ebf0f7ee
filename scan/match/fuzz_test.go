package match

import (
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// FuzzJudge feeds foreign text into every field: no panic, a sound verdict, and
// the same one twice.
func FuzzJudge(f *testing.F) {
	f.Add("Robert Whitfeather", "Bob Whitfeather", "12 Elm St", "Dayton", "OH", "45402", "937-555-0142", "robert@example.org", "Carl Brandtner", 42, 42, 1984)
	f.Add("Whitfeather, Robert, Jr", "\"\"", "#", "-", "Ohio", "0", "x*x*x*x*", "@", ",", -1, 300, -5)
	f.Add("\xff\xfe", "ﷺ", "1 1 1", "Ⅷ", "İ", "٤٥", "+++", "a@b@c", "Jr Jr Jr", 0, 0, 0)
	f.Fuzz(func(t *testing.T, name, alias, street, city, state, zip, phone, email, relative string, low, high, year int) {
		address := scan.Address{Street: street, City: city, State: state, Zip: zip}
		r := scan.Record{
			Name: name, Aliases: []string{alias}, Age: scan.Age{Low: low, High: high}, Born: scan.Born{Year: year},
			Addresses: []scan.Address{address}, Phones: []string{phone}, Emails: []string{email}, Relatives: []string{relative},
		}
		foreign := &scan.Subject{
			Names: []scan.Name{{First: alias, Middle: relative, Last: name}}, Born: scan.Born{Year: year}, Addresses: []scan.Address{address},
			Phones: []string{phone}, Emails: []string{email}, Relatives: []string{relative}, Safe: maria().Safe,
		}
		for _, s := range []*scan.Subject{robert(), maria(), foreign} {
			m := New(s)
			j := m.Judge(r, day)
			sound(t, j)
			if again := m.Judge(r, day); again.Verdict != j.Verdict || again.Score != j.Score {
				t.Errorf("%s %v, then %s %v", j.Verdict, j.Score, again.Verdict, again.Score)
			}
		}
	})
}
