package sweep_test

import (
	"slices"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/scan/extract"
)

// TestDefinitions is the suite that every broker must pass, those of the
// catalogue and those of the practice sites.
func TestDefinitions(t *testing.T) {
	cat, faults := brokers.Load(brokers.Embedded())
	for _, f := range append(faults, brokers.Lint(cat)...) {
		t.Error(f)
	}
	sites, err := practice.Open(practice.NewWorld(1, brokers.DateOf(noon)), practice.NewClock(noon).Now)
	if err != nil {
		t.Fatal(err)
	}
	defer sites.Close()
	list := slices.Clone(cat.All())
	for _, b := range sites.Brokers() {
		list = append(list, &b)
	}
	definitions := 0
	for _, b := range list {
		t.Run(b.ID, func(t *testing.T) { checkBroker(t, b) })
		if b.Search != nil {
			definitions++
		}
	}
	t.Logf("figure: issue 2, point 4: one suite over %d brokers with %d definitions", len(list), definitions)
}

func checkBroker(t *testing.T, b *brokers.Broker) {
	t.Helper()
	if len(b.Sources) == 0 {
		t.Error("no source is named")
	}
	d := b.Search
	if d == nil {
		return
	}
	if _, err := extract.Compile(d); d.Reads() && err != nil {
		t.Error(err)
	}
	if d.Way == brokers.Assisted && len(d.Steps) == 0 {
		t.Error("an assisted definition has no steps")
	}
	if d.URL != "" {
		checkAddress(t, b)
	}
	asks := d.Way == brokers.Fetch || d.Way == brokers.Browser
	if asks && d.Nothing == "" && d.Retired.IsZero() {
		t.Error("there is no sign for nothing found, so nobody could ever be told absent")
	}
}

// checkAddress fills the search address for a name of the kind that breaks
// addresses.
func checkAddress(t *testing.T, b *brokers.Broker) {
	t.Helper()
	d := b.Search
	q := brokers.Query{First: "María José", Middle: "Ana", Last: "O'Neil-Łuk", City: "St. Paul", State: "MN", Zip: "55101", Age: 41}
	u, err := d.URL.Address(q, d.Ages)
	if err != nil {
		t.Fatal(err)
	}
	if !b.Serves(u) {
		t.Errorf("the search goes to %s, which is not the broker's", u.Host)
	}
	for _, v := range []string{"born", "phone", "email"} {
		if d.URL.Uses(v) {
			t.Errorf("the address tells %s", v)
		}
	}
}

// TestCatalogueIsWhole counts what the catalogue promises.
func TestCatalogueIsWhole(t *testing.T) {
	cat, _ := brokers.Load(brokers.Embedded())
	dated, noWayOut, ways, retired, addressOnly := 0, 0, map[brokers.Way]int{}, 0, 0
	for _, b := range cat.All() {
		if slices.ContainsFunc(b.Sources, func(s brokers.Source) bool { return s.Date != "" }) {
			dated++
		}
		if len(b.OptOut) == 0 {
			noWayOut++
			if b.Search.Reads() && b.Search.Retired.IsZero() {
				t.Errorf("%s is visited, and no way out is known", b.ID)
			}
		}
		switch d := b.Search; {
		case d == nil:
		case !d.Reads():
			addressOnly++
		case !d.Retired.IsZero():
			retired++
		default:
			ways[d.Way]++
		}
	}
	active := ways[brokers.Fetch] + ways[brokers.Browser] + ways[brokers.Assisted] + ways[brokers.Saved]
	if n := len(cat.All()); n < 2000 || dated < 1950 || active < 45 || noWayOut > n/7 {
		t.Errorf("%d brokers, %d dated, %d active definitions, %d without a way out", n, dated, active, noWayOut)
	}
	t.Logf("figure: issue 3: %d brokers, %d with a dated source; no way out is known for %d", len(cat.All()), dated, noWayOut)
	t.Logf("figure: issue 3: %d active definitions (%d fetch, %d browser, %d assisted), %d retired, %d with an address only",
		active, ways[brokers.Fetch], ways[brokers.Browser], ways[brokers.Assisted], retired, addressOnly)
}
