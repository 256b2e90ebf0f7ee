// Command generate packs the catalogue's files into catalogue.gob, from which
// the built-in catalogue is compiled. It is run by `go generate ./brokers`,
// hence in that folder.
package main

import (
	"fmt"
	"os"

	"github.com/whohasme/whohasme/brokers"
)

func main() {
	if err := generate("catalogue", "catalogue.gob"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate(dir, file string) error {
	l, err := brokers.Folder(dir)
	if err != nil {
		return err
	}
	data, err := brokers.Pack(l)
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}
