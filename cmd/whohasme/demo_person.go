package main

// What the demonstration does in the person's place: saving a page, filling in
// the sites' forms, and noting what was sent.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/drop"
)

// savePage asks a site for the subject, as a browser would, and saves the
// page.
func (d *demo) savePage(broker string) (string, error) {
	var out bytes.Buffer
	if code := d.command(&out, io.Discard, "scan", "--dry-run", "--fresh", "--broker", broker); code != exitDone {
		return "", fmt.Errorf("save page: no address to ask")
	}
	address := firstSearch(out.String())
	body, err := d.get(address)
	if err != nil {
		return "", err
	}
	comment := fmt.Sprintf("<!-- saved from url=(%04d)%s -->\n", len(address), address)
	return d.path("saved-page.html"), d.write("saved-page.html", append([]byte(comment), body...))
}

// firstSearch returns the first address of a preview that tells something
// about the subject.
func firstSearch(preview string) string {
	address := ""
	for line := range strings.Lines(preview) {
		if strings.HasPrefix(line, "  tells") {
			return address
		}
		address = strings.TrimSpace(line)
	}
	return ""
}

func (d *demo) get(address string) ([]byte, error) {
	req, err := http.NewRequestWithContext(d.ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, errors.New("save page: not an address")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, errors.New("save page: the practice site does not answer")
	}
	defer resp.Body.Close()
	return io.ReadAll(io.LimitReader(resp.Body, 1<<20))
}

// showLetter prints one letter that has a due date, so that the reader sees
// what a broker gets.
func (d *demo) showLetter() error {
	if err := d.run(exitDone, "letters", "--format", "txt", "-o", d.path("letters")); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(d.dir, "letters", "*opt-out-of-sale*.txt"))
	if err != nil || len(files) == 0 {
		return errors.New("show letter: there is none with a due date")
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		return fmt.Errorf("show letter %s: not readable", files[0])
	}
	d.tell("\n$ cat %s", files[0])
	for line := range strings.Lines(string(text)) {
		fmt.Fprint(d.p.out, "  | "+line)
	}
	return nil
}

// planned is what the demonstration needs of a planned request.
type planned struct {
	Request string      `json:"request"`
	Broker  string      `json:"broker"`
	Ask     brokers.Ask `json:"ask"`
	Tells   []struct{ Kind, Fact string }
}

// deliver sends the planned requests to the practice sites and notes what was
// sent and what the sites answered.
func (d *demo) deliver() error {
	var out bytes.Buffer
	if code := d.command(&out, d.p.errOut, "plan", "--json"); code != exitDone {
		return errors.New("deliver requests: there is no plan")
	}
	var sent []planned
	for line := range strings.Lines(out.String()) {
		var r planned
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return fmt.Errorf("deliver requests: %w", err)
		}
		if r.Broker == drop.Platform {
			continue // the state's site is no practice site
		}
		if r.Ask == brokers.Suppress {
			answer, err := d.post(r)
			if err != nil {
				return err
			}
			d.tell("%s: form filled in; the site answers: %s", r.Broker, answer)
		}
		sent = append(sent, r)
	}
	for _, r := range sent {
		if err := d.run(exitDone, "request", "sent", r.Request); err != nil {
			return err
		}
		if r.Ask == brokers.Suppress && r.Broker == "practice-claimer" {
			if err := d.run(exitDone, "request", "fulfilled", r.Request); err != nil {
				return err
			}
		}
	}
	return d.run(exitListed, "due")
}

// post fills in a site's opt-out form with what the request tells.
func (d *demo) post(r planned) (string, error) {
	var form string
	for _, b := range d.sites.Brokers() {
		for _, o := range b.OptOut {
			if b.ID == r.Broker && o.By == brokers.ByForm {
				form = o.URL
			}
		}
	}
	fields := url.Values{}
	for _, t := range r.Tells {
		switch t.Kind {
		case "listing-address":
			fields.Set("url", t.Fact)
		case "reply-address":
			fields.Set("email", t.Fact)
		}
	}
	resp, err := http.PostForm(form, fields)
	if err != nil {
		return "", errors.New("deliver request: the practice site does not answer")
	}
	defer resp.Body.Close()
	page, err := goquery.NewDocumentFromReader(io.LimitReader(resp.Body, 1<<20))
	if err != nil || resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("deliver request %s: the practice site refuses it", r.Request)
	}
	return strings.TrimSpace(page.Find("main .answer").Text()), nil
}
