package vault

import (
	"database/sql"
	"fmt"
	"strings"
)

// column is what a column of a table holds.
type column struct {
	name string
	kind columnKind
}

type columnKind byte

const (
	words columnKind = iota // TEXT
	whole                   // INTEGER
	bytea                   // BLOB
)

// table is a table that a backup carries.
type table struct {
	name    string
	columns []column
	order   string // by which its rows stand in a backup
}

// copied are all tables that a backup carries. What is not here is gone after a
// restore: leases, which are of the moment.
var copied = []table{
	{"meta", []column{{"name", words}, {"value", bytea}}, "name"},
	{"members", []column{{"id", words}, {"role", words}, {"recipient", words}}, "id"},
	{"subjects", []column{{"id", words}, {"wrapped", bytea}, {"keepers", words}}, "id"},
	{"heads", []column{{"chain", words}, {"sealed", bytea}}, "chain"},
	{"events", []column{{"chain", words}, {"n", whole}, {"kind", words}, {"broker", words}, {"at", whole},
		{"pages", bytea}, {"sealed", bytea}, {"link", bytea}}, "chain, n"},
	{"pages", []column{{"subject", words}, {"id", bytea}, {"broker", words}, {"at", whole}, {"dropped", whole},
		{"name", bytea}, {"body", bytea}}, "subject, id"},
	{"memory", []column{{"subject", words}, {"id", bytea}, {"sealed", bytea}}, "subject, id"},
}

// notCopied are rows of meta that belong to the place and not to the vault. The
// roster's is among them: what it covers differs from place to place.
var notCopied = []string{rosterRow, wrappedRow, writesRow, versionRow, formatFile, keyFile, identityFile}

// rows reads a table, a row at a time, as a backup keeps it.
func (b table) rows(t *tx, do func(row [][]byte) error) error {
	var failed error
	err := t.each(`SELECT `+b.names()+` FROM `+b.name+` ORDER BY `+b.order, nil, func(r *sql.Rows) error {
		into := b.cells()
		if err := r.Scan(into...); err != nil {
			return err
		}
		if failed = do(b.pack(into)); failed != nil {
			return failed
		}
		return nil
	})
	if failed != nil {
		return failed // and not that a row is damaged
	}
	return err
}

func (b table) names() string {
	names := make([]string, len(b.columns))
	for i, c := range b.columns {
		names[i] = c.name
	}
	return strings.Join(names, ", ")
}

// cells are places for the values of a row.
func (b table) cells() []any {
	cells := make([]any, len(b.columns))
	for i, c := range b.columns {
		switch c.kind {
		case words:
			cells[i] = new(string)
		case whole:
			cells[i] = new(int64)
		case bytea:
			cells[i] = new([]byte)
		}
	}
	return cells
}

func (b table) pack(cells []any) [][]byte {
	row := make([][]byte, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case *string:
			row[i] = text(*c)
		case *int64:
			row[i] = number(*c)
		case *[]byte:
			row[i] = *c
		}
	}
	return row
}

// unpack is the reverse of pack, for an insert; ErrDamaged when the row does not
// fit the table.
func (b table) unpack(row [][]byte) ([]any, error) {
	if len(row) != len(b.columns) {
		return nil, ErrDamaged
	}
	args := make([]any, len(row))
	for i, c := range b.columns {
		switch c.kind {
		case words:
			args[i] = string(row[i])
		case whole:
			if len(row[i]) != 8 {
				return nil, ErrDamaged
			}
			args[i] = numberOf(row[i])
		case bytea:
			args[i] = row[i]
		}
	}
	return args, nil
}

// insert writes a row.
func (b table) insert(t *tx, row [][]byte) error {
	args, err := b.unpack(row)
	if err != nil {
		return err
	}
	places := make([]string, len(args))
	for i := range places {
		places[i] = fmt.Sprintf("$%d", i+1)
	}
	_, err = t.exec(`INSERT INTO `+b.name+` (`+b.names()+`) VALUES (`+strings.Join(places, ", ")+`)`, args...)
	return err
}
