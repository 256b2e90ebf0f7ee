package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/web"
	"github.com/whohasme/whohasme/report/words"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/vault"
)

// serveFlags are the flags of `serve`.
type serveFlags struct {
	listen, cert, key string
	idle              time.Duration
}

func (p *program) serveCommand() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use: "serve", Short: "Show the dashboard in a browser on this machine, until stopped", Args: noArgs,
		Long: `Show where you stand, review, plan, letters, requests and scans as pages in a
browser, on this machine only. A link is printed that opens it once, within ten
minutes; Enter prints a new one, and who comes in by it ends the session before.

The passphrase is taken as everywhere, but asked for in the browser instead of
the terminal; without a vault the pages begin with making one. After a while
without a click the pages lock and the key is forgotten; Escape twice hides them
at once, in every tab, and going back does not show them: the address without
anything behind it, or a new link, leads back in. Commands in a terminal work
beside it; only one scan runs at a time.

--listen takes another address of this machine. Any that others can reach needs
--tls-cert and --tls-key, and is called by a name that the certificate is for.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := errors.Join(p.limits.check(), p.checkNow()); err != nil {
				return err
			}
			return p.serve(c.Context(), f)
		},
	}
	c.Flags().StringVar(&f.listen, "listen", "127.0.0.1:0", "address to listen at; port 0 is any that is free")
	c.Flags().StringVar(&f.cert, "tls-cert", "", "file with the certificate, in PEM")
	c.Flags().StringVar(&f.key, "tls-key", "", "file with its key, in PEM")
	c.Flags().DurationVar(&f.idle, "lock-after", web.DefaultIdle, "time without a click after which the pages lock")
	p.limits.flags(c.Flags())
	return c
}

func (p *program) serve(ctx context.Context, f serveFlags) error {
	if err := p.checkPlace(); err != nil {
		return err
	}
	if f.idle < time.Minute {
		return usage("--lock-after: want at least 1m")
	}
	line, err := openLine(ctx, f)
	if err != nil {
		return err
	}
	defer line.Close()
	door, err := p.door()
	if err != nil {
		return err
	}
	dash, err := web.New(web.Options{
		Door: door, Host: line.own, TLS: line.cert != nil, Now: time.Now, Random: rand.Reader, Idle: f.idle, Forms: reportForms,
		Tell: func(s string) { fmt.Fprintln(p.errOut, s) }, Eyes: p.eyes,
	})
	if err != nil {
		return err
	}
	defer dash.Close()
	if err := p.openFirst(ctx, dash); err != nil {
		return err
	}
	p.printLink(line, dash)
	go p.moreLinks(line, dash)
	return answer(ctx, line, dash.Handler())
}

// openFirst opens the vault before anybody asks, where the passphrase or the
// identity file was given to the program.
func (p *program) openFirst(ctx context.Context, dash *web.Server) error {
	if errors.Is(vault.Probe(ctx, p.vaultWhere()), vault.ErrNoVault) || !p.given() {
		return nil
	}
	pass := ""
	if p.set.identity == "" {
		var err error
		if pass, err = p.passphrase(false); err != nil {
			return err
		}
	}
	return dash.Unlock(ctx, pass)
}

// given reports whether what opens the vault came with the command.
func (p *program) given() bool {
	return p.set.identity != "" || p.set.passphraseFile != "" || p.env["WHOHASME_PASSPHRASE"] != ""
}

// printLink prints a login link, and nothing else, to the standard output.
func (p *program) printLink(l *line, dash *web.Server) {
	p.say("Open this in a browser on this machine; a private window keeps it out of the history. It works once, within ten minutes; Enter prints a new one. Ctrl-C ends the dashboard.")
	fmt.Fprintln(p.out, l.origin()+dash.Link())
}

// moreLinks prints a new link for each line that is typed.
func (p *program) moreLinks(l *line, dash *web.Server) {
	for in := bufio.NewScanner(p.in); in.Scan(); {
		p.printLink(l, dash)
	}
}

// answer serves until the context ends.
func answer(ctx context.Context, l *line, h http.Handler) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 32 << 10, DisableGeneralOptionsHandler: true, ErrorLog: log.New(io.Discard, "", 0), // what is wrong with a request is nothing for a log
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve dashboard: the line broke: %w", bareNet(err))
	case <-ctx.Done():
	}
	late, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	if srv.Shutdown(late) != nil {
		_ = srv.Close()
	}
	return nil
}

// bareNet drops the address from an error of the network.
func bareNet(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// door is how the dashboard opens the vault and makes one.
func (p *program) door() (web.Door, error) {
	catalogue, err := p.loadCatalogue()
	if err != nil {
		return web.Door{}, err
	}
	unlock := func(pass string) (vault.Unlock, error) {
		if p.set.identity != "" {
			return p.identityFile()
		}
		return vault.Unlock{Passphrase: func() (string, error) { return pass, nil }, WorkFactor: workFactor}, nil
	}
	open := func(how func(context.Context, string, vault.Unlock) (*vault.Vault, error)) func(context.Context, string) (*casebook.Casebook, error) {
		return func(ctx context.Context, pass string) (*casebook.Casebook, error) {
			u, err := unlock(pass)
			if err != nil {
				return nil, err
			}
			v, err := how(ctx, p.vaultWhere(), u)
			if err != nil {
				return nil, err
			}
			if err := p.admit(v); err != nil {
				return nil, errors.Join(err, v.Close())
			}
			book, err := p.newCasebook(catalogue)
			if err != nil {
				return nil, errors.Join(err, v.Close())
			}
			book.Vault = v
			return book, nil
		}
	}
	return web.Door{
		Probe: func() error { return vault.Probe(context.Background(), p.vaultWhere()) }, Keyed: p.set.identity != "",
		Open: open(vault.Open), Create: open(vault.Create),
	}, nil
}

// eyes make what a scan of the dashboard sees by: as a scan of the terminal,
// without a person before the browser.
func (p *program) eyes(book *casebook.Casebook) (*web.Eyes, error) {
	crawler, err := p.crawlerFor(book.Vault)
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	var f scanFlags
	setup, err := p.seeing(crawler, &f)
	if err != nil {
		crawler.Close()
		return nil, err
	}
	agent, err := crawl.UserAgent(version, contact)
	if err != nil {
		crawler.Close()
		return nil, err
	}
	return &web.Eyes{Setup: setup, Means: f.Means, Proxy: p.set.proxy != "", Agent: agent, Close: func() {
		if setup.Browser != nil {
			setup.Browser.Close()
		}
		crawler.Close()
	}}, nil
}

// reportForms are the forms in which the dashboard gives a report.
var reportForms = []web.Form{
	{Name: "Web page, to keep or print", Extension: "html", Type: "text/html; charset=utf-8", Write: func(w io.Writer, r report.Report) error { return render.HTML(w, r, words.English) }},
	{Name: "PDF", Extension: "pdf", Type: "application/pdf", Write: func(w io.Writer, r report.Report) error { return render.PDF(w, r, words.English) }},
	{Name: "PDF, in Spanish", Extension: "es.pdf", Type: "application/pdf", Write: func(w io.Writer, r report.Report) error {
		spanish, err := words.In("es")
		if err != nil {
			return err
		}
		return render.PDF(w, r, spanish)
	}},
	{Name: "Table of findings (CSV)", Extension: "csv", Type: "text/csv; charset=utf-8", Write: func(w io.Writer, r report.Report) error {
		return render.CSV(w, []report.Report{r}, words.English)
	}},
	{Name: "Text", Extension: "txt", Type: "text/plain; charset=utf-8", Write: func(w io.Writer, r report.Report) error { return render.Text(w, r, render.DefaultWidth, false) }},
	{Name: "Markdown", Extension: "md", Type: "text/markdown; charset=utf-8", Write: render.Markdown},
	{Name: "JSON, for programs", Extension: "json", Type: "application/json", Write: func(w io.Writer, r report.Report) error { return render.JSON(w, r) }},
}
