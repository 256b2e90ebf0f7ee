package registry

import (
	"errors"
	"fmt"

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

	Aside bool // nothing about a broker is missing
}

// String returns the three in one line.
func (l Lost) String() string { return l.Path + ": " + l.What + ": " + l.Why }

// maxLost bounds what is reported of one file.
const maxLost = 5000

// reader gathers what is lost on the way through one file.
type reader struct {
	file  string
	names *brokers.Names
	lost  []Lost
}

func (r *reader) lose(line int, what, why string) {
	r.tell(Lost{Path: fmt.Sprintf("%s:%d", r.file, line), What: short(what), Why: why})
}

// pass tells of something that no broker lacks.
func (r *reader) pass(line int, what, why string) {
	r.tell(Lost{Path: fmt.Sprintf("%s:%d", r.file, line), What: short(what), Why: why, Aside: true})
}

func (r *reader) tell(l Lost) {
	if len(r.lost) < maxLost {
		r.lost = append(r.lost, l)
	}
}

// row is one record of the table and the line it begins on.
type row struct {
	line  int
	cells []string
}

// Read makes brokers from one file, one for each registered site, with ids from
// names (nil: those of their hosts). The year of a registration is what the row
// says, else the part of the table that it stands in, else what the headings
// say (the year whose requests they count), else the year in the file's name,
// the end of a range of years, else the given one; 0 is none. The file's name
// stands before the line in what is lost and in errors, which are of files that
// are too large, of another kind (ErrKind) or of no known year (ErrYear).
func Read(data []byte, name string, year int, names *brokers.Names) ([]brokers.Broker, []Lost, error) {
	if names == nil {
		names = brokers.NewNames(nil)
	}
	r := &reader{file: name, names: names}
	if len(data) > MaxFile {
		return nil, nil, fmt.Errorf("read %s: larger than %d MiB", name, MaxFile>>20)
	}
	text, was, err := decode(data)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	rows, err := r.rows(text)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	cols, at, _ := table(rows)
	if was != "" {
		r.pass(1, was+" text", "read as such")
	}
	r.columns(cols, rows[at].line)
	of := r.year(rows, at, cols, year)
	if of.year == 0 && !of.told(rows[at+1:], cols) {
		return nil, nil, fmt.Errorf("read %s: %w", name, ErrYear)
	}
	return r.brokers(rows[at+1:], cols, of), r.lost, nil
}

// columns reports what the table has and a broker has no place for.
func (r *reader) columns(cols columns, line int) {
	if cols.unread > 0 {
		r.lose(line, fmt.Sprintf("columns about what is collected, sold and asked for, and telephone numbers: %d", cols.unread), "no place for them")
	}
}
