package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"go.yaml.in/yaml/v4"
)

// refresh joins what was imported to what is known, and returns how many are
// known.
func (in importing) refresh(got *imported) int {
	known := 0
	for i, b := range got.brokers {
		if in.known == nil {
			return 0
		}
		k, ok := in.known.Get(b.ID)
		if !ok {
			continue
		}
		known++
		whole, told := brokers.Refresh(k, &b)
		got.brokers[i] = whole
		for _, t := range told {
			if line := b.ID + ": " + t.Text; t.Kept {
				got.lost = append(got.lost, line)
			} else {
				got.aside = append(got.aside, line)
			}
		}
	}
	return known
}

// leaveLoneFamilies takes out families that nobody else is of: they say who is
// cleared together, and a parent that nobody knows clears nobody.
func (in importing) leaveLoneFamilies(got *imported) {
	members := map[string]map[string]bool{}
	count := func(b *brokers.Broker) {
		if members[b.Family] == nil {
			members[b.Family] = map[string]bool{}
		}
		members[b.Family][b.ID] = true
	}
	for i := range got.brokers {
		count(&got.brokers[i])
	}
	layer, err := brokers.Folder(in.dir)
	if err == nil {
		there, _ := brokers.Load(layer)
		for _, b := range there.All() {
			count(b)
		}
	}
	if in.known != nil {
		for _, b := range in.known.All() {
			count(b)
		}
	}
	for i := range got.brokers {
		b := &got.brokers[i]
		if b.Family != "" && len(members[b.Family]) == 1 {
			got.aside = append(got.aside, fmt.Sprintf("%s: family: nobody else of %q is known", b.ID, b.Family))
			b.Family = ""
		}
	}
}

// writeImported writes the brokers' files, once all of them are known to load,
// and says what was not carried. A file that would not load is not written.
func (p *program) writeImported(ctx context.Context, in importing, got imported) error {
	known := in.refresh(&got)
	in.leaveLoneFamilies(&got)
	files, err := brokerFiles(got.brokers)
	if err != nil {
		return err
	}
	st, err := stageFiles(in.dir, files)
	if err != nil {
		return err
	}
	defer st.discard()
	lost := append(got.lost, vet(st)...)
	if len(st.files) > 0 {
		if _, err := st.missing(); err != nil {
			return err
		}
		if err := otherPlaces(in.dir, st.files); err != nil {
			return err
		}
		if err := st.publish(ctx); err != nil {
			return err
		}
		faults, err := p.lintImported(st, in.alone)
		if err != nil {
			return err
		}
		lost = append(lost, faults...)
	}
	for _, l := range got.aside {
		p.say("by the way: %s", l)
	}
	for _, l := range lost {
		fmt.Fprintln(p.errOut, "not carried: "+l)
	}
	p.say("%s in %s; %s not carried.", plural(len(st.files), "broker", "brokers"), in.dir, plural(len(lost), "thing was", "things were"))
	if known > 0 {
		p.say("%s known already; what is known is in the files too.", plural(known, "of them was", "of them were"))
	}
	if len(st.files) == 0 {
		return fmt.Errorf("import: there is no broker in it")
	}
	if len(lost) > 0 {
		return exit(exitListed)
	}
	return nil
}

// brokerFiles are the files of brokers in a catalogue's folder. Their names are
// made of ids alone.
func brokerFiles(list []brokers.Broker) ([]newFile, error) {
	var files []newFile
	for _, b := range list {
		data, err := yaml.Marshal(b)
		if err != nil {
			return nil, fmt.Errorf("write broker %q: %w", b.ID, err)
		}
		if b.ID == "" || strings.ContainsAny(b.ID, `/\.`) {
			return nil, fmt.Errorf("write broker: its id is no file name")
		}
		files = append(files, newFile{filepath.Join(b.ID[:1], b.ID+".yaml"), data})
	}
	return files, nil
}

// vet takes out the files that would not load, and returns why.
func vet(st *staged) (faults []string) {
	st.files = slices.DeleteFunc(st.files, func(f newFile) bool {
		_, err := brokers.ReadFile(st.waits(f))
		if err == nil {
			return false
		}
		var found brokers.Faults
		if errors.As(err, &found) {
			for i := range found {
				found[i].File = filepath.Join(st.dir, f.path)
			}
			err = found
		}
		faults = append(faults, strings.Split(err.Error(), "\n")...)
		return true
	})
	return faults
}

// lintImported lints the files that were written, beside the catalogue and what
// else is in their folder.
func (p *program) lintImported(st *staged, alone bool) (faults []string, err error) {
	var layers []brokers.Layer
	if !alone {
		if layers, err = p.layers(); err != nil {
			return nil, err
		}
	}
	there, err := brokers.Folder(st.dir)
	if err != nil {
		return nil, err
	}
	ours := map[string]bool{}
	for _, f := range st.files {
		ours[filepath.Join(st.dir, f.path)] = true
	}
	cat, _ := brokers.Load(append(layers, there)...)
	for _, f := range brokers.Lint(cat) {
		if ours[f.File] {
			faults = append(faults, f.Error())
		}
	}
	return faults, nil
}

// otherPlaces refuses a broker that another file of the folder describes: one
// of the two would be passed over.
func otherPlaces(dir string, files []newFile) error {
	layer, err := brokers.Folder(dir)
	if err != nil {
		return nil
	}
	var faults error
	there, _ := brokers.Load(layer)
	for _, f := range files {
		id := strings.TrimSuffix(filepath.Base(f.path), ".yaml")
		if at := there.File(id); at != "" && at != filepath.Join(dir, f.path) {
			faults = errors.Join(faults, fmt.Errorf("write %s: %s describes the same broker; nothing is overwritten, choose another folder", filepath.Join(dir, f.path), at))
		}
	}
	return faults
}
