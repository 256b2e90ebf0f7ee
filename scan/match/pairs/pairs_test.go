package pairs

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

const whole = `{"id":"t/1/2","set":"t","kind":"pos","view":"detail","asof":"2026-11-21",
 "profile":{"names":[{"first":"Robert","middle":"James","last":"Whitfeather","suffix":"Jr","type":"current"},{"full":"Doering, Rex A","type":"alias"}],
  "birth_year":1984,"dob":"1984-03-12","addresses":[{"street":"12 Elm St","city":"Dayton","state":"OH","zip":"45402","current":true}],"phones":["937-555-0142"]},
 "candidate":{"name":"Bob Whitfeather","age":42,"locations":[{"city":"Dayton","state":"OH"}],"addresses":[{"street":"12 Elm St","city":"Dayton","state":"OH"}]},
 "label":"match"}`

func one(t *testing.T, text string) *Pair {
	t.Helper()
	for p, err := range Read(strings.NewReader(strings.ReplaceAll(text, "\n", " "))) {
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	t.Fatal("no pair")
	return nil
}

func TestPair(t *testing.T) {
	p := one(t, whole)
	s, r := p.Subject(), p.Record()
	if len(s.Names) != 2 || s.Names[0].Suffix != "Jr" || s.Names[1] != (scan.Name{First: "Rex", Middle: "A", Last: "Doering", Kind: scan.AliasName}) {
		t.Errorf("names %+v", s.Names)
	}
	if s.Born != (scan.Born{Year: 1984, Month: 3, Day: 12}) || len(s.Addresses) != 1 || len(s.Phones) != 1 {
		t.Errorf("subject %+v", s)
	}
	if r.Age != scan.Years(42) || len(r.Addresses) != 2 || p.Day() != (brokers.Date{Year: 2026, Month: 11, Day: 21}) {
		t.Errorf("record %+v on %v", r, p.Day())
	}
}

func TestAge(t *testing.T) {
	for _, c := range []struct {
		text string
		age  scan.Age
		born scan.Born
	}{
		{`"age":45`, scan.Years(45), scan.Born{}},
		{`"age":"40-49"`, scan.Age{Low: 40, High: 49}, scan.Born{}},
		{`"age":"45"`, scan.Years(45), scan.Born{}},
		{`"age":null`, scan.Age{}, scan.Born{}},
		{`"age":""`, scan.Age{}, scan.Born{}},
		{`"age":-9`, scan.Years(-9), scan.Born{}},
		{`"born":"1984-03"`, scan.Age{}, scan.Born{Year: 1984, Month: 3}},
		{`"born":"March 1984"`, scan.Age{}, scan.Born{}},
		{`"born":"1984","age":42,"sign":"Pisces","extra":{"a":[1]}`, scan.Years(42), scan.Born{Year: 1984}},
	} {
		if r := one(t, `{"profile":{},"candidate":{`+c.text+`},"subject":"p1"}`).Record(); r.Age != c.age || r.Born != c.born {
			t.Errorf("%s: read as %+v, %+v", c.text, r.Age, r.Born)
		}
	}
}

func TestReadFaults(t *testing.T) {
	long := `{"profile":{},"candidate":{"name":"` + strings.Repeat("x", maxLine) + `"}}`
	for _, c := range []struct{ name, text, want string }{
		{"no JSON", "{}\n", "1: want one JSON object with profile and candidate"},
		{"broken", `{"profile":`, "1: byte 11: no JSON; want one JSON object with profile and candidate"},
		{"wrong kind", "\n" + `{"profile":{"birth_year":"42"},"candidate":{}}`, "2: profile.birth_year: want a whole number, not string"},
		{"no age", `{"profile":{},"candidate":{"age":"forty"}}`, `1: candidate.age: want a whole number or a band such as "40-49"`},
		{"half a year", `{"profile":{},"candidate":{"age":4.5}}`, `1: candidate.age: want a whole number or a band such as "40-49"`},
		{"label", `{"profile":{},"candidate":{},"label":"yes"}`, "1: label: want match, nomatch, possible or none"},
		{"huge line", long, "1: the line is longer than 4 MB: one pair stands on one line"},
	} {
		var got error
		for _, err := range Read(strings.NewReader(c.text)) {
			got = err
		}
		var f *Fault
		if !errors.As(got, &f) || got.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

func TestReadPassesOver(t *testing.T) {
	n := 0
	for _, err := range Read(strings.NewReader("\ufeff\n  \n{\"profile\":{},\"candidate\":{}}\r\n{\"profile\":{},\"candidate\":{}}")) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 2 {
		t.Errorf("%d pairs, want 2", n)
	}
}

func TestFigures(t *testing.T) {
	var sets Sets
	add := func(set, label, kind string, d Decision, score float64) {
		sets.Add(&Pair{Set: set, Label: label, Kind: kind, Candidate: Candidate{Age: Age(scan.Years(42))}}, d, score)
	}
	add("a", "match", "pos", Match, 0.9)
	add("a", "match", "pos", Possible, 0.6)
	add("a", "match", "pos", NoMatch, 0.1)
	add("a", "nomatch", "namesake", Match, 0.9)
	add("a", "nomatch", "random", NoMatch, 0.1)
	add("a", "possible", "", Possible, 0.5)
	add("", "", "", Match, 1)
	sets.Add(&Pair{Set: "names", Label: "match"}, Match, 1)
	f := sets.Of("a").Figures()
	close := func(name string, got, want float64) {
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	close("precision", f.Precision, 0.5)
	close("recall", f.Recall, 1.0/3)
	close("F1h", f.F1h, 2*1.5/(2*1.5+1+1.5))
	close("caught", f.Caught, 2.0/3)
	close("FMR", f.FMR, 0.5)
	close("FMRh", f.FMRh, 1)
	close("review", f.Review, 0.2)
	close("AP", sets.Of("a").AP(), 1.0/3*0.5+1.0/3*2.0/3+1.0/3*3.0/5)
	close("ECE", f.ECE, (0.8+0.4+0.8)/5)
	close("mean", sets.Mean(), f.F1h)
	if all := sets.All(); all.Pairs != 5 || all.Expected.Possible != 1 {
		t.Errorf("all: %+v", all)
	}
	if x := sets.Of("(no set)").Figures(); !math.IsNaN(x.Precision) || !math.IsNaN(x.F1h) || !math.IsNaN(x.ECE) {
		t.Errorf("figures of nothing: %+v", x)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(strings.ReplaceAll(whole, "\n", " ")))
	f.Add([]byte("{\"profile\":{\"names\":[{\"full\":\", \"}]},\"candidate\":{\"age\":-9}}\nnull"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var sets Sets
		for p, err := range Read(strings.NewReader(string(b))) {
			if err != nil {
				return
			}
			p.Subject()
			p.Record()
			p.Day()
			sets.Add(p, Match, 0.5)
		}
	})
}
