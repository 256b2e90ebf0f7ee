package practice

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"go.yaml.in/yaml/v4"
)

// Crowd says how many small sites [OpenCrowd] serves, and how they behave.
type Crowd struct {
	Sites  int
	Pace   time.Duration // that their definitions ask for between requests
	Thinks time.Duration // before each answer, so that requests can be seen to overlap
}

// OpenCrowd serves many small sites, practice-small-001 and so on, each with a
// tenth to a half of the world's people: half of them with cards, half with a
// table, each with distortions of its own. It is for looks at many sites for
// many people by several machines: [Sites.Requests] tells of each site when it
// was asked and when it had answered.
func OpenCrowd(w *World, clock func() time.Time, c Crowd) (*Sites, error) {
	return open(w, clock, func(w *World, clock *Clock) (servers []*server) {
		for i := range c.Sites {
			st := smallSite(w, i+1)
			st.pace, st.thinks = c.Pace, c.Thinks
			servers = append(servers, newServer(w, st, list(w, st), clock))
		}
		return servers
	})
}

// smallSite is one site of a crowd.
func smallSite(w *World, n int) *site {
	st := cardsSite()
	if n%2 == 0 {
		st = tableSite()
	}
	st.id, st.name = fmt.Sprintf("practice-small-%03d", n), fmt.Sprintf("Practice Small %d", n)
	st.operator, st.family, st.suppresses, st.registered = st.name+" LLC", "", "", false
	h := hash(fmt.Sprint(w.Seed, st.id))
	st.habits.coverage = 0.1 + float64(h%41)/100
	st.habits.typo = float64(h/41%8) / 100
	return st
}

// Clients returns people who could come to a clinic: neither the subject nor
// people of the subject's, nor bearers of the common names that controls ask
// for. There are at most as many as the world has.
func (w *World) Clients(n int) []*Person {
	var list []*Person
	for _, p := range w.People {
		if len(list) == n {
			break
		}
		if w.Kind(p.ID) == "other" && !w.isInitial(p) && !isControl(p) {
			list = append(list, p)
		}
	}
	return list
}

// mandate is what a client signed, in the words of a subject file.
type mandate struct {
	Kind     string   `yaml:"kind"`
	Scope    []string `yaml:"scope,flow"`
	Brokers  string   `yaml:"brokers"`
	From     string   `yaml:"from"`
	To       string   `yaml:"to"`
	Document string   `yaml:"document"`
}

// WriteClients writes a subject file for each of some people into a folder,
// client-001.yaml and so on, with a mandate for a year from the world's day,
// and the document that they signed beside them. It returns the files' paths.
func (w *World) WriteClients(dir string, people []*Person) (files []string, err error) {
	signed := []byte("%PDF-1.4\n% a mandate, signed by an invented person\n%%EOF\n")
	if err := write(filepath.Join(dir, "mandate.pdf"), signed); err != nil {
		return nil, err
	}
	for i, p := range people {
		id := fmt.Sprintf("client-%03d", i+1)
		file := struct {
			subjectFile `yaml:",inline"`
			Authority   mandate `yaml:"authority"`
		}{w.fileOf(p), mandate{"mandate", []string{"look", "suppress", "opt-out-of-sale", "delete"}, "all", w.Day.String(), w.Day.AddDays(364).String(), "mandate.pdf"}}
		file.ID, file.ReplyTo = id, id+"@example.org"
		data, err := yaml.Marshal(file)
		if err != nil {
			return nil, fmt.Errorf("write client: %w", err)
		}
		path := filepath.Join(dir, id+".yaml")
		if err := write(path, data); err != nil {
			return nil, err
		}
		files = append(files, path)
	}
	if len(files) == 0 {
		return nil, errors.New("write clients: there are none")
	}
	return files, nil
}
