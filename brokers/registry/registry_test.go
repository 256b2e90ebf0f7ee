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
	"time"

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
	for _, name := range []string{"complete-reg-data-brokers.csv", "registry2024.csv", "registry2025.csv", "registry.csv", "register-2020-23.csv", "guided.csv", "saved-again-2026.csv"} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name)
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			list, lost, err := registry.Read(data, name, 2099, nil)
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
				word := "lost "
				if l.Aside {
					word = "aside "
				}
				out.WriteString(word + l.String() + "\n")
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
	const asked = "Data broker name:,Data broker primary website:,Data broker collects consumers’ union membership status\n"
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
		{"from what is asked since 2026", "registry.csv", asked + "A,a.test,No\n", 0, 2026, "registry.csv:1: no year is named: its headings are first those of 2026"},
		{"from the name before what is asked", "registry2027.csv", asked + "A,a.test,No\n", 0, 2027, ""},
		{"from the row", "registry2025.csv", dated + "A,a.test,1/29/2020\n", 2026, 2020, ""},
		{"from the row, ISO", "x.csv", dated + "A,a.test,2021-12-31\n", 2026, 2021, ""},
		{"a row without a day", "x.csv", dated + "A,a.test,\n", 2023, 2023, ""},
		{"a row with a wrong day", "x.csv", dated + "A,a.test,31/31/2021\n", 2023, 2023, "x.csv:2: 31/31/2021: not a day"},
		{"a row without any year", "x.csv", dated + "A,a.test,\n", 0, 0, "x.csv:2: A: the year of its registration is not known"},
		{"a year that is none", "x.csv", dated + "A,a.test,1/1/1999\n", -3, 0, "x.csv:2: 1/1/1999: not a day"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, lost, err := registry.Read([]byte(c.text), c.file, c.given, nil)
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
	if _, _, err := registry.Read([]byte(plain+"A,a.test\n"), "registry.csv", 0, nil); !errors.Is(err, registry.ErrYear) {
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
			_, _, err := registry.Read([]byte(c.head+"\nA,a.test,x\n"), "registry2026.csv", 0, nil)
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
		{"below another's host", `A,,https://data.example.co.uk,,`, "data-example-co-uk|A|A|data.example.co.uk|||"},
		{"a numbered www", `A,,https://www2.a.test/x,,`, "a-test|A|A|a.test|||"},
		{"a site in a sentence", `A,,"Please see our site https://a.test/home for more, e.g. the FAQ.",,`, "a-test|A|A|a.test|||"},
		{"a mailbox in a sentence", `A,,a.test,"Write to privacy@a.test, or call us.",`, "a-test|A|A|a.test|privacy@a.test||"},
		{"a mailbox where the page would be", `A,,a.test,,"E-mail out@a.test with your name."`, "a-test|A|A|a.test|out@a.test||"},
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
			list, _, err := registry.Read([]byte(head+c.row+"\n"), "f.csv", 2024, nil)
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
				if b.Category != "other" || b.Country != brokers.UnknownCountry || b.Status != brokers.Unknown || !b.RegisteredIn("CA", 2024) || len(b.Sources) != 1 || b.Sources[0] != (brokers.Source{Name: "cppa-2024", Date: "2024"}) {
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
		{"UTF-16 without a table", "\xff\xfeD\x00a\x00", "no table"},
		{"a web page", "<!doctype html><title>Not found</title>", "no table"},
		{"any list with names", "name,url\nA,a.test\n", "no table"},
		{"a workbook", "PK\x03\x04\x14\x00", "a workbook or an archive, not CSV"},
		{"bytes", "\x00\x01\x02\x03\xff", "no table"},
		{"too large", strings.Repeat("a", registry.MaxFile+1), "larger than 10 MiB"},
		{"ten million columns", strings.Repeat(",", registry.MaxFile), "no table"},
	} {
		list, lost, err := registry.Read([]byte(c.text), "f.csv", 2026, nil)
		if err == nil || !strings.HasPrefix(err.Error(), "read f.csv: "+c.want) || list != nil || lost != nil {
			t.Errorf("%s: got %v, %v, %v", c.name, list, lost, err)
		}
	}
}

// A name of nothing but marks, or longer than any heading, is a name: a row
// whose quotation mark has no partner swallows all below it.
func TestNamesThatAreNoHeadings(t *testing.T) {
	const head = "Data broker name:,Data broker primary website:\n"
	for _, name := range []string{".", "*", ":", "[optional]", "\u200b.", strings.Repeat("lamp ", 500)} {
		for _, site := range []string{"", "none", "a.test"} {
			_, lost, err := registry.Read([]byte(head+name+","+site+"\nElm,elm.test\n"), "registry2026.csv", 0, nil)
			if err != nil {
				t.Errorf("%.20q, %q: %v, lost %v", name, site, err, lost)
			}
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
		{"one site often", head + strings.Repeat("A,a.test\n", 3000), 1, ""},
		{"one site of two", head + "A,a.test\nB Inc,a.test\n", 1, "f.csv:3: B Inc: has the site of a-test"},
		{"semicolons", "Data broker name;Data broker website\nA;a.test\nB;b.test\n", 2, ""},
		{"tabs", "Data broker name\tData broker website\nA, Inc\ta.test\n", 1, ""},
		{"a spreadsheet's word on its separator", "sep=;\nData broker name;Data broker website\nA;a.test\n", 1, ""},
		{"Windows-1252", head + "B\xfccher \x96 Daten,a.test\n", 1, "Windows-1252 text"},
		{"UTF-16", "\xff\xfe" + wide(head+"A,a.test\n"), 1, "UTF-16 text"},
		{"UTF-16 without a mark", wide(head + "A,a.test\n"), 1, "UTF-16 text"},
		{"a name over two lines", head + "\"A\nInc\",a.test\n", 1, ""},
		{"instructions below the headings", head + "If not answered by DB, do not surface in website.,Full URL\nA,a.test\n", 1, "says how the table is filled in"},
		{"instructions with a site for example", head + "Enter the legal name,\"Enter the full URL, e.g. https://www.example.com\"\nA,a.test\n", 1, "says how the table is filled in"},
		{"ids that would be one", head + "A,example.net\nB,example-net.com\nC,a.example\n", 3, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, lost, err := registry.Read([]byte(c.text), "f.csv", 2026, nil)
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

// wide writes ASCII text as UTF-16, the low byte first.
func wide(s string) string {
	var out strings.Builder
	for _, b := range []byte(s) {
		out.Write([]byte{b, 0})
	}
	return out.String()
}

// A file of several years gives each row its own year, else that of the part in
// which it stands, else the last year that the file speaks of, and says so.
func TestYearsOfRows(t *testing.T) {
	for _, c := range []struct{ name, file, text, want, lost string }{
		{"a column of years", "x-2020-23.csv", "Data broker name,Website URL,Registration year\nA,a.test,2021\nB,b.test,\"2020, 2022\"\nC,c.test,\n", "a-test 2021; b-test 2020 2022; c-test 2023", "rows that say no year of their own: 1: taken as of 2023"},
		{"days of approval", "x-2020-2023.csv", "Data broker name,Website URL,Approved on\nA,a.test,3/4/2020\nB,b.test,2022-11-05 10:00\nC,c.test,5-Jun-21\n", "a-test 2020; b-test 2022; c-test 2021", ""},
		{"parts", "x.csv", "Data broker name,Website URL\n2020,\nA,a.test\nData Brokers Registered in 2022,\nB,b.test\n2020 Insights,https://c.test\n", "a-test 2020; b-test 2022; c-test 2022", ""},
		{"a title with a range", "x.csv", "Registrations 2020–2023\nData broker name,Website URL\nA,a.test\n", "a-test 2023", "the end of the years that the file states"},
		{"one site in two years", "x.csv", "Data broker name,Website URL,Date Added\nA,a.test,1/2/2020\nA,a.test,1/2/2023\n", "a-test 2020 2023", ""},
		{"a month is no range", "registry-2024-03.csv", "Data broker name,Website URL\nA,a.test\n", "a-test 2024", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, lost, err := registry.Read([]byte(c.text), c.file, 0, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, b := range list {
				s := b.ID
				for _, r := range b.Registered {
					s += fmt.Sprint(" ", r.Year)
				}
				got = append(got, s)
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
			if !strings.Contains(fmt.Sprint(lost), c.lost) || c.lost == "" && len(lost) > 0 {
				t.Errorf("lost %v, want %q", lost, c.lost)
			}
		})
	}
}

// A postal address is carried for who has a company's name, and for nobody who
// may be a person at home.
func TestPostal(t *testing.T) {
	for _, c := range []struct{ name, dba, country, to, operator string }{
		{"Ant Data, LLC", "", "United States", "1 Elm St, Dayton, OH 45402, USA", "Ant Data, LLC"},
		{"ANT INC", "", "United Kingdom", "1 Elm St, Dayton, OH 45402, United Kingdom", "ANT INC"},
		{"Ottoline Quennell", "", "USA", "", ""},
		{"Quennell, Ottoline", "", "USA", "", ""},
		{"O. J. Quennell-Roe", "", "", "", ""},
		{"Ottoline Quennell", "Ant Lists", "USA", "", ""},
		{"Ant Data, a sole proprietorship", "", "USA", "", ""},
		{"ant.example", "", "USA", "1 Elm St, Dayton, OH 45402, USA", "ant.example"},
	} {
		text := fmt.Sprintf("Data broker name,DBA,Data broker website,Street address,City,State,Zip code,Country\n%q,%s,a.test,1 Elm St,Dayton,OH,45402,%s\n", c.name, c.dba, c.country)
		list, lost, err := registry.Read([]byte(text), "f.csv", 2024, nil)
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		to := ""
		for _, o := range list[0].OptOut {
			to = o.To
		}
		if to != c.to || list[0].Operator != c.operator {
			t.Errorf("%s: got %q, operator %q", c.name, to, list[0].Operator)
		}
		if c.to == "" && !strings.Contains(fmt.Sprint(lost), "one person at home") {
			t.Errorf("%s: lost %v", c.name, lost)
		}
		if strings.Contains(fmt.Sprint(lost), "Elm St") {
			t.Errorf("%s: the report tells the address: %v", c.name, lost)
		}
	}
}

// Pages for rights, for opting out and for privacy are each a way out.
func TestPages(t *testing.T) {
	list, _, err := registry.Read([]byte("Data broker name,Data broker website,Opt-out page URL,Privacy rights page,Requests to delete - Total requests received,Privacy policy link,Email for opt-out requests\n"+
		"A Inc,a.test,https://a.test/out,https://a.test/rights,12,https://a.test/privacy,out@a.test; two@a.test\n"), "f.csv", 2025, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range list[0].OptOut {
		got = append(got, fmt.Sprint(o.Ask, " ", o.By, " ", o.To, o.URL, o.Requires))
	}
	want := "delete email out@a.test[]; opt-out-of-sale email out@a.test[]; delete email two@a.test[]; opt-out-of-sale email two@a.test[]; " +
		"opt-out-of-sale web-form https://a.test/out[]; delete web-form https://a.test/rights[rights-page]; delete web-form https://a.test/privacy[rights-page]; delete drop []"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

// A known broker is known by its whole host; a host below its own is its own
// only where the name is the same.
func TestKnownBrokers(t *testing.T) {
	known, faults := brokers.Load(brokers.Layer{FS: fstest.MapFS{
		"ant.yaml": {Data: []byte("{id: ant, name: Ant, domain: ant.test, operator: Ant Inc., mirrors: [old-ant.test], category: other, country: US, status: active}")},
		"bee.yaml": {Data: []byte("{id: bee-example, name: Bee, domain: bee.test, category: other, country: US, status: active}")},
	}})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for site, want := range map[string]string{
		"ant.test": "ant", "https://www.ANT.test/x": "ant", "old-ant.test": "ant", "risk.ant.test": "risk-ant-test", "bee.example": "bee-example-2",
	} {
		list, _, err := registry.Read([]byte("Data broker name,Data broker website\nAntler Risk,"+site+"\n"), "f.csv", 2024, brokers.NewNames(known))
		if err != nil || len(list) != 1 || list[0].ID != want {
			t.Errorf("%s: got %+v, %v, want %s", site, list, err, want)
		}
	}
	list, _, _ := registry.Read([]byte("Data broker name,Data broker website\n\"ANT, Inc\",privacy.ant.test\n"), "f.csv", 2024, brokers.NewNames(known))
	if len(list) != 1 || list[0].ID != "ant" {
		t.Errorf("got %+v", list)
	}
}

// The largest files are read in reasonable time, whatever they are made of.
func TestLargeFiles(t *testing.T) {
	const head = "Data broker name,Data broker website,E-mail,Opt-out page URL,Country\n"
	fill := func(s string) string { return strings.Repeat(s, (registry.MaxFile-len(head)-8)/len(s)) }
	var sites strings.Builder
	for i := 0; sites.Len() < registry.MaxFile-500; i++ {
		fmt.Fprintf(&sites, "A,x%d.test,,,\n", i)
	}
	var list strings.Builder
	for i := 0; list.Len() < registry.MaxFile-500; i++ {
		fmt.Fprintf(&list, "https://x%d.test/opt-out a%d@x.test ", i, i)
	}
	for name, text := range map[string]string{
		"one site": fill("A,a.test,p@a.test,,\n"), "many sites": sites.String(), "one cell": "A,a.test,\"" + list.String() + "\",,\n",
		"one page": "A,a.test,,\"" + list.String() + "\",\n", "one site cell": "A,\"" + list.String() + "\",,,\n",
		"line ends": fill("\n"), "quotation marks": fill("\""), "commas": fill(",,,,,,,,\n"), "years": fill("2021,\n"), "words": fill("a b "),
	} {
		began := time.Now()
		if _, _, err := registry.Read([]byte(head+text), "f.csv", 2026, nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("%s: took %s", name, took)
		} else {
			t.Logf("%s: %s", name, took)
		}
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
		list, _, err := registry.Read(data, name, year, nil)
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
