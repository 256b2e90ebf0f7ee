package registry

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
)

// MaxFile is the largest file that is read, in bytes.
const MaxFile = 10 << 20

var (
	// ErrKind says that a file is no register of data brokers.
	ErrKind = errors.New("no table of registered data brokers")
	// ErrYear says that neither the file nor the caller says of which year it is.
	ErrYear = errors.New("the register's year is not known")
)

// Lost is one thing in a file that the brokers made from it do not say.
type Lost struct {
	Path string // file:line
	What string
	Why  string
}

// String returns the three in one line.
func (l Lost) String() string { return l.Path + ": " + l.What + ": " + l.Why }

// maxLost bounds what is reported of one file.
const maxLost = 5000

// reader gathers what is lost on the way through one file.
type reader struct {
	file string
	lost []Lost
}

func (r *reader) lose(line int, what, why string) {
	if len(r.lost) < maxLost {
		r.lost = append(r.lost, Lost{fmt.Sprintf("%s:%d", r.file, line), short(what), why})
	}
}

// row is one record of the table and the line it begins on.
type row struct {
	line  int
	cells []string
}

// Read makes brokers from one file, one for each registered site. The year of
// a registration is what the table says (the day a broker was added, or the
// year whose requests it counts), else the year in the file's name, else the
// given one; 0 is none. The name stands before the line in what is lost and in
// errors, which are of files that are too large, not UTF-8, of another kind
// (ErrKind) or of no known year (ErrYear).
func Read(data []byte, name string, year int) ([]brokers.Broker, []Lost, error) {
	r := &reader{file: name}
	rows, err := r.rows(data)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	cols, at, ok := table(rows)
	if !ok {
		return nil, nil, fmt.Errorf("read %s: %w", name, ErrKind)
	}
	r.columns(cols, rows[at].line)
	of := r.year(cols, rows[at].line, year)
	if of == 0 && cols.added < 0 {
		return nil, nil, fmt.Errorf("read %s: %w", name, ErrYear)
	}
	return r.brokers(rows[at+1:], cols, of), r.lost, nil
}

// columns reports what the table has and a broker has no place for.
func (r *reader) columns(cols columns, line int) {
	if n := cols.unread - cols.kept; n > 0 {
		r.lose(line, fmt.Sprintf("columns about what is collected, sold and asked for: %d", n), "no place for them")
	}
	if cols.kept > 0 {
		r.lose(line, fmt.Sprintf("columns of telephone numbers and postal addresses: %d", cols.kept), "left out, because some brokers are one person at home")
	}
}

// year returns the year of the whole file, 0 if nothing says it.
func (r *reader) year(cols columns, line, given int) int {
	named := yearOf(r.file)
	switch {
	case cols.year > 0 && named > 0 && cols.year != named:
		r.lose(line, fmt.Sprintf("the file's name says %d", named), fmt.Sprintf("its headings are those of %d", cols.year))
		return cols.year
	case cols.year > 0:
		return cols.year
	case named > 0:
		return named
	}
	return known(given)
}

// maxCommas is more than any line of a register has; a longer one is not read,
// because each comma costs memory.
const maxCommas = 20000

func (r *reader) rows(data []byte) ([]row, error) {
	switch {
	case len(data) > MaxFile:
		return nil, fmt.Errorf("larger than %d MiB", MaxFile>>20)
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")):
		return nil, errors.New("UTF-16 text; save it as UTF-8")
	case !utf8.Valid(data):
		at := bytes.IndexFunc(data, func(c rune) bool { return c == utf8.RuneError })
		return nil, fmt.Errorf("line %d: not UTF-8 text", 1+bytes.Count(data[:max(at, 0)], []byte("\n")))
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !bytes.Contains(data, []byte("\n")) {
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	for line := range bytes.Lines(data) {
		if bytes.Count(line, []byte(",")) > maxCommas {
			return nil, ErrKind
		}
	}
	rows, bad := parse(data, false)
	if bad > 0 {
		r.lose(bad, "a quotation mark that has no partner", "rows after it may be read wrongly")
		rows, _ = parse(data, true)
	}
	return rows, nil
}

// parse returns the rows, or the line of the first fault.
func parse(data []byte, lazy bool) (rows []row, bad int) {
	c := csv.NewReader(bytes.NewReader(data))
	c.FieldsPerRecord, c.LazyQuotes = -1, lazy
	for {
		cells, err := c.Read()
		if err == io.EOF {
			return rows, 0
		}
		if err != nil {
			fault := (*csv.ParseError)(nil)
			if errors.As(err, &fault) {
				return rows, max(fault.Line, 1)
			}
			return rows, 1
		}
		line, _ := c.FieldPos(0)
		rows = append(rows, row{line, cells})
	}
}
