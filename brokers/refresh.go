package brokers

import (
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// Refresh returns a known broker with what another file says of it in addition:
// the known id, name, family, category and ways out stay, registrations, ways
// out, cleared brokers and sources are joined, and a definition takes the place
// of the known one. What contradicts is told, each with the side that was
// taken. Neither broker is changed; to refresh twice is to refresh once.
func Refresh(known, from *Broker) (Broker, []Contradiction) {
	r := refresh{b: *known, from: from}
	r.facts()
	r.hosts()
	for _, g := range from.Registered {
		if !slices.Contains(r.b.Registered, g) {
			r.b.Registered = append(slices.Clip(r.b.Registered), g)
		}
	}
	for _, s := range from.Suppresses {
		if s.ID != r.b.ID && !slices.ContainsFunc(r.b.Suppresses, func(k Suppression) bool { return k.ID == s.ID }) {
			r.b.Suppresses = append(slices.Clip(r.b.Suppresses), s)
		}
	}
	r.b.OptOut = slices.Clone(r.b.OptOut)
	for _, o := range from.OptOut {
		r.way(o)
	}
	r.search()
	for _, s := range from.Sources {
		same := func(k Source) bool { return SameSource(k.Name, s.Name) && (k.Date == s.Date || s.Date == "") }
		if !slices.ContainsFunc(r.b.Sources, same) {
			r.b.Sources = append(slices.Clip(r.b.Sources), s)
		}
	}
	return r.b, r.told
}

// Contradiction is where two files of one broker do not agree.
type Contradiction struct {
	Text string // the field, and which side was taken
	Kept bool   // the known side was taken, so that the other is lost
}

type refresh struct {
	b    Broker
	from *Broker
	told []Contradiction
}

func (r *refresh) tell(field, known, other string) {
	r.told = append(r.told, Contradiction{fmt.Sprintf("%s: %q is kept; the import says %q", field, known, other), true})
}

// facts joins what has one value.
func (r *refresh) facts() {
	b, from := &r.b, r.from
	if !r.called(from.Name) {
		r.tell("name", b.Name, from.Name)
	}
	switch {
	case from.Operator == "" || SameCompany(b.Operator, from.Operator):
	case b.Operator == "":
		b.Operator = from.Operator
	default:
		r.tell("operator", b.Operator, from.Operator)
	}
	switch {
	case b.Family == "":
		b.Family = from.Family
	case from.Family != "" && from.Family != b.Family:
		r.tell("family", b.Family, from.Family)
	}
	switch {
	case b.Home() == "" && from.Home() != "":
		b.Country = from.Country
	case from.Home() != "" && from.Country != b.Country:
		r.tell("country", b.Country, from.Country)
	}
	if from.Category != "" && (b.Category == "" || b.Category == "other") {
		b.Category = from.Category
	}
	switch {
	case b.Status == "" || b.Status == Unknown && from.Status == Active:
		b.Status = from.Status
	case b.Status == Retired && from.Status == Active:
		r.tell("status", string(b.Status), string(from.Status))
	}
	if b.Confidence == "" {
		b.Confidence = from.Confidence
	}
}

// called reports whether the known broker goes by a name, gaps aside: that of
// its company or of one of its sites too.
func (r *refresh) called(name string) bool {
	solid := func(s string) string { return strings.ReplaceAll(nameWords(s), " ", "") }
	for _, s := range append([]string{r.b.Name, r.b.Operator, r.b.Domain, r.b.ID, strings.TrimSuffix(r.b.Domain, ".com")}, r.b.Mirrors...) {
		if solid(s) == solid(name) {
			return true
		}
	}
	return name == ""
}

func (r *refresh) hosts() {
	for _, m := range r.from.Mirrors {
		if bare(m) != bare(r.b.Domain) && !slices.Contains(r.b.Mirrors, m) {
			r.b.Mirrors = append(slices.Clip(r.b.Mirrors), m)
		}
	}
}

// way adds a way out that is not among the known ones. A mailbox that is known
// to bounce stays known so.
func (r *refresh) way(o OptOut) {
	last := len(r.b.OptOut)
	for i := range r.b.OptOut {
		k := &r.b.OptOut[i]
		if k.By == ByDROP {
			last = min(last, i)
		}
		if k.By != o.By || !sameGoal(*k, o) {
			continue
		}
		if !k.Bounced.IsZero() {
			r.told = append(r.told, Contradiction{fmt.Sprintf("opt_out: mail to %s came back on %s, which stays so; the import still names it", k.To, k.Bounced), true})
			return
		}
		// A page to start from adds nothing where the form itself is known.
		start := slices.Contains(o.Requires, rightsPage) && !slices.Contains(k.Requires, rightsPage)
		if k.Ask != o.Ask && !start {
			continue
		}
		k.Requires = slices.Clip(k.Requires)
		for _, w := range o.Requires {
			if w != rightsPage && !slices.Contains(k.Requires, w) {
				k.Requires = append(k.Requires, w)
			}
		}
		return
	}
	if o.By == ByDROP {
		last = len(r.b.OptOut)
	}
	r.b.OptOut = slices.Insert(r.b.OptOut, last, o)
}

// rightsPage marks an address as a page to start from, not a form.
const rightsPage = "rights-page"

var digits = regexp.MustCompile(`\d+`)

// sameGoal reports whether two ways of one channel lead to the same place.
func sameGoal(a, b OptOut) bool {
	switch a.By {
	case ByForm:
		return samePage(a.URL, b.URL)
	case ByEmail:
		return strings.EqualFold(a.To, b.To)
	case ByPhone, ByPost: // "(555) 555-0100" and "+1 555 555 0100"; "Street" and "St."
		x, y := digits.FindAllString(a.To, -1), digits.FindAllString(b.To, -1)
		if a.By == ByPhone {
			return len(x) > 0 && strings.TrimPrefix(strings.Join(x, ""), "1") == strings.TrimPrefix(strings.Join(y, ""), "1")
		}
		return len(x) > 0 && slices.Equal(x, y)
	}
	return true
}

func samePage(a, b string) bool {
	plain := func(s string) string {
		u, err := url.Parse(s)
		if err != nil {
			return s
		}
		return bare(u.Host) + strings.TrimSuffix(u.EscapedPath(), "/") + "?" + u.RawQuery + "#" + u.Fragment
	}
	return plain(a) == plain(b)
}

// search takes the other definition. What the site's terms say and how long it
// wants to be left alone are no part of how a page reads, and stay; that
// somebody saw the old one work says nothing of the new one.
func (r *refresh) search() {
	from, known := r.from.Search, r.b.Search
	if from == nil {
		return
	}
	d := *from
	if known != nil {
		if d.Automation.Is == "" || d.Automation.Is == "unknown" {
			d.Automation = known.Automation
		}
		if !d.Pace.Set {
			d.Pace = known.Pace
		}
		if d.Retired.IsZero() && !known.Retired.IsZero() {
			r.told = append(r.told, Contradiction{fmt.Sprintf("search.retired: known as retired on %s; the imported definition is taken as in use", known.Retired), false})
		}
	}
	if !r.b.Checked.IsZero() && !sameDefinition(known, &d) {
		r.told = append(r.told, Contradiction{fmt.Sprintf("checked: seen working on %s with the known definition; nobody has seen the imported one work", r.b.Checked), false})
		r.b.Checked = Date{}
	}
	r.b.Search = &d
}

func sameDefinition(a, b *Definition) bool { return a != nil && b != nil && reflect.DeepEqual(a, b) }
