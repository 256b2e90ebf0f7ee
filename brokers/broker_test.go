package brokers_test

import (
	"encoding/json"
	"net/url"
	"testing"
	"testing/fstest"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

func TestDate(t *testing.T) {
	leap := brokers.Date{Year: 2028, Month: time.February, Day: 29}
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"text", leap.String(), "2028-02-29"},
		{"text of no day", brokers.Date{}.String(), ""},
		{"no day is zero", brokers.Date{}.IsZero(), true},
		{"a day is not", leap.IsZero(), false},
		{"day of an instant in its own zone", brokers.DateOf(time.Date(2028, 3, 1, 1, 0, 0, 0, time.FixedZone("", 3600*5))).String(), "2028-03-01"},
		{"next day", leap.AddDays(1).String(), "2028-03-01"},
		{"a year of days", leap.AddDays(366).String(), "2029-03-01"},
		{"back", leap.AddDays(-60).String(), "2027-12-31"},
		{"days since", leap.AddDays(45).DaysSince(leap), 45},
		{"days since, backwards", leap.DaysSince(leap.AddDays(45)), -45},
		{"weekday", leap.Weekday(), time.Tuesday},
		{"before", leap.Before(leap.AddDays(1)), true},
		{"not before itself", leap.Before(leap), false},
		{"after", leap.After(leap.AddDays(-1)), true},
		{"not after itself", leap.After(leap), false},
		{"midnight UTC", leap.Time().Format(time.RFC3339), "2028-02-29T00:00:00Z"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
	for _, bad := range []string{"", "2028", "2028-2-9", "2027-02-29", "29.02.2028", "2028-02-29T00:00:00Z", " 2028-02-29"} {
		if d, err := brokers.ParseDate(bad); err == nil {
			t.Errorf("ParseDate(%q): got %v", bad, d)
		}
	}
}

func TestDateJSON(t *testing.T) {
	type page struct {
		On brokers.Date `json:"on,omitzero"`
	}
	for text, want := range map[string]string{`{"on":"2028-02-29"}`: `{"on":"2028-02-29"}`, `{"on":""}`: `{}`, `{}`: `{}`} {
		var p page
		if err := json.Unmarshal([]byte(text), &p); err != nil {
			t.Fatal(err)
		}
		if got, err := json.Marshal(p); err != nil || string(got) != want {
			t.Errorf("%s: got %s, %v", text, got, err)
		}
	}
	var p page
	if err := json.Unmarshal([]byte(`{"on":"2027-02-29"}`), &p); err == nil {
		t.Errorf("a day that is none is read as %v", p.On)
	}
}

func TestWhen(t *testing.T) {
	for _, good := range []string{"", "2026", "2026-08", "2026-08-07", "2028-02-29"} {
		var w brokers.When
		if err := w.UnmarshalText([]byte(good)); err != nil || string(w) != good {
			t.Errorf("%q: got %q, %v", good, w, err)
		}
	}
	for text, want := range map[brokers.When]string{"2026": "2026-01-01", "2026-08": "2026-08-01", "2026-08-07": "2026-08-07", "": "", "soon": ""} {
		if got := text.First().String(); got != want {
			t.Errorf("the first day of %q is %q, want %q", text, got, want)
		}
	}
	for _, bad := range []string{"26", "2026-8", "2026-13", "2026-00", "2026-02-30", "2027-02-29", "2026-08-07x", "August 2026", "20260807", "2026-"} {
		w := brokers.When("2020")
		if err := w.UnmarshalText([]byte(bad)); err == nil || w != "2020" {
			t.Errorf("%q: got %q, %v", bad, w, err)
		}
	}
}

func TestPace(t *testing.T) {
	for _, c := range []struct {
		text             string
		public, loopback time.Duration
	}{
		{"", brokers.DefaultPace, brokers.DefaultPace},
		{"0s", brokers.DefaultPace, 0},
		{"500ms", brokers.DefaultPace, 500 * time.Millisecond},
		{"5s", 5 * time.Second, 5 * time.Second},
		{"2m", 2 * time.Minute, 2 * time.Minute},
		{"1h", time.Hour, time.Hour},
	} {
		var p brokers.Pace
		if c.text != "" {
			if err := p.UnmarshalText([]byte(c.text)); err != nil {
				t.Fatal(err)
			}
		}
		if p.IsZero() != (c.text == "") {
			t.Errorf("%q: IsZero is %v", c.text, p.IsZero())
		}
		if got := p.Between(false); got != c.public {
			t.Errorf("%q in public: got %v, want %v", c.text, got, c.public)
		}
		if got := p.Between(true); got != c.loopback {
			t.Errorf("%q on loopback: got %v, want %v", c.text, got, c.loopback)
		}
	}
}

func TestBudget(t *testing.T) {
	for pages, want := range map[int]int{0: brokers.DefaultPages, -1: brokers.DefaultPages, 1: 1, 50: 50} {
		if got := (brokers.Complete{Pages: pages}).Budget(); got != want {
			t.Errorf("pages %d: got %d, want %d", pages, got, want)
		}
	}
}

func TestWay(t *testing.T) {
	if way, ok := (&brokers.Broker{}).Way(); ok || way != "" {
		t.Errorf("a broker without a definition can be looked at by %q", way)
	}
	b := brokers.Broker{Search: &brokers.Definition{Way: brokers.Saved, Automation: brokers.Automation{Is: "forbidden"}}}
	if way, ok := b.Way(); !ok || way != brokers.Saved {
		t.Errorf("got %q, %v", way, ok)
	}
	for is, want := range map[string]bool{"forbidden": true, "allowed": false, "unknown": false, "": false} {
		if got := (brokers.Automation{Is: is}).Forbidden(); got != want {
			t.Errorf("terms %q: forbidden is %v", is, got)
		}
	}
}

// A scan looks where there is a definition that stands, at a site that does.
func TestLook(t *testing.T) {
	for _, c := range []struct {
		name string
		b    brokers.Broker
		way  brokers.Way
	}{
		{"no definition", brokers.Broker{}, ""},
		{"definition", brokers.Broker{Search: &brokers.Definition{Way: brokers.Saved}}, brokers.Saved},
		{"withdrawn", brokers.Broker{Search: &brokers.Definition{Way: brokers.Saved, Retired: brokers.Date{Year: 2026, Month: 3, Day: 1}}}, ""},
		{"gone", brokers.Broker{Status: brokers.Retired, Search: &brokers.Definition{Way: brokers.Saved}}, ""},
	} {
		if way, ok := c.b.Look(); way != c.way || ok != (c.way != "") {
			t.Errorf("%s: got %q, %v", c.name, way, ok)
		}
	}
}

func TestRegisteredIn(t *testing.T) {
	b := brokers.Broker{Registered: []brokers.Registration{{State: "CA", Year: 2024}, {State: "VT", Year: 2026}}}
	for _, c := range []struct {
		state string
		year  int
		want  bool
	}{{"CA", 2024, true}, {"CA", 2025, true}, {"CA", 2026, false}, {"CA", 2023, false}, {"VT", 2026, true}, {"VT", 2025, false}, {"TX", 2026, false}, {"", 2026, false}} {
		if got := b.RegisteredIn(c.state, c.year); got != c.want {
			t.Errorf("%s %d: got %v", c.state, c.year, got)
		}
	}
}

func TestServes(t *testing.T) {
	b := brokers.Broker{Domain: "x.test", Mirrors: []string{"www.y.test"}, Search: &brokers.Definition{URL: "https://find.z.test:8443/{last}"}}
	for address, want := range map[string]bool{
		"https://x.test/a": true, "https://www.x.test/a": true, "https://WWW.X.test/a": true, "https://m.x.test/": true,
		"https://y.test/": true, "https://find.z.test:8443/b": true,
		"https://notx.test/": false, "https://x.test.evil.test/": false, "https://x.test:8080/": false, "https://z.test/": false,
		"https://find.z.test/": false, "https://evil.test/x.test": false, "https://x.test@evil.test/": false, "/a": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.Serves(u); got != want {
			t.Errorf("%s: got %v", address, got)
		}
	}
	if (&brokers.Broker{}).Serves(&url.URL{}) {
		t.Error("a broker without a domain serves no address")
	}
}

func TestByAddress(t *testing.T) {
	c, faults := brokers.Load(brokers.Layer{FS: fstest.MapFS{
		"x.yaml": file("x", "search: {way: saved, record: li, fields: {name: b}}"), "y.yaml": file("y", ""),
		"w.yaml": file("w", "search: {way: saved, url: \"https://w.test/{last}\"}"),
	}})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for address, want := range map[string]string{"https://www.x.test/p/1": "x", "https://y.test/": "", "https://w.test/tarn": "", "https://z.test/": "", "": ""} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if b := c.ByAddress(u); b != nil {
			got = b.ID
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", address, got, want)
		}
	}
	if c.ByAddress(nil) != nil {
		t.Error("no address belongs to a broker")
	}
}

// Who is passed by is said with the reason, and only those.
func TestPassedBy(t *testing.T) {
	looked := func(day brokers.Date) *brokers.Definition {
		return &brokers.Definition{Way: brokers.Fetch, Retired: day}
	}
	for _, c := range []struct {
		name string
		b    brokers.Broker
		want string
	}{
		{"visited", brokers.Broker{Search: looked(brokers.Date{})}, ""},
		{"a site that is gone is not passed by here", brokers.Broker{Search: looked(brokers.Date{}), Status: brokers.Retired}, ""},
		{"no way to look", brokers.Broker{}, "no way to look is known"},
		{"retired definition", brokers.Broker{Search: looked(brokers.Date{Year: 2026, Month: 3, Day: 1})}, "the definition is retired"},
		{"identity check", brokers.Broker{Search: looked(brokers.Date{}), Category: brokers.IdentityCheck}, "checks identities for banks or health care, so it is left alone unless you name it"},
		{"identity check without a way to look", brokers.Broker{Category: brokers.IdentityCheck}, "checks identities for banks or health care, so it is left alone unless you name it"},
	} {
		if got := c.b.PassedBy(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestHome(t *testing.T) {
	for country, want := range map[string]string{"US": "US", "": "", brokers.UnknownCountry: ""} {
		if got := (&brokers.Broker{Country: country}).Home(); got != want {
			t.Errorf("%q: got %q, want %q", country, got, want)
		}
	}
}
