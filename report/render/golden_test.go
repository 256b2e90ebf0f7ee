package render_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

// forms are the ways a report can be written.
var forms = map[string]func(io.Writer, report.Report) error{
	".txt":         func(w io.Writer, r report.Report) error { return render.Text(w, r, 100, false) },
	".reasons.txt": func(w io.Writer, r report.Report) error { return render.Text(w, r, 72, true) },
	".md":          render.Markdown,
	".json":        func(w io.Writer, r report.Report) error { return render.JSON(w, r) },
	".html":        func(w io.Writer, r report.Report) error { return render.HTML(w, r, words.English) },
	".es.html":     func(w io.Writer, r report.Report) error { return render.HTML(w, r, spanish()) },
	".csv":         func(w io.Writer, r report.Report) error { return render.CSV(w, []report.Report{r}, words.English) },
	".es.csv":      func(w io.Writer, r report.Report) error { return render.CSV(w, []report.Report{r}, spanish()) },
}

func spanish() *words.Book {
	b, err := words.In("es")
	if err != nil {
		panic(err)
	}
	return b
}

func TestGolden(t *testing.T) {
	for name, r := range reports() {
		for ext, write := range forms {
			t.Run(name+ext, func(t *testing.T) {
				var got bytes.Buffer
				if err := write(&got, r); err != nil {
					t.Fatal(err)
				}
				file := filepath.Join("testdata", name+ext)
				if *update {
					if err := os.WriteFile(file, got.Bytes(), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got.Bytes(), want) {
					t.Errorf("%s differs (-update writes it anew); got:\n%s\nwant:\n%s", file, got.Bytes(), want)
				}
			})
		}
	}
}

// What is shown depends on the report alone: neither the locale nor a first
// printing changes it.
func TestSameTwice(t *testing.T) {
	for _, locale := range []string{"C", "ja_JP.UTF-8", "zh_CN.GB18030"} {
		t.Setenv("LC_ALL", locale)
		t.Setenv("LANG", locale)
		for name, r := range reports() {
			before, _ := json.Marshal(r)
			for ext, write := range forms {
				var a, b bytes.Buffer
				if err := errors.Join(write(&a, r), write(&b, r)); err != nil {
					t.Fatal(err)
				}
				want, err := os.ReadFile(filepath.Join("testdata", name+ext))
				if err != nil || a.String() != b.String() || a.String() != string(want) {
					t.Errorf("%s%s under %s: printed twice it is not the same (%v)", name, ext, locale, err)
				}
			}
			if after, _ := json.Marshal(r); !bytes.Equal(before, after) {
				t.Errorf("%s: printing changed the report", name)
			}
		}
	}
}

// JSON is one line that reads back as the report it came from, with nothing in
// it that a terminal would obey.
func TestJSONRoundTrip(t *testing.T) {
	for name, r := range reports() {
		var out bytes.Buffer
		if err := render.JSON(&out, r); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(out.String(), "\n"); n != 1 || !strings.HasSuffix(out.String(), "\n") {
			t.Errorf("%s: %d line breaks, want one at the end", name, n)
		}
		obeyed(t, name, out.String())
		var back, want report.Report
		if err := json.Unmarshal(out.Bytes(), &back); err != nil {
			t.Fatal(err)
		}
		// The standard encoder turns what is not UTF-8 into U+FFFD; ours must lose no more.
		plain, err := json.Marshal(r)
		if err == nil {
			err = json.Unmarshal(plain, &want)
		}
		if err != nil || !reflect.DeepEqual(back, want) {
			t.Errorf("%s: got %+v, %v\nwant %+v", name, back, err, want)
		}
	}
}

func TestJSONKeepsMarkup(t *testing.T) {
	var out bytes.Buffer
	if err := render.JSON(&out, map[string]string{"url": "https://b.test/?a=1&b=<2>"}); err != nil {
		t.Fatal(err)
	}
	if want := `{"url":"https://b.test/?a=1&b=<2>"}` + "\n"; out.String() != want {
		t.Errorf("got %s, want %s", out.String(), want)
	}
	if err := render.JSON(&out, func() {}); err == nil {
		t.Error("a value that is no JSON is written")
	}
}

// full is a disk with room for n bytes.
type full struct{ n int }

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.n {
		return 0, errors.New("no space left")
	}
	f.n -= len(b)
	return len(b), nil
}

// A report that was cut off is never called written.
func TestFullDisk(t *testing.T) {
	for name, r := range reports() {
		for ext, write := range forms {
			var whole bytes.Buffer
			if err := write(&whole, r); err != nil {
				t.Fatal(err)
			}
			for n := 0; n < whole.Len(); n += 1 + whole.Len()/97 {
				if err := write(&full{n}, r); err == nil {
					t.Errorf("%s%s: %d of %d bytes were written, and no error", name, ext, n, whole.Len())
					break
				}
			}
		}
	}
}
