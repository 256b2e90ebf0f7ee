package pairs_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice/pairs"
)

var day = brokers.Date{Year: 2026, Month: 11, Day: 21}

// seed is the one of WHOHASME_TEST_SEED, or 1.
func seed(t *testing.T) uint64 {
	s := os.Getenv("WHOHASME_TEST_SEED")
	if s == "" {
		return 1
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		t.Fatal("WHOHASME_TEST_SEED is not a number")
	}
	return n
}

var drawn = sync.OnceValue(func() map[uint64][]pairs.Pair { return map[uint64][]pairs.Pair{} })

// tenThousand draws once for all tests.
func tenThousand(t *testing.T) []pairs.Pair {
	s := seed(t)
	if drawn()[s] == nil {
		drawn()[s] = pairs.Make(s, 10_000, day)
	}
	return drawn()[s]
}

func TestSharesAddUp(t *testing.T) {
	var sum float64
	names := map[string]bool{}
	for _, k := range pairs.Kinds() {
		sum += k.Share
		if k.Share <= 0 || names[k.Name] {
			t.Errorf("%s: share %v, or named twice", k.Name, k.Share)
		}
		names[k.Name] = true
	}
	if math.Abs(sum-1) > 1e-9 {
		t.Errorf("shares add up to %v, want 1", sum)
	}
}

func TestEveryKindHasItsShare(t *testing.T) {
	got := map[string]int{}
	labels := map[string]pairs.Label{}
	for _, p := range tenThousand(t) {
		got[p.Kind]++
		labels[p.Kind] = p.Label
	}
	for _, k := range pairs.Kinds() {
		if want := int(math.Round(k.Share * 10_000)); got[k.Name] != want || labels[k.Name] != k.Label {
			t.Errorf("%s: %d pairs labelled %q, want %d %q", k.Name, got[k.Name], labels[k.Name], want, k.Label)
		}
	}
}

func TestSameSeedSamePairs(t *testing.T) {
	a, b, long := pairs.Make(7, 300, day), pairs.Make(7, 300, day), pairs.Make(7, 1200, day)
	if !reflect.DeepEqual(a, b) {
		t.Error("one seed gave two sets of pairs")
	}
	if !reflect.DeepEqual(a, long[:300]) {
		t.Error("a larger set does not begin with the smaller one")
	}
	if reflect.DeepEqual(a, pairs.Make(8, 300, day)) {
		t.Error("two seeds gave the same pairs")
	}
}

func TestLabelIsWhoTheRecordWasDrawnFrom(t *testing.T) {
	ids := map[string]bool{}
	for _, p := range tenThousand(t) {
		if (p.Label == pairs.Same) != (p.Person == p.Subject) {
			t.Errorf("%s (%s): labelled %q, drawn from %s, subject %s", p.ID, p.Kind, p.Label, p.Person, p.Subject)
		}
		if ids[p.ID] {
			t.Errorf("%s: twice", p.ID)
		}
		ids[p.ID] = true
		if p.Candidate.Name == "" || len(p.Profile.Names) == 0 || p.Profile.Names[0].Last == "" || len(p.Profile.Addresses) == 0 {
			t.Errorf("%s (%s): lacks a name or an address", p.ID, p.Kind)
		}
		if p.View == pairs.Listing && len(p.Candidate.Phones)+len(p.Candidate.Emails)+len(p.Candidate.Addresses) > 0 {
			t.Errorf("%s (%s): a listing shows details", p.ID, p.Kind)
		}
	}
}

var (
	fiction  = regexp.MustCompile(`^(\+1 |\()?[2-9]\d\d\)?[ .-]555[ .-]01\d\d$`)
	masked   = regexp.MustCompile(`^\(?[2-9]\d\d\)?[ -](\*\*\*-\*\*\d\d|XXX-XX\d\d|XXX-XXXX)$`)
	reserved = regexp.MustCompile(`@(example\.(org|com|net)|mail\.test|post\.test)$`)
)

func TestNoRealNumbersNorMailboxes(t *testing.T) {
	for _, p := range append(tenThousand(t), pairs.Invented(seed(t), 3000, day)...) {
		for _, n := range append(p.Profile.Phones, p.Candidate.Phones...) {
			if !fiction.MatchString(n) && !masked.MatchString(n) {
				t.Errorf("%s (%s): %q is no number kept for fiction", p.ID, p.Kind, n)
			}
		}
		for _, e := range append(p.Profile.Emails, p.Candidate.Emails...) {
			if !reserved.MatchString(e) {
				t.Errorf("%s (%s): %q is at no reserved domain", p.ID, p.Kind, e)
			}
		}
	}
}

func TestGenerationsAreToldApartWhereShown(t *testing.T) {
	count := map[pairs.Sign]int{}
	for _, p := range tenThousand(t) {
		switch generation := strings.HasPrefix(p.Kind, "generation"); {
		case !generation && p.Generation != "":
			t.Errorf("%s (%s): tells a generation", p.ID, p.Kind)
		case generation:
			count[p.Generation]++
		}
		if p.Kind == "generation-suffix-both" && p.Generation != pairs.BySuffix && p.Generation != pairs.ByBoth {
			t.Errorf("%s: the suffix is not shown", p.ID)
		}
	}
	for _, s := range []pairs.Sign{pairs.BySuffix, pairs.ByAge, pairs.ByBoth, ""} {
		if count[s] == 0 {
			t.Errorf("no pair of another generation shown by %q", s)
		}
	}
	t.Logf("figure: practice pairs of another generation, by what shows it: %v", count)
}

// TestNamesakesAreMetAsOftenAsTheirNamesAreBorne holds that a rare name stays
// a sign: namesakes bear commoner names than people at large.
func TestNamesakesAreMetAsOftenAsTheirNamesAreBorne(t *testing.T) {
	common := map[string]bool{}
	for _, n := range strings.Fields("SMITH JOHNSON WILLIAMS JONES BROWN DAVIS MILLER WILSON MOORE TAYLOR GARCIA MARTINEZ RODRIGUEZ ANDERSON THOMAS") {
		common[n] = true
	}
	share := func(kinds ...string) float64 {
		var n, all float64
		for _, p := range tenThousand(t) {
			for _, k := range kinds {
				if p.Kind == k {
					all++
					if common[strings.ToUpper(p.Profile.Names[0].Last)] {
						n++
					}
				}
			}
		}
		return n / all
	}
	atLarge, far, here := share("clean", "middle-missing", "age-missing"), share("namesake-other-state"), share("namesake-same-town", "namesake-other-middle")
	t.Logf("figure: bearers of the fifteen commonest surnames: %.3f of all, %.3f of those with a namesake in another state, %.3f in the same town", atLarge, far, here)
	if atLarge > 0.12 || far < atLarge || here < 2*atLarge {
		t.Error("namesakes do not follow the frequency of names")
	}
}

func TestNobodyBearsAnInventedName(t *testing.T) {
	all := pairs.Invented(seed(t), 3000, day)
	if len(all) != 3000 {
		t.Fatalf("%d pairs", len(all))
	}
	for _, p := range all {
		n := p.Profile.Names[0]
		words := strings.Fields(strings.ToLower(strings.ReplaceAll(p.Candidate.Name, ",", " ")))
		if p.Label != pairs.Other || slices.Contains(words, strings.ToLower(n.Last)) && slices.Contains(words, strings.ToLower(n.First)) {
			t.Errorf("%s (%s): somebody bears the name", p.ID, p.Kind)
		}
	}
}

func TestWrite(t *testing.T) {
	var out bytes.Buffer
	list := tenThousand(t)[:500]
	if err := pairs.Write(&out, list); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != len(list) {
		t.Fatalf("%d lines for %d pairs", len(lines), len(list))
	}
	for _, line := range lines {
		var p map[string]any
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"id", "set", "kind", "view", "asof", "profile", "candidate", "label", "subject", "person"} {
			if p[key] == nil {
				t.Errorf("a line lacks %q", key)
			}
		}
	}
}
