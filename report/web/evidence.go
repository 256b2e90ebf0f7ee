package web

import (
	"bytes"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"github.com/whohasme/whohasme/scan/vault"
	"golang.org/x/net/html/charset"
)

// evidence lists the sealed pages behind a finding.
func (v *visit) evidence() error {
	p, err := v.book.Proof(v.r.Context(), v.r.PathValue("finding"))
	if err != nil {
		return err
	}
	return v.show("evidence", p)
}

// page reads which sealed page an address names.
func (v *visit) page() (*casebook.Proof, int, error) {
	n, err := strconv.Atoi(v.r.PathValue("n"))
	if err != nil {
		return nil, 0, errNoPage
	}
	p, err := v.book.Proof(v.r.Context(), v.r.PathValue("finding"))
	if err != nil {
		return nil, 0, err
	}
	if n < 1 || n > len(p.Pages) {
		return nil, 0, errNoPage
	}
	return p, n - 1, nil
}

// evidenceOpen lets the person look at one sealed page for a while. It may
// show other people, so that the journal notes it.
func (v *visit) evidenceOpen() error {
	p, n, err := v.page()
	if err != nil {
		return err
	}
	if _, err := v.book.TakeEvidence(v.r.Context(), p, n); err != nil {
		return gone(err)
	}
	until := v.Now().Add(openedHolds)
	v.session.with(func() { v.session.opened[opening(p, n)] = until })
	return v.back(at(v.subject, "findings", p.Finding, "evidence", strconv.Itoa(n+1)))
}

func opening(p *casebook.Proof, n int) string { return p.Finding + " " + p.Pages[n].Hash }

// isOpen reports whether a sealed page may be looked at now.
func (v *visit) isOpen(p *casebook.Proof, n int) bool {
	var until time.Time
	v.session.with(func() { until = v.session.opened[opening(p, n)] })
	return v.Now().Before(until)
}

// sealed reads a page that was opened.
func (v *visit) sealed() (*casebook.Proof, int, []byte, error) {
	p, n, err := v.page()
	if err != nil {
		return nil, 0, nil, err
	}
	if !v.isOpen(p, n) {
		return nil, 0, nil, errSealed
	}
	body, err := v.book.Vault.Page(v.r.Context(), p.Subject, p.Pages[n].Hash)
	return p, n, body, gone(err)
}

var errSealed = &saying{http.StatusForbidden, "This page is sealed", "It may show other people too, so it is opened on purpose, for ten minutes, and the journal notes it.", "Open it from the evidence of the finding."}

func gone(err error) error {
	if errors.Is(err, vault.ErrDropped) || errors.Is(err, vault.ErrNoPage) {
		return &saying{http.StatusGone, "This page is no longer kept", "It was dropped after its time. Its hash is kept, and proves what a copy elsewhere is.", ""}
	}
	return err
}

// evidencePage shows what a sealed page says as plain text: nothing of it
// runs, loads or leads anywhere.
func (v *visit) evidencePage() error {
	p, n, body, err := v.sealed()
	if err != nil {
		return err
	}
	data := struct {
		*casebook.Proof
		Page    casebook.ProofPage
		Number  int
		Picture bool
		Text    string
		Cut     bool
		Kept    bool // safe facts stand as their labels
		Bytes   int
	}{Proof: p, Page: p.Pages[n], Number: n + 1, Picture: isPicture(body), Bytes: len(body)}
	if !data.Picture {
		data.Text, data.Cut = inert(body, p.Pages[n].Type)
		data.Text, data.Kept = labelled(data.Text, v.subject.Safe)
	}
	return v.show("sealed", data)
}

// evidencePicture gives a sealed page that is a picture.
func (v *visit) evidencePicture() error {
	_, _, body, err := v.sealed()
	if err != nil {
		return err
	}
	if !isPicture(body) {
		return errNoPage
	}
	v.w.Header().Set("Content-Type", "image/png")
	v.w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	_, _ = v.w.Write(body)
	return nil
}

// isPicture goes by what is there, not by what it is called.
func isPicture(b []byte) bool { return bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")) }

// longest is how much of a page's text is shown, in bytes.
const longest = 200 << 10

// inert is the text of a page as people would see it.
func inert(body []byte, kind string) (text string, cut bool) {
	plain := decode(body, kind)
	doc, err := scan.ParsePage(plain)
	if err == nil {
		plain = tree.Text(doc)
	}
	plain = render.Clean(plain)
	if len(plain) > longest {
		n := longest
		for n > 0 && !utf8.RuneStart(plain[n]) {
			n--
		}
		plain, cut = plain[:n], true
	}
	return plain, cut
}

// labelled puts the labels of safe facts in place of the lines that have them
// (disclosure rule 4), and says whether there were any. A fact may go over the
// end of a line.
func labelled(text string, safe scan.Safe) (masked string, any bool) {
	if !safe.Any() || len(safe.Labels(text)) == 0 {
		return text, false
	}
	lines := strings.Split(text, "\n")
	labels := make([][]string, len(lines))
	for i, line := range lines {
		labels[i] = safe.Labels(line)
	}
	for n := 2; n <= factLines; n++ { // what no line has by itself, a few may have together
		for i := range max(0, len(lines)-n+1) {
			of := labels[i : i+n]
			for _, l := range safe.Labels(strings.Join(lines[i:i+n], " ")) {
				if !slices.ContainsFunc(of, func(has []string) bool { return slices.Contains(has, l) }) {
					for k := range of {
						of[k] = append(of[k], l)
					}
				}
			}
		}
	}
	for i, l := range labels {
		if len(l) > 0 {
			lines[i] = "[" + strings.Join(l, ", ") + "]"
		}
	}
	return strings.Join(lines, "\n"), true
}

// factLines is over how many lines a fact may go: as an address does.
const factLines = 3

// decode brings a page to UTF-8 by what it says it is.
func decode(body []byte, kind string) string {
	if utf8.Valid(body) {
		return string(body)
	}
	e, _, _ := charset.DetermineEncoding(body, kind)
	b, err := e.NewDecoder().Bytes(body)
	if err != nil {
		b = bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	return string(b)
}
