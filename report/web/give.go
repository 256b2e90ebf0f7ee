package web

import (
	"bytes"
	"fmt"
	"net/http"
)

type buffer = bytes.Buffer

// give answers with a file to be kept. It is made whole before the first byte
// goes out.
func (v *visit) give(name, kind string, write func(*buffer) error) error {
	var b buffer
	if err := write(&b); err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name)) // made of ids and a day
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(b.Bytes())
	return nil
}
