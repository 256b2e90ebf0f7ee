package match

import (
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
	"pgregory.net/rapid"
)

// notLower fails when the second verdict is worse than the first.
func notLower(t *rapid.T, what string, a, b scan.Judged) {
	if b.Score < a.Score-1e-9 || rank(b.Verdict) < rank(a.Verdict) {
		t.Fatalf("%s: %s %v fell to %s %v: %+v\nbefore %+v", what, a.Verdict, a.Score, b.Verdict, b.Score, b.Reasons, a.Reasons)
	}
}

// agreeing draws a record of robert's with any part of what agrees.
func agreeing(t *rapid.T) scan.Record {
	r := whole()
	r.Name = pick(t, []string{"Robert Whitfeather", "Robert J Whitfeather", "Whitfeather, Robert James", "Bob Whitfeather"}, "name")
	thin(t, &r)
	return r
}

// TestUnrelatedFactsNeverLower adds what is neither the subject's nor says
// anything about them: pages carry other people's and old facts.
func TestUnrelatedFactsNeverLower(t *testing.T) {
	more := map[string]func(*scan.Record){
		"phone":    func(r *scan.Record) { r.Phones = append(slices.Clone(r.Phones), "702-555-0100") },
		"mailbox":  func(r *scan.Record) { r.Emails = append(slices.Clone(r.Emails), "olga@example.test") },
		"relative": func(r *scan.Record) { r.Relatives = append(slices.Clone(r.Relatives), "Olga Novotna") },
		"alias":    func(r *scan.Record) { r.Aliases = append(slices.Clone(r.Aliases), "Olga Novotna") },
		"street": func(r *scan.Record) {
			if len(r.Addresses) > 0 {
				r.Addresses = append(slices.Clone(r.Addresses), scan.Address{Street: "99 Unrelated Rd", City: r.Addresses[0].City, State: r.Addresses[0].State})
			}
		},
		"town beside one of the subject's": func(r *scan.Record) {
			if len(r.Addresses) > 0 {
				r.Addresses = append(slices.Clone(r.Addresses), at("Reno", "NV"))
			}
		},
		"link": func(r *scan.Record) { r.URL = "https://example.test/p/1" },
	}
	m := New(robert())
	for what, add := range more {
		t.Run(what, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				before := agreeing(t)
				after := before
				add(&after)
				notLower(t, what, m.Judge(before, day), m.Judge(after, day))
			})
		})
	}
}

// TestEquivalentsNeverLower swaps ways to write the same.
func TestEquivalentsNeverLower(t *testing.T) {
	swaps := map[string]func(*scan.Record){
		"state by name": func(r *scan.Record) {
			eachAddress(r, func(a *scan.Address) { a.State = map[string]string{"OH": "Ohio", "TX": "Texas"}[a.State] })
		},
		"street in full": func(r *scan.Record) {
			eachAddress(r, func(a *scan.Address) { a.Street = strings.Replace(a.Street, "St #4", "Street Apt 4", 1) })
		},
		"ZIP and four": func(r *scan.Record) {
			eachAddress(r, func(a *scan.Address) { a.Zip = strings.Replace(a.Zip, "45402", "45402-1234", 1) })
		},
		"phone with code": func(r *scan.Record) { r.Phones = each(r.Phones, func(string) string { return "+1.937.555.0142" }) },
		"mailbox in brackets": func(r *scan.Record) {
			r.Emails = each(r.Emails, func(s string) string { return "Robert Whitfeather <" + strings.ToUpper(s) + ">" })
		},
		"last name first": func(r *scan.Record) {
			if first, last, ok := strings.Cut(r.Name, " "); ok && !strings.Contains(r.Name, ",") && !strings.Contains(last, " ") {
				r.Name = last + ", " + first
			}
		},
		"title":            func(r *scan.Record) { r.Name = "Mr. " + r.Name },
		"relatives turned": func(r *scan.Record) { r.Relatives = each(r.Relatives, turnName) },
		"birth date twice": func(r *scan.Record) {
			if !r.Born.IsZero() {
				r.Age = scan.Years(42)
			}
		},
	}
	m := New(robert())
	for what, swap := range swaps {
		t.Run(what, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				before := agreeing(t)
				after := before
				swap(&after)
				notLower(t, what, m.Judge(before, day), m.Judge(after, day))
			})
		})
	}
}

func eachAddress(r *scan.Record, change func(*scan.Address)) {
	r.Addresses = slices.Clone(r.Addresses)
	for i := range r.Addresses {
		change(&r.Addresses[i])
	}
}

func each(list []string, change func(string) string) []string {
	out := slices.Clone(list)
	for i := range out {
		out[i] = change(out[i])
	}
	return out
}

func turnName(s string) string {
	first, last, _ := strings.Cut(s, " ")
	return strings.ToUpper(last) + ", " + first
}

// TestYoursIsFair holds the two verdicts together: what the program calls the
// subject's is likelier than not theirs.
func TestYoursIsFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := New(pick(t, someSubjects, "subject")())
		c := m.Compare(Read(anyRecord(t)), day)
		if c.Verdict == scan.Match && c.Fair != scan.Match {
			t.Fatalf("match, but fairly %s: %+v", c.Fair, c.Reasons())
		}
	})
}

// TestReadOnce compares one record read once with several subjects, as a sweep
// does, and from several goroutines.
func TestReadOnce(t *testing.T) {
	r, m := Read(whole()), New(robert())
	want := m.Compare(r, day).Score
	done := make(chan float64)
	for range 4 {
		go func() { done <- m.Compare(r, day).Score }()
	}
	for range 4 {
		if got := <-done; got != want {
			t.Errorf("score %v, want %v", got, want)
		}
	}
}
