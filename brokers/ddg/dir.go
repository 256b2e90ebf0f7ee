package ddg

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// ReadDir reads every .json file of a folder and below, and writes into each
// parent which sites it clears. A file that cannot be read is left out and
// named in the error; the brokers of all others are returned beside it. Where
// two files describe one broker, the one with a definition is kept. Ids are as
// in [Read].
func ReadDir(fsys fs.FS, names *brokers.Names) ([]brokers.Broker, []Lost, error) {
	names = known(names)
	var files []*file
	var faults error
	err := fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			faults = errors.Join(faults, fmt.Errorf("read %s: cannot be read", p))
			return nil
		}
		if e.IsDir() || !strings.EqualFold(path.Ext(p), ".json") {
			return nil
		}
		f, err := open(fsys, p, names)
		if err != nil {
			faults = errors.Join(faults, err)
			return nil
		}
		files = append(files, f)
		return nil
	})
	all, lost := gather(files, names)
	return all, lost, errors.Join(faults, err)
}

func open(fsys fs.FS, p string, names *brokers.Names) (*file, error) {
	if info, err := fs.Stat(fsys, p); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("read %s: is no plain file", p)
	}
	f, err := fsys.Open(p)
	if err != nil {
		return nil, fmt.Errorf("read %s: cannot be opened", p)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: cannot be read", p)
	}
	return read(data, p, names)
}

// gather puts the brokers of several files together, by id.
func gather(files []*file, names *brokers.Names) ([]brokers.Broker, []Lost) {
	byID := map[string]*brokers.Broker{}
	described := map[string]bool{} // has a file, and is not only another's mirror
	var lost []Lost
	for _, f := range files {
		lost = append(lost, f.r.lost...)
		for i := range f.brokers {
			b := &f.brokers[i]
			other := byID[b.ID]
			if other != nil && (described[b.ID] && i == 0) {
				lost = append(lost, Lost{Path: f.r.file, What: b.ID, Why: "another file describes it too"})
			}
			if other == nil || i == 0 && !described[b.ID] || other.Search == nil && b.Search != nil {
				byID[b.ID] = b
			}
			if other != nil && byID[b.ID].Family == "" {
				byID[b.ID].Family = cmp.Or(other.Family, b.Family)
			}
			described[b.ID] = described[b.ID] || i == 0
		}
	}
	heads(files, byID, names)
	for _, f := range files {
		if f.within != nil && !clears(f, byID, names) {
			lost = append(lost, *f.within)
		}
	}
	if l := clientMatters(files); l != nil {
		lost = append(lost, *l)
	}
	return sorted(byID), lost
}

// heads gives everybody below a parent the family of who stands above all.
func heads(files []*file, byID map[string]*brokers.Broker, names *brokers.Names) {
	above := map[string]string{} // host of the parent, by id
	for _, f := range files {
		if f.parent != "" && names.ID(f.parent) != f.brokers[0].ID {
			above[f.brokers[0].ID] = f.parent
		}
	}
	for id := range above {
		top, host := id, ""
		for range len(above) { // no longer than the longest line, so that a ring ends
			h, below := above[top]
			if !below {
				break
			}
			top, host = names.ID(h), h
		}
		family := names.FamilyOf(host)
		if b := byID[id]; b != nil {
			b.Family = family
		}
		if b := byID[top]; b != nil {
			b.Family = family
		}
	}
}

// clears writes into the parent that it clears a file's broker. It is false
// where the parent's file is not at hand and the parent not known either, or no
// day is known for the claim.
func clears(f *file, byID map[string]*brokers.Broker, names *brokers.Names) bool {
	child := f.brokers[0]
	if f.parent == "" || names.ID(f.parent) == child.ID {
		return false
	}
	told := func(b *brokers.Broker) bool {
		return b != nil && slices.ContainsFunc(b.Suppresses, func(s brokers.Suppression) bool { return s.ID == child.ID })
	}
	parent := byID[names.ID(f.parent)]
	if told(parent) || told(names.Known(f.parent)) {
		return true
	}
	day := dayOf(child.Sources)
	known := names.Known(f.parent)
	switch {
	case parent != nil && day.IsZero():
		day = dayOf(parent.Sources)
	case parent == nil && known == nil:
		return false
	case parent == nil && !day.IsZero(): // as much as adds the claim to what is known
		parent = &brokers.Broker{
			ID: known.ID, Name: known.Name, Domain: known.Domain, Category: known.Category, Country: known.Country, Status: known.Status, Sources: source(day),
		}
		byID[parent.ID] = parent
	}
	if day.IsZero() {
		f.within.Why = "a claim that one clears the other needs a day, and neither file has one"
		return false
	}
	parent.Suppresses = append(parent.Suppresses, brokers.Suppression{
		ID: child.ID, Evidence: "DuckDuckGo's client files its removals here (ddg)", Date: day,
	})
	return true
}

// clientMatters is one line for all that only their client has a use for.
func clientMatters(files []*file) *Lost {
	var keys []string
	at, n := "", 0
	for _, f := range files {
		if len(f.r.client) > 0 {
			at = f.r.file
			n++
		}
		keys = append(keys, f.r.client...)
	}
	if n == 0 {
		return nil
	}
	if n > 1 {
		at = fmt.Sprintf("%d files", n)
	}
	slices.Sort(keys)
	return &Lost{Path: at, What: strings.Join(slices.Compact(keys), ", "), Why: "matters of their client", Aside: true}
}

func sorted(byID map[string]*brokers.Broker) []brokers.Broker {
	ids := make([]string, 0, len(byID))
	for id := range byID {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	all := make([]brokers.Broker, len(ids))
	for i, id := range ids {
		all[i] = *byID[id]
	}
	return all
}
