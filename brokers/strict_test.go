package brokers_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
)

func TestDecodeReadsEveryKey(t *testing.T) {
	b, faults := decode(sample)
	if faults != "" {
		t.Fatalf("the sample has faults:\n%s", faults)
	}
	s := b.Search
	day := func(text string) brokers.Date {
		d, err := brokers.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"mirrors", b.Mirrors, []string{"m.lantern-lookup.test", "lantern.test"}},
		{"registered", b.Registered, []brokers.Registration{{State: "VT", Year: 2025}, {State: "CA", Year: 2026}}},
		{"suppresses", b.Suppresses, []brokers.Suppression{{ID: "lamp-people", Evidence: "the two share a suppression form", Date: day("2026-03-01")}}},
		{"ways out", len(b.OptOut), 5},
		{"requires", b.OptOut[0].Requires, []string{"record-url", "captcha"}},
		{"bounced", b.OptOut[1].Bounced, day("2026-01-15")},
		{"retired", s.Retired, day("2026-03-02")},
		{"automation", s.Automation, brokers.Automation{Is: "allowed", Date: day("2026-02-03")}},
		{"pace", s.Pace, brokers.Pace{Set: true, Value: 7e9}},
		{"steps", s.Steps[0], brokers.Step{Fill: "input[name=q]", With: "last"}},
		{"complete", s.Complete, brokers.Complete{Total: "b.sum", Next: "a.next", Pages: 5}},
		{"a selector stands for a rule", s.Fields["name"], brokers.Rules{{Select: "h3"}}},
		{"a rule stands for a list", s.Fields["profile_url"], brokers.Rules{{Select: "a", Attr: "href"}}},
		{"a list of rules", s.Fields["addresses"], brokers.Rules{{Select: "li.now", All: true}, {Select: "li.before", All: true, Separator: "; "}}},
		{"a list of both", s.Fields["relatives"], brokers.Rules{{Select: ".kin a"}, {Select: ".kin b"}}},
		{"fields of the profile", s.Profile.Fields["emails"], brokers.Rules{{Select: ".mail"}}},
		{"sources", b.Sources, []brokers.Source{{Name: "the site's own help page", Date: "2026-02"}, {Name: "a list without a date"}}},
		{"checked", b.Checked, day("2026-03-04")},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %+v, want %+v", c.name, c.got, c.want)
		}
	}
}

func TestDecodeNullIsNotGiven(t *testing.T) {
	b, faults := decode("id: x\nname: ~\nmirrors: null\nsearch:\nchecked: null\nopt_out: [~]\n")
	if faults != "" || b.Name != "" || b.Mirrors != nil || b.Search != nil || !b.Checked.IsZero() {
		t.Errorf("got %+v with faults %q", b, faults)
	}
	b, faults = decode("search: {fields: {name: ~, age: [~]}}\n")
	if faults != "" || len(b.Search.Fields["name"]) != 0 {
		t.Errorf("got %+v with faults %q", b.Search, faults)
	}
}

func TestDecodeFaults(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"empty", "", "b.yaml:1: file is empty"},
		{"comment only", "# nothing\n", "b.yaml:1: file is empty"},
		{"null", "null\n", "b.yaml:1: file is empty"},
		{"document marks only", "---\n...\n", "b.yaml:1: file is empty"},
		{"not a mapping", "- a\n", "b.yaml:1: want keys with values"},
		{"one word", "hello\n", "b.yaml:1: want keys with values"},
		{"not UTF-8", "id: \xff\xfe\n", "b.yaml:1: file is not UTF-8 text"},
		{"Latin-1 in the third line", "id: x\nname: x\noperator: Caf\xe9\n", "b.yaml:3: file is not UTF-8 text"},
		{"control character", "id: x\nname: \x01\n", "b.yaml:2: not valid YAML: control characters are not allowed"},
		{"UTF-16", "i\x00d\x00:\x00", "b.yaml:1: not valid YAML: control characters are not allowed"},
		{"tab", "id: x\n\tname: y\n", "b.yaml:2: not valid YAML: found a tab character that violates indentation"},
		{"open list", "id: x\nmirrors: [a\nname: y\n", "b.yaml:3: not valid YAML: did not find expected ',' or ']' while parsing a flow sequence of line 2"},
		{"open quotes", "id: x\nname: \"y\n", "not valid YAML: found unexpected end of stream while scanning a quoted scalar of line 2"},
		{"colon in a value", "id: x\nname: y: z\n", "b.yaml:2: not valid YAML: mapping values are not allowed in this context"},
		{"deep flow", "id: x\nname: " + strings.Repeat("[", 20_000), "b.yaml:2: not valid YAML: exceeded max depth"},
		{"deep list", "id: x\nname:\n" + strings.Repeat("- ", 20_000), "b.yaml:3: not valid YAML: exceeded max depth"},
		{"foreign tag", "id: x\nname: !!python/object:os.system y\n", "b.yaml:2: name: tags such as !!binary"},
		{"binary", "id: !!binary aGVsbG8=\n", "b.yaml:1: id: tags such as !!binary"},
		{"own tag", "id: !mine x\n", "b.yaml:1: id: tags such as"},
		{"tag in a list", "mirrors:\n- a.test\n- !env HOME\n", "b.yaml:3: mirrors[1]: tags such as"},
		{"tag of a list", "mirrors: !!set {a, b}\n", "b.yaml:1: mirrors: tags such as"},
		{"tag of a rule", "search: {fields: {name: !js h2}}\n", "b.yaml:1: search.fields.name: tags such as"},
		{"tag of a key", "!mine id: x\n", "b.yaml:1: tags such as"},
		{"tag of the file", "--- !ruby/object:Broker\nid: x\n", "tags such as"},
		{"tag by a handle", "%TAG !p! tag:python.org,2002:\n---\nid: !p!x y\n", "b.yaml:3: id: tags such as"},
		{"second document", "id: x\n---\nid: y\n", "b.yaml:2: file holds more than one document"},
		{"broken second document", "id: x\n---\nid: [\n", "not valid YAML"},
		{"unknown key", "id: x\nphone: 1\n", "b.yaml:2: phone: unknown key, want one of id, name, domain"},
		{"misspelled key", "id: x\noptout: []\n", `b.yaml:2: optout: unknown key, did you mean "opt_out"`},
		{"hyphen for underscore", "opt-out: []\n", `b.yaml:1: opt-out: unknown key, did you mean "opt_out"`},
		{"upper case", "Name: x\n", `b.yaml:1: Name: unknown key, did you mean "name"`},
		{"nested unknown key", "search:\n  way: fetch\n  profile:\n    gone: x\n    lost: y\n", "b.yaml:5: search.profile.lost: unknown key, want one of record, fields, gone"},
		{"unknown key in a list", "opt_out:\n  - {ask: know}\n  - ask: know\n    why: x\n", "b.yaml:4: opt_out[1].why: unknown key"},
		{"unknown key of a single rule", "search:\n  fields:\n    name: {selct: h2}\n", "b.yaml:3: search.fields.name.selct: unknown key"},
		{"unknown key of a listed rule", "search:\n  fields:\n    name:\n      - {selct: h2}\n", "b.yaml:4: search.fields.name[0].selct: unknown key"},
		{"repeated key", "id: x\nname: y\nid: z\n", "b.yaml:3: id: key stands twice"},
		{"repeated nested key", "search: {way: fetch,\n  way: saved}\n", "b.yaml:2: search.way: key stands twice"},
		{"repeated field", "search:\n  fields:\n    age: a\n    age: b\n", "b.yaml:4: search.fields.age: key stands twice"},
		{"list for a word", "id: [x]\n", "b.yaml:1: id: want a single value"},
		{"word for a list", "mirrors: x\n", "b.yaml:1: mirrors: want a list"},
		{"word for keys", "search: x\n", "b.yaml:1: search: want keys with values"},
		{"list for keys", "search: [x]\n", "b.yaml:1: search: want keys with values"},
		{"keys for a word", "name: {a: b}\n", "b.yaml:1: name: want a single value"},
		{"keys for a date", "checked: {a: b}\n", "b.yaml:1: checked: want a single value"},
		{"word for a number", "registered: [{year: soon}]\n", "b.yaml:1: registered[0].year: want a whole number"},
		{"fraction for a number", "registered: [{year: 20.5}]\n", "want a whole number"},
		{"word for true", "search: {fields: {name: {all: perhaps}}}\n", "search.fields.name.all: want true or false"},
		{"no such day", "checked: 2026-02-30\n", "b.yaml:1: checked: read date: want YYYY-MM-DD"},
		{"no such day of a source", "sources: [{date: 2026-02-30}]\n", "sources[0].date: want YYYY, YYYY-MM or YYYY-MM-DD"},
		{"no such month", "sources: [{date: 2026-13}]\n", "sources[0].date: want YYYY"},
		{"pace without unit", "search: {pace: 5}\n", "search.pace: want a duration such as 5s"},
		{"negative pace", "search: {pace: -5s}\n", "search.pace: want a duration between 0s and 1h"},
		{"long pace", "search: {pace: 61m}\n", "search.pace: want a duration between 0s and 1h"},
		{"anchor", "id: &a x\n", "b.yaml:1: id: aliases and anchors are not used here"},
		{"alias", "id: x\nmirrors: &m [y]\nopt_out: *m\n", "b.yaml:3: opt_out: aliases and anchors are not used here"},
		{"alias in a list", "mirrors: [&m y, *m]\n", "mirrors[1]: aliases and anchors are not used here"},
		{"unknown anchor", "id: *x\n", "b.yaml:1: not valid YAML"},
		{"merge key", "id: x\n<<: {name: y}\n", "b.yaml:2: unknown key"},
		{"key that is a list", "? [a]\n: b\n", "b.yaml:1: want plain keys"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, got := decode(c.file); !strings.Contains(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// Marks of byte order, line ends of Windows and the plain tags change nothing.
func TestDecodeTakesAsMeant(t *testing.T) {
	for _, file := range []string{"\ufeffid: x\nname: y\n", "id: x\r\nname: y\r\n", "---\nid: x\nname: y\n...\n", "id: !!str x\nname: ! y\n", "--- !!map\nid: x\nname: y"} {
		if b, faults := decode(file); faults != "" || b.ID != "x" || b.Name != "y" {
			t.Errorf("%q: got %+v with faults %q", file, b, faults)
		}
	}
	if _, faults := decode("id: x\r\n\r\nnmae: y\r\n"); !strings.HasPrefix(faults, "b.yaml:3: nmae") {
		t.Errorf("lines of Windows: %q", faults)
	}
}

// What is no broker's file at all is not told line by line without end.
func TestDecodeManyFaults(t *testing.T) {
	_, faults := decode(strings.Repeat("- x\n", 3) + "\n")
	if strings.Count(faults, "\n") != 0 {
		t.Errorf("got %q", faults)
	}
	_, faults = decode(strings.Repeat("k: x\n", 5_000))
	if n := strings.Count(faults, "\n"); n != brokers.MaxFaults || !strings.HasSuffix(faults, "more than 500 faults; the rest is not told") {
		t.Errorf("got %d lines ending in %q", n+1, faults[len(faults)-80:])
	}
}

func TestDecodeReportsEveryFaultAtItsLine(t *testing.T) {
	const file = `id: [x]
nmae: y
checked: yesterday
search:
  way: {a: b}
  pace: fast
  fields:
    age:
      select: .a
      al: true
registered:
  - state: CA
    year: x
id: again
`
	want := []string{
		"b.yaml:1: id: want a single value",
		"b.yaml:2: nmae: unknown key",
		"b.yaml:3: checked: read date",
		"b.yaml:5: search.way: want a single value",
		"b.yaml:6: search.pace: want a duration",
		"b.yaml:10: search.fields.age.al: unknown key",
		"b.yaml:13: registered[0].year: want a whole number",
		"b.yaml:14: id: key stands twice",
	}
	_, faults := decode(file)
	got := strings.Split(faults, "\n")
	if len(got) != len(want) {
		t.Fatalf("got %d faults, want %d:\n%s", len(got), len(want), faults)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("fault %d: got %q, want %q", i, got[i], want[i])
		}
	}
}

// What could be read is set, so that later checks see it.
func TestDecodeSetsWhatItCould(t *testing.T) {
	b, faults := decode("id: x\nmirrors: y\nname: z\n")
	if faults == "" || b.ID != "x" || b.Name != "z" || b.Mirrors != nil {
		t.Errorf("got %+v with faults %q", b, faults)
	}
}

func TestDecodeSize(t *testing.T) {
	text := "id: x\n#"
	fits := text + strings.Repeat("x", brokers.MaxFile-len(text))
	if _, faults := decode(fits); faults != "" {
		t.Errorf("a file of %d bytes: %s", len(fits), faults)
	}
	if b, faults := decode(fits + "x"); faults != "b.yaml:1: file is larger than 1024 KiB" || b.ID != "" {
		t.Errorf("a file of one byte more: got id %q, faults %q", b.ID, faults)
	}
}

// A bomb of aliases is refused before it is opened.
func TestDecodeBomb(t *testing.T) {
	var file strings.Builder
	file.WriteString("name: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 30; i++ {
		a, b := string(rune('a'+i/10))+string(rune('0'+i%10)), string(rune('a'+(i-1)/10))+string(rune('0'+(i-1)%10))
		file.WriteString("k" + a + ": &" + a + " [*" + b + ", *" + b + ", *" + b + ", *" + b + ", *" + b + ", *" + b + "]\n")
	}
	if _, faults := decode(file.String()); !strings.Contains(faults, "aliases and anchors are not used here") {
		t.Errorf("got %q", faults)
	}
	deep := strings.Repeat("[", 100_000)
	if _, faults := decode("id: " + deep); !strings.Contains(faults, "not valid YAML") {
		t.Errorf("deep nesting: got %.200q", faults)
	}
}

// A fault names places and right words, never what the file says: subject
// files are read by the same code.
func TestDecodeRepeatsNoValue(t *testing.T) {
	const secret = "Zebedee-Quux"
	for _, file := range []string{
		"id: [" + secret + "]\n", "checked: " + secret + "\n", "search: {pace: " + secret + "}\n", "search: " + secret + "\n",
		"mirrors: " + secret + "\n", "registered: [{year: " + secret + "}]\n", "id: \"" + secret + "\n", "id: *" + secret + "\n",
		"id: &" + secret + " x\n", "sources: [{date: " + secret + "}]\n", secret + " Garcia: x\n", "id: !" + secret + " x\n", "id: !<" + secret + "> x\n", "id: [" + secret + "\n", "? " + secret + ": [\n", "id: !" + secret + "! x\n", "zebedee@example.org: x\n", secret + "\n",
	} {
		_, faults := decode(file)
		if faults == "" || strings.Contains(strings.ToLower(faults), "zebedee") {
			t.Errorf("%q: got faults %q", file, faults)
		}
	}
}

func TestFaultText(t *testing.T) {
	fs := brokers.Faults{{File: "a.yaml", Line: 3, Field: "search.url", Text: "is missing"}, {File: "a.yaml", Line: 1, Text: "file is empty"}}
	if want := "a.yaml:3: search.url: is missing\na.yaml:1: file is empty"; fs.Error() != want {
		t.Errorf("got %q, want %q", fs.Error(), want)
	}
	var none *brokers.Document = brokers.Decode("b.yaml", []byte("id: x\n"), &brokers.Broker{})
	if err := none.Err(); err != nil {
		t.Errorf("a document without faults gives the error %v", err)
	}
}

// A later check names the line of the field, or of the nearest thing above it.
func TestDocumentFaultLines(t *testing.T) {
	d := brokers.Decode("b.yaml", []byte("id: x\nsearch:\n  way: fetch\n  fields:\n    age:\n      - .a\n      - .b\nname: [x]\n"), &brokers.Broker{})
	d.Faults = nil
	for _, c := range []struct {
		field string
		line  int
	}{
		{"id", 1}, {"search", 2}, {"search.way", 3}, {"search.record", 2}, {"search.fields.name", 4}, {"search.fields.age[1]", 7},
		{"search.fields.age[1].before", 7}, {"search.fields.age[5]", 5}, {"operator", 1}, {"", 1},
	} {
		d.Fault(c.field, "x")
		if got := d.Faults[len(d.Faults)-1]; got.Line != c.line {
			t.Errorf("fault of %q: got line %d, want %d", c.field, got.Line, c.line)
		}
	}
	n := len(d.Faults)
	if d.Fault("name", "is missing"); len(d.Faults) != n {
		t.Error("a field that could not be read gets a second fault")
	}
}
