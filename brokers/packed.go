package brokers

import (
	"bytes"
	_ "embed"
	"encoding/gob"
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

//go:generate go run ./catalogue/generate

// packed is the built-in catalogue in a form that is read at once: parsing
// two thousand YAML files takes a fifth of a second, decoding this one five
// milliseconds. `go generate ./brokers` writes it from the files.
//
//go:embed catalogue.gob
var packed []byte

// Embedded is the layer that is part of the program.
func Embedded() Layer {
	sub, err := fs.Sub(embedded, "catalogue")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return Layer{Name: "catalogue", FS: sub, packed: packed, builtIn: true}
}

// Files is the layer without its packed form: every file of it is read and
// checked, as lint does.
func (l Layer) Files() Layer {
	l.packed = nil
	return l
}

// Pack writes a layer's brokers in the form that Embedded is compiled from. The
// error holds every fault of its files: a catalogue with faults is not packed.
func Pack(l Layer) ([]byte, error) {
	c, faults := Load(l.Files())
	if faults = append(faults, Lint(c)...); len(faults) > 0 {
		return nil, faults
	}
	list := make([]parcel, len(c.all))
	for i, b := range c.all {
		list[i] = toParcel(b)
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(list); err != nil {
		return nil, fmt.Errorf("pack catalogue: %w", err)
	}
	return buf.Bytes(), nil
}

func unpack(data []byte) ([]*Broker, error) {
	var list []parcel
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&list); err != nil {
		return nil, fmt.Errorf("unpack catalogue: %w", err)
	}
	all := make([]*Broker, len(list))
	for i := range list {
		all[i] = list[i].broker()
	}
	return all, nil
}

// parcel is a packed broker. The fields of its definition stand beside it in
// order, because a map is written in another order each time.
type parcel struct {
	Broker          Broker
	Fields, Profile []field
}

type field struct {
	Name  string
	Rules Rules
}

func toParcel(b *Broker) parcel {
	p := parcel{Broker: *b}
	if b.Search == nil {
		return p
	}
	d := *b.Search
	p.Fields, d.Fields = d.Fields.list(), nil
	if d.Profile != nil {
		own := *d.Profile
		p.Profile, own.Fields = own.Fields.list(), nil
		d.Profile = &own
	}
	p.Broker.Search = &d
	return p
}

func (p *parcel) broker() *Broker {
	if d := p.Broker.Search; d != nil {
		d.Fields = fieldsOf(p.Fields)
		if d.Profile != nil {
			d.Profile.Fields = fieldsOf(p.Profile)
		}
	}
	return &p.Broker
}

func (f Fields) list() []field {
	var list []field
	for _, name := range slices.Sorted(maps.Keys(f)) {
		list = append(list, field{name, f[name]})
	}
	return list
}

func fieldsOf(list []field) Fields {
	if len(list) == 0 {
		return nil
	}
	f := make(Fields, len(list))
	for _, e := range list {
		f[e.Name] = e.Rules
	}
	return f
}
