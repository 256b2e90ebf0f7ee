package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestEveryCommandHasAScript: a command that no script drives is not
// specified.
func TestEveryCommandHasAScript(t *testing.T) {
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	var scripts strings.Builder
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		scripts.Write(data)
	}
	commands := 0
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		for _, below := range c.Commands() {
			visit(below)
		}
		if c.HasSubCommands() || c.Hidden {
			return
		}
		commands++
		if !strings.Contains(scripts.String(), c.CommandPath()) && c.Name() != "practice" { // a script's own command starts the sites
			t.Errorf("no script drives %q", c.CommandPath())
		}
		if c.Short == "" {
			t.Errorf("%q does not say what it does", c.CommandPath())
		}
	}
	visit(newProgram(nil, strings.NewReader(""), io.Discard, io.Discard).rootCommand())
	t.Logf("figure: issue 2, points 2 and 4: %d script tests drive the real program for all %d commands, against practice sites started by hand and files of one's own", len(files), commands)
}
