package brokers

import (
	"bytes"
	"cmp"
	"encoding"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// MaxFile is the largest file of ours that is read, in bytes.
const MaxFile = 1 << 20

// MaxFaults is how many faults of one file are told; a file with more of them
// is another kind of file.
const MaxFaults = 500

// Fault is one thing wrong in a file that a person wrote.
type Fault struct {
	File  string
	Line  int
	Field string // such as search.fields.name; empty for the file as a whole
	Text  string
}

// Error returns file:line, then field and fault.
func (f Fault) Error() string {
	if f.Field == "" {
		return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text)
	}
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.Field, f.Text)
}

// Faults are all faults of one or more files.
type Faults []Fault

// Error returns one fault a line.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Sorted returns the faults by file and line; those of one line keep their
// order.
func (fs Faults) Sorted() Faults {
	slices.SortStableFunc(fs, func(a, b Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return fs
}

// Shaper is implemented by a type that a file may write in a shorter form:
// Shape turns the short form into the full one before it is decoded.
type Shaper interface {
	Shape(*yaml.Node) *yaml.Node
}

// Document is a decoded file that still knows where each field stood, so that
// later checks can name the line.
type Document struct {
	File   string
	Faults Faults
	lines  map[string]int
	unread map[string]bool // fields whose value has a form that could not be read
}

// Decode reads one YAML file of ours into a struct. Unknown and repeated keys,
// wrong types and aliases are faults; all of them are gathered in the
// Document's Faults. Whatever could be read is set.
func Decode(file string, data []byte, into any) *Document {
	d := &Document{File: file, lines: map[string]int{"": 1}, unread: map[string]bool{}}
	switch {
	case len(data) > MaxFile:
		d.reject("", fmt.Sprintf("file is larger than %d KiB", MaxFile>>10))
		return d
	case !utf8.Valid(data):
		d.lines[""] = brokenLine(data)
		d.reject("", "file is not UTF-8 text")
		return d
	}
	root, err := onlyDocument(data)
	switch {
	case err != nil:
		d.unread[""] = true
		d.note(syntaxFault(file, data, err))
	case root == nil || isNull(root):
		d.reject("", "file is empty")
	default:
		d.read("", root, reflect.ValueOf(into).Elem())
	}
	return d
}

var errSecond = errors.New("second document")

// onlyDocument returns the top of the file's one document, or nil when the
// file has none.
func onlyDocument(data []byte) (*yaml.Node, error) {
	var root, second yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(data))
	switch err := dec.Decode(&root); {
	case err == io.EOF:
		return nil, nil
	case err != nil:
		return nil, err
	}
	switch err := dec.Decode(&second); {
	case err == io.EOF && len(root.Content) == 0:
		return nil, nil
	case err == io.EOF:
		return root.Content[0], nil
	case err != nil:
		return nil, err
	}
	return nil, fmt.Errorf("line %d: %w", second.Line, errSecond)
}

// Readable reports whether the file as a whole could be read, so that its
// fields are worth checking although some of them have faults.
func (d *Document) Readable() bool { return !d.unread[""] }

// Fault notes a fault of a field, at the line where the field's key stands or,
// for a missing one, where its parent's does. A field that could not be read
// already has its fault, and gets no other.
func (d *Document) Fault(field, text string) {
	for at := field; ; {
		if d.unread[at] {
			return
		}
		cut := strings.LastIndexAny(at, ".[")
		if cut < 0 {
			break
		}
		at = at[:cut]
	}
	d.note(Fault{d.File, d.line(field), field, text})
}

// note keeps a fault, unless the file has too many.
func (d *Document) note(f Fault) {
	switch {
	case len(d.Faults) < MaxFaults:
		d.Faults = append(d.Faults, f)
	case len(d.Faults) == MaxFaults:
		d.Faults = append(d.Faults, Fault{d.File, f.Line, "", fmt.Sprintf("more than %d faults; the rest is not told", MaxFaults)})
	}
}

// reject notes that a field's value has a form that cannot be read.
func (d *Document) reject(field, text string) {
	d.Fault(field, text)
	d.unread[field] = true
}

// Err returns the gathered faults as an error, or nil.
func (d *Document) Err() error {
	if len(d.Faults) == 0 {
		return nil
	}
	return d.Faults.Sorted()
}

func (d *Document) line(field string) int {
	for {
		if n, ok := d.lines[field]; ok {
			return n
		}
		cut := strings.LastIndexAny(field, ".[")
		if cut < 0 {
			return d.lines[""]
		}
		field = field[:cut]
	}
}

func (d *Document) read(path string, n *yaml.Node, v reflect.Value) {
	if _, known := d.lines[path]; !known {
		d.lines[path] = n.Line // of an item of a list; a field's line is that of its key
	}
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		d.reject(path, "aliases and anchors are not used here")
		return
	}
	if foreign(n) {
		d.reject(path, foreignTag)
		return
	}
	if isNull(n) {
		return // as if it were not there
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	if s, ok := v.Addr().Interface().(Shaper); ok {
		n = s.Shape(n)
	}
	if t, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if n.Kind != yaml.ScalarNode {
			d.reject(path, "want a single value")
		} else if err := t.UnmarshalText([]byte(n.Value)); err != nil {
			d.reject(path, err.Error())
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.readStruct(path, n, v)
	case reflect.Slice:
		d.readSlice(path, n, v)
	case reflect.Map:
		d.readMap(path, n, v)
	default:
		d.readScalar(path, n, v)
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

func (d *Document) readStruct(path string, n *yaml.Node, v reflect.Value) {
	d.eachKey(path, n, func(key, at string, k, val *yaml.Node) {
		i, ok := fieldIndex(v.Type(), key)
		if !ok {
			hint, near := suggestion(v.Type(), key)
			if !near && !keyForm.MatchString(key) {
				at = path // what stands there is no key but, it may be, a fact about a person
			}
			d.note(Fault{d.File, k.Line, at, "unknown key" + hint})
			return
		}
		d.read(at, val, v.Field(i))
	})
}

func (d *Document) readMap(path string, n *yaml.Node, v reflect.Value) {
	if len(n.Content) > 0 {
		v.Set(reflect.MakeMap(v.Type()))
	}
	d.eachKey(path, n, func(key, at string, _, val *yaml.Node) {
		e := reflect.New(v.Type().Elem()).Elem()
		d.read(at, val, e)
		v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), e)
	})
}

func (d *Document) eachKey(path string, n *yaml.Node, do func(key, at string, k, v *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		d.reject(path, "want keys with values")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, val := n.Content[i], n.Content[i+1]
		at := strings.TrimPrefix(path+"."+k.Value, ".")
		if k.Kind != yaml.ScalarNode {
			d.note(Fault{d.File, k.Line, path, "want plain keys"})
			continue
		}
		if foreign(k) {
			d.note(Fault{d.File, k.Line, path, foreignTag})
			continue
		}
		if seen[k.Value] {
			d.note(Fault{d.File, k.Line, at, "key stands twice"})
			continue
		}
		seen[k.Value] = true
		d.lines[at] = k.Line
		do(k.Value, at, k, val)
	}
}

func (d *Document) readSlice(path string, n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.reject(path, "want a list")
		return
	}
	s := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, c := range n.Content {
		at := fmt.Sprintf("%s[%d]", path, i)
		if n.Column == 0 {
			at = path // a short form: the file has no list here
		}
		d.read(at, c, s.Index(i))
	}
	if len(n.Content) > 0 {
		v.Set(s) // an empty list is as none
	}
}

func (d *Document) readScalar(path string, n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.ScalarNode {
		d.reject(path, "want a single value")
		return
	}
	var err error
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.Value)
	case reflect.Bool:
		var b bool
		b, err = strconv.ParseBool(n.Value)
		v.SetBool(b)
	case reflect.Int:
		var i int
		i, err = strconv.Atoi(n.Value)
		v.SetInt(int64(i))
	default:
		err = errors.New("no reader for this kind")
	}
	if err != nil {
		d.reject(path, fmt.Sprintf("want %s", map[reflect.Kind]string{reflect.Bool: "true or false", reflect.Int: "a whole number"}[v.Kind()]))
	}
}

func fieldIndex(t reflect.Type, key string) (int, bool) {
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); name == key && name != "" && name != "-" {
			return i, true
		}
	}
	return 0, false
}

// keyForm is how a key looks that is only misspelled.
var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

// suggestion names the key that was meant, if one is near, or lists the keys
// that would have been right.
func suggestion(t reflect.Type, key string) (hint string, near bool) {
	var names []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name == "" || name == "-" {
			continue
		}
		if strings.EqualFold(strings.ReplaceAll(name, "_", ""), strings.NewReplacer("_", "", "-", "").Replace(key)) {
			return fmt.Sprintf(", did you mean %q", name), true
		}
		names = append(names, name)
	}
	return ", want one of " + strings.Join(names, ", "), false
}
