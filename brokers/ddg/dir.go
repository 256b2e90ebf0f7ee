package ddg

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"

	"github.com/whohasme/whohasme/brokers"
)

// ReadDir reads every .json file of a folder and below, and writes into each
// parent which sites it clears. A file that cannot be read is left out and
// named in the error; the brokers of all others are returned beside it. Where
// two files describe one broker, the one with a definition is kept.
func ReadDir(fsys fs.FS) ([]brokers.Broker, []Lost, error) {
	var files []*file
	var faults error
	err := fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			faults = errors.Join(faults, fmt.Errorf("read %s: cannot be read", p))
			return nil
		}
		if e.IsDir() || path.Ext(p) != ".json" {
			return nil
		}
		f, err := open(fsys, p)
		if err != nil {
			faults = errors.Join(faults, err)
			return nil
		}
		files = append(files, f)
		return nil
	})
	all, lost := gather(files)
	return all, lost, errors.Join(faults, err)
}

func open(fsys fs.FS, p string) (*file, error) {
	f, err := fsys.Open(p)
	if err != nil {
		return nil, fmt.Errorf("read %s: cannot be opened", p)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: cannot be read", p)
	}
	return read(data, p)
}

// gather puts the brokers of several files together, by id.
func gather(files []*file) ([]brokers.Broker, []Lost) {
	byID := map[string]*brokers.Broker{}
	described := map[string]bool{} // has a file, and is not only another's mirror
	var lost []Lost
	for _, f := range files {
		lost = append(lost, f.r.lost...)
		for i := range f.brokers {
			b := &f.brokers[i]
			other := byID[b.ID]
			if other != nil && (described[b.ID] && i == 0) {
				lost = append(lost, Lost{f.r.file, b.ID, "another file describes it too"})
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
	for _, f := range files {
		parent := byID[idOf(f.parent)]
		child := f.brokers[0]
		if parent != nil && parent.ID != child.ID {
			parent.Family = parent.ID
		}
		if f.within == nil {
			continue
		}
		if parent == nil || parent.ID == child.ID {
			lost = append(lost, *f.within)
			continue
		}
		if !slices.ContainsFunc(parent.Suppresses, func(s brokers.Suppression) bool { return s.ID == child.ID }) {
			parent.Suppresses = append(parent.Suppresses, brokers.Suppression{
				ID: child.ID, Evidence: "DuckDuckGo's client files its removals here (ddg)", Date: dayOf(child.Sources),
			})
		}
	}
	return sorted(byID), lost
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
