package datenanfragen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// demands says what the company wants to be told: as elements where somebody
// has seen it, since the schema takes only what is confirmed, else as a
// comment.
func (w *writer) demands() {
	var wants []string
	withID, written := 0, 0
	for _, o := range w.b.OptOut {
		if o.By != brokers.ByForm && o.By != brokers.ByEmail && o.By != brokers.ByPost {
			continue
		}
		written++
		if slices.Contains(o.Requires, "id-document") {
			withID++
		}
		for _, r := range o.Requires {
			if r != "rights-page" && !slices.Contains(wants, r) {
				wants = append(wants, r)
			}
		}
	}
	if len(wants) == 0 {
		return
	}
	if w.b.Checked.IsZero() {
		w.comment("Said to want, not confirmed: " + strings.Join(wants, ", ") + ".")
		return
	}
	w.out.NeedsID = withID == written
	for _, r := range wants {
		if e, ok := elements[r]; ok {
			w.out.Required = append(w.out.Required, e)
		} else if r != "id-document" || !w.out.NeedsID {
			w.lose("opt_out.requires", r, "no element of a letter")
		}
	}
}

// sources names pages; the schema takes addresses only. Names and dates stand
// in a comment.
func (w *writer) sources() {
	var named []string
	for _, s := range w.b.Sources {
		name := strings.ToLower(s.Name)
		if strings.HasPrefix(name, "cppa-") {
			name = "cppa"
		}
		page := sourcePages[name]
		if page == "" && isAddress(s.Name) {
			page = s.Name
		}
		if page != "" && !slices.Contains(w.out.Sources, page) {
			w.out.Sources = append(w.out.Sources, page)
		}
		if s.Date == "" {
			named = append(named, plain(s.Name))
		} else {
			named = append(named, fmt.Sprintf("%s (%s)", plain(s.Name), s.Date))
		}
	}
	if len(named) > 0 {
		w.comment("Facts from: " + strings.Join(named, ", ") + ".")
	}
	if len(w.out.Sources) > 0 {
		return
	}
	w.out.Sources = []string{home}
	w.lose("sources", cmp.Or(strings.Join(named, ", "), "none"), "no page is known for any source; this catalogue is named")
}

// remarks are what the schema has no key for and a reader of the record needs.
func (w *writer) remarks() {
	w.out.Quality = "scraped"
	if !w.b.Checked.IsZero() {
		w.out.Quality = "verified"
		w.comment("Last seen working on " + w.b.Checked.String() + ".")
	}
	if len(w.b.Registered) > 0 {
		var in []string
		for _, r := range w.b.Registered {
			in = append(in, fmt.Sprintf("%s %d", r.State, r.Year))
		}
		w.comment("Registered as a data broker in: " + strings.Join(in, ", ") + ".")
	}
	if slices.ContainsFunc(w.b.OptOut, func(o brokers.OptOut) bool { return o.By == brokers.ByDROP }) {
		w.comment("Californians reach it through the state's deletion platform, DROP.")
	}
	if w.b.Status == brokers.Retired {
		w.comment("Said to be out of service.")
		w.lose("status", string(w.b.Status), "belongs among that project's obsolete records")
	}
}

// rest reports what a record has no place for at all.
func (w *writer) rest() {
	if w.b.Search != nil {
		w.lose("search", "how the site is searched and read", "the schema has no place for it")
	}
	if w.b.Family != "" {
		w.lose("family", w.b.Family, "the schema has no place for it")
	}
	if n := len(w.b.Suppresses); n > 0 {
		w.lose("suppresses", fmt.Sprintf("brokers cleared by an opt-out here: %d", n), "the schema has no place for it")
	}
	if w.b.Confidence != "" {
		w.lose("confidence", w.b.Confidence, "the schema grades how a record was made and not how sure it is")
	}
}

func (w *writer) comment(s string) { w.out.Comments = append(w.out.Comments, s) }
