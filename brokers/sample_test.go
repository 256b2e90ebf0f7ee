package brokers_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
)

// sample is a broker file that uses every key, long forms and short ones.
const sample = `id: lantern-lookup
name: Lantern Lookup
domain: lantern-lookup.test
mirrors: [m.lantern-lookup.test, lantern.test]
operator: Lantern Records Ltd
family: lantern
category: background-check
country: US
status: active
registered:
  - {state: VT, year: 2025}
  - {state: CA, year: 2026}
suppresses: [{id: lamp-people, evidence: the two share a suppression form, date: 2026-03-01}]
opt_out:
  - {ask: suppress, by: web-form, url: "https://lantern-lookup.test/remove?step=1", requires: [record-url, captcha]}
  - {ask: delete, by: email, to: privacy@lantern-lookup.test, bounced: 2026-01-15}
  - {ask: know, by: post, to: "Box 12, Reno, NV 89501"}
  - {ask: object, by: phone, to: "+1 555 555 0100"}
  - {ask: opt-out-of-sale, by: drop}
search:
  url: https://lantern-lookup.test/find?n={first}+{last}&st={state|statename|default=all}&a={age_range}
  way: assisted
  automation: {is: allowed, date: 2026-02-03}
  pace: 7s
  ages: [18-30, 31-50, 51-80, 81+]
  wait: "#list"
  steps:
    - {fill: "input[name=q]", with: last}
    - {click: "button.go"}
    - {wait: "#list"}
    - {person: type the letters of the picture}
  record: //div[@class='row']
  complete: {total: b.sum, next: "a.next", pages: 5}
  fields:
    name: h3
    age: {select: .yrs, before: years, after: /aged?/i}
    addresses:
      - {select: "li.now", all: true}
      - {select: "li.before", all: true, separator: "; "}
    relatives: [.kin a, {select: .kin b}]
    profile_url: {select: a, attr: href}
  nothing: p.none
  profile:
    record: main
    fields: {phones: {select: .tel, all: true}, emails: .mail}
    gone: "//h1[.='Not here any more']"
  retired: 2026-03-02
sources: [{name: the site's own help page, date: 2026-02}, {name: a list without a date}]
checked: 2026-03-04
confidence: medium
`

// edit returns the sample with one text replaced, and fails the test when the
// text does not stand in it exactly once.
func edit(t *testing.T, old, text string) string {
	t.Helper()
	if n := strings.Count(sample, old); n != 1 {
		t.Fatalf("%q stands %d times in the sample", old, n)
	}
	return strings.Replace(sample, old, text, 1)
}

// decode reads text into a Broker and returns it with its faults, one a line.
func decode(text string) (brokers.Broker, string) {
	var b brokers.Broker
	d := brokers.Decode("b.yaml", []byte(text), &b)
	if err := d.Err(); err != nil {
		return b, err.Error()
	}
	return b, ""
}
