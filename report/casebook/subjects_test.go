package casebook_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

func TestAddSubject(t *testing.T) {
	for _, c := range []struct {
		name     string
		before   []string // files of the subjects that are there, s0, s1 and so on
		id, file string
		document []byte
		rule     string // "" means that it is filed
	}{
		{"the first self", nil, "me", selfFile, nil, ""},
		{"a second self", []string{selfFile}, "me", selfFile, nil, "one subject with authority self"},
		{"a guardian beside a self", []string{selfFile}, "kid", guardianFile, nil, ""},
		{"a self beside a mandate", []string{mandateFile}, "me", selfFile, nil, ""},
		{"a mandate with its document", nil, "c1", mandateFile, paper, ""},
		{"a mandate without one", nil, "c1", mandateFile, nil, "needs its signed document"},
		{"a mandate with an empty one", nil, "c1", mandateFile, []byte{}, "needs its signed document"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t)
			for i, f := range c.before {
				o.add(fmt.Sprintf("s%d", i), f)
			}
			err := o.AddSubject(t.Context(), parse(t, c.id, c.file), c.document)
			filed, _ := o.Subject(t.Context(), c.id)
			switch {
			case c.rule != "":
				refused(t, err, c.rule)
				if filed != nil {
					t.Error("it is filed all the same")
				}
			case err != nil || filed == nil || filed.Names[0].Last != "Tarn":
				t.Errorf("got %v, %v", filed, err)
			}
		})
	}
}

func TestSameID(t *testing.T) {
	o := open(t)
	o.add("s1", mandateFile)
	wants(t, o.AddSubject(t.Context(), parse(t, "s1", guardianFile), nil), "already")
	if s, err := o.Subject(t.Context(), "s1"); err != nil || s.Authority.Kind != scan.Mandate {
		t.Errorf("the first one is not as it was: %v, %v", s, err)
	}
}

// A document is kept, sealed with its subject, and nowhere in what is shown.
func TestDocumentIsKept(t *testing.T) {
	o := open(t)
	o.add("s1", mandateFile)
	for e, err := range o.Vault.Events(t.Context(), "s1", scan.SubjectAdded) {
		ok(t, err)
		if !strings.Contains(string(e.Payload), "paper") {
			t.Error("the document is not in the journal")
		}
	}
}

func TestNewSubjectsADay(t *testing.T) {
	add := func(o *office, i int, file string) error {
		s := parse(o.t, fmt.Sprintf("n%03d", i), file)
		var document []byte
		if s.Authority.Kind == scan.Mandate {
			document = paper
		}
		return o.AddSubject(o.t.Context(), s, document)
	}
	t.Run("five without documents", func(t *testing.T) {
		o := open(t)
		for i := range casebook.NewPerDay {
			ok(t, add(o, i, guardianFile))
		}
		refused(t, add(o, 90, guardianFile), "at most 5 new subjects a day")
		refused(t, add(o, 91, mandateFile), "at most 5")
		o.later(12 * time.Hour)
		ok(t, add(o, 92, guardianFile))
	})
	t.Run("fifty with documents", func(t *testing.T) {
		o := open(t)
		for i := range casebook.NewPerDayMandate - 1 { // by hand, for speed: as the journal keeps them
			s := parse(t, fmt.Sprintf("n%03d", i), mandateFile)
			payload, err := json.Marshal(struct {
				*scan.Subject
				Paper []byte `json:"paper"`
			}{s, paper})
			ok(t, err)
			ok(t, o.Vault.AddSubject(t.Context(), s.ID, vault.Envelope{Kind: scan.SubjectAdded, Subject: s.ID, At: o.now, Payload: payload}))
		}
		ok(t, add(o, 89, mandateFile))
		refused(t, add(o, 90, mandateFile), "50 where each has its mandate document")
		o.later(24 * time.Hour)
		ok(t, add(o, 91, mandateFile))
	})
	t.Run("one without among those with", func(t *testing.T) {
		o := open(t)
		for i := range 6 {
			ok(t, add(o, i, mandateFile))
		}
		refused(t, add(o, 90, guardianFile), "at most 5")
	})
	t.Run("the day is that of the clock", func(t *testing.T) {
		o := open(t)
		west := time.FixedZone("west", -8*3600)
		o.now = time.Date(2026, 11, 20, 15, 30, 0, 0, west) // 23:30 UTC
		for i := range 4 {
			ok(t, add(o, i, guardianFile))
		}
		o.later(time.Hour) // the next day by UTC
		ok(t, add(o, 4, guardianFile))
		refused(t, add(o, 5, guardianFile), "at most 5")
	})
}

func TestWithdraw(t *testing.T) {
	o := open(t)
	o.add("s1", mandateFile)
	o.add("s2", mandateFile)
	o.now = time.Date(2026, 11, 21, 20, 0, 0, 0, time.FixedZone("west", -8*3600)) // the 22nd by UTC
	ok(t, o.Withdraw(t.Context(), "s1"))
	refused(t, o.Withdraw(t.Context(), "s1"), "withdrawn on 2026-11-21 already")
	if err := o.Withdraw(t.Context(), "Wilma Tarn"); !errors.Is(err, casebook.ErrNoSubject) || strings.Contains(err.Error(), "Tarn") {
		t.Errorf("got %v, want %v, and not what was typed", err, casebook.ErrNoSubject)
	}
	list, err := o.Subjects(t.Context())
	ok(t, err)
	if len(list) != 2 || list[0].ID != "s1" || list[0].Authority.Withdrawn.String() != "2026-11-21" || !list[1].Authority.Withdrawn.IsZero() {
		t.Errorf("got %+v", list)
	}
	refused(t, list[0].Authority.Covers(scan.Look, "", o.Today()), "withdrawn")
}

// A subject whose key was made and whose filing was cut off is nobody.
func TestHalfFiled(t *testing.T) {
	o := open(t)
	ok(t, o.Vault.AddSubject(t.Context(), "s0"))
	o.add("s1", selfFile)
	list, err := o.Subjects(t.Context())
	if err != nil || len(list) != 1 || list[0].ID != "s1" {
		t.Errorf("got %v, %v, want s1 alone", list, err)
	}
	if s, err := o.Subject(t.Context(), "s0"); s != nil || err != nil {
		t.Errorf("got %v, %v, want nobody", s, err)
	}
}

func TestSubjectAsFiled(t *testing.T) {
	o := open(t)
	want := o.add("me", selfFile)
	changed := *want
	changed.ReplyTo = "other@example.org"
	o.journal(scan.SubjectChanged, "me", "", changed)
	got, err := o.Subject(t.Context(), "me")
	if err != nil || got.ReplyTo != "other@example.org" || got.Names[0] != want.Names[0] {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestDocument(t *testing.T) {
	dir := t.TempDir()
	ok(t, os.WriteFile(filepath.Join(dir, "signed.pdf"), paper, 0o600))
	ok(t, os.WriteFile(filepath.Join(dir, "empty.pdf"), nil, 0o600))
	for _, c := range []struct {
		name, document, fault string
		want                  []byte
	}{
		{"none", "", "", nil},
		{"beside the subject file", "signed.pdf", "", paper},
		{"by its whole path", filepath.Join(dir, "signed.pdf"), "", paper},
		{"missing", "wilma-tarn.pdf", "no such file", nil},
		{"empty", "empty.pdf", "empty", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := casebook.Document(&scan.Subject{Authority: scan.Authority{Document: c.document}}, filepath.Join(dir, "subject.yaml"))
			if !bytes.Equal(got, c.want) || (err != nil) != (c.fault != "") {
				t.Fatalf("got %q, %v", got, err)
			}
			if err != nil && (!strings.Contains(err.Error(), c.fault) || strings.Contains(err.Error(), "tarn")) {
				t.Errorf("got %v, want %q and no name", err, c.fault)
			}
		})
	}
}
