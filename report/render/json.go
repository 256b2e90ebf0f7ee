package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// JSON writes one value on one line. Characters that a terminal would obey
// stand in it as escapes.
func JSON(w io.Writer, v any) error {
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	var out strings.Builder
	for _, r := range line.String() {
		if r != '\n' && (unicode.IsControl(r) || turns(r)) {
			fmt.Fprintf(&out, "\\u%04x", r)
			continue
		}
		out.WriteRune(r)
	}
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}
