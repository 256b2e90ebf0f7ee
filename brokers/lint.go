package brokers

import "fmt"

// Lint returns what is wrong between the files of a catalogue and what the
// files lack, in addition to the faults that Load found in single files.
func Lint(c *Catalogue) Faults {
	var faults Faults
	owner := map[string]string{} // of a host
	for _, b := range c.all {
		fault := func(field, text string) { faults = append(faults, c.fault(b.ID, field, text)) }
		for _, f := range []struct{ name, value string }{
			{"category", b.Category}, {"country", b.Country}, {"status", string(b.Status)},
		} {
			if f.value == "" {
				fault(f.name, "is missing")
			}
		}
		lintHosts(b, owner, fault)
		lintContacts(b, fault)
		for i, s := range b.Suppresses {
			at := item("suppresses", i, "id")
			if _, known := c.Get(s.ID); !known {
				fault(at, "no broker "+quote(s.ID))
			}
			if s.ID == b.ID {
				fault(at, "is the broker itself")
			}
		}
	}
	return faults.sorted()
}

// item names a field of an item of a list; an empty name is the item itself.
func item(list string, i int, name string) string {
	if name == "" {
		return fmt.Sprintf("%s[%d]", list, i)
	}
	return fmt.Sprintf("%s[%d].%s", list, i, name)
}

func quote(s string) string { return fmt.Sprintf("%q", s) }
