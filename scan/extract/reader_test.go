package extract

import (
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

func TestCompileFaults(t *testing.T) {
	ok := func() *brokers.Definition {
		return &brokers.Definition{Record: ".r", Fields: brokers.Fields{"name": one("b")}}
	}
	if _, err := Compile(nil); err == nil {
		t.Error("no definition: no error")
	}
	for _, c := range []struct {
		name   string
		spoil  func(*brokers.Definition)
		blames []string
	}{
		{"no record", func(d *brokers.Definition) { d.Record = "" }, []string{"record: "}},
		{"no name", func(d *brokers.Definition) { d.Fields = nil }, []string{"fields.name: "}},
		{"broken CSS", func(d *brokers.Definition) { d.Record = "div[" }, []string{"record: not a CSS selector"}},
		{"broken XPath", func(d *brokers.Definition) { d.Nothing = "//p[" }, []string{"nothing: not"}},
		{"broken total", func(d *brokers.Definition) { d.Complete.Total = "[" }, []string{"complete.total: "}},
		{"broken next", func(d *brokers.Definition) { d.Complete.Next = "[" }, []string{"complete.next: "}},
		{"broken field", func(d *brokers.Definition) { d.Fields["age"] = one("[") }, []string{"fields.age: "}},
		{"second rule", func(d *brokers.Definition) { d.Fields["age"] = append(one("i"), one("[")...) }, []string{"fields.age[1]: "}},
		{"rule without selector", func(d *brokers.Definition) { d.Fields["age"] = one("") }, []string{"fields.age: select"}},
		{"unknown field", func(d *brokers.Definition) { d.Fields["shoe"] = one("b") }, []string{"fields.shoe: no such field"}},
		{"broken before", func(d *brokers.Definition) { d.Fields["age"] = brokers.Rules{{Select: "i", Before: "/(/"}} }, []string{"fields.age: before: "}},
		{"broken after", func(d *brokers.Definition) { d.Fields["age"] = brokers.Rules{{Select: "i", After: "/[/i"}} }, []string{"fields.age: after: "}},
		{"profile", func(d *brokers.Definition) {
			d.Profile = &brokers.Profile{Record: "[", Gone: "]", Fields: brokers.Fields{"phones": one("[")}}
		}, []string{"profile.record: ", "profile.gone: ", "profile.fields.phones: "}},
		{"several at once", func(d *brokers.Definition) { d.Record, d.Nothing = "[", "[" }, []string{"record: ", "nothing: "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := ok()
			c.spoil(d)
			_, err := Compile(d)
			if err == nil {
				t.Fatal("no error")
			}
			for _, b := range c.blames {
				if !strings.Contains(err.Error(), b) {
					t.Errorf("%q does not blame %q", err, b)
				}
			}
		})
	}
	if _, err := Compile(ok()); err != nil {
		t.Error(err)
	}
}

func TestProfile(t *testing.T) {
	d := cards()
	d.Profile = &brokers.Profile{
		Record: "main", Gone: "//h1[.='Removed']",
		Fields: brokers.Fields{
			"name": one("h1"), "age": one("p"), "phones": {{Select: ".tel", All: true}}, "addresses": one(".home"), "emails": one(".mail"),
		},
	}
	r := reader(t, d)
	rec, gone, err := r.Profile(page(t, "profile.html"), address(t, "https://people.test/p/1"))
	want := &scan.Record{
		Name: "Maria Elena Garcia", Age: scan.Years(42), Born: scan.Born{Year: 1984, Month: 3},
		Addresses: []scan.Address{{Street: "12 Elm St Apt 4", City: "Austin", State: "TX", Zip: "78704", From: 2019}},
		Phones:    []string{"+15125550142", "+12135550101"}, Emails: []string{"maria@example.org"},
	}
	if err != nil || gone || !reflect.DeepEqual(rec, want) {
		t.Errorf("%+v, %v, %v; want %+v", rec, gone, err, want)
	}
	for _, c := range []struct {
		name, html string
		gone, rec  bool
	}{
		{"gone", `<h1>Removed</h1>`, true, false},
		{"gone beside an empty record", `<main><h1>Removed</h1></main>`, true, false},
		{"gone beside a name", `<h1>Removed</h1><main><h1>Ann One</h1></main>`, true, false},
		{"gone, but in a template", `<template><h1>Removed</h1></template><main><h1>Ann One</h1></main>`, false, true},
		{"a name alone", `<main><h1>Ann One</h1></main>`, false, true},
		{"a masked name", `<main><h1>A** O**</h1></main>`, false, true},
		{"phones alone", `<main><p class=tel>512-555-0142</p></main>`, false, true},
		{"both", `<h1>Removed</h1><main><p class=tel>512-555-0142</p></main>`, false, false},
		{"neither", `<p>Welcome</p>`, false, false},
		{"nothing", ``, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec, gone, err := r.Profile(c.html, nil)
			if gone != c.gone || (rec != nil) != c.rec {
				t.Errorf("%+v, gone %v", rec, gone)
			}
			var fault *scan.Fault
			if unread := !c.gone && !c.rec; unread != (err != nil) || unread && !errors.As(err, &fault) {
				t.Errorf("error %v", err)
			}
		})
	}
	if _, _, err := reader(t, cards()).Profile("", nil); err == nil {
		t.Error("a definition without profile: no error")
	}
}

func address(t testing.TB, s string) *url.URL {
	t.Helper()
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
