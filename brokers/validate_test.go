package brokers_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/whohasme/whohasme/brokers"
)

// faultsOf loads one file and returns its faults.
func faultsOf(text string) brokers.Faults {
	_, faults := brokers.Load(brokers.Layer{FS: fstest.MapFS{"b.yaml": {Data: []byte(text)}}})
	return faults
}

func TestValidateSample(t *testing.T) {
	if faults := faultsOf(sample); len(faults) > 0 {
		t.Errorf("the sample has faults:\n%s", faults.Error())
	}
	if faults := faultsOf("id: x\nname: X\ndomain: x.test\n"); len(faults) > 0 {
		t.Errorf("the least a broker needs has faults:\n%s", faults.Error())
	}
}

// Each case breaks the sample in one place and names the one fault of it.
func TestValidateFaults(t *testing.T) {
	long := strings.Repeat("a", 2001)
	for _, c := range []struct{ name, old, text, want string }{
		{"no id", "id: lantern-lookup\n", "", "1: id: want lower-case letters, digits and single hyphens"},
		{"upper-case id", "id: lantern-lookup\n", "id: Lantern\n", "1: id: want lower-case"},
		{"id with two hyphens", "id: lantern-lookup\n", "id: lantern--lookup\n", "1: id: want lower-case"},
		{"id with a path", "id: lantern-lookup\n", "id: ../lantern\n", "1: id: want lower-case"},
		{"no name", "name: Lantern Lookup\n", "", "1: name: is missing"},
		{"blank name", "name: Lantern Lookup\n", "name: \"  \"\n", "2: name: is missing"},
		{"name that steers a terminal", "name: Lantern Lookup\n", "name: \"Lantern\\e[31m\"\n", "2: name: want one line without control characters"},
		{"name of two lines", "name: Lantern Lookup\n", "name: \"Lantern\\nBcc: x\"\n", "2: name: want one line"},
		{"name that turns what follows", "name: Lantern Lookup\n", "name: \"Lantern\\u202e\"\n", "2: name: want one line"},
		{"no domain", "domain: lantern-lookup.test\n", "", "1: domain: is missing"},
		{"domain with scheme", "domain: lantern-lookup.test\n", "domain: https://lantern-lookup.test\n", "3: domain: want a host name"},
		{"domain with path", "domain: lantern-lookup.test\n", "domain: lantern-lookup.test/x\n", "3: domain: want a host name"},
		{"upper-case domain", "domain: lantern-lookup.test\n", "domain: Lantern.test\n", "3: domain: want a host name"},
		{"domain of one word", "domain: lantern-lookup.test\n", "domain: lantern\n", "3: domain: want a host name"},
		{"domain like localhost", "domain: lantern-lookup.test\n", "domain: localhost/x\n", "3: domain: want a host name"},
		{"mirror", "mirrors: [m.lantern-lookup.test, lantern.test]", "mirrors: [m.lantern-lookup.test, 'x y']", "4: mirrors[1]: want a host name"},
		{"null mirror", "mirrors: [m.lantern-lookup.test, lantern.test]", "mirrors: [~]", "4: mirrors[0]: is missing"},
		{"category", "category: background-check", "category: gossip", "7: category: want one of people-search, background-check"},
		{"country", "country: US", "country: USA", "8: country: want a two-letter code"},
		{"status", "status: active", "status: asleep", "9: status: want one of active, retired, unknown"},
		{"registered in no state", "{state: VT, year: 2025}", "{state: Vermont, year: 2025}", "11: registered[0].state: want a state's code"},
		{"registered in no year", "{state: CA, year: 2026}", "{state: CA}", "12: registered[1].year: want the year"},
		{"confidence", "confidence: medium", "confidence: some", "confidence: want one of high, medium, low"},
		{"clears nobody", "suppresses: [{id: lamp-people, ", "suppresses: [{", "13: suppresses[0].id: is missing"},
		{"source without name", "{name: a list without a date}", "{date: 2026}", "sources[1].name: is missing"},
		{"no ask", "{ask: delete, by: email", "{by: email", "16: opt_out[1].ask: is missing, want one of suppress"},
		{"ask", "{ask: delete, by: email", "{ask: vanish, by: email", "16: opt_out[1].ask: want one of suppress, opt-out-of-sale"},
		{"no channel", "by: drop}", "}", "19: opt_out[4].by: is missing, want one of web-form"},
		{"channel", "by: drop}", "by: owl}", "19: opt_out[4].by: want one of web-form, email, post, phone, drop"},
		{"form without address", `url: "https://lantern-lookup.test/remove?step=1", `, "", "15: opt_out[0].url: a web form needs its address"},
		{"form address", `"https://lantern-lookup.test/remove?step=1"`, "lantern-lookup.test/remove", "15: opt_out[0].url: want an address that begins with https://"},
		{"form address with a name in it", `"https://lantern-lookup.test/remove?step=1"`, "https://user@lantern-lookup.test/", "15: opt_out[0].url: want an address"},
		{"script for an address", `"https://lantern-lookup.test/remove?step=1"`, "javascript:alert(1)", "15: opt_out[0].url: want an address"},
		{"mailbox", "to: privacy@lantern-lookup.test", "to: privacy at lantern", "16: opt_out[1].to: want an e-mail address"},
		{"mailbox as a link", "to: privacy@lantern-lookup.test", "to: 'mailto:privacy@lantern-lookup.test'", "16: opt_out[1].to: want an e-mail address, without mailto:"},
		{"mailbox with marks that are none", "to: privacy@lantern-lookup.test", "to: a@-b..com", "16: opt_out[1].to: want an e-mail address such as"},
		{"mailbox with a blank", "to: privacy@lantern-lookup.test", "to: pri vacy@lantern-lookup.test", "16: opt_out[1].to: want an e-mail address"},
		{"mailbox with a blank behind it", "to: privacy@lantern-lookup.test", "to: 'privacy@lantern-lookup.test '", "16: opt_out[1].to: want an e-mail address"},
		{"mailbox of one word", "to: privacy@lantern-lookup.test", "to: privacy@lantern", "16: opt_out[1].to: want an e-mail address"},
		{"mailbox with a name", "to: privacy@lantern-lookup.test", "to: Lantern <privacy@lantern-lookup.test>", "16: opt_out[1].to: want an e-mail address"},
		{"two mailboxes", "to: privacy@lantern-lookup.test", "to: 'a@lantern.test,b@lantern.test'", "16: opt_out[1].to: want an e-mail address"},
		{"mailbox with a second line", "to: privacy@lantern-lookup.test", `to: "a@lantern.test\nBcc: b@lantern.test"`, "16: opt_out[1].to: want an e-mail address"},
		{"mailbox that ends in a dot", "to: privacy@lantern-lookup.test", "to: privacy.@lantern.test", "16: opt_out[1].to: want an e-mail address"},
		{"mailbox at an address", "to: privacy@lantern-lookup.test", "to: privacy@127.0.0.1", "16: opt_out[1].to: want an e-mail address"},
		{"mailbox with a subject", "to: privacy@lantern-lookup.test", "to: privacy@lantern.test?subject=x", "16: opt_out[1].to: want an e-mail address"},
		{"a web page for a mailbox", "to: privacy@lantern-lookup.test", "to: https://lantern-lookup.test/contact", "16: opt_out[1].to: want an e-mail address"},
		{"mailbox without end", "to: privacy@lantern-lookup.test", "to: " + strings.Repeat("a", 65) + "@lantern.test", "16: opt_out[1].to: want an e-mail address"},
		{"no mailbox", ", to: privacy@lantern-lookup.test", "", "16: opt_out[1].to: want an e-mail address"},
		{"a post address that bounces", `to: "Box 12, Reno, NV 89501"`, `to: "Box 12, Reno, NV 89501", bounced: 2026-01-15`, "17: opt_out[2].bounced: only a mailbox bounces"},
		{"no day of bouncing", "bounced: 2026-01-15", "bounced: lately", "16: opt_out[1].bounced: read date: want YYYY-MM-DD"},
		{"no post address", `, to: "Box 12, Reno, NV 89501"`, "", "17: opt_out[2].to: is missing"},
		{"no telephone", `, to: "+1 555 555 0100"`, "", "18: opt_out[3].to: is missing"},
		{"way", "way: assisted", "way: guess", "22: search.way: want one of fetch, browser, assisted, saved"},
		{"no way", "  way: assisted\n", "", "20: search.way: is missing, want one of fetch"},
		{"terms", "{is: allowed, date", "{is: fine, date", "23: search.automation.is: want one of allowed, unknown, forbidden"},
		{"address without scheme", "url: https://lantern-lookup.test/find", "url: lantern-lookup.test/find", "21: search.url: want an address that begins"},
		{"variable", "n={first}+", "n={frist}+", "21: search.url: unknown variable {frist}, want one of first, middle"},
		{"no variable", "n={first}+", "n={}+", "21: search.url: unknown variable {}"},
		{"transform", "statename", "stateword", `21: search.url: unknown transform "stateword", want one of lower`},
		{"open brace", "n={first}+", "n={first+", "21: search.url: braces do not pair"},
		{"close brace", "n={first}+", "n=first}+", "21: search.url: braces do not pair"},
		{"variable in the host", "url: https://lantern-lookup.test/find", "url: https://{state}.lantern-lookup.test/find", "21: search.url: a variable cannot stand in the host"},
		{"variable in the host without a path", "url: https://lantern-lookup.test/find", "url: https://{state}.lantern-lookup.test", "21: search.url: a variable cannot stand in the host"},
		{"band", "31-50", "fifty", `25: search.ages[1]: want a band such as "18-30" or "81+"`},
		{"band upside down", "31-50", "50-31", "25: search.ages[1]: want a band"},
		{"no bands", "  ages: [18-30, 31-50, 51-80, 81+]\n", "", "20: search.ages: the address uses {age_range} and there are no bands"},
		{"step of two", "{click: \"button.go\"}", "{click: button, wait: b}", "29: search.steps[1]: want exactly one of fill, click, wait, person"},
		{"step of none", "{click: \"button.go\"}", "{}", "29: search.steps[1]: want exactly one of"},
		{"step fills nothing", ", with: last}", "}", "28: search.steps[0].with: want one of first, middle"},
		{"step fills what it may not", "with: last", "with: born", "28: search.steps[0].with: want one of first, middle"},
		{"step selector", `"button.go"`, `"button..go"`, "29: search.steps[1].click: CSS selector does not compile"},
		{"pages", "pages: 5", "pages: 51", "33: search.complete.pages: want a number from 1 to 50"},
		{"negative pages", "pages: 5", "pages: -1", "33: search.complete.pages: want a number from 1 to 50"},
		{"no day of retiring", "retired: 2026-03-02", "retired: once", "search.retired: read date: want YYYY-MM-DD"},
		{"selector without end", "record: //div[@class='row']", "record: //*[//*[//*]]", "32: search.record: would search a large page for hours"},
		{"record", "record: //div[@class='row']", "record: //div[", "32: search.record: XPath does not compile"},
		{"XPath that is no path", "record: //div[@class='row']", "record: (//div", "32: search.record: XPath does not compile"},
		{"long selector", "record: //div[@class='row']", "record: " + long, "32: search.record: is longer than 2000 characters"},
		{"wait", `wait: "#list"` + "\n  steps", `wait: "#"` + "\n  steps", "26: search.wait: CSS selector does not compile"},
		{"total", "total: b.sum", `total: "b["`, "33: search.complete.total: CSS selector does not compile"},
		{"next", `next: "a.next"`, `next: "a:next"`, "33: search.complete.next: CSS selector does not compile"},
		{"nothing", "nothing: p.none", "nothing: p >", "search.nothing: CSS selector does not compile"},
		{"no name field", "    name: h3\n", "", "34: search.fields.name: is missing"},
		{"null name field", "    name: h3\n", "    name:\n", "35: search.fields.name: is missing"},
		{"field", "profile_url: {", "profile: {", "41: search.fields.profile: unknown field, want one of name, age"},
		{"field selector", "    name: h3\n", "    name: h3[\n", "35: search.fields.name: CSS selector does not compile"},
		{"field without selector", "{select: .yrs, ", "{", "36: search.fields.age: selector is missing"},
		{"second rule", "{select: .kin b}", `{select: ".kin b["}`, "40: search.fields.relatives[1]: CSS selector does not compile"},
		{"before", "before: years", "before: /years(/", "36: search.fields.age.before: expression does not compile"},
		{"after", "after: /aged?/i", "after: /aged?)/i", "36: search.fields.age.after: expression does not compile"},
		{"separator", `separator: "; "`, `separator: "/[/"`, "39: search.fields.addresses[1].separator: expression does not compile"},
		{"pattern that repeats itself", "before: years", "before: '/" + strings.Repeat("a{999}", 11) + "/'", "36: search.fields.age.before: expression repeats too much"},
		{"long pattern", "before: years", "before: " + long, "36: search.fields.age.before: is longer than 2000 characters"},
		{"profile record", "record: main", "record: main[", "44: search.profile.record: CSS selector does not compile"},
		{"profile field", "emails: .mail}", "faxes: .mail}", "45: search.profile.fields.faxes: unknown field"},
		{"profile gone", `"//h1[.='Not here any more']"`, `"//h1[.='Not here any more'"`, "46: search.profile.gone: XPath does not compile"},
	} {
		t.Run(c.name, func(t *testing.T) {
			faults := faultsOf(edit(t, c.old, c.text))
			if len(faults) != 1 {
				t.Fatalf("got %d faults, want 1:\n%s", len(faults), faults.Error())
			}
			if got := faults[0].Error(); !strings.HasPrefix(got, "b.yaml:") || !strings.Contains(got, ":"+c.want) && !strings.Contains(got, ": "+c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Only the ways on which the program itself asks need an address and a record.
func TestValidateWhatAWayNeeds(t *testing.T) {
	const head = "id: x\nname: X\ndomain: x.test\nsearch: {way: "
	for _, way := range []string{"fetch", "browser"} {
		got := faultsOf(head + way + "}\n").Error()
		if got != "b.yaml:4: search.url: is missing\nb.yaml:4: search.record: selector is missing" {
			t.Errorf("%s: got %q", way, got)
		}
	}
	for _, way := range []string{"assisted", "saved"} {
		if got := faultsOf(head + way + "}\n"); len(got) > 0 {
			t.Errorf("%s: got %q", way, got.Error())
		}
	}
}

func TestValidateHosts(t *testing.T) {
	for _, host := range []string{"a.test", "a-b.c-d.test", "xn--bcher-kva.test", "a.test:8080", "127.0.0.1", "127.0.0.1:80", "localhost", "localhost:9", "[::1]:80"} {
		if faults := faultsOf("id: x\nname: X\ndomain: \"" + host + "\"\n"); len(faults) > 0 {
			t.Errorf("%s: got %v", host, faults)
		}
	}
	for _, host := range []string{"a..test", "-a.test", "a.test.", "a.test:", "a.test:port", "a test", "bücher.test", "localhostess", "user@a.test", "a.test?x", "*.test", "a.test:0", "a.test:65536"} {
		if faults := faultsOf("id: x\nname: X\ndomain: \"" + host + "\"\n"); len(faults) != 1 {
			t.Errorf("%s passes as a host name", host)
		}
	}
}

// An address without a path may have its variables in the query.
func TestValidateURLWithoutPath(t *testing.T) {
	for _, url := range []string{"https://x.test?q={last}", "https://x.test#{last}", "http://127.0.0.1:8080/{last}"} {
		text := edit(t, "  url: https://lantern-lookup.test/find?n={first}+{last}&st={state|statename|default=all}&a={age_range}", "  url: '"+url+"'")
		if faults := faultsOf(text); len(faults) > 0 {
			t.Errorf("%s: got %v", url, faults)
		}
	}
}

func TestCompilePattern(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		matches       bool // false: a literal
	}{
		{"", "", false}, {"Age", "", false}, {"/", "", false}, {"//", "", false}, {"/a", "", false}, {"/home/x", "", false}, {" / ", "", false},
		{"/born in/", "born in 1980", true}, {"/BORN/i", "born", true}, {"/a.b/s", "a\nb", true}, {"/^b/m", "a\nb", true}, {"/a/b/", "a/b", true},
	} {
		re, err := brokers.CompilePattern(c.pattern)
		if err != nil || (re != nil) != c.matches || re != nil && !re.MatchString(c.text) {
			t.Errorf("%q: got %v, %v", c.pattern, re, err)
		}
	}
	for _, bad := range []string{"/(/", "/a{2,1}/", "/(?<x/i", strings.Repeat("x", 2001)} {
		if re, err := brokers.CompilePattern(bad); err == nil {
			t.Errorf("%.20q: got %v", bad, re)
		}
	}
}

func TestSelector(t *testing.T) {
	for _, c := range []struct {
		s     brokers.Selector
		xpath bool
	}{
		{".", true}, {"//p", true}, {"./a/@href", true}, {"(//p)[1]", true}, {".name", false}, {"p", false}, {"#x > y", false}, {"a[href*='//']", false}, {"", false}, {"/html", false},
	} {
		if got := c.s.IsXPath(); got != c.xpath {
			t.Errorf("%q: IsXPath is %v", c.s, got)
		}
	}
	for _, good := range []brokers.Selector{".", "//p[contains(., 'x')]", "a, b", "p:contains('x')", "tr:nth-child(2) > td"} {
		if err := brokers.CheckSelector(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []brokers.Selector{"//", "//p[", "(", "//p[foo(.)]", "..", "p:", "p[", "/html", ">"} {
		if err := brokers.CheckSelector(bad); err == nil {
			t.Errorf("%q compiles", bad)
		} else if errors.Unwrap(err) != nil {
			t.Errorf("%q: the error wraps a library's", bad)
		}
	}
}

// Where only a search address is known there is nothing to read, and a program
// cannot go there by itself.
func TestValidateAddressOnly(t *testing.T) {
	const head = "id: x\nname: X\ndomain: x.test\nsearch:\n  url: https://x.test/{last}\n"
	for _, c := range []struct{ name, rest, want string }{
		{"saved", "  way: saved\n", ""},
		{"assisted", "  way: assisted\n  steps: [{person: search}]\n", ""},
		{"fetch", "  way: fetch\n", "b.yaml:4: search.record: selector is missing"},
		{"browser", "  way: browser\n", "b.yaml:4: search.record: selector is missing"},
		{"fields", "  way: saved\n  fields: {name: b}\n", "b.yaml:7: search.fields: has no use without search.record"},
		{"nothing", "  way: saved\n  nothing: p\n", "b.yaml:7: search.nothing: has no use without search.record"},
		{"complete", "  way: saved\n  complete: {next: a}\n", "b.yaml:7: search.complete: has no use without search.record"},
		{"profile", "  way: saved\n  profile: {gone: p}\n", "b.yaml:7: search.profile: has no use without search.record"},
	} {
		if got := faultsOf(head + c.rest).Error(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
