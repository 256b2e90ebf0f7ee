package datenanfragen_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/datenanfragen"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files")

func load(t *testing.T) []*brokers.Broker {
	t.Helper()
	layer, err := brokers.Folder("testdata")
	if err != nil {
		t.Fatal(err)
	}
	c, faults := brokers.Load(layer)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return c.All()
}

func TestWrite(t *testing.T) {
	for _, b := range load(t) {
		t.Run(b.ID, func(t *testing.T) {
			text, lost, err := datenanfragen.Write(*b)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range faults(text) {
				t.Error(f)
			}
			out := bytes.NewBuffer(text)
			for _, l := range lost {
				out.WriteString("lost " + l.String() + "\n")
			}
			file := filepath.Join("testdata", b.ID+".golden")
			if *update {
				if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(out.Bytes(), want) {
				t.Errorf("%s differs; got\n%s", file, out)
			}
		})
	}
}

// Every broker of the built-in catalogue becomes a record of the schema, with
// no mailbox that is known to bounce.
func TestWriteCatalogue(t *testing.T) {
	c, _ := brokers.Load(brokers.Embedded())
	for _, b := range c.All() {
		text, _, err := datenanfragen.Write(*b)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, f := range faults(text) {
			t.Errorf("%s: %s", b.ID, f)
		}
		for _, o := range b.OptOut {
			if !o.Bounced.IsZero() && bytes.Contains(text, []byte(o.To)) {
				t.Errorf("%s: a mailbox that bounces is handed on", b.ID)
			}
		}
	}
}

func TestAddress(t *testing.T) {
	for _, c := range []struct{ to, country, want string }{
		{"1 Elm St, Suite 2, Dayton, OH 45402, USA", "US", "1 Elm St, Suite 2, Dayton, OH 45402\nUnited States of America"},
		{"Elmweg 1, 20457 Hamburg, Deutschland", "DE", "Elmweg 1, 20457 Hamburg\nGermany"},
		{"Ant Inc\n1 Elm St\nDayton, OH 45402", "US", "1 Elm St\nDayton, OH 45402\nUnited States of America"},
		{"Elmstraat 1, Amsterdam, Netherlands", "US", "Elmstraat 1, Amsterdam\nThe Netherlands"},
		{"Box 1, Nowhere", "ZZ", "Box 1, Nowhere"},
		{"", "US", "Postal address not known\nUnited States of America"},
		{"", "ZZ", "Postal address not known"},
	} {
		text, _, err := datenanfragen.Write(brokers.Broker{ID: "a", Name: "Ant Inc", Country: c.country, OptOut: []brokers.OptOut{{Ask: brokers.Delete, By: brokers.ByPost, To: c.to}}})
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Address string
			Medium  string `json:"suggested-transport-medium"`
		}
		if err := json.Unmarshal(text, &got); err != nil || got.Address != c.want || (got.Medium == "letter") != (c.to != "") {
			t.Errorf("%q: got %+v, %v", c.to, got, err)
		}
	}
}

func TestWriteErrors(t *testing.T) {
	for _, b := range []brokers.Broker{
		{}, {ID: "a"}, {ID: "a", Name: " "}, {ID: "a", Name: "A"}, {ID: "A b", Name: "Ant"}, {ID: "../a", Name: "Ant"},
	} {
		if text, lost, err := datenanfragen.Write(b); err == nil || text != nil || lost != nil {
			t.Errorf("%+v: got %s, %v, %v", b, text, lost, err)
		}
	}
}

func TestPhone(t *testing.T) {
	for to, want := range map[string]string{
		"(555) 555-0100": "+1 555 555 0100", "+1 555 555 0100": "+1 555 555 0100", "555.555.0100 ext. 12": "+1 555 555 0100 ext. 12",
		"call us": "", "": "", "12": "",
	} {
		text, _, err := datenanfragen.Write(brokers.Broker{ID: "a", Name: "Ant", Country: "US", OptOut: []brokers.OptOut{{Ask: brokers.Delete, By: brokers.ByPhone, To: to}}})
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Phone string }
		if err := json.Unmarshal(text, &got); err != nil || got.Phone != want {
			t.Errorf("%q: got %q, want %q, %v", to, got.Phone, want, err)
		}
	}
}

// Whatever a broker says, its record keeps to the schema.
func TestWriteAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "Ant & <Bee>", "a\nb", "https://a.test/{x}", "https://a.test/x", "+1 555 555 0100", "a@a.test"}))
		b := brokers.Broker{
			ID:      rapid.StringMatching(`[a-z0-9]{1,5}`).Draw(t, "id"),
			Name:    rapid.StringMatching(`[A-Z][a-z]{1,5}`).Draw(t, "name"),
			Domain:  text.Draw(t, "domain"),
			Mirrors: rapid.SliceOfN(text, 0, 3).Draw(t, "mirrors"), Category: text.Draw(t, "category"),
			Country: rapid.SampledFrom([]string{"US", "DE", "GB", "XX", "ZZ", ""}).Draw(t, "country"),
			Status:  rapid.SampledFrom([]brokers.Status{brokers.Active, brokers.Retired, ""}).Draw(t, "status"),
			Sources: []brokers.Source{{Name: text.Draw(t, "source")}, {Name: "cppa-2026", Date: "2026"}}[rapid.IntRange(0, 1).Draw(t, "from"):],
		}
		if rapid.Bool().Draw(t, "checked") {
			b.Checked = brokers.Date{Year: 2026, Month: 8, Day: 7}
		}
		for range rapid.IntRange(0, 4).Draw(t, "ways") {
			b.OptOut = append(b.OptOut, brokers.OptOut{
				By: rapid.SampledFrom([]brokers.Channel{brokers.ByForm, brokers.ByEmail, brokers.ByPost, brokers.ByPhone, brokers.ByDROP}).Draw(t, "by"),
				To: text.Draw(t, "to"), URL: text.Draw(t, "url"), Requires: rapid.SliceOfN(rapid.SampledFrom([]string{"name", "captcha", "id-document", "record-url"}), 0, 3).Draw(t, "requires"),
			})
		}
		out, lost, err := datenanfragen.Write(b)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range faults(out) {
			t.Errorf("%s in\n%s", f, out)
		}
		for _, l := range lost {
			if l.Path == "" || l.Why == "" {
				t.Errorf("lost without a place or a reason: %+v", l)
			}
		}
	})
}

// faults checks a record against the schema's rules, written down here again
// in our words: keys, kinds, patterns, lists of words and what is required.
func faults(text []byte) (out []string) {
	fault := func(s string) { out = append(out, s) }
	if !utf8.Valid(text) || !bytes.HasSuffix(text, []byte("}\n")) {
		fault("not a text file of one object")
	}
	var r map[string]any
	if err := json.Unmarshal(text, &r); err != nil {
		return append(out, err.Error())
	}
	words := func(key string) []string {
		list, ok := r[key].([]any)
		if !ok && r[key] != nil {
			fault(key + " is no list")
		}
		var ws []string
		for _, v := range list {
			s, ok := v.(string)
			if !ok || slices.Contains(ws, s) {
				fault(key + " has something twice or no text")
			}
			ws = append(ws, s)
		}
		return ws
	}
	pattern := func(key, p string) {
		if v, ok := r[key]; ok {
			if s, isText := v.(string); !isText || !regexp.MustCompile(p).MatchString(s) {
				fault(key + " does not match " + p)
			}
		}
	}
	address := func(key, s string) {
		if u, err := url.Parse(s); err != nil || u.Scheme == "" || u.Host == "" || strings.ContainsAny(s, " {}") {
			fault(key + " is no address: " + s)
		}
	}
	for _, key := range []string{"slug", "relevant-countries", "name", "address", "sources", "quality"} {
		if r[key] == nil {
			fault(key + " is required")
		}
	}
	known := strings.Fields("slug relevant-countries categories name runs address phone email webform web sources required-elements request-language needs-id-document suggested-transport-medium comments quality")
	for key := range r {
		if !slices.Contains(known, key) {
			fault(key + " is not a key")
		}
	}
	pattern("slug", `^[a-z0-9-]+$`)
	pattern("name", `^\S.*\S$`)
	pattern("phone", `^\+\d+ \d+ (?:\d+ )*\d+(?: ext\. \d+)?$`)
	pattern("email", `^[^@\s]+@[^@\s]+$`)
	pattern("request-language", `^[a-z]{2}$`)
	pattern("suggested-transport-medium", `^(fax|letter|email)$`)
	pattern("quality", `^(tested|verified|imported|scraped)$`)
	for _, c := range words("relevant-countries") {
		if !slices.Contains(strings.Fields("all at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se gb no is li ch"), c) {
			fault("country " + c)
		}
	}
	for _, c := range words("categories") {
		if !slices.Contains([]string{"addresses", "ads", "credit agency", "health"}, c) {
			fault("category " + c)
		}
	}
	words("runs")
	for _, s := range words("sources") {
		address("sources", s)
	}
	for _, key := range []string{"relevant-countries", "sources"} {
		if len(words(key)) == 0 {
			fault(key + " is empty")
		}
	}
	if all := words("relevant-countries"); len(all) > 1 && slices.Contains(all, "all") {
		fault("all countries and some")
	}
	for key, v := range r {
		s, isText := v.(string)
		if isText && (s == "" || s != strings.TrimSpace(s) || strings.ContainsAny(s, "\r\t\u00a0")) {
			fault(key + " is empty or has odd white space")
		}
		if v == false {
			fault(key + " says what is so anyway")
		}
	}
	if lines := strings.Split(fmt.Sprint(r["address"]), "\n"); slices.Contains(lines, fmt.Sprint(r["name"])) || slices.Contains(lines, "") {
		fault("address has the name or an empty line")
	}
	if slices.Contains(words("runs"), fmt.Sprint(r["name"])) {
		fault("runs has the name")
	}
	if m, ok := r["suggested-transport-medium"].(string); ok && m != "letter" && r[m] == nil {
		fault("no " + m + " is there")
	}
	for _, key := range []string{"web", "webform"} {
		if s, ok := r[key].(string); ok {
			address(key, s)
		}
	}
	seen := map[any]bool{}
	list, _ := r["required-elements"].([]any)
	for _, v := range list {
		e, _ := v.(map[string]any)
		if len(e) != 2 || e["desc"] == "" || !slices.Contains(strings.Fields("input textarea email address name birthdate"), e["type"].(string)) || seen[e["desc"]] {
			fault("required-elements")
		}
		seen[e["desc"]] = true
	}
	return out
}
