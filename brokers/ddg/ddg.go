package ddg

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
)

// MaxFile is the largest file that is read, in bytes.
const MaxFile = 10 << 20

// ErrKind says that a file is JSON and no broker file.
var ErrKind = errors.New("not a DuckDuckGo broker file")

// Read makes brokers from one file: the broker that it describes, then its
// mirror sites. The name stands before the line in what is lost and in errors,
// which are of files that are too large, not UTF-8, not JSON or of another
// kind (ErrKind).
func Read(data []byte, name string) ([]brokers.Broker, []Lost, error) {
	f, err := read(data, name)
	if err != nil {
		return nil, nil, err
	}
	if f.within != nil {
		f.r.lost = append(f.r.lost, *f.within)
	}
	return f.brokers, f.r.lost, nil
}

// file is what one file comes to.
type file struct {
	r       *reader
	brokers []brokers.Broker
	parent  string // host of the parent site, "" if none
	within  *Lost  // set if the parent's opt-out clears this broker: said in the parent's file or lost
}

func read(data []byte, name string) (*file, error) {
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
	f := &file{r: &reader{file: name}}
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
		ID: idOf(host), Name: clip(name), Domain: host, Category: "people-search", Country: "US", Status: brokers.Active,
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
		if f.parent = hostOf(parent); idOf(f.parent) == "" {
			o.lose("parent", parent, "not a host under a public suffix")
		}
	}
	switch {
	case idOf(f.parent) != "":
		b.Family = idOf(f.parent)
	case o.has("mirrorSites"):
		b.Family = b.ID
	}
	latest := later(added, removed)
	mirrors := o.mirrors(&b, &latest)
	if len(mirrors) == 0 && f.parent == "" {
		b.Family = ""
	}
	b.Sources = source(latest)
	f.steps(o, &b)
	if b.Search != nil {
		b.Search.Retired = removed
	}
	for _, key := range []string{"version", "schedulingConfig", "eTag"} {
		if o.has(key) {
			o.pass(key)
			o.lose(key, key, "a matter of their client")
		}
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
				f.within = &Lost{fmt.Sprintf("%s:%d: %s", f.r.file, s.n.line, s.at("optOutType")), "the parent's opt-out clears this site",
					"belongs into the parent's file, under suppresses"}
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

// clip keeps a name to a length that a name can have.
func clip(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:120])
	}
	return s
}
