package brokers

import "fmt"

// Lint returns what is wrong between the files of a catalogue and what the
// files lack, in addition to the faults that Load found in single files.
func Lint(c *Catalogue) Faults {
	var faults Faults
	domains := map[string]string{}
	for _, b := range c.all {
		d := &Document{File: c.files[b.ID], lines: c.docs[b.ID].lines}
		for _, f := range []struct{ name, value string }{
			{"category", b.Category}, {"country", b.Country}, {"status", string(b.Status)},
		} {
			if f.value == "" {
				d.Fault(f.name, "is missing")
			}
		}
		if first, twice := domains[b.Domain]; twice {
			d.Fault("domain", fmt.Sprintf("is that of %q too", first))
		}
		domains[b.Domain] = b.ID
		for i, s := range b.Suppresses {
			at := fmt.Sprintf("suppresses[%d].id", i)
			if _, known := c.Get(s.ID); !known {
				d.Fault(at, fmt.Sprintf("no broker %q", s.ID))
			}
			if s.ID == b.ID {
				d.Fault(at, "is the broker itself")
			}
		}
		faults = append(faults, d.Faults...)
	}
	return faults.sorted()
}
