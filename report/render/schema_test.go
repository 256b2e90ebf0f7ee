package render_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
)

const schemaFile = "report.schema.json"

// words are the values that a type of words can have.
var values = map[reflect.Type][]string{
	reflect.TypeFor[scan.Outcome]():        texts(scan.Outcomes),
	reflect.TypeFor[scan.Verdict]():        {string(scan.Match), string(scan.Possible), string(scan.Other)},
	reflect.TypeFor[brokers.Ask]():         texts(brokers.Asks),
	reflect.TypeFor[report.FactKind]():     texts(report.FactKinds),
	reflect.TypeFor[report.Currency]():     {"", "current", "old"},
	reflect.TypeFor[report.Reach]():        {"", "free", "paid", "trade", "indexed"},
	reflect.TypeFor[report.Threat]():       texts(report.Threats),
	reflect.TypeFor[report.ClockKind]():    {"ack", "respond", "opt-out", "appeal", "look-again"},
	reflect.TypeFor[report.ClockState]():   {"due", "grace", "overdue"},
	reflect.TypeFor[scan.Effect]():         nil, // open: a matcher may learn a new one
	reflect.TypeFor[report.RequestState](): nil,
}

func texts[T any](list []T) (out []string) {
	for _, v := range list {
		b, _ := json.Marshal(v)
		out = append(out, strings.Trim(string(b), `"`))
	}
	return out
}

// drawer writes the schema of the types, with their comments as descriptions.
type drawer struct {
	defs     map[string]any
	comments map[string]string // of Type and of Type.Field
}

func (d *drawer) schema(t reflect.Type) map[string]any {
	if list, ok := values[t]; ok && list != nil {
		return map[string]any{"enum": list}
	}
	switch {
	case t == reflect.TypeFor[brokers.Date]():
		return map[string]any{"type": "string", "pattern": `^(\d{4}-\d\d-\d\d)?$`}
	case t.Kind() == reflect.Interface:
		return map[string]any{}
	case t.Kind() == reflect.Pointer:
		return d.schema(t.Elem())
	case t.Kind() == reflect.Slice:
		return map[string]any{"type": "array", "items": d.schema(t.Elem())}
	case t.Kind() == reflect.Map:
		m := map[string]any{"type": "object", "additionalProperties": d.schema(t.Elem())}
		if names := values[t.Key()]; names != nil {
			m["propertyNames"] = map[string]any{"enum": names}
		}
		return m
	case t.Implements(reflect.TypeFor[encoding.TextMarshaler]()), t.Kind() == reflect.String:
		return map[string]any{"type": "string"}
	case t.Kind() == reflect.Bool:
		return map[string]any{"type": "boolean"}
	case t.Kind() == reflect.Float64:
		return map[string]any{"type": "number"}
	case t.Kind() == reflect.Int, t.Kind() == reflect.Int64:
		return map[string]any{"type": "integer"}
	case t.Kind() == reflect.Struct:
		return d.object(t)
	}
	panic("no schema for " + t.String())
}

// object writes a struct: what is left out when empty is not required.
func (d *drawer) object(t reflect.Type) map[string]any {
	link := map[string]any{"$ref": "#/$defs/" + t.Name()}
	if _, done := d.defs[t.Name()]; done {
		return link
	}
	d.defs[t.Name()] = nil
	properties, required := map[string]any{}, []string{}
	for _, f := range reflect.VisibleFields(t) { // those of embedded types too
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		s := d.schema(f.Type)
		if c := d.comments[t.Name()+"."+f.Name]; c != "" {
			s["description"] = c
		}
		properties[name] = s
		if !strings.Contains(options, "omit") {
			required = append(required, name)
		}
	}
	o := map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
	if c := d.comments[t.Name()]; c != "" {
		o["description"] = c
	}
	d.defs[t.Name()] = o
	return link
}

// commentsOf reads the comments of the types in folders.
func commentsOf(t *testing.T, dirs ...string) map[string]string {
	all := map[string]string{}
	tidy := func(groups ...*ast.CommentGroup) string {
		var list []string
		for _, g := range groups {
			list = append(list, strings.Fields(g.Text())...)
		}
		return strings.Join(list, " ")
	}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				decl, ok := n.(*ast.GenDecl)
				if !ok || decl.Tok != token.TYPE {
					return true
				}
				for _, s := range decl.Specs {
					spec := s.(*ast.TypeSpec)
					all[spec.Name.Name] = tidy(decl.Doc, spec.Doc)
					if st, ok := spec.Type.(*ast.StructType); ok {
						for _, f := range st.Fields.List {
							for _, name := range f.Names {
								all[spec.Name.Name+"."+name.Name] = tidy(f.Doc, f.Comment)
							}
						}
					}
				}
				return true
			})
		}
	}
	return all
}

// TestSchemaFile keeps the schemas in the repository those of the types.
func TestSchemaFile(t *testing.T) {
	for _, c := range []struct {
		file, title string
		of          reflect.Type
	}{
		{schemaFile, "What `whohasme report --json` prints: one such object a subject, one a line", reflect.TypeFor[report.Report]()},
		{"export.schema.json", "What `whohasme subject export` gives: everything that is kept of a subject", reflect.TypeFor[report.Export]()},
	} {
		t.Run(c.file, func(t *testing.T) { keepSchema(t, c.file, c.title, c.of) })
	}
}

func keepSchema(t *testing.T, file, title string, of reflect.Type) {
	d := &drawer{defs: map[string]any{}, comments: commentsOf(t, "..", "../../scan")}
	root := d.schema(of)
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = "https://github.com/whohasme/whohasme/report/render/" + file
	root["title"] = title
	root["$defs"] = d.defs
	want, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(file, want, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not that of the types; -update writes it anew", file)
	}
}

// TestSchemaHolds validates every report of the golden files, and sees that
// what is no report is refused.
func TestSchemaHolds(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	valid := func(data []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return err
		}
		return schema.Validate(v)
	}
	n := 0
	for name, r := range reports() {
		var out bytes.Buffer
		if err := render.JSON(&out, r); err != nil {
			t.Fatal(err)
		}
		if err := valid(out.Bytes()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		file, err := os.ReadFile(filepath.Join("testdata", name+".json"))
		if err != nil || valid(file) != nil {
			t.Errorf("%s.json: %v, %v", name, err, valid(file))
			continue
		}
		n++
	}
	t.Logf("figure: issue 8, point 1: %d of %d reports as JSON are valid by the schema in the repository", n, len(reports()))
	for name, data := range map[string]string{
		"empty": `{}`, "no object": `[]`, "another outcome": `{"subject":"a","as_of":"2026-11-20","totals":{"asked":0,"answered":0,"unchecked":0,"unseen":0},"findings":[],"unchecked":[{"broker":"b","outcome":"clear","why":""}]}`,
		"unknown key": `{"subject":"a","as_of":"2026-11-20","totals":{"asked":0,"answered":0,"unchecked":0,"unseen":0},"findings":[],"unchecked":[],"ssn":""}`,
		"no day":      `{"subject":"a","as_of":"soon","totals":{"asked":0,"answered":0,"unchecked":0,"unseen":0},"findings":[],"unchecked":[]}`,
	} {
		if valid([]byte(data)) == nil {
			t.Errorf("%s is valid", name)
		}
	}
}
