package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/ddg"
	"github.com/whohasme/whohasme/brokers/registry"
	"go.yaml.in/yaml/v4"
)

// imported is what a file of another's format came to.
type imported struct {
	brokers []brokers.Broker
	lost    []string // what was not carried, one thing a line
	aside   []string // what no broker lacks
}

// importing is what both import commands are told.
type importing struct {
	dir   string
	alone bool
	known *brokers.Catalogue
	names *brokers.Names
}

func (p *program) brokersImport() *cobra.Command {
	return group("import", "Make broker files from other people's formats", p.importDDG(), p.importRegistry())
}

const importCodes = `

One YAML file per broker is written as DIR/<letter>/<id>.yaml, to be read over
and given with --catalogue DIR, where it takes the place of the known file of the
same id. So who is known in the catalogue by a host keeps what is known (id,
family, category, ways out, sources), and the import is added to it; a definition
takes the place of the known one. --alone writes only what the source says.
A different file is never overwritten, and either all files are written or none.
What the source says and the files do not is told.

Exit codes: 0 everything was carried; 1 failed, or a file of another kind;
3 something was not carried.`

func (p *program) importDDG() *cobra.Command {
	var in importing
	c := &cobra.Command{
		Use: "ddg FILE|DIR", Short: "Read DuckDuckGo's broker files", Args: exactArgs(1, "a file or a folder"),
		Long: "Read one broker file of DuckDuckGo's personal information removal, of either\ngeneration, or every .json file of a folder." + importCodes,
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.readyToImport(&in); err != nil {
				return err
			}
			got, err := readDDG(args[0], in.names)
			if err != nil {
				return err
			}
			return p.writeImported(c.Context(), in, got)
		},
	}
	importFlags(c, &in)
	return c
}

func readDDG(path string, names *brokers.Names) (imported, error) {
	info, err := os.Stat(path)
	if err != nil {
		return imported{}, fmt.Errorf("read %s: no such file or folder", path)
	}
	if info.IsDir() {
		list, lost, err := ddg.ReadDir(os.DirFS(path), names)
		got := imported{brokers: list}
		got.sort(lost)
		switch {
		case len(list) == 0 && err != nil:
			return got, err
		case len(list) == 0:
			return got, fmt.Errorf("read %s: there is no .json file in it", path)
		case err != nil:
			got.lost = append(got.lost, strings.Split(err.Error(), "\n")...)
		}
		return got, nil
	}
	data, err := readAtMost(path, ddg.MaxFile)
	if err != nil {
		return imported{}, err
	}
	list, lost, err := ddg.Read(data, path, names)
	got := imported{brokers: list}
	got.sort(lost)
	return got, err
}

// sort puts what is lost, and what is not, into words.
func (g *imported) sort(lost []ddg.Lost) {
	for _, l := range lost {
		if l.Aside {
			g.aside = append(g.aside, l.String())
		} else {
			g.lost = append(g.lost, l.String())
		}
	}
}

func (p *program) importRegistry() *cobra.Command {
	var in importing
	var year int
	c := &cobra.Command{
		Use: "ca-registry FILE", Short: "Read California's register of data brokers, a CSV file", Args: exactArgs(1, "a CSV file"),
		Long: "Read the register as the California Privacy Protection Agency publishes it, in\nthe form of any year. The year comes from the row, the table or the file's name." + importCodes,
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.readyToImport(&in); err != nil {
				return err
			}
			data, err := readAtMost(args[0], registry.MaxFile)
			if err != nil {
				return err
			}
			list, lost, err := registry.Read(data, args[0], year, in.names)
			if err != nil {
				return err
			}
			got := imported{brokers: list}
			for _, l := range lost {
				if l.Aside {
					got.aside = append(got.aside, l.String())
				} else {
					got.lost = append(got.lost, l.String())
				}
			}
			return p.writeImported(c.Context(), in, got)
		},
	}
	importFlags(c, &in)
	c.Flags().IntVar(&year, "year", 0, "the register's year, where neither the table nor the file's name says it")
	return c
}

func importFlags(c *cobra.Command, in *importing) {
	c.Flags().StringVarP(&in.dir, "output", "o", "", "folder to write into (needed)")
	c.Flags().BoolVar(&in.alone, "alone", false, "write only what the source says, without what the catalogue knows")
}

// readyToImport reads who is known.
func (p *program) readyToImport(in *importing) error {
	if in.dir == "" {
		return usage("say with -o DIR where to write")
	}
	in.names = brokers.NewNames(nil)
	if in.alone {
		return nil
	}
	cat, err := p.loadCatalogue()
	if err != nil {
		return err
	}
	in.known, in.names = cat, brokers.NewNames(cat)
	return nil
}

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

// writeImported writes the brokers' files, once all of them are known to load,
// and says what was not carried. A file that would not load is not written.
func (p *program) writeImported(ctx context.Context, in importing, got imported) error {
	known := in.refresh(&got)
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
