package main

import (
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
}

func (p *program) brokersImport() *cobra.Command {
	return group("import", "Make broker files from other people's formats", p.importDDG(), p.importRegistry())
}

const importCodes = `

One YAML file per broker is written as DIR/<letter>/<id>.yaml, to be read over
and given with --catalogue DIR. A different file is never overwritten. What the
source says and the files do not is told.

Exit codes: 0 everything was carried; 1 failed, or a file of another kind;
3 something was not carried.`

func (p *program) importDDG() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use: "ddg FILE|DIR", Short: "Read DuckDuckGo's broker files", Args: exactArgs(1, "a file or a folder"),
		Long: "Read one broker file of DuckDuckGo's personal information removal, of either\ngeneration, or every .json file of a folder." + importCodes,
		RunE: func(_ *cobra.Command, args []string) error {
			got, err := readDDG(args[0])
			if err != nil {
				return err
			}
			return p.writeImported(dir, got)
		},
	}
	outputFolder(c, &dir)
	return c
}

func readDDG(path string) (imported, error) {
	info, err := os.Stat(path)
	if err != nil {
		return imported{}, fmt.Errorf("read %s: no such file or folder", path)
	}
	if info.IsDir() {
		list, lost, err := ddg.ReadDir(os.DirFS(path))
		got := imported{list, words(lost)}
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
	list, lost, err := ddg.Read(data, path)
	return imported{list, words(lost)}, err
}

func (p *program) importRegistry() *cobra.Command {
	var dir string
	var year int
	c := &cobra.Command{
		Use: "ca-registry FILE", Short: "Read California's register of data brokers, a CSV file", Args: exactArgs(1, "a CSV file"),
		Long: "Read the register as the California Privacy Protection Agency publishes it, in\nthe form of any year. The year comes from the table or the file's name." + importCodes,
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := readAtMost(args[0], registry.MaxFile)
			if err != nil {
				return err
			}
			list, lost, err := registry.Read(data, args[0], year)
			if err != nil {
				return err
			}
			return p.writeImported(dir, imported{list, words(lost)})
		},
	}
	outputFolder(c, &dir)
	c.Flags().IntVar(&year, "year", 0, "the register's year, where neither the table nor the file's name says it")
	return c
}

func outputFolder(c *cobra.Command, dir *string) {
	c.Flags().StringVarP(dir, "output", "o", "", "folder to write into (needed)")
}

func words[T fmt.Stringer](list []T) []string {
	out := make([]string, len(list))
	for i, l := range list {
		out[i] = l.String()
	}
	return out
}

// writeImported writes the brokers' files, reads them again, and says what was
// not carried. A file that would not load is not left behind.
func (p *program) writeImported(dir string, got imported) error {
	if dir == "" {
		return usage("say with -o DIR where to write")
	}
	files, err := brokerFiles(dir, got.brokers)
	if err != nil {
		return err
	}
	if _, err := writeFiles(files); err != nil {
		return err
	}
	faults, kept, err := reread(dir, files)
	if err != nil {
		return err
	}
	lost := slices.Concat(got.lost, faults)
	for _, l := range lost {
		fmt.Fprintln(p.errOut, "not carried: "+l)
	}
	p.say("%s in %s; %s not carried.", plural(kept, "broker", "brokers"), dir, plural(len(lost), "thing was", "things were"))
	if kept == 0 {
		return fmt.Errorf("import: there is no broker in it")
	}
	if len(lost) > 0 {
		return exit(exitListed)
	}
	return nil
}

// brokerFiles are the files of brokers in a catalogue's folder.
func brokerFiles(dir string, list []brokers.Broker) ([]newFile, error) {
	var files []newFile
	for _, b := range list {
		data, err := yaml.Marshal(b)
		if err != nil {
			return nil, fmt.Errorf("write broker %q: %w", b.ID, err)
		}
		if b.ID == "" || strings.ContainsAny(b.ID, `/\.`) {
			return nil, fmt.Errorf("write broker: its id is no file name")
		}
		files = append(files, newFile{filepath.Join(dir, b.ID[:1], b.ID+".yaml"), data})
	}
	return files, nil
}

// reread loads and lints what was written, as --catalogue would. It removes a
// file of ours with a fault that keeps it from loading and returns every fault
// of our files, and how many load.
func reread(dir string, files []newFile) (faults []string, kept int, err error) {
	layer, err := brokers.Folder(dir)
	if err != nil {
		if len(files) == 0 {
			return nil, 0, nil
		}
		return nil, 0, err
	}
	ours, broken := map[string]bool{}, map[string]bool{}
	for _, f := range files {
		ours[f.path] = true
	}
	cat, found := brokers.Load(layer)
	for _, f := range found {
		if !ours[f.File] {
			continue
		}
		faults = append(faults, f.Error())
		if !broken[f.File] {
			broken[f.File] = true
			if err := os.Remove(f.File); err != nil {
				return nil, 0, fmt.Errorf("remove %s: it has faults and cannot be removed", f.File)
			}
		}
	}
	for _, f := range brokers.Lint(cat) {
		if ours[f.File] {
			faults = append(faults, f.Error())
		}
	}
	return faults, len(ours) - len(broken), nil
}
