package match

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// A human is a hard pair as somebody would put it down, with the verdict that a
// careful person gives who sees no more than this; where careful people differ,
// any of theirs. Who is 42 was born on 12 March 1984.
type human struct {
	name   string
	ours   string // first/middle/last/suffix, further names after a semicolon, with "former" or "alias" before them
	lives  string // "12 Elm St, Dayton OH; Austin TX"
	theirs string // as the page prints it; aliases after a semicolon
	age    string // "42", "40-49", "born 1984", "born 1984-03-12"
	at     string
	more   string // "phone", "mail": the same on both sides; "kin=A,B" ours, "theirkin=A,B" theirs; "noage": ours is not known
	want   string
}

func nameOf(s string) scan.Name {
	var n scan.Name
	if rest, ok := strings.CutPrefix(s, "former "); ok {
		n.Kind, s = scan.FormerName, rest
	} else if rest, ok := strings.CutPrefix(s, "alias "); ok {
		n.Kind, s = scan.AliasName, rest
	}
	p := append(strings.Split(s, "/"), "", "", "", "")
	n.First, n.Middle, n.Last, n.Suffix = p[0], p[1], p[2], p[3]
	return n
}

func addressesOf(s string) []scan.Address {
	var out []scan.Address
	for _, one := range pieces(s, ";") {
		var a scan.Address
		if street, town, ok := strings.Cut(one, ", "); ok {
			a.Street, one = street, town
		}
		w := strings.Fields(one)
		if n := len(w); n > 0 && len(w[n-1]) == 5 && w[n-1][0] <= '9' {
			a.Zip, w = w[n-1], w[:n-1]
		}
		if n := len(w); n > 0 {
			a.State, a.City = w[n-1], strings.Join(w[:n-1], " ")
		}
		out = append(out, a)
	}
	return out
}

func pieces(s, by string) []string {
	var out []string
	for one := range strings.SplitSeq(s, by) {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

func (h human) pair(t *testing.T) (*scan.Subject, scan.Record) {
	s := &scan.Subject{Born: born(1984, 3, 12), Addresses: addressesOf(h.lives)}
	for _, n := range pieces(h.ours, ";") {
		s.Names = append(s.Names, nameOf(n))
	}
	names := pieces(h.theirs, ";")
	r := scan.Record{Name: names[0], Aliases: names[1:], Addresses: addressesOf(h.at)}
	switch low, high, band := strings.Cut(h.age, "-"); {
	case strings.HasPrefix(h.age, "born "):
		if err := r.Born.UnmarshalText([]byte(h.age[5:])); err != nil {
			t.Fatal(err)
		}
	case band:
		r.Age.Low, _ = strconv.Atoi(low)
		r.Age.High, _ = strconv.Atoi(high)
	case low != "":
		n, _ := strconv.Atoi(low)
		r.Age = scan.Years(n)
	}
	for _, m := range pieces(h.more, ";") {
		key, value, _ := strings.Cut(m, "=")
		switch key {
		case "phone":
			s.Phones, r.Phones = []string{"+1 937 555 0142"}, []string{"(937) 555-0142"}
		case "mail":
			s.Emails, r.Emails = []string{"someone.there@example.org"}, []string{"someone.there@example.org"}
		case "kin":
			s.Relatives = pieces(value, ",")
		case "theirkin":
			r.Relatives = pieces(value, ",")
		case "theirmail":
			r.Emails = pieces(value, ",")
		case "noage":
			s.Born = scan.Born{}
		default:
			t.Fatalf("what is %q?", key)
		}
	}
	return s, r
}

func TestAsPeopleJudge(t *testing.T) {
	for _, h := range humans {
		t.Run(h.name, func(t *testing.T) {
			s, r := h.pair(t)
			j := New(s).Judge(r, day)
			if !slices.Contains(strings.Split(h.want, "|"), string(j.Verdict)) {
				t.Errorf("%s (score %.3f), want %s: %+v; %s", j.Verdict, j.Score, h.want, j.Reasons, j.Change)
			}
			sound(t, j)
		})
	}
}
