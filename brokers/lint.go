package brokers

import "fmt"

// Lint returns what is wrong between the files of a catalogue and what the
// files lack, in addition to the faults that Load found in single files.
func Lint(c *Catalogue) Faults {
	var faults Faults
	domains := map[string]string{}
	for _, b := range c.all {
		fault := func(field, text string) { faults = append(faults, c.fault(b.ID, field, text)) }
		for _, f := range []struct{ name, value string }{
			{"category", b.Category}, {"country", b.Country}, {"status", string(b.Status)},
		} {
			if f.value == "" {
				fault(f.name, "is missing")
			}
		}
		if first, twice := domains[b.Domain]; twice {
			fault("domain", fmt.Sprintf("is that of %q too", first))
		}
		domains[b.Domain] = b.ID
		for i, s := range b.Suppresses {
			at := fmt.Sprintf("suppresses[%d].id", i)
			if _, known := c.Get(s.ID); !known {
				fault(at, fmt.Sprintf("no broker %q", s.ID))
			}
			if s.ID == b.ID {
				fault(at, "is the broker itself")
			}
		}
	}
	return faults.sorted()
}
