package paper_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter/paper"
	"github.com/whohasme/whohasme/scan/growth"
	"golang.org/x/image/font/gofont/goregular"
)

// merged returns letters as a mail merge has them: the same words, other
// recipients, names and pages.
func merged(n int) []report.Letter {
	list := make([]report.Letter, n)
	for i := range list {
		l := byPost(newLetter(), fmt.Sprintf("%d Main Street, Springfield, IL %05d", i+1, i%99999))
		l.To[0] = fmt.Sprintf("Example Data %d LLC", i)
		l.Body[0].Text = fmt.Sprintf("Dear Example %d team,", i)
		l.Body[1].Items[0] = fmt.Sprintf("%s-%d", page, i)
		l.Signature = fmt.Sprintf("Rosa Q%c%c Quill", 'a'+rune(i%26), 'a'+rune(i/26%26))
		l.Request.ID = fmt.Sprintf("me.b%d.suppress", i)
		list[i] = l
	}
	return list
}

// bare writes the lines of a letter with fpdf and nothing around them: what a
// letter costs that is neither shaped nor tagged.
func bare(w io.Writer, letters ...report.Letter) error {
	doc := fpdf.New("P", "pt", "Letter", "")
	doc.AddUTF8FontFromBytes("Go", "", goregular.TTF)
	doc.SetFont("Go", "", 10.5)
	for _, l := range letters {
		doc.AddPage()
		var texts []string
		for _, p := range l.Body {
			texts = append(append(texts, p.Text), p.Items...)
		}
		for _, s := range slices.Concat(l.To, []string{l.Subject}, texts, []string{l.Signature, l.Reply}) {
			doc.MultiCell(0, 14.5, s, "", "L", false)
		}
	}
	return doc.Output(w)
}

// timed runs something and returns how long it took and how much memory of the
// heap was in use at most.
func timed(t *testing.T, do func() error) (time.Duration, uint64) {
	t.Helper()
	runtime.GC()
	stop, most := make(chan bool), make(chan uint64)
	go func() {
		var peak uint64
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapInuse+m.StackInuse)
			select {
			case <-stop:
				most <- peak
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	began := time.Now()
	err := do()
	took := time.Since(began)
	stop <- true
	peak := <-most
	if err != nil {
		t.Fatal(err)
	}
	return took, peak
}

// each writes letters one by one.
func each(letters []report.Letter, write func(io.Writer, report.Letter) error) func() error {
	return func() error {
		var b bytes.Buffer
		for _, l := range letters {
			b.Reset()
			if err := write(&b, l); err != nil {
				return err
			}
		}
		return nil
	}
}

// Letters one by one and as a mail merge, beside fpdf writing the same lines in
// the same run. The limits are those of the task; a busy machine is given twice
// the time.
func TestSpeed(t *testing.T) {
	if growth.Race {
		t.Skip("SKIPPED: the race detector is no measure of speed")
	}
	evening := merged(45)
	own, _ := timed(t, each(evening, paper.PDF))
	yardstick, _ := timed(t, each(evening, func(w io.Writer, l report.Letter) error { return bare(w, l) }))
	fmt.Printf("figure: 45 letters as pdf in %d ms (limit 1000), bare fpdf with the same lines %d ms\n", own.Milliseconds(), yardstick.Milliseconds())
	if own > 2*time.Second {
		t.Errorf("45 letters took %v", own)
	}
	n := 10_000
	if testing.Short() {
		n = 1_000
	}
	letters := merged(n)
	post, peak := timed(t, func() error { return paper.Batch(io.Discard, letters, day("2026-11-20")) })
	yardstick, bareMemory := timed(t, func() error { return bare(io.Discard, letters...) })
	fmt.Printf("figure: %d letters as one pdf in %.1f s and %d MB (limits 60 s, 256 MB), bare fpdf %.1f s and %d MB\n",
		n, post.Seconds(), peak>>20, yardstick.Seconds(), bareMemory>>20)
	mails, mailPeak := timed(t, each(letters, paper.Mail))
	yardstick, _ = timed(t, each(letters, paper.Text))
	fmt.Printf("figure: %d letters as eml in %.1f s and %d MB (limits 60 s, 256 MB), as plain text %.1f s\n", n, mails.Seconds(), mailPeak>>20, yardstick.Seconds())
	if post > 2*time.Minute || mails > 2*time.Minute || max(peak, mailPeak) > 256<<20 {
		t.Errorf("%d letters took %v as pdf and %v as eml, with %d MB", n, post, mails, max(peak, mailPeak)>>20)
	}
}
