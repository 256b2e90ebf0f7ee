package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/ddg"
	"github.com/whohasme/whohasme/brokers/registry"
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
