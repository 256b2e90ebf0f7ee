package registry_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/registry"
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

func TestReadFiles(t *testing.T) {
	for _, name := range []string{"complete-reg-data-brokers.csv", "registry2024.csv", "registry2025.csv", "registry.csv"} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name)
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			list, lost, err := registry.Read(data, name, 2099)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			for _, b := range list {
				if faults := faultsOf(t, b); faults != "" {
					t.Errorf("%s: %s", b.ID, faults)
				}
				text, err := yaml.Marshal(b)
				if err != nil {
					t.Fatal(err)
				}
				out.Write(text)
				out.WriteString("---\n")
			}
			for _, l := range lost {
				out.WriteString("lost " + l.String() + "\n")
			}
			golden := strings.TrimSuffix(file, ".csv") + ".golden"
			if *update {
				if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(out.Bytes(), want) {
				t.Errorf("%s differs; got\n%s", golden, out.Bytes())
			}
		})
	}
}

// The year of a registration comes from the table, else from the file's name,
// else from the caller.
func TestYear(t *testing.T) {
	const plain = "Data broker name,Data broker primary website\n"
	const counted = "Data broker name,Data broker primary website,Requests to know - days to respond in 2024 - Mean\n"
	const dated = "Data Broker Name,Website URL,Date Added\n"
	for _, c := range []struct {
		name, file, text string
		given, want      int
		lost             string
	}{
		{"from the caller", "registry.csv", plain + "A,a.test\n", 2026, 2026, ""},
		{"from the name", "registry2025.csv", plain + "A,a.test\n", 2026, 2025, ""},
		{"from the name in a folder", "2020/registry2024.csv", plain + "A,a.test\n", 0, 2024, ""},
		{"not from a longer number", "r20250101.csv", plain + "A,a.test\n", 2026, 2026, ""},
		{"not from a year before the register", "registry2018.csv", plain + "A,a.test\n", 2026, 2026, ""},
		{"from the headings", "registry.csv", counted + "A,a.test,1\n", 0, 2026, ""},
		{"from the headings, against the name", "registry2025.csv", counted + "A,a.test,1\n", 0, 2026, "registry2025.csv:1: the file's name says 2025: its headings are those of 2026"},
		{"from the row", "registry2025.csv", dated + "A,a.test,1/29/2020\n", 2026, 2020, ""},
		{"from the row, ISO", "x.csv", dated + "A,a.test,2021-12-31\n", 2026, 2021, ""},
		{"a row without a day", "x.csv", dated + "A,a.test,\n", 2023, 2023, ""},
		{"a row with a wrong day", "x.csv", dated + "A,a.test,31/31/2021\n", 2023, 2023, "x.csv:2: 31/31/2021: not a day"},
		{"a row without any year", "x.csv", dated + "A,a.test,\n", 0, 0, "x.csv:2: A: the year of its registration is not known"},
		{"a year that is none", "x.csv", dated + "A,a.test,1/1/1999\n", -3, 0, "x.csv:2: 1/1/1999: not a day"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, lost, err := registry.Read([]byte(c.text), c.file, c.given)
			if err != nil || len(list) != 1 {
				t.Fatalf("got %v, %v", list, err)
			}
			got := 0
			if len(list[0].Registered) == 1 && list[0].Registered[0].State == "CA" {
				got = list[0].Registered[0].Year
			}
			drop := false
			for _, w := range list[0].OptOut {
				drop = drop || w.By == brokers.ByDROP
			}
			if got != c.want || drop != (c.want >= 2025) {
				t.Errorf("got %d, drop %v, want %d", got, drop, c.want)
			}
			if c.lost != "" && !strings.Contains(fmt.Sprint(lost), c.lost) {
				t.Errorf("lost %v, want %s", lost, c.lost)
			}
		})
	}
	if _, _, err := registry.Read([]byte(plain+"A,a.test\n"), "registry.csv", 0); !errors.Is(err, registry.ErrYear) {
		t.Errorf("got %v, want ErrYear", err)
	}
}

func TestHeadings(t *testing.T) {
	for _, c := range []struct {
		name, head string
		ok         bool
	}{
		{"2026", "Data broker name:,Data broker primary website:", true},
		{"2024", "Business name,Business primary website", true},
		{"2020", "Data Broker Name,Website URL", true},
		{"no-break spaces and a colon", "\ufeff\u00a0Data\u00a0broker  name :\u00a0,DATA BROKER PRIMARY WEBSITE:", true},
		{"other columns before", "Number,Data broker primary website,Data broker name", true},
		{"quotes", `"Data broker name:","Data broker’s website"`, true},
		{"guidance before", "How to read this,\n\n,\nData broker name,Data broker website", true},
		{"no website", "Data broker name,Data broker city", false},
		{"no name", "Data broker website,Contact", false},
		{"a table of people", "first,last,city", false},
		{"a sentence about names", "The name of the data broker as it registered,Data broker website", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := registry.Read([]byte(c.head+"\nA,a.test,x\n"), "registry2026.csv", 0)
			if (err == nil) != c.ok || !c.ok && !errors.Is(err, registry.ErrKind) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestRows(t *testing.T) {
	const head = "Data broker name,Doing Business As,Data broker primary website,Data broker primary contact email address,How consumers can exercise their rights\n"
	for _, c := range []struct {
		name, row string
		want      string // id name operator domain mailbox page requires
	}{
		{"plain", `A Inc,,https://a.test,p@a.test,https://a.test/x`, "a-test|A Inc|A Inc|a.test|p@a.test|https://a.test/x|[rights-page]"},
		{"trade name", `A Inc,Ant,http://www.a.test/,p@a.test,`, "a-test|Ant|A Inc|a.test|p@a.test||"},
		{"trade name with its suffix", `A Inc,"Ant, LLC",a.test,,`, "a-test|Ant, LLC|A Inc|a.test|||"},
		{"two trade names", `A Inc,"Ant, Bee",a.test,,`, "a-test|A Inc|A Inc|a.test|||"},
		{"trade name in the name", `A Inc d/b/a Ant,,a.test,,`, "a-test|Ant|A Inc|a.test|||"},
		{"no trade name", `A Inc,N/A,a.test,,`, "a-test|A Inc|A Inc|a.test|||"},
		{"com", `A,,https://Example.com/x?y=z#q,,`, "example|A|A|example.com|||"},
		{"below a public suffix", `A,,https://data.example.co.uk,,`, "example-co-uk|A|A|example.co.uk|||"},
		{"a private suffix", `A,,https://example.github.io/b,,`, "example-github-io|A|A|example.github.io|||"},
		{"international", `A,,https://Bücher.test,,`, "xn-bcher-kva-test|A|A|xn--bcher-kva.test|||"},
		{"a port", `A,,https://a.test:8443/,,https://a.test:8443/x`, "a-test|A|A|a.test||https://a.test:8443/x|[rights-page]"},
		{"two sites", `A,,"a.test; b.test",,`, "a-test|A|A|a.test|||"},
		{"hidden mailbox", `A,,a.test,p [at] a [dot] test,`, "a-test|A|A|a.test|p@a.test||"},
		{"spoken mailbox", `A,,a.test,p at a.test,`, "a-test|A|A|a.test|p@a.test||"},
		{"link to a mailbox", `A,,a.test,mailto:P.Q@A.test,`, "a-test|A|A|a.test|P.Q@a.test||"},
		{"no mailbox", `A,,a.test,call us,`, "a-test|A|A|a.test|||"},
		{"a form", `A,,a.test,,https://b.test/OptOut`, "a-test|A|A|a.test||https://b.test/OptOut|[]"},
		{"a form in a text", `A,,a.test,,"See https://a.test/privacy, or (https://a.test/do-not-sell)."`, "a-test|A|A|a.test||https://a.test/do-not-sell|[]"},
		{"a page without scheme", `A,,a.test,,a.test/privacy`, "a-test|A|A|a.test||https://a.test/privacy|[rights-page]"},
		{"a text without address", `A,,a.test,,Write to us.`, "a-test|A|A|a.test|||"},
		{"another scheme", `A,,a.test,,javascript:alert(1)`, "a-test|A|A|a.test|||"},
		{"no site", `A,,none,,`, ""},
		{"a mailbox for a site", `A,,p@a.test,,`, ""},
		{"a number for a site", `A,,127.0.0.1,,`, ""},
		{"a suffix for a site", `A,,https://co.uk,,`, ""},
		{"an ending that nobody has", `A,,a.notatld,,`, ""},
		{"a page on a rented host", `A,,https://www.facebook.com/a,,`, ""},
		{"a port that is none", `A,,https://a.test:x/,,`, ""},
		{"no name", `,,a.test,,`, ""},
		{"the headings again", `Data Broker Name:,x,a.test,,`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, _, err := registry.Read([]byte(head+c.row+"\n"), "f.csv", 2024)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, b := range list {
				box, page, wants := "", "", ""
				for _, w := range b.OptOut {
					if w.By == brokers.ByEmail {
						box = w.To
					}
					if w.By == brokers.ByForm {
						page, wants = w.URL, fmt.Sprint(w.Requires)
					}
				}
				got += strings.Join([]string{b.ID, b.Name, b.Operator, b.Domain, box, page, wants}, "|")
				if faults := faultsOf(t, b); faults != "" {
					t.Error(faults)
				}
				if b.Category != "other" || b.Country != "US" || b.Status != brokers.Active || !b.RegisteredIn("CA", 2024) || len(b.Sources) != 1 || b.Sources[0] != (brokers.Source{Name: "cppa-2024", Date: "2024"}) {
					t.Errorf("got %+v", b)
				}
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "no table"},
		{"no table", "hello\nworld", "no table"},
		{"JSON", `{"name": "a", "website": "b"}`, "no table"},
		{"not UTF-8", "Data broker name,Website\nB\xfccher,a.test\n", "line 2: not UTF-8 text"},
		{"UTF-16", "\xff\xfeD\x00a\x00", "UTF-16 text; save it as UTF-8"},
		{"too large", strings.Repeat("a", registry.MaxFile+1), "larger than 10 MiB"},
		{"ten million columns", strings.Repeat(",", registry.MaxFile), "no table"},
	} {
		list, lost, err := registry.Read([]byte(c.text), "f.csv", 2026)
		if err == nil || !strings.HasPrefix(err.Error(), "read f.csv: "+c.want) || list != nil || lost != nil {
			t.Errorf("%s: got %v, %v, %v", c.name, list, lost, err)
		}
	}
}

// Odd tables are read as far as they can be, and what cannot is named.
func TestOddTables(t *testing.T) {
	const head = "Data broker name,Data broker website\n"
	huge := strings.Repeat("x", 5<<20)
	for _, c := range []struct {
		name, text string
		brokers    int
		lost       string
	}{
		{"ragged", head + "A\nB,b.test,more,and more\n", 1, "f.csv:2: A: no usable website"},
		{"zero bytes", head + "A\x00A,a.test\x00\n", 1, ""},
		{"old line ends", strings.ReplaceAll(head+"A,a.test\nB,b.test\n", "\n", "\r"), 2, ""},
		{"a lone quotation mark", head + "A \"Inc,a.test\nB,b.test\n", 2, "f.csv:2: a quotation mark that has no partner"},
		{"a quotation that never ends", head + "A,a.test\n\"B,b.test\nC,c.test\n", 1, "a quotation mark that has no partner"},
		{"huge cells", head + huge + "," + "a.test\n\"" + huge[:4<<20] + "\",b.test\n", 2, ""},
		{"one site often", head + strings.Repeat("A,a.test\n", 3000), 1, "has the site of a-test"},
		{"ids that would be one", head + "A,example.net\nB,example-net.com\nC,a.example\n", 3, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, lost, err := registry.Read([]byte(c.text), "f.csv", 2026)
			if err != nil || len(list) != c.brokers {
				t.Fatalf("%d brokers, %v", len(list), err)
			}
			ids := map[string]bool{}
			for _, b := range list {
				if faults := faultsOf(t, b); faults != "" || ids[b.ID] {
					t.Errorf("%s: %s", b.ID, faults)
				}
				ids[b.ID] = true
			}
			if c.lost != "" && !strings.Contains(fmt.Sprint(lost), c.lost) {
				t.Errorf("lost %.300v", lost)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.csv")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, filepath.Base(file), 2026)
	}
	f.Add([]byte("Data broker name,Website URL,Email Address,Doing business as,How a consumer may opt out of sale,Date Added\nA dba B,https://a.test/x,p at a.test,C; D,www.a.test/optout,1/2/20\n"), "x2021.csv", 0)
	f.Fuzz(func(t *testing.T, data []byte, name string, year int) {
		list, _, err := registry.Read(data, name, year)
		if err != nil && list != nil {
			t.Fatalf("%d brokers and %v", len(list), err)
		}
		ids := map[string]bool{}
		for _, b := range list {
			if faults := faultsOf(t, b); faults != "" {
				t.Errorf("%s: %s", b.ID, faults)
			}
			if ids[b.ID] {
				t.Errorf("%s twice", b.ID)
			}
			ids[b.ID] = true
		}
	})
}
