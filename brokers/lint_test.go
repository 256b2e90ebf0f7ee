package brokers_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// full is what lint wants of every file beside its id, name and domain, in
// lines 4 to 7.
const full = "category: other\ncountry: US\nstatus: active\nsources: [{name: seen by hand, date: 2026-03-01}]\n"

// on is a file with another domain than its id would give it.
func on(id, domain, rest string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("id: " + id + "\nname: " + id + "\ndomain: " + domain + "\n" + rest)}
}

// search is a definition whose address stands in line 8.
func search(way, url string) string {
	return full + "search:\n  url: " + url + "\n  way: " + way + "\n  record: li\n  fields: {name: b}\n"
}

// told returns the faults of a folder as lint tells them on 1 August 2026.
func told(layers ...brokers.Layer) []string {
	cat, faults := brokers.Load(layers...)
	var list []string
	for _, f := range append(faults, brokers.LintAt(cat, noon)...).Sorted() {
		list = append(list, filepath.ToSlash(f.Error()))
	}
	return list
}

func noon() time.Time { return time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC) }

func TestLint(t *testing.T) {
	one := func(f *fstest.MapFile) fstest.MapFS { return fstest.MapFS{"a.yaml": f} }
	box := func(list ...string) *fstest.MapFile {
		text := full + "opt_out:\n"
		for _, b := range list {
			text += "  - {ask: know, by: email, to: " + b + "}\n"
		}
		return file("a", text)
	}
	const clears = full + "suppresses:\n  - {id: b, evidence: they say so, date: 2026-03-01}\n"
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		want  []string
	}{
		{"nothing", fstest.MapFS{}, nil},
		{"whole", fstest.MapFS{"a.yaml": file("a", clears), "b.yaml": file("b", full)}, nil},
		{"what a file lacks", one(file("a", "")), []string{"a.yaml:1: category: is missing", "a.yaml:1: country: is missing", "a.yaml:1: status: is missing", "a.yaml:1: sources: is missing"}},
		{"no such country", one(file("a", strings.Replace(full, "US", "QX", 1))), []string{"a.yaml:5: country: is the code of no country"}},
		{"a country no source names", one(file("a", strings.Replace(full, "US", "ZZ", 1))), nil},
		{"no source in the list", one(file("a", strings.Replace(full, "[{name: seen by hand, date: 2026-03-01}]", "[]", 1))), []string{"a.yaml:7: sources: is missing: say where the facts come from"}},

		{"one domain twice", fstest.MapFS{"a.yaml": file("a", full), "b.yaml": on("b", "a.test", full)}, []string{`b.yaml:3: domain: is that of "a" too, in a.yaml`}},
		{"one domain twice, with www", fstest.MapFS{"a.yaml": file("a", full), "b.yaml": on("b", "www.a.test", full)}, []string{`b.yaml:3: domain: is that of "a" too, in a.yaml`}},
		{"the later file is to blame", fstest.MapFS{"x/b.yaml": on("b", "a.test", full), "y/a.yaml": file("a", full)}, []string{`y/a.yaml:3: domain: is that of "b" too, in x/b.yaml`}},
		{"a mirror that is another's domain", fstest.MapFS{"a.yaml": file("a", full), "b.yaml": file("b", full+"mirrors: [x.b.test, a.test]\n")}, []string{`b.yaml:8: mirrors[1]: is that of "a" too, in a.yaml`}},
		{"a mirror that is the own domain", one(file("a", full+"mirrors: [a.test]\n")), []string{"a.yaml:8: mirrors[0]: stands here twice"}},

		{"no such ending", one(on("a", "a.nowhereland", full)), []string{"a.yaml:3: domain: ends in .nowhereland, which is no public suffix"}},
		{"a public suffix", one(on("a", "co.uk", full)), []string{"a.yaml:3: domain: is a public suffix, below which others have their sites"}},
		{"a public suffix of a provider", one(on("a", "github.io", full)), []string{"a.yaml:3: domain: is a public suffix"}},
		{"a public suffix to search", one(file("a", search("saved", "https://com/{last}"))), []string{"a.yaml:9: search.url: is a public suffix"}},
		{"a public suffix as mirror", one(file("a", full+"mirrors: [co.uk]\n")), []string{"a.yaml:8: mirrors[0]: is a public suffix"}},
		{"a public suffix to opt out", one(file("a", full+"opt_out: [{ask: know, by: web-form, url: 'https://github.io/out'}]\n")), []string{"a.yaml:8: opt_out[0].url: is a public suffix"}},
		{"practice sites and a site on a shared host", one(on("a", "127.0.0.1:8080", full+"mirrors: ['localhost:8081', '[::1]:80', a.github.io, a.org.uk]\n")), nil},

		{"a private address", one(on("a", "10.0.0.1", full)), []string{"a.yaml:3: domain: is a private, link-local or metadata address"}},
		{"a private address as mirror", one(file("a", full+"mirrors: ['192.168.1.1:80']\n")), []string{"a.yaml:8: mirrors[0]: is a private"}},
		{"a metadata address to search", one(file("a", search("saved", "http://169.254.169.254/{last}"))), []string{"a.yaml:9: search.url: is a private, link-local or metadata address"}},
		{"a mapped metadata address to search", one(file("a", search("saved", "'http://[::ffff:169.254.169.254]/{last}'"))), []string{"a.yaml:9: search.url: is a private"}},
		{"a metadata name to search", one(file("a", search("saved", "http://metadata.google.internal/{last}"))), []string{"a.yaml:9: search.url: ends in .internal, which is no public suffix"}},
		{"an address in one number", one(file("a", search("saved", "http://2852039166/{last}"))), []string{"a.yaml:9: search.url: ends in .2852039166, which is no public suffix"}},
		{"an address in octal numbers", one(file("a", search("saved", "http://0251.0376.0251.0376/{last}"))), []string{"a.yaml:9: search.url: ends in .0376, which is no public suffix"}},
		{"a link-local address to opt out", one(file("a", full+"opt_out: [{ask: know, by: web-form, url: 'http://[fe80::1]/'}]\n")), []string{"a.yaml:8: opt_out[0].url: is a private"}},
		{"an address that providers share out", one(on("a", "100.64.0.1", full)), []string{"a.yaml:3: domain: is a private"}},
		{"no address at all", one(on("a", "0.0.0.0", full)), []string{"a.yaml:3: domain: is a private"}},
		{"a bare address", one(on("a", "93.184.215.14", full)), []string{"a.yaml:3: domain: is a bare address, want the name of a host"}},

		{"mailbox", one(box("privacy@a.Test", "privacy@a.con")), []string{"a.yaml:10: opt_out[1].to: ends in .con, which is no public suffix"}},
		{"a mailbox at a public suffix", one(box("privacy@co.uk")), []string{"a.yaml:9: opt_out[0].to: is a public suffix"}},
		{"mail that came back elsewhere", fstest.MapFS{"a.yaml": box("privacy@b.test"), "b.yaml": file("b", full+"opt_out: [{ask: know, by: email, to: Privacy@B.test, bounced: 2026-01-02}]\n")},
			[]string{`a.yaml:9: opt_out[0].to: mail to it came back, says "b" in b.yaml; mark it with bounced`}},
		{"mail that came back here", one(file("a", full+"opt_out:\n  - {ask: know, by: email, to: p@a.test, bounced: 2026-01-02}\n  - {ask: delete, by: email, to: p@a.test}\n")),
			[]string{`a.yaml:10: opt_out[1].to: mail to it came back, says "a" in a.yaml`}},
		{"telephone", one(file("a", full+"opt_out:\n  - {ask: know, by: phone, to: +1 775 555 0100}\n  - {ask: know, by: phone, to: call us}\n  - {ask: know, by: phone, to: '555'}\n")),
			[]string{"a.yaml:10: opt_out[1].to: is no telephone number", "a.yaml:11: opt_out[2].to: is no telephone number"}},

		{"clears a broker that is not there", one(file("a", clears)), []string{`a.yaml:9: suppresses[0].id: no broker "b"`}},
		{"clears itself", one(file("a", strings.Replace(clears, "id: b", "id: a", 1))), []string{"a.yaml:9: suppresses[0].id: is the broker itself"}},
		{"clears without evidence", fstest.MapFS{"a.yaml": file("a", full+"suppresses:\n  - {id: b, date: 2026-03-01}\n"), "b.yaml": file("b", full)}, []string{"a.yaml:9: suppresses[0].evidence: is missing"}},
		{"clears with blank evidence", fstest.MapFS{"a.yaml": file("a", full+"suppresses:\n  - {id: b, evidence: ' ', date: 2026-03-01}\n"), "b.yaml": file("b", full)}, []string{"a.yaml:9: suppresses[0].evidence: is missing"}},
		{"clears since when", fstest.MapFS{"a.yaml": file("a", full+"suppresses:\n  - {id: b, evidence: they say so}\n"), "b.yaml": file("b", full)}, []string{"a.yaml:9: suppresses[0].date: is missing"}},
		{"alone in a family", fstest.MapFS{"a.yaml": file("a", full+"family: lamp\n"), "b.yaml": file("b", full)}, []string{`a.yaml:8: family: no other broker is of family "lamp"`}},
		{"two of a family", fstest.MapFS{"a.yaml": file("a", full+"family: lamp\n"), "b.yaml": file("b", full+"family: lamp\n")}, nil},

		{"a search without a name", one(file("a", search("fetch", "https://a.test/all"))), []string{"a.yaml:9: search.url: has no name in it, want {first} or {last}"}},
		{"a search by place alone", one(file("a", search("browser", "https://a.test/{state}/{city}"))), []string{"a.yaml:9: search.url: has no name in it"}},
		{"a page to begin at", one(file("a", search("assisted", "https://a.test/find"))), nil},
		{"a search by last name", one(file("a", search("fetch", "https://a.test/{last}"))), nil},
		{"a birth date", one(file("a", search("saved", "https://a.test/?n={last}&dob={age}"))), []string{`a.yaml:9: search.url: parameter "dob" asks for a fact that no search tells`}},
		{"two such facts", one(file("a", search("saved", "https://a.test/?n={last}&userSSN={age}&e_mail={first}"))), []string{`a.yaml:9: search.url: parameter "userSSN" asks`, `a.yaml:9: search.url: parameter "e_mail" asks`}},
		{"a street", one(file("a", search("saved", "https://a.test/?n={last}&street-address={city}"))), []string{`a.yaml:9: search.url: parameter "street-address" asks`}},
		{"a telephone number", one(file("a", search("saved", "https://a.test/?n={last};q[homePhone]={zip}"))), []string{`a.yaml:9: search.url: parameter "q[homePhone]" asks`}},
		{"words that only look so", one(file("a", search("saved", "https://a.test/?firstname={first}&lastName={last}&citystatezip={city}&age={age}&dob=&phone=no&hotel={state}&warehouse={zip}"))), nil},

		{"seen tomorrow", one(file("a", full+"checked: 2026-08-02\n")), []string{"a.yaml:8: checked: lies in the future"}},
		{"seen today", one(file("a", full+"checked: 2026-08-01\n")), nil},
		{"a source of next year", one(file("a", strings.Replace(full, "2026-03-01", "2027", 1))), []string{"a.yaml:7: sources[0].date: lies in the future"}},
		{"a source of next month", one(file("a", strings.Replace(full, "2026-03-01", "2026-09", 1))), []string{"a.yaml:7: sources[0].date: lies in the future"}},
		{"a source of this year and this month", one(file("a", strings.Replace(full, "[{name: seen by hand, date: 2026-03-01}]", "[{name: x, date: 2026}, {name: y, date: 2026-08}]", 1))), nil},
		{"a clearing to come", fstest.MapFS{"a.yaml": file("a", strings.Replace(clears, "they say so, date: 2026", "they say so, date: 2126", 1)), "b.yaml": file("b", full)}, []string{"a.yaml:9: suppresses[0].date: lies in the future"}},
		{"mail that will come back", one(file("a", full+"opt_out: [{ask: know, by: email, to: p@a.test, bounced: 2027-01-02}]\n")), []string{"a.yaml:8: opt_out[0].bounced: lies in the future"}},
		{"terms to come", one(file("a", full+"search: {way: saved, retired: 2027-01-01,\n  automation: {is: unknown, date: 2027-01-01}}\n")), []string{"a.yaml:8: search.retired: lies in the future", "a.yaml:9: search.automation.date: lies in the future"}},

		{"another file's name", fstest.MapFS{"b.yaml": file("a", full)}, []string{`b.yaml:1: id: is not the name of the file, "b"`}},
		{"a short ending", fstest.MapFS{"a.yml": file("a", full)}, []string{"a.yml:1: the name of the file ends in .yml, want .yaml"}},
		{"an ending in capitals", fstest.MapFS{"a.YAML": file("a", full)}, []string{"a.YAML:1: the name of the file ends in .YAML, want .yaml"}},
		{"a folder with a file's name", fstest.MapFS{"a.yaml/b.yaml": file("b", full)}, []string{"a.yaml:1: is a folder, want a file"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := told(brokers.Layer{FS: c.files})
			if !slices.EqualFunc(got, c.want, strings.HasPrefix) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// What is wrong in a file by itself does not hide what is wrong between files.
func TestLintTellsAllAtOnce(t *testing.T) {
	got := told(brokers.Layer{FS: fstest.MapFS{
		"a.yaml": file("a", full+"family: lamp\n"),
		"b.yaml": on("b", "a.test", "category: gossip\nstatus: active\nnmae: x\nchecked: 2030-01-01\nopt_out:\n  - {ask: know, by: phone, to: call us}\n  - {ask: know, by: email, to: privacy@b.con}\n  - {ask: nothing, by: email, to: p@b@c}\nsuppresses: [{id: ghost}]\nsearch: {way: fetch, url: 'http://10.0.0.1/{frist}'}\n"),
		"c.yaml": {Data: []byte("id: [c]\nname: c\ndomain: 'https://c.test/'\nsources: x\nmirrors: [co.uk]\n")},
	}})
	want := []string{
		`a.yaml:8: family: no other`,
		"b.yaml:1: country: is missing", "b.yaml:1: sources: is missing",
		`b.yaml:3: domain: is that of "a" too`,
		"b.yaml:4: category: want one of",
		"b.yaml:6: nmae: unknown key",
		"b.yaml:7: checked: lies in the future",
		"b.yaml:9: opt_out[0].to: is no telephone number",
		"b.yaml:10: opt_out[1].to: ends in .con",
		"b.yaml:11: opt_out[2].ask: want one of", "b.yaml:11: opt_out[2].to: want an e-mail address",
		`b.yaml:12: suppresses[0].id: no broker "ghost"`, "b.yaml:12: suppresses[0].evidence: is missing", "b.yaml:12: suppresses[0].date: is missing",
		"b.yaml:13: search.url: unknown variable {frist}", "b.yaml:13: search.record: selector is missing", "b.yaml:13: search.url: is a private", "b.yaml:13: search.url: has no name in it",
		"c.yaml:1: id: want a single value", "c.yaml:1: category: is missing", "c.yaml:1: country: is missing", "c.yaml:1: status: is missing",
		"c.yaml:3: domain: want a host name", "c.yaml:4: sources: want a list", "c.yaml:5: mirrors[0]: is a public suffix",
	}
	if !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The file of a later layer is to blame, whatever the brokers are called.
func TestLintBlamesTheLaterLayer(t *testing.T) {
	base := brokers.Layer{Name: "base", FS: fstest.MapFS{"z.yaml": file("z", full)}}
	own := brokers.Layer{Name: "own", FS: fstest.MapFS{"a.yaml": on("a", "z.test", full), "b.yaml": on("b", "z.test", "nmae: x\n"+full)}}
	want := []string{`own/a.yaml:3: domain: is that of "z" too, in base/z.yaml`, `own/b.yaml:3: domain: is that of "z" too, in base/z.yaml`, "own/b.yaml:4: nmae: unknown key"}
	if got := told(base, own); !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Without a clock no day lies in the future.
func TestLintWithoutClock(t *testing.T) {
	c, _ := brokers.Load(brokers.Layer{FS: fstest.MapFS{"a.yaml": file("a", full+"checked: 2999-01-01\n")}})
	if faults := brokers.Lint(c); len(faults) > 0 {
		t.Errorf("got %v", faults)
	}
}

// A list of requests already made is not shortened by loading again.
func TestLintChangesNothing(t *testing.T) {
	cat, _ := brokers.Load(brokers.Layer{FS: fstest.MapFS{"a.yaml": file("a", ""), "b.yaml": file("b", "nmae: x\n")}})
	first, second := brokers.Lint(cat), brokers.Lint(cat)
	if len(first) == 0 || first.Error() != second.Error() {
		t.Errorf("two lints differ:\n%s\n%s", first.Error(), second.Error())
	}
}

// A file with faults without end is told of in bounds, and soon.
func TestLintInBounds(t *testing.T) {
	begin := time.Now()
	many := func(before, one string, n int, after string) *fstest.MapFile {
		return file("a", full+before+strings.Repeat(one, n)+after)
	}
	for name, f := range map[string]*fstest.MapFile{
		"mirrors": many("mirrors: [", "a.co,", 40_000, "]\n"),
		"phones":  many("opt_out:\n", "- {ask: know, by: phone, to: x}\n", 10_000, ""),
		"clears":  many("suppresses: [", "{id: x},", 20_000, "]\n"),
		"keys":    many("", "k: 1\n", 40_000, ""),
	} {
		if n := len(told(brokers.Layer{FS: fstest.MapFS{"a.yaml": f}})); n < brokers.MaxFaults || n > brokers.MaxFaults+2 {
			t.Errorf("%s: %d faults are told", name, n)
		}
	}
	if took := time.Since(begin); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
}

// Links that lead in circles or to folders are told, and nothing hangs.
func TestLintLinks(t *testing.T) {
	dir := t.TempDir()
	for _, err := range []error{
		os.WriteFile(filepath.Join(dir, "a.yaml"), []byte("id: a\nname: a\ndomain: a.test\n"+full), 0o600),
		os.Symlink("loop.yaml", filepath.Join(dir, "loop.yaml")),
		os.Symlink(".", filepath.Join(dir, "around")),
		os.Symlink("nowhere.yaml", filepath.Join(dir, "lost.yaml")),
		os.Symlink("..", filepath.Join(dir, "up.yaml")),
	} {
		if err != nil {
			t.Skip("no links here")
		}
	}
	layer, err := brokers.Folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	layer.Name = "own"
	want := []string{"own/around:1: is a link to a folder", "own/loop.yaml:1: cannot be read", "own/lost.yaml:1: cannot be read", "own/up.yaml:1: is no plain file"}
	if got := told(layer); !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, err := fs.Stat(layer.FS, "around/a.yaml"); err != nil {
		t.Error(err)
	}
}
