package paper_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter/paper"
)

func TestExplain(t *testing.T) {
	e := report.Explanation{Lang: "es", Title: "Qué es esta carta", Body: []report.Paragraph{
		{Text: "La carta pide que quiten su ficha de *example*."}, {Text: "Nunca dé:", Items: []string{"su número de Seguro Social", "fotos de documentos <b>"}},
	}}
	for _, form := range paper.ExplainForms {
		var b bytes.Buffer
		if err := paper.Explain(&b, e, form); err != nil {
			t.Fatal(err)
		}
		if form != "pdf" {
			golden(t, "explain."+form, b.Bytes())
			continue
		}
		sound(t, b.Bytes())
		if !bytes.Contains(b.Bytes(), []byte("/Lang (es)")) || bytes.Contains(b.Bytes(), []byte("CreationDate")) {
			t.Error("the language is not told, or a day is")
		}
		if text := pdfText(t, b.Bytes()); !strings.Contains(text, "Qué es esta carta") || !strings.Contains(text, "su número de Seguro Social") {
			t.Errorf("the page says\n%s", text)
		}
	}
	if err := paper.Explain(io.Discard, e, "eml"); err == nil {
		t.Error("a sheet for the person is written as a message")
	}
}
