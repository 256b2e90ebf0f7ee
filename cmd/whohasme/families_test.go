package main

import (
	"reflect"
	"testing"

	"github.com/whohasme/whohasme/brokers"
)

// Families come with what is proven between their members; where one opt-out
// does most comes first, and a shared name alone clears nobody.
func TestFamilies(t *testing.T) {
	day := brokers.Date{Year: 2026, Month: 8, Day: 7}
	clears := func(ids ...string) (list []brokers.Suppression) {
		for _, id := range ids {
			list = append(list, brokers.Suppression{ID: id, Evidence: "one form", Date: day})
		}
		return list
	}
	got := families([]*brokers.Broker{
		{ID: "alder", Family: "names-only"}, {ID: "ash", Family: "names-only"}, {ID: "aspen", Family: "names-only"},
		{ID: "birch", Family: "trees", Suppresses: clears("beech", "box")}, {ID: "beech", Family: "trees"}, {ID: "box", Family: "trees"}, {ID: "buckeye", Family: "trees"},
		{ID: "loner"},
		{ID: "maple", Suppresses: clears("loner")},
	})
	want := []family{
		{"trees", []string{"birch", "beech", "box", "buckeye"}, []cleared{{"birch", "beech", "one form", day}, {"birch", "box", "one form", day}}, []string{"birch", "buckeye"}},
		{"maple", []string{"maple"}, []cleared{{"maple", "loner", "one form", day}}, []string{"maple"}},
		{"names-only", []string{"alder", "ash", "aspen"}, []cleared{}, []string{"alder", "ash", "aspen"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if families(nil) != nil {
		t.Error("no brokers make no family")
	}
}
