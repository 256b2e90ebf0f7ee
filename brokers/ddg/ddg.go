package ddg

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
)

// MaxFile is the largest file that is read, in bytes.
const MaxFile = 10 << 20

// ErrKind says that a file is JSON and no broker file.
var ErrKind = errors.New("not a DuckDuckGo broker file")

// Read makes brokers from one file: the broker that it describes and its mirror
// sites, with ids from names (nil: those of their hosts). The name stands before the line in what is lost and in errors,
// which are of files that are too large, not UTF-8, not JSON or of another
// kind (ErrKind).
func Read(data []byte, name string, names *brokers.Names) ([]brokers.Broker, []Lost, error) {
	f, err := read(data, name, known(names))
	if err != nil {
		return nil, nil, err
	}
	all, lost := gather([]*file{f}, f.r.names)
	first := func(b brokers.Broker) bool { return b.ID == f.brokers[0].ID }
	if i := slices.IndexFunc(all, first); i > 0 {
		b := all[i]
		all = slices.Insert(slices.Delete(all, i, i+1), 0, b)
	}
	return all, lost, nil
}

// known returns names that know nobody for nil.
func known(names *brokers.Names) *brokers.Names {
	if names == nil {
		return brokers.NewNames(nil)
	}
	return names
}

// file is what one file comes to.
type file struct {
	r       *reader
	brokers []brokers.Broker
	parent  string // host of the parent site, "" if none
	within  *Lost  // set if the parent's opt-out clears this broker: said in the parent's file or lost
}

func read(data []byte, name string, names *brokers.Names) (*file, error) {
	if len(data) > MaxFile {
		return nil, fmt.Errorf("read %s: larger than %d MiB", name, MaxFile>>20)
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("read %s: not UTF-8 text", name)
	}
	root, err := parse(bytes.TrimPrefix(data, []byte("\ufeff")))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	steps := root.fields["steps"]
	if root.kind != group || steps == nil || steps.kind != list || root.fields["name"] == nil && root.fields["url"] == nil {
		return nil, fmt.Errorf("read %s: %w", name, ErrKind)
	}
	f := &file{r: &reader{file: name, names: names}}
	o := &object{r: f.r, n: root}
	if err := f.broker(o); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return f, nil
}

func (f *file) broker(o *object) error {
	name, site := plain(o.text("name")), o.text("url")
	if site == "" {
		site = name // the older generation
	}
	host := hostOf(site)
	b := brokers.Broker{
		ID: o.r.id(host), Name: clip(name), Domain: host, Category: "people-search", Country: "US", Status: brokers.Active,
	}
	if b.ID == "" {
		return fmt.Errorf("line %d: url: not a host under a public suffix", o.line("url", "name"))
	}
	if b.Name == "" {
		b.Name = host
	}
	added, removed := o.day("addedDatetime"), o.day("removedAt")
	if !removed.IsZero() {
		b.Status = brokers.Unknown // their client left it; the site may live on
	}
	if parent := o.text("parent"); parent != "" {
		if f.parent = hostOf(parent); f.parent == "" {
			o.lose("parent", parent, "not a host under a public suffix")
		}
	}
	switch {
	case f.parent != "":
		b.Family = o.r.names.FamilyOf(f.parent)
	case o.has("mirrorSites"):
		b.Family = o.r.names.FamilyOf(b.Domain)
	}
	f.r.hosts = []string{host, f.parent}
	latest := later(added, removed)
	mirrors := o.mirrors(&b, &latest)
	if len(mirrors) == 0 && f.parent == "" {
		b.Family = ""
	}
	b.Sources = source(latest)
	f.steps(o, &b)
	if b.Search != nil {
		b.Search.Retired = removed
	} else if !removed.IsZero() {
		o.lose("removedAt", removed.String(), "their client left the site on that day, and there is no definition to say so of")
	}
	o.rest()
	f.brokers = append([]brokers.Broker{b}, mirrors...)
	return nil
}

// steps reads how the site is searched and left.
func (f *file) steps(o *object, b *brokers.Broker) {
	form := o.webAddress("optOutUrl")
	var searched, left bool
	var way optOut
	for _, s := range o.objects("steps") {
		switch kind := s.text("stepType"); {
		case kind == "scan" && !searched:
			searched = true
			b.Search = s.definition()
		case kind == "optOut" && !left:
			left = true
			way = s.optOut()
			if way.inParent {
				f.within = &Lost{Path: fmt.Sprintf("%s:%d: %s", f.r.file, s.n.line, s.at("optOutType")), What: "the parent's opt-out clears this site",
					Why: "belongs into the parent's file, under suppresses"}
			}
		default:
			s.lose("stepType", kind, "a second step of its kind, or one that is not known")
		}
	}
	if form == "" {
		form = way.url
	}
	if form != "" {
		b.OptOut = []brokers.OptOut{{Ask: brokers.Suppress, By: brokers.ByForm, URL: form, Requires: way.requires}}
	}
}

// id returns the id of the broker with a host.
func (r *reader) id(host string) string {
	if host == "" {
		return ""
	}
	return r.names.ID(host)
}

// clip keeps a name to a length that a name can have.
func clip(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:120])
	}
	return s
}
