package practice

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v4"
)

// Write puts what a look at the sites needs into a folder: the definitions as
// catalogue/<letter>/<id>.yaml, the subject as subject.yaml, and who is listed
// where, one record a line, as truth.jsonl. Files are readable by their owner
// only.
func (s *Sites) Write(dir string) error {
	for _, b := range s.Brokers() {
		data, err := yaml.Marshal(b)
		if err != nil {
			return fmt.Errorf("write broker %q: %w", b.ID, err)
		}
		if err := write(filepath.Join(dir, "catalogue", b.ID[:1], b.ID+".yaml"), data); err != nil {
			return err
		}
	}
	subject, err := yaml.Marshal(s.world.subjectFile())
	if err != nil {
		return fmt.Errorf("write subject: %w", err)
	}
	if err := write(filepath.Join(dir, "subject.yaml"), subject); err != nil {
		return err
	}
	var lines bytes.Buffer
	enc := json.NewEncoder(&lines)
	for _, l := range s.Truth() {
		if err := enc.Encode(l); err != nil {
			return fmt.Errorf("write truth: %w", err)
		}
	}
	return write(filepath.Join(dir, "truth.jsonl"), lines.Bytes())
}

func write(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write practice files: %w", err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return fmt.Errorf("write practice files: %w", err)
	}
	return nil
}

// ownFile is the file of somebody who acts for themself.
type ownFile struct {
	subjectFile `yaml:",inline"`
	Authority   map[string]string `yaml:"authority"`
}

// subjectFile is a person in the form of a subject file, without the authority.
type subjectFile struct {
	ID        string            `yaml:"id"`
	Risk      string            `yaml:"risk"`
	Residence map[string]string `yaml:"residence"`
	Names     []fileName        `yaml:"names"`
	Born      string            `yaml:"born"`
	Addresses []fileAddress     `yaml:"addresses"`
	Phones    []string          `yaml:"phones"`
	Emails    []string          `yaml:"emails"`
	Relatives []string          `yaml:"relatives"`
	ReplyTo   string            `yaml:"reply_to"`
}

type fileName struct {
	First  string `yaml:"first"`
	Middle string `yaml:"middle,omitempty"`
	Last   string `yaml:"last"`
	Suffix string `yaml:"suffix,omitempty"`
	Kind   string `yaml:"kind,omitempty"`
}

type fileAddress struct {
	Street string `yaml:"street,omitempty"`
	City   string `yaml:"city"`
	State  string `yaml:"state"`
	Zip    string `yaml:"zip"`
	From   int    `yaml:"from,omitempty"`
	To     int    `yaml:"to,omitempty"`
}

// subjectFile writes down what the subject would tell of themself: the birth
// year, not the day, and a mailbox kept for answers.
func (w *World) subjectFile() (f ownFile) {
	p := w.subject
	f.subjectFile, f.Authority = w.fileOf(p), map[string]string{"kind": "self"}
	f.ID, f.ReplyTo = "me", "answers."+p.Emails[0]
	return f
}

// fileOf writes down what a person would tell of themself, without id,
// authority and the mailbox for answers.
func (w *World) fileOf(p *Person) subjectFile {
	f := subjectFile{
		Risk: "usual", Residence: map[string]string{"country": "US", "state": p.Addresses[0].State},
		Born: fmt.Sprint(p.Born.Year), Emails: p.Emails,
	}
	for _, n := range p.Names {
		if n.Kind == "nickname" {
			n.Kind = "alias"
		}
		if n.Kind == "current" {
			n.Kind = ""
		}
		f.Names = append(f.Names, fileName(n))
	}
	for _, a := range p.Addresses {
		f.Addresses = append(f.Addresses, fileAddress(a))
	}
	for _, n := range p.Phones {
		f.Phones = append(f.Phones, fmt.Sprintf("+1 %s %s %s", n[:3], n[3:6], n[6:]))
	}
	for _, id := range p.Relatives {
		f.Relatives = append(f.Relatives, w.byID[id].Name().String())
	}
	return f
}
