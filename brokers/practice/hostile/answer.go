package hostile

import (
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
)

//go:embed answers
var files embed.FS

// answer is what a file of answers/ holds.
type answer struct {
	status int
	header http.Header
	body   string
}

// answers reads the behaviours that are words only. A fault in a file is a
// fault of the program.
func answers() []*Behaviour {
	var list []*Behaviour
	err := fs.WalkDir(files, "answers", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(path)
		if err != nil {
			return err
		}
		b, err := readAnswer(string(data))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		b.Name = strings.TrimSuffix(strings.TrimPrefix(path, "answers/"), ".http")
		list = append(list, b)
		return nil
	})
	if err != nil {
		panic(err)
	}
	return list
}

func readAnswer(s string) (*Behaviour, error) {
	about, rest, ok := strings.Cut(s, "\n\n")
	head, body, ok2 := strings.Cut(rest, "\n\n")
	want, because, ok3 := strings.Cut(about, "\n")
	if !ok || !ok2 || !ok3 {
		return nil, fmt.Errorf("want two lines, an empty one, an answer")
	}
	b := &Behaviour{Want: wants(strings.TrimPrefix(want, "Want: ")), Because: strings.TrimPrefix(because, "Because: ")}
	b.answer = &answer{header: http.Header{}, body: body}
	for i, line := range strings.Split(head, "\n") {
		if i == 0 {
			words := strings.Fields(line)
			code, err := strconv.Atoi(words[1])
			if err != nil {
				return nil, err
			}
			b.answer.status = code
			continue
		}
		key, value, _ := strings.Cut(line, ":")
		b.answer.header.Add(key, strings.TrimSpace(value))
	}
	return b, nil
}

// give sends the answer, made out to a name.
func (a *answer) give(w http.ResponseWriter, name string) {
	for k, v := range a.header {
		w.Header()[k] = v
	}
	w.WriteHeader(a.status)
	write(w, fill(a.body, name))
}

// write sends text; the visitor may have gone.
func write(w http.ResponseWriter, s string) { _, _ = w.Write([]byte(s)) }
