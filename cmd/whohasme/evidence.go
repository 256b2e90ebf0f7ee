package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan/owner"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) evidenceCommand() *cobra.Command {
	var out string
	number := 1
	c := &cobra.Command{
		Use: "evidence FINDING [-o FILE]", Short: "Show or write the sealed page behind a finding", Args: exactArgs(1, "a finding"),
		Long: `Show which sealed pages prove a finding: address, time, SHA-256 and the version
of the definition that read them. With -o one of them is written to a new file,
byte for byte as it was received.

Such a page may show other people too. It is written for you alone (mode 0600),
and the journal notes that it left the vault.`,
		RunE: func(c *cobra.Command, args []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			proof, err := book.Proof(c.Context(), args[0])
			if err != nil {
				return err
			}
			if out != "" {
				return p.writeEvidence(c.Context(), book, proof, number-1, out)
			}
			return p.printProof(proof)
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "write the page to this new file")
	c.Flags().IntVar(&number, "number", 1, "which of the pages to write")
	return c
}

// printProof lists the pages behind a finding.
func (p *program) printProof(proof *casebook.Proof) error {
	fmt.Fprintf(p.out, "%s was seen at %s on %s (%s). Definition %s, matcher %s.\n",
		proof.Finding, proof.Broker, proof.At.Format("2006-01-02 15:04 MST"), orElse(proof.Way, "fetch"), orElse(proof.Versions.Definition, "none"), proof.Versions.Matcher)
	for i, page := range proof.Pages {
		state := "sealed"
		if !page.Kept {
			state = "dropped after its time; only its hash is kept"
		}
		fmt.Fprintf(p.out, "\npage %d, %s\nsha256 %s\nfrom %s\nat %s\n", i+1, state, page.Hash,
			orElse(render.Clean(page.Shown), "no address that is known"), page.At.In(proof.At.Location()).Format("2006-01-02 15:04:05 MST"))
	}
	p.say("\nThe page itself is written with -o FILE; it may show other people too.")
	return nil
}

// writeEvidence writes one page to a file that must not be there yet.
func (p *program) writeEvidence(ctx context.Context, book *casebook.Casebook, proof *casebook.Proof, page int, path string) error {
	f, err := owner.Create(path)
	switch {
	case errors.Is(err, fs.ErrExist):
		return errors.New("evidence: the file is there already; it was left as it is")
	case err != nil:
		return errors.New("evidence: the file cannot be written")
	}
	body, err := book.TakeEvidence(ctx, proof, page)
	if err == nil {
		_, err = f.Write(body)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(path) // it is ours: it was not there before
		if errors.Is(err, vault.ErrDropped) {
			return errors.New("evidence: the page was dropped after its time; only its hash is kept")
		}
		return err
	}
	e := proof.Pages[page]
	p.say("Written: page %d of %s, as it was received, sha256 %s. It may show other people too: keep it to yourself.", page+1, proof.Finding, e.Hash)
	return nil
}
