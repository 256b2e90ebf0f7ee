package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/scan/owner"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) vaultBackup() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "backup -o FILE", Short: "Write all of the vault, encrypted, to a new file", Args: noArgs,
		Long: `Write all that the vault holds, encrypted, to a new file ("-": to standard output),
as it is at one moment; others may go on working meanwhile. Whoever can open the
vault today can open the backup, by the same passphrase or identity, also when the
passphrase is changed, a member removed or a client purged later. So keep few, and
destroy old ones. Only a supervisor may. "whohasme vault restore" reads it.`,
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case file == "":
				return usage("say where with -o FILE")
			case file == "-" && isTerminal(p.out):
				return usage("a backup is no text for a terminal; name a file, or send it through a pipe")
			}
			return p.backup(c.Context(), file)
		},
	}
	c.Flags().StringVarP(&file, "output", "o", "", "new file for the backup")
	return c
}

func (p *program) backup(ctx context.Context, file string) error {
	book, err := p.staffBook(ctx)
	if err != nil {
		return err
	}
	if file == "-" {
		return book.Backup(ctx, p.out, "")
	}
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("write backup: %s is there already; nothing is overwritten", file)
	}
	err = writeWhole(file, func(w io.Writer) error { return book.Backup(ctx, w, filepath.Base(file)) })
	if err != nil {
		return err
	}
	p.say("The vault is in %s, encrypted. It opens with what opens the vault today.", file)
	return nil
}

// writeWhole makes a new file, its owner's alone, that has its name only when it
// is whole and on the disk.
func writeWhole(file string, write func(io.Writer) error) error {
	part := file + ".part"
	w, err := owner.Create(part)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("write backup: %s is there, from one that was cut short or is still being made; remove it first", part)
	case err != nil:
		return fmt.Errorf("write backup: %s cannot be written", part)
	}
	err = write(w)
	err = errors.Join(err, w.Sync(), w.Close())
	if err == nil {
		err = name(part, file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return nil
}

// name gives a file another name, unless something has it.
func name(from, to string) error {
	switch err := os.Link(from, to); {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("write backup: %s is there already; nothing is overwritten", to)
	case err == nil:
		return os.Remove(from)
	}
	if err := os.Rename(from, to); err != nil { // a disk without links
		return fmt.Errorf("write backup: %s cannot be written", to)
	}
	return nil
}

func (p *program) vaultRestore() *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: "Make a vault out of a backup", Args: exactArgs(1, "a backup's file"),
		Long: `Make a vault out of a backup, at --vault, where there must be none, and check every
entry. It opens with what opened the vault when the backup was made. Nothing is
restored out of a backup that is cut off or was changed. "-" reads standard input.

A backup is older than the vault it was made of: what happened since is not in it,
and clients purged since are back. The ends of its chains are printed: the reports
that you keep name later ones if something is missing.`,
		RunE: func(c *cobra.Command, args []string) error { return p.restore(c.Context(), args[0]) },
	}
}

func (p *program) restore(ctx context.Context, file string) error {
	if err := p.checkPlace(); err != nil {
		return err
	}
	if err := p.vacant(ctx); err != nil {
		return err
	}
	in := p.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return usage("open backup %s: no such file, or not readable", file)
		}
		defer f.Close()
		in = f
	}
	u, err := p.unlock(false)
	if err != nil {
		return err
	}
	if p.vault, err = vault.Restore(ctx, p.vaultWhere(), in, u); err != nil {
		return err
	}
	damage, err := p.vault.Verify(ctx)
	if err != nil {
		return err
	}
	if len(damage) > 0 {
		return p.printDamage(damage, false)
	}
	heads, err := p.vault.Heads(ctx)
	if err != nil {
		return err
	}
	if err := p.printHeads(heads, false); err != nil {
		return err
	}
	p.say("The vault is restored to %s, and whole. It is as it was when the backup was made.", p.vaultPath())
	return nil
}
