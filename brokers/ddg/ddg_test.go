package ddg_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/ddg"
	"go.yaml.in/yaml/v4"
)

var update = flag.Bool("update", false, "write the golden files")

// faultsOf writes a broker as a file of ours and returns what is wrong with
// the file.
func faultsOf(t testing.TB, b brokers.Broker) string {
	t.Helper()
	text, err := yaml.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	var back brokers.Broker
	if err := brokers.Decode("b.yaml", text, &back).Err(); err != nil {
		return err.Error()
	}
	_, faults := brokers.Load(brokers.Layer{FS: fstest.MapFS{"b.yaml": {Data: text}}})
	return faults.Error()
}

func render(t *testing.T, list []brokers.Broker, lost []ddg.Lost) []byte {
	t.Helper()
	var out bytes.Buffer
	for _, b := range list {
		if faults := faultsOf(t, b); faults != "" {
			t.Errorf("%s is no broker of ours:\n%s", b.ID, faults)
		}
		text, err := yaml.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(text)
		out.WriteString("---\n")
	}
	for _, l := range lost {
		word := "lost "
		if l.Aside {
			word = "aside "
		}
		out.WriteString(word + l.String() + "\n")
	}
	return out.Bytes()
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; got\n%s", file, got)
	}
}

func TestReadFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			list, lost, err := ddg.Read(data, filepath.Base(file), nil)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, strings.TrimSuffix(file, ".json")+".golden", render(t, list, lost))
		})
	}
}

func TestReadDir(t *testing.T) {
	list, lost, err := ddg.ReadDir(os.DirFS("testdata"), nil)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]brokers.Broker{}
	for i, b := range list {
		if i > 0 && list[i-1].ID >= b.ID {
			t.Errorf("%s does not come after %s", b.ID, list[i-1].ID)
		}
		if faults := faultsOf(t, b); faults != "" {
			t.Errorf("%s: %s", b.ID, faults)
		}
		byID[b.ID] = b
	}
	clears := func(id, child string) bool {
		for _, s := range byID[id].Suppresses {
			if s.ID == child && s.Evidence != "" && !s.Date.IsZero() {
				return true
			}
		}
		return false
	}
	for _, c := range []struct {
		parent, child string
		want          bool
	}{
		{"orchard-lookup-test", "orchard-child-test", true},  // parentSiteOptOut
		{"orchard-lookup-test", "orchard-phones-test", true}, // a mirror with the same opt-out page
		{"orchard-lookup-test", "pear-finder-test", false},   // a mirror with a page of its own
		{"orchard-lookup-test", "orchard-faces-test", false}, // a mirror that is gone
		{"harbor-check-test", "signal-hill-test", true},
		{"harbor-check-test", "ledger-check-test", false}, // a child that has an opt-out form
		{"quarry-records-test", "weir-trace-test", true},
	} {
		if got := clears(c.parent, c.child); got != c.want {
			t.Errorf("%s clears %s: got %v", c.parent, c.child, got)
		}
	}
	for child, family := range map[string]string{"orchard-child-test": "orchard-lookup-test", "orchard-lookup-test": "orchard-lookup-test", "harbor-check-test": "harbor-check-test", "tern-directory-test": ""} {
		if got := byID[child].Family; got != family {
			t.Errorf("family of %s: got %q, want %q", child, got, family)
		}
	}
	for _, l := range lost {
		if strings.Contains(l.What, "clears") && !strings.Contains(l.Path, "quarry-waits") { // whose parent nobody names
			t.Errorf("lost although the parent is there: %s", l)
		}
	}
}

func TestReadDirNamesWhatItCannotRead(t *testing.T) {
	list, lost, err := ddg.ReadDir(fstest.MapFS{
		"a.json":   {Data: []byte(`{"name":"a.test","steps":[]}`)},
		"b/b.json": {Data: []byte(`{"name":`)},
		"c.json":   {Data: []byte(`{}`)},
		"d.json":   {Data: []byte(`{"name":"A too","url":"a.test","steps":[{"stepType":"scan","actions":[{"actionType":"extract","selector":"p","profile":{"name":{"selector":"b"}}}]}]}`)},
		"e.txt":    {Data: []byte("no file of theirs")},
	}, nil)
	if len(list) != 1 || list[0].Name != "A too" || len(lost) == 0 {
		t.Errorf("got %+v, %v", list, lost)
	}
	if err == nil || !strings.Contains(err.Error(), "read b/b.json: line 1: not JSON") || !strings.Contains(err.Error(), "read c.json: not a DuckDuckGo broker file") || !errors.Is(err, ddg.ErrKind) {
		t.Errorf("got %v", err)
	}
	if _, _, err := ddg.ReadDir(os.DirFS("testdata/none"), nil); err == nil {
		t.Error("a folder that is not there has no error")
	}
}

// Who is known keeps its id, whoever it is to others; a known parent is told
// whom it clears, and who is below a known host is somebody else.
func TestKnownBrokers(t *testing.T) {
	known, faults := brokers.Load(brokers.Layer{FS: fstest.MapFS{
		"ant.yaml": {Data: []byte(`{id: ant, name: Ant, domain: ant-people.test, mirrors: [old-ant.test], family: ants, category: identity-check, country: US, status: active}`)},
		"bee.yaml": {Data: []byte(`{id: bee-people-test, name: Bee, domain: bee.test, category: other, country: US, status: active}`)},
	}})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	list, lost, err := ddg.ReadDir(fstest.MapFS{
		"child.json": {Data: []byte(`{"name": "Child", "url": "bee-people.test", "parent": "WWW.ant-people.test", "addedDatetime": 1692572400000, "steps": [{"stepType": "optOut", "optOutType": "parentSiteOptOut", "actions": []}]}`)},
		"below.json": {Data: []byte(`{"name": "Below", "url": "risk.ant-people.test", "steps": []}`)},
		"bee.json":   {Data: []byte(`{"name": "Bee", "url": "https://www.bee.test/", "addedDatetime": 1692572400000, "mirrorSites": [{"name": "A", "url": "old-ant.test"}], "steps": []}`)},
	}, brokers.NewNames(known))
	if err != nil || len(lost) > 0 {
		t.Fatal(lost, err)
	}
	var got []string
	for _, b := range list {
		s := b.ID + " " + b.Domain + " " + b.Family
		for _, c := range b.Suppresses {
			s += " clears " + c.ID + " " + c.Date.String()
		}
		got = append(got, s)
	}
	want := "ant old-ant.test ants clears bee-people-test-2 2023-08-20|bee-people-test bee.test bee-people-test|bee-people-test-2 bee-people.test ants|risk-ant-people-test risk.ant-people.test "
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

// What has to be done on the way to the records decides how a page is reached.
func TestWay(t *testing.T) {
	const navigate = `{"actionType": "navigate", "url": "https://a.test/${lastName}"},`
	const waits = `{"actionType": "expectation", "expectations": [{"type": "element", "selector": "#list"}]},`
	for _, c := range []struct {
		name, actions string
		way           brokers.Way
		wait          brokers.Selector
		steps         string
	}{
		{"an address", navigate, brokers.Fetch, "", ""},
		{"an element to wait for", navigate + waits, brokers.Browser, "#list", ""},
		{"a wall to wait for", navigate + `{"actionType": "expectation", "expectations": [{"type": "element", "selector": "//body[not(.//div[@id='challenge'])]"}]},`, brokers.Browser, "div.row, p.none", ""},
		{"an element that may come", navigate + `{"actionType": "expectation", "expectations": [{"type": "element", "selector": "#x", "failSilently": true}]},`, brokers.Browser, "div.row, p.none", ""},
		{"something unknown", navigate + `{"actionType": "whistle"},`, brokers.Browser, "div.row, p.none", ""},
		{"a form", navigate + `{"actionType": "fillForm", "selector": "form", "elements": [{"type": "lastName", "selector": "#n"}]},` + waits, brokers.Assisted, "#list", "fill form #n last; wait #list"},
		{"a captcha", navigate + `{"actionType": "getCaptchaInfo", "selector": "#c"}, {"actionType": "solveCaptcha", "selector": "#c"},`, brokers.Assisted, "", "person"},
		{"a check that solves itself", navigate + `{"actionType": "expectation", "expectations": [{"type": "element", "selector": "input[name='cf-turnstile-response']"}]},`, brokers.Assisted, "", "person"},
		{"a button", navigate + `{"actionType": "click", "elements": [{"selector": "#go"}]},`, brokers.Assisted, "", "click #go"},
		{"a button under a condition", navigate + `{"actionType": "condition", "expectations": [], "actions": [{"actionType": "click", "elements": [{"selector": "#go"}]}]},`, brokers.Assisted, "", "person"},
		{"a mailed link", navigate + `{"actionType": "emailConfirmation"},`, brokers.Assisted, "", "person"},
		{"no address", waits, brokers.Saved, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, _, err := ddg.Read([]byte(`{"name": "a.test", "steps": [{"stepType": "scan", "actions": [`+c.actions+`
				{"actionType": "extract", "selector": "div.row", "noResultsSelector": "p.none", "profile": {"name": {"selector": "b"}}}]}]}`), "f.json", nil)
			if err != nil {
				t.Fatal(err)
			}
			d := list[0].Search
			var steps []string
			for _, s := range d.Steps {
				switch {
				case s.Fill != "":
					steps = append(steps, "fill "+string(s.Fill)+" "+s.With)
				case s.Click != "":
					steps = append(steps, "click "+string(s.Click))
				case s.Wait != "":
					steps = append(steps, "wait "+string(s.Wait))
				default:
					steps = append(steps, "person")
				}
			}
			if got := strings.Join(steps, "; "); d.Way != c.way || d.Wait != c.wait || got != c.steps {
				t.Errorf("got %s, wait %q, steps %q", d.Way, d.Wait, got)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	deep := strings.Repeat(`[`, 150) + strings.Repeat(`]`, 150)
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "line 1: not JSON"},
		{"cut off", "{\n\"name\": \"x\",\n\"steps\": [", "line 3: not JSON"},
		{"comma", "{\n\"name\": \"x\",\n}", "line 3: not JSON"},
		{"two values", "{}\n{}", "line 2: not JSON"},
		{"not UTF-8", "{\"name\": \"\xff\"}", "not UTF-8 text"},
		{"a list", "[]", "not a DuckDuckGo broker file"},
		{"a word", `"x"`, "not a DuckDuckGo broker file"},
		{"null", "null", "not a DuckDuckGo broker file"},
		{"another JSON file", `{"slug": "x", "name": "X"}`, "not a DuckDuckGo broker file"},
		{"steps without a site", `{"steps": []}`, "not a DuckDuckGo broker file"},
		{"steps of another kind", `{"name": "a.test", "steps": {}}`, "not a DuckDuckGo broker file"},
		{"no host", "{\"name\": \"X\",\n \"url\": \"localhost\",\n \"steps\": []}", "line 2: url: not a host under a public suffix"},
		{"no host but a suffix", `{"name": "co.uk", "steps": []}`, "line 1: url: not a host"},
		{"too deep", `{"name": "a.test", "steps": [` + deep + `]}`, "line 1: nests deeper than 100"},
		{"too large", `{"name": "a.test", "steps": [], "x": "` + strings.Repeat("a", ddg.MaxFile) + `"}`, "larger than 10 MiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, lost, err := ddg.Read([]byte(c.text), "f.json", nil)
			if err == nil || !strings.HasPrefix(err.Error(), "read f.json: "+c.want) || list != nil || lost != nil {
				t.Errorf("got %v, %v, %v; want %q", list, lost, err, c.want)
			}
			if kind := errors.Is(err, ddg.ErrKind); kind != strings.Contains(c.want, "not a DuckDuckGo") {
				t.Errorf("ErrKind: %v", kind)
			}
		})
	}
}

// A mark at the beginning of the file is no part of it, and a file of the
// largest size that is read makes brokers that can be written.
func TestReadSizes(t *testing.T) {
	if list, _, err := ddg.Read([]byte("\ufeff{\"name\":\"a.test\",\"steps\":[]}"), "f.json", nil); err != nil || len(list) != 1 {
		t.Errorf("got %v, %v", list, err)
	}
	site := `{"name":"` + strings.Repeat("n", 500) + `","url":"m%.test","optOutUrl":"https://a.test/out"},`
	var sites strings.Builder
	for i := 0; sites.Len() < 9<<20; i++ {
		sites.WriteString(strings.Replace(site, "%", strings.Repeat("x", i%7)+string(rune('a'+i%26))+strings.Repeat("y", i%50), 1))
	}
	steps := strings.Repeat(`{"actionType":"click","elements":[{"selector":"a"},{"selector":"b"}]},`, 3000)
	text := `{"name":"a.test","mirrorSites":[` + strings.TrimSuffix(sites.String(), ",") + `],"steps":[{"stepType":"scan","actions":[` + steps +
		`{"actionType":"navigate","url":"https://a.test/"},{"actionType":"extract","selector":"p","profile":{"name":{"selector":"b"}}}]}]}`
	list, lost, err := ddg.Read([]byte(text), "f.json", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(lost) == 0 || len(lost) > 1010 {
		t.Errorf("%d lost", len(lost))
	}
	for _, b := range list {
		if faults := faultsOf(t, b); faults != "" {
			t.Fatalf("%s: %s", b.ID, faults)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.json")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	known, _ := brokers.Load(brokers.Layer{FS: fstest.MapFS{
		"ant.yaml": {Data: []byte(`{id: harbor-check-test, name: Ant, domain: orchard-lookup.test, mirrors: [orchard-phones.test], category: other, country: US, status: active}`)},
	}})
	f.Fuzz(func(t *testing.T, data []byte) {
		names := brokers.NewNames(known)
		list, lost, err := ddg.Read(data, "f.json", names)
		if (err == nil) != (len(list) > 0) {
			t.Fatalf("%d brokers and %v", len(list), err)
		}
		for _, b := range list {
			if faults := faultsOf(t, b); faults != "" {
				t.Errorf("%s: %s", b.ID, faults)
			}
			for _, s := range b.Suppresses {
				if s.Evidence == "" || s.Date.IsZero() || s.ID == b.ID {
					t.Errorf("%s clears %+v", b.ID, s)
				}
			}
			if k, ok := known.Get(b.ID); ok {
				b, _ = brokers.Refresh(k, &b)
				if faults := faultsOf(t, b); faults != "" {
					t.Errorf("%s refreshed: %s", b.ID, faults)
				}
			}
		}
		for _, l := range lost {
			if !strings.HasPrefix(l.Path, "f.json") || l.Why == "" || strings.Contains(l.String(), "\n") {
				t.Errorf("lost without a place or a reason: %q", l)
			}
		}
	})
}

// Whatever the parts of a file say, what comes of them is a broker of ours.
func FuzzParts(f *testing.F) {
	f.Add("x.test", "https://x.test/${firstName|hyphenated}", ".//a[@class='b']", "/age:?\\s+/i", "firstName")
	f.Add("https://Www.X.co.uk/a", "${fullName|replaceWhitespace:%}?${age|ageRange}", "div > p, i", ", ", "$file_id$")
	f.Add("\u00fc.test", "https://x.test/{${city|defaultIfEmpty:{}}}", "(//b)[1] | //c", "/(?<=x)\\u00b7/gm", "wait")
	f.Fuzz(func(t *testing.T, site, url, sel, marker, kind string) {
		quote := func(s string) string {
			b, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		site, url, sel, marker, kind = quote(site), quote(url), quote(sel), quote(marker), quote(kind)
		text := `{"name":` + site + `,"parent":` + site + `,"optOutUrl":` + url + `,"mirrorSites":[{"name":` + kind + `,"url":` + site + `,"optOutUrl":` + url + `}],"steps":[{"stepType":"scan","actions":[
			{"actionType":"navigate","url":` + url + `,"ageRange":[` + kind + `,"1-9"]},
			{"actionType":"expectation","expectations":[{"type":"element","selector":` + sel + `,"parent":"b"}]},
			{"actionType":"fillForm","selector":` + sel + `,"elements":[{"type":` + kind + `,"selector":` + sel + `},{"type":"city","selector":` + sel + `}]},
			{"actionType":"extract","selector":` + sel + `,"noResultsSelector":` + sel + `,"profile":{"name":{"selector":` + sel + `,"attribute":` + kind + `,"afterText":` + marker + `},
				"cityState":{"selector":` + sel + `,"separator":` + marker + `,"city":{"selector":` + sel + `,"beforeText":` + marker + `}}}}]},
			{"stepType":"optOut","optOutType":"formOptOut","actions":[{"actionType":"navigate","url":` + url + `},{"actionType":` + kind + `}]}]}`
		list, _, err := ddg.Read([]byte(text), "f.json", nil)
		if err != nil {
			return // the site is no host
		}
		for _, b := range list {
			if faults := faultsOf(t, b); faults != "" {
				t.Errorf("%s from %s: %s", b.ID, text, faults)
			}
		}
	})
}
