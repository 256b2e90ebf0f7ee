package ddg_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/ddg"
)

// An address of theirs, carried over and filled in for an invented person,
// asks what their client would ask.
func TestAddressAsks(t *testing.T) {
	q := brokers.Query{First: "Ana Maria", Middle: "", Last: "de la Cruz", City: "new haven", State: "CT", Zip: "06510", Age: 44}
	for _, c := range []struct{ theirs, asks string }{
		{"https://x.test/${firstName}/${lastName}", "https://x.test/Ana%20Maria/De%20La%20Cruz"},
		{"https://x.test/${firstName|hyphenated}-${lastName|downcase|hyphenated}", "https://x.test/Ana-Maria-de-la-cruz"},
		{"https://x.test/${firstName|snakecase}_${lastName|replaceWhitespace:.}", "https://x.test/Ana_Maria_De.La.Cruz"},
		{"https://x.test/?n=${firstName}+${lastName}&s=${state}", "https://x.test/?n=Ana+Maria+De+La+Cruz&s=ct"},
		{"https://x.test/${state|upcase}/${state|stateFull}/${state|stateFull|downcase}", "https://x.test/CT/Connecticut/connecticut"},
		{"https://x.test/${city|capitalize}/${city|upcase|hyphenated}/${zip}", "https://x.test/New%20Haven/NEW-HAVEN/06510"},
		{"https://x.test/m/${middleName|defaultIfEmpty:~}/${age}", "https://x.test/m/~/44"},
		{"https://x.test/${fullName|hyphenated|downcase}", "https://x.test/ana-maria-de-la-cruz"},
		{"https://x.test/${fullName}?q=${fullName}", "https://x.test/Ana%20Maria%20De%20La%20Cruz?q=Ana+Maria+De+La+Cruz"},
		{"https://x.test/?b=${age|ageRange}&c=a%2C+b", "https://x.test/?b=41-50&c=a%2C+b"},
	} {
		t.Run(c.theirs, func(t *testing.T) {
			list, lost, err := ddg.Read([]byte(fmt.Sprintf(`{"name": "x.test", "steps": [{"stepType": "scan", "actions": [
				{"actionType": "navigate", "url": %q, "ageRange": ["18-40", "41-50", "51+"]},
				{"actionType": "extract", "selector": "p", "profile": {"name": {"selector": "b"}}}]}]}`, c.theirs)), "f.json", nil)
			if err != nil || len(lost) > 0 {
				t.Fatalf("%v, %v", lost, err)
			}
			u, err := list[0].Search.URL.Address(q, list[0].Search.Ages)
			if err != nil || u.String() != c.asks {
				t.Errorf("got  %v, %v\nwant %s", u, err, c.asks)
			}
		})
	}
}

// No fact but those of a query gets into an address, and none into a host.
func TestAddressTellsNoMore(t *testing.T) {
	for _, url := range []string{
		"https://x.test/${phone}", "https://x.test/${birthYear}", "https://x.test/?e=${email}", "https://x.test/${street}", "https://x.test/${profileUrl}", "https://x.test/${}",
		"https://${lastName}.x.test/", "https://${lastName}", "javascript:alert('${lastName}')", "file:///${lastName}", "ftp://x.test/${lastName}", "//x.test/${lastName}",
		"https://a:${lastName}@x.test/", "https:///${lastName}", "https://x.test/" + strings.Repeat("a", 5000),
	} {
		list, lost, err := ddg.Read([]byte(fmt.Sprintf(`{"name": "x.test", "steps": [{"stepType": "scan", "actions": [
			{"actionType": "navigate", "url": %q}, {"actionType": "extract", "selector": "p", "profile": {"name": {"selector": "b"}}}]}]}`, url)), "f.json", nil)
		if err != nil {
			t.Fatal(err)
		}
		if s := list[0].Search; s == nil || s.URL != "" || s.Way != brokers.Saved {
			t.Errorf("%.60s: asks %+v", url, s)
		}
		if len(lost) != 1 || !strings.HasPrefix(lost[0].Path, "f.json:2: steps[0].actions[0].url") {
			t.Errorf("%.60s: lost %v", url, lost)
		}
	}
}
