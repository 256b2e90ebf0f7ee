package pairs

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// maxLine is the longest line that is read, in bytes: a person and a record
// take a few kilobytes.
const maxLine = 4 << 20

// Fault is a line that is no pair. It names no fact of the line.
type Fault struct {
	Line int
	Err  error
}

func (f *Fault) Error() string { return fmt.Sprintf("%d: %v", f.Line, f.Err) }

func (f *Fault) Unwrap() error { return f.Err }

var (
	errLong  = fmt.Errorf("the line is longer than %d MB: one pair stands on one line", maxLine>>20)
	errShape = errors.New("want one JSON object with profile and candidate")
)

// Read gives the pairs of a file one by one, so that a file of any size can be
// read. It ends with the first line that is no pair, as a *Fault; blank lines
// are passed over.
func Read(r io.Reader) iter.Seq2[*Pair, error] {
	return func(yield func(*Pair, error) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		for n := 1; ; n++ {
			line, err := readLine(in)
			if err != nil && err != io.EOF {
				yield(nil, &Fault{n, err})
				return
			}
			if n == 1 {
				line = bytes.TrimPrefix(line, []byte("\ufeff"))
			}
			if line = bytes.TrimSpace(line); len(line) > 0 {
				p, fault := parse(line)
				if fault != nil {
					yield(nil, &Fault{n, fault})
					return
				}
				if !yield(p, nil) {
					return
				}
			}
			if err == io.EOF {
				return
			}
		}
	}
}

func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		piece, err := in.ReadSlice('\n')
		if len(line)+len(piece) > maxLine {
			return nil, errLong
		}
		line = append(line, piece...)
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

func parse(line []byte) (*Pair, error) {
	var p struct {
		Pair
		Profile   *Profile   `json:"profile"`
		Candidate *Candidate `json:"candidate"`
	}
	if err := json.Unmarshal(line, &p); err != nil {
		return nil, shapeOf(err)
	}
	if p.Profile == nil || p.Candidate == nil {
		return nil, errShape
	}
	switch p.Label {
	case "", "match", "nomatch", "possible":
	default:
		return nil, errors.New("label: want match, nomatch, possible or none")
	}
	p.Pair.Profile, p.Pair.Candidate = *p.Profile, *p.Candidate
	return &p.Pair, nil
}

// shapeOf says what is wrong with a line without quoting it.
func shapeOf(err error) error {
	var t *json.UnmarshalTypeError
	if errors.As(err, &t) && t.Field != "" {
		return fmt.Errorf("%s: want %s, not %s", strings.TrimPrefix(t.Field, "Pair."), kindOf(t.Type.Kind().String()), t.Value)
	}
	if errors.Is(err, errAge) {
		return errAge
	}
	var s *json.SyntaxError
	if errors.As(err, &s) {
		return fmt.Errorf("byte %d: no JSON; %w", s.Offset, errShape)
	}
	return errShape
}

func kindOf(goKind string) string {
	switch goKind {
	case "int":
		return "a whole number"
	case "slice":
		return "a list"
	case "struct", "ptr":
		return "an object"
	}
	return "a " + goKind
}
