package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// errEnded says that the input ended before the person had answered.
var errEnded = errors.New("read answer: the input ended")

// wait calls read, which waits for the person, and gives up when the program is
// interrupted. read is then left waiting; the program is about to end.
func wait(ctx context.Context, read func() (string, error)) (string, error) {
	type answer struct {
		text string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		text, err := read()
		got <- answer{text, err}
	}()
	select {
	case a := <-got:
		return a.text, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// readLine reads one line.
func readLine(ctx context.Context, r *bufio.Reader) (string, error) {
	return wait(ctx, func() (string, error) {
		s, err := r.ReadString('\n')
		if err != nil && s == "" {
			return "", errEnded
		}
		return strings.TrimSpace(s), nil
	})
}

// ask reads one line from the person; a piped answer works as well.
func (p *program) ask(r *bufio.Reader, prompt string) (string, error) {
	fmt.Fprint(p.errOut, prompt)
	return readLine(p.during(), r)
}

// askSecret reads a line that the terminal does not show. An interruption gives
// the terminal back as it was.
func (p *program) askSecret(prompt string) (string, error) {
	fmt.Fprint(p.errOut, prompt)
	fd := int(p.in.(*os.File).Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", errNoPassphrase
	}
	s, err := wait(p.during(), func() (string, error) {
		b, err := term.ReadPassword(fd)
		return string(b), err
	})
	fmt.Fprintln(p.errOut)
	switch {
	case errors.Is(err, context.Canceled):
		_ = term.Restore(fd, before)
		return "", fmt.Errorf("read passphrase: %w", err)
	case err != nil:
		return "", errNoPassphrase
	}
	return s, nil
}

// during is what ends a wait for the person.
func (p *program) during() context.Context {
	if p.ctx == nil {
		return context.Background()
	}
	return p.ctx
}

// talk is a conversation with the person: lines in, words out.
type talk struct {
	ctx context.Context
	in  *bufio.Reader
	out io.Writer
}

func (p *program) talk() *talk { return &talk{p.during(), bufio.NewReader(p.in), p.errOut} }

func (t *talk) say(format string, args ...any) { fmt.Fprintf(t.out, format+"\n", args...) }

// line asks for one line, until what comes can be read.
func (t *talk) line(prompt string) (string, error) {
	for {
		fmt.Fprint(t.out, prompt)
		s, err := readLine(t.ctx, t.in)
		if err != nil {
			return "", err
		}
		if s, err = plainText(s); err == nil {
			return s, nil
		}
		t.say("  %v", err)
	}
}
