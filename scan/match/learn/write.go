package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"

	"github.com/whohasme/whohasme/scan/match"
)

// write puts weights into a file of package match.
func write(path string, w match.Weights) error {
	var b bytes.Buffer
	b.WriteString("// Written by go run ./scan/match/learn; do not edit.\n\npackage match\n\n// Learnt are the weights in use.\nvar Learnt = Weights{\n\tBits: [terms]float64{\n")
	for i, t := range match.Terms {
		fmt.Fprintf(&b, "%.2f, // %s\n", w.Bits[i], t.Name)
	}
	fmt.Fprintf(&b, "},\nMatchAt: %.1f, PossibleAt: %.1f,\nSureAt: %.1f, KeptAt: %.1f,\nYoursAt: %.1f, OtherAt: %.1f,\nHeld: %.2f, HeldFair: %.2f,\n}\n", w.MatchAt, w.PossibleAt, w.SureAt, w.KeptAt, w.YoursAt, w.OtherAt, w.Held, w.HeldFair)
	src, err := format.Source(b.Bytes())
	if err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return os.WriteFile(path, src, 0o644)
}
