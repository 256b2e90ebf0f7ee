package main

import (
	"slices"
	"testing"

	"github.com/whohasme/whohasme/brokers"
)

func mustDay(t *testing.T, s string) brokers.Date {
	t.Helper()
	if s == "" {
		return brokers.Date{}
	}
	d, err := brokers.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What is used most comes first, then what nobody dated, then what is oldest;
// what is young enough is not listed.
func TestStaleOrder(t *testing.T) {
	reads := func() *brokers.Definition { return &brokers.Definition{Way: brokers.Fetch, Record: "li"} }
	asks := []brokers.OptOut{{Ask: brokers.Delete, By: brokers.ByDROP}}
	from := func(dates ...brokers.When) (list []brokers.Source) {
		for _, d := range dates {
			list = append(list, brokers.Source{Name: "a list", Date: d})
		}
		return list
	}
	gone := reads()
	gone.Retired = mustDay(t, "2026-07-24")
	list := stale([]*brokers.Broker{
		{ID: "listed-young", Sources: from("2026")},
		{ID: "listed-old", Sources: from("2024-05")},
		{ID: "listed-undated", Sources: from("")},
		{ID: "asked-old", OptOut: asks, Sources: from("2024-05-01", "2021")},
		{ID: "asked-older", OptOut: asks, Sources: from("2023", "")},
		{ID: "asked-young", OptOut: asks, Sources: from("2021-01-01", "2026-08")},
		{ID: "asked-confirmed", OptOut: asks, Sources: from("2021"), Checked: mustDay(t, "2026-06-01")},
		{ID: "looked-never-new", Search: reads(), Sources: from("2026-08-22")},
		{ID: "looked-never-old", Search: reads(), Sources: from("2026-03-20")},
		{ID: "looked-old", Search: reads(), Checked: mustDay(t, "2026-08-01"), Sources: from("2026-11-01")},
		{ID: "looked-older", Search: reads(), Checked: mustDay(t, "2026-07-01")},
		{ID: "looked-young", Search: reads(), Checked: mustDay(t, "2026-08-23")},
		{ID: "gone-definition", Search: gone, OptOut: asks, Sources: from("2026-07-24")},
		{ID: "gone-site", Search: reads(), OptOut: asks, Status: brokers.Retired, Sources: from("2022")},
		{ID: "address-only", Search: &brokers.Definition{Way: brokers.Saved}, Sources: from("2020")},
	}, mustDay(t, "2026-11-21"))
	var got []string
	for _, s := range list {
		got = append(got, s.Use+" "+s.ID)
	}
	want := []string{
		"definition looked-never-old", "definition looked-never-new", "definition looked-older", "definition looked-old",
		"opt-out asked-older", "opt-out asked-old",
		"facts listed-undated", "facts address-only", "facts gone-site", "facts listed-old",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// A file is due on the day after its last one.
func TestStaleAge(t *testing.T) {
	for _, c := range []struct {
		name, day string
		b         brokers.Broker
		due       bool
	}{
		{"definition, 90 days", "2026-11-21", brokers.Broker{Search: &brokers.Definition{Record: "li"}, Checked: mustDay(t, "2026-08-23")}, false},
		{"definition, 91 days", "2026-11-22", brokers.Broker{Search: &brokers.Definition{Record: "li"}, Checked: mustDay(t, "2026-08-23")}, true},
		{"a source does not confirm a definition", "2026-11-22", brokers.Broker{Search: &brokers.Definition{Record: "li"}, Sources: []brokers.Source{{Name: "a list", Date: "2026-11-22"}}}, true},
		{"facts, 365 days", "2027-08-07", brokers.Broker{Sources: []brokers.Source{{Name: "a list", Date: "2026-08-07"}}}, false},
		{"facts, 366 days", "2027-08-08", brokers.Broker{Sources: []brokers.Source{{Name: "a list", Date: "2026-08-07"}}}, true},
		{"a month counts from its first day", "2027-08-02", brokers.Broker{Sources: []brokers.Source{{Name: "a list", Date: "2026-08"}}}, true},
		{"a day before all dates", "2020-01-01", brokers.Broker{Sources: []brokers.Source{{Name: "a list", Date: "2026-08"}}}, false},
	} {
		if got := len(stale([]*brokers.Broker{&c.b}, mustDay(t, c.day))) == 1; got != c.due {
			t.Errorf("%s: due is %v, want %v", c.name, got, c.due)
		}
	}
}
