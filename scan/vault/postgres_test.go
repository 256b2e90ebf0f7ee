package vault

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
)

// tableListing names every table of our schema with its rows.
func tableListing(t *testing.T, dsn string) string {
	t.Helper()
	s, err := openServer(t.Context(), dsn)
	ok(t, err)
	defer s.close()
	var b strings.Builder
	ok(t, s.view(t.Context(), func(x *tx) error {
		b.Reset()
		names, err := x.tables()
		if err != nil {
			return err
		}
		for _, name := range names {
			err := x.each(fmt.Sprintf(`SELECT md5(x::text) FROM %s x ORDER BY 1`, name), nil, func(r *sql.Rows) error {
				var row string
				err := r.Scan(&row)
				b.WriteString(name + " " + row + "\n")
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	return b.String()
}
