package registry

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode returns a file as UTF-8 text without a mark at its beginning, and a
// word on what it was if it was something else. Spreadsheet programs write
// UTF-16 and Windows-1252 too.
func decode(data []byte) (text []byte, was string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return nil, "", errors.New("a workbook or an archive, not CSV; save the table as CSV")
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return nil, "", errors.New("a PDF, not CSV")
	case bytes.HasPrefix(data, []byte("\xff\xfe")), wide(data, 1):
		was = "UTF-16"
		data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	case bytes.HasPrefix(data, []byte("\xfe\xff")), wide(data, 0):
		was = "UTF-16"
		data, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	case !utf8.Valid(data):
		was = "Windows-1252"
		data, err = charmap.Windows1252.NewDecoder().Bytes(data)
	}
	if err != nil {
		return nil, "", errors.New("text in no encoding that is known; save it as UTF-8")
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	return data, was, nil
}

// wide reports whether every second byte of a file's beginning, from an offset,
// is zero: UTF-16 without its mark.
func wide(data []byte, from int) bool {
	n := min(len(data), 64) &^ 1
	for i := from; i < n; i += 2 {
		if data[i] != 0 {
			return false
		}
	}
	return n >= 8 && data[1-from] != 0
}

// separators stand between cells: a comma as the agency writes it, the others
// as a spreadsheet program saves the table again.
var separators = []rune{',', ';', '\t', '|'}

// maxCells is more than any line of a register has; a longer one is not read,
// because each cell costs memory.
const maxCells = 20000

// rows reads a table, by the first separator under which it has headings.
func (r *reader) rows(data []byte) ([]row, error) {
	if !bytes.Contains(data, []byte("\n")) {
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	for line := range bytes.Lines(data) {
		for _, s := range separators {
			if bytes.Count(line, []byte(string(s))) > maxCells {
				return nil, ErrKind
			}
		}
	}
	for _, s := range separators {
		if head, _ := parse(data, s, true, maxHeading); !headed(head) {
			continue
		}
		rows, bad := parse(data, s, false, -1)
		if bad > 0 {
			r.lose(bad, "a quotation mark that has no partner", "rows after it may be read wrongly")
			rows, _ = parse(data, s, true, -1)
		}
		return rows, nil
	}
	return nil, ErrKind
}

func headed(rows []row) bool {
	_, _, ok := table(rows)
	return ok
}

// parse returns at most so many rows (below 0: all), and the line of the first
// fault.
func parse(data []byte, separator rune, lazy bool, most int) (rows []row, bad int) {
	c := csv.NewReader(bytes.NewReader(data))
	c.Comma, c.FieldsPerRecord, c.LazyQuotes = separator, -1, lazy
	for most < 0 || len(rows) < most {
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
	return rows, 0
}

// guidance are the words by which a register tells who fills it in, or who
// shows it, what a column is for.
var guidance = []string{
	"do not surface", "not answered by", "do not display", "for internal use", "if applicable, enter", "please enter", "please provide",
	"enter the ", "provide the ", "enter your", "free text", "free-text", "drop-down", "dropdown", "yes/no", "yes or no", "this field",
	"this column", "character limit", "max length", "required field", "optional field", "full url", "must be ", "should be ",
	"as registered with", "as filed with", "guidance", "instruction", "instrucciones", "e.g.", "for example", "select one", "select all", "format:",
}

// instructs reports whether a row below the headings says how the table is
// filled in, and names no broker: an instruction stands where the name would,
// or the same sentence stands in several columns, or instructions stand in the
// row and no website does.
func (r row) instructs(cols columns) bool {
	told, often := 0, map[string]int{}
	for _, cell := range r.cells {
		if t := heading(cell); sentence(t) {
			told++
			often[t]++
			if often[t] >= 3 {
				return true
			}
		}
	}
	name := heading(r.cell(cols.name))
	noSite := len(domains(r.cell(cols.website))) == 0
	return sentence(name) && (noSite || sentence(heading(r.cell(cols.website)))) || told > 0 && noSite && name == ""
}

func sentence(text string) bool {
	words := len(strings.Fields(text))
	if words < 2 || words > 80 {
		return false
	}
	for _, g := range guidance {
		if strings.Contains(text+" ", g) {
			return true
		}
	}
	return false
}
