package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/datenanfragen"
	"github.com/whohasme/whohasme/report/casebook"
)

func (p *program) brokersExport() *cobra.Command {
	var format, dir string
	c := &cobra.Command{
		Use: "export [ID...]", Short: "Write brokers in another project's format",
		Long: `Write brokers, all or those named, as company records of datenanfragen.de, which
say whom to write to. With -o one file per broker is written, and a different
file is never overwritten; else one record a line is printed. What the records
cannot say is told in numbers, and with -v one by one.`,
		RunE: func(c *cobra.Command, ids []string) error {
			if format != "datenanfragen" {
				return usage("--format: want datenanfragen")
			}
			cat, err := p.loadCatalogue()
			if err != nil {
				return err
			}
			list, err := pick(cat, ids)
			if err != nil {
				return err
			}
			return p.export(c.Context(), list, dir)
		},
	}
	c.Flags().StringVar(&format, "format", "", "datenanfragen (needed)")
	c.Flags().StringVarP(&dir, "output", "o", "", "folder to write into, one file per broker")
	return c
}

// pick returns the brokers with the ids, each once, or all where none is named.
func pick(cat *brokers.Catalogue, ids []string) ([]*brokers.Broker, error) {
	if len(ids) == 0 {
		return cat.All(), nil
	}
	var list []*brokers.Broker
	for _, id := range ids {
		b, ok := cat.Get(id)
		if !ok {
			return nil, fmt.Errorf("find broker: %w", casebook.ErrNoBroker)
		}
		if !slices.Contains(list, b) {
			list = append(list, b)
		}
	}
	return list, nil
}

func (p *program) export(ctx context.Context, list []*brokers.Broker, dir string) error {
	var files []newFile
	var lost []datenanfragen.Lost
	for _, b := range list {
		data, less, err := datenanfragen.Write(*b)
		if err != nil {
			return fmt.Errorf("export broker: %w", err)
		}
		lost = append(lost, less...)
		files = append(files, newFile{b.ID + ".json", data})
	}
	if dir == "" {
		if err := p.printLines(files); err != nil {
			return err
		}
	} else if err := writeFiles(ctx, dir, files); err != nil {
		return err
	}
	p.sayLost(lost)
	if dir != "" {
		p.say("%s in %s.", plural(len(files), "record", "records"), dir)
	}
	return nil
}

// printLines prints each record on one line.
func (p *program) printLines(files []newFile) error {
	for _, f := range files {
		var line bytes.Buffer
		if err := json.Compact(&line, f.data); err != nil {
			return fmt.Errorf("export broker: %w", err)
		}
		if _, err := fmt.Fprintln(p.out, line.String()); err != nil {
			return fmt.Errorf("write records: %w", err)
		}
	}
	return nil
}

// sayLost says what the records cannot carry: one by one where asked for, else
// how often each field.
func (p *program) sayLost(lost []datenanfragen.Lost) {
	often := map[string]int{}
	for _, l := range lost {
		if p.set.verbose {
			fmt.Fprintln(p.errOut, "not carried: "+l.String())
		}
		_, field, _ := strings.Cut(l.Path, ": ")
		field, _, _ = strings.Cut(field, "[")
		often[field]++
	}
	if p.set.verbose {
		return
	}
	var fields []string
	for f := range often {
		fields = append(fields, f)
	}
	slices.Sort(fields)
	for _, f := range fields {
		p.say("not carried: %s, %s", f, plural(often[f], "time", "times"))
	}
}
