package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match"
	labelled "github.com/whohasme/whohasme/scan/match/pairs"
)

func (p *program) evaluateCommand() *cobra.Command {
	return group("evaluate", "Measure parts of the program on data of your own", p.evaluateMatch())
}

// evaluation is one run of `evaluate match`.
type evaluation struct {
	predictions string
	yours, json bool
	worst       int

	sets    labelled.Sets
	labels  int
	decided map[labelled.Decision]int
	wrong   mistakes // another person called a match
	missed  mistakes // a match called nobody's
}

func (p *program) evaluateMatch() *cobra.Command {
	var e evaluation
	c := &cobra.Command{
		Use: "match PAIRS.jsonl", Short: "Measure the matcher on labelled pairs of a person and a record", Args: exactArgs(1, "a file of pairs, or - for standard input"),
		Long: `Compare every pair of a person (profile) and a record (candidate) of a file, one
JSON object a line, and print, for every set of pairs and over all,

  P, R     precision and recall of "match"
  F1h      F1 where "possible" counts half on either side
  caught   share of the true matches decided match or possible
  FMR      share of the non-matches decided match: mistaken identity
  FMRh     the same among the hard kinds: namesake, initial, family, group, near
  review   share decided possible
  ECE      expected calibration error: how far scores are from the truth

and the worst pairs with their reasons. The mean and the row "all" leave out sets
that give nothing but names. Pairs without a label are decided and not counted.
Nothing about a person is printed, but the ids of the worst pairs.

A decision says what is likelier than not. With --yours it is the stricter one
that scan and report make: a match is called yours.`,
		RunE: func(_ *cobra.Command, args []string) error { return p.evaluate(args[0], &e) },
	}
	fl := c.Flags()
	fl.StringVar(&e.predictions, "predictions", "", "write the decision on every pair to this file")
	fl.BoolVar(&e.yours, "yours", false, "decide as scan and report do")
	fl.IntVar(&e.worst, "worst", 5, "how many of the worst pairs to show of each kind")
	jsonFlag(c, &e.json)
	return c
}

func (p *program) evaluate(file string, e *evaluation) error {
	if e.worst < 0 {
		return usage("--worst: want a number of pairs")
	}
	in, err := p.pairsFile(file)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := createPredictions(e.predictions, in)
	if err != nil {
		return err
	}
	if err := e.run(in, file, out); err != nil {
		out.drop()
		return err
	}
	if err := out.keep(); err != nil {
		return err
	}
	if e.json {
		return e.printJSON(p.out)
	}
	return e.print(p.out)
}

// pairsFile opens the file of pairs; - is standard input.
func (p *program) pairsFile(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(p.in), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read pairs: %w", err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, usage("%s is a folder; name one file of pairs", name)
	}
	return f, nil
}

// run decides every pair.
func (e *evaluation) run(in io.Reader, name string, out *predictions) error {
	e.decided = map[labelled.Decision]int{}
	for pair, err := range labelled.Read(in) {
		var fault *labelled.Fault
		if errors.As(err, &fault) {
			return fmt.Errorf("%s:%w; put the line right or take it out", name, fault)
		}
		if err != nil {
			return err
		}
		m := match.New(pair.Subject())
		c := m.Compare(match.Read(pair.Record()), pair.Day())
		d := decisions[c.Fair]
		if e.yours {
			d = decisions[c.Verdict]
		}
		if pair.Label != "" {
			e.labels++
		}
		e.decided[d]++
		e.sets.Add(pair, d, c.Score)
		e.remember(pair, d, &c)
		if err := out.add(pair.ID, d, c.Score); err != nil {
			return fmt.Errorf("write predictions: %w", err)
		}
	}
	return nil
}

var decisions = map[scan.Verdict]labelled.Decision{scan.Match: labelled.Match, scan.Possible: labelled.Possible, scan.Other: labelled.NoMatch}

// predictions are written beside their place and moved there when they are
// whole.
type predictions struct {
	path string
	file *os.File
	to   *bufio.Writer
}

// createPredictions begins a file of predictions; without a path nothing is
// written.
func createPredictions(path string, in io.Reader) (*predictions, error) {
	if path == "" {
		return &predictions{}, nil
	}
	info, err := os.Stat(path)
	if f, ok := in.(*os.File); ok && err == nil {
		if own, err := f.Stat(); err == nil && os.SameFile(own, info) {
			return nil, usage("--predictions: that is the file of pairs itself; name another")
		}
	}
	if err == nil && !info.Mode().IsRegular() { // a device or a pipe
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, fmt.Errorf("write predictions: %w", err)
		}
		return &predictions{file: f, to: bufio.NewWriter(f)}, nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".predictions-*")
	if err != nil {
		return nil, fmt.Errorf("write predictions: %w", err)
	}
	return &predictions{path: path, file: f, to: bufio.NewWriter(f)}, nil
}

func (o *predictions) add(id string, d labelled.Decision, score float64) error {
	if o.file == nil {
		return nil
	}
	return json.NewEncoder(o.to).Encode(struct {
		ID       string            `json:"id"`
		Decision labelled.Decision `json:"decision"`
		Score    float64           `json:"score"`
	}{id, d, score})
}

func (o *predictions) drop() {
	if o.file != nil {
		o.file.Close()
		if o.path != "" {
			os.Remove(o.file.Name())
		}
	}
}

func (o *predictions) keep() error {
	if o.file == nil {
		return nil
	}
	err := errors.Join(o.to.Flush(), o.file.Close())
	if err == nil && o.path != "" {
		err = os.Rename(o.file.Name(), o.path)
	}
	if err != nil {
		if o.path != "" {
			os.Remove(o.file.Name())
		}
		return fmt.Errorf("write predictions: %w", err)
	}
	return nil
}

// figure prints a share; what could not be measured is a dash.
func figure(x float64) string {
	if math.IsNaN(x) {
		return "-"
	}
	return fmt.Sprintf("%.4f", x)
}
