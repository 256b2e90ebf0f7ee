package practice

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
)

// A code is five digits that a site shows as a picture. It is fixed by the
// world and its number, so that nothing has to be remembered.
const codeDigits = 5

// newCode returns the number of a code that was not shown before.
func (s *server) newCode() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codes++
	return strconv.Itoa(s.codes)
}

// code returns the digits of a code that was shown, or "".
func (s *server) code(number string) string {
	n, err := strconv.Atoi(number)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil || n < 1 || n > s.codes {
		return ""
	}
	return fmt.Sprintf("%0*d", codeDigits, hash(fmt.Sprintf("%s code %d %d", s.id, s.world.Seed, n))%100000)
}

// lastCode returns the digits that the site showed last.
func (s *server) lastCode() string {
	s.mu.Lock()
	n := s.codes
	s.mu.Unlock()
	return s.code(strconv.Itoa(n))
}

// servePicture draws a code.
func (s *server) servePicture(w http.ResponseWriter, r *http.Request) {
	number := r.URL.Query().Get("n")
	digits := s.code(number)
	if digits == "" {
		http.NotFound(w, r)
		return
	}
	var b bytes.Buffer
	if err := png.Encode(&b, drawCode(digits, hash(number))); err != nil {
		http.Error(w, "no picture", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(b.Bytes()) // the visitor may have gone
}

// strokes are the lines of each digit, between the six corners of its box:
// 0 and 1 on top, 2 and 3 in the middle, 4 and 5 at the foot.
var strokes = [10][][2]int{
	{{0, 1}, {1, 5}, {5, 4}, {4, 0}}, {{2, 1}, {1, 5}}, {{0, 1}, {1, 3}, {3, 2}, {2, 4}, {4, 5}}, {{0, 1}, {1, 3}, {3, 2}, {3, 5}, {5, 4}},
	{{0, 2}, {2, 3}, {1, 5}}, {{1, 0}, {0, 2}, {2, 3}, {3, 5}, {5, 4}}, {{1, 0}, {0, 4}, {4, 5}, {5, 3}, {3, 2}},
	{{0, 1}, {1, 4}}, {{0, 1}, {1, 5}, {5, 4}, {4, 0}, {2, 3}}, {{3, 2}, {2, 0}, {0, 1}, {1, 5}},
}

// drawCode draws digits that lean, sway and stand behind hairs.
func drawCode(digits string, seed uint64) image.Image {
	const width, height = 240, 80
	r := rand.New(rand.NewPCG(seed, 0x636f6465))
	m := image.NewGray(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = uint8(210 + r.IntN(46))
	}
	sway, phase := 3+4*r.Float64(), 6*r.Float64()
	line := func(x0, y0, x1, y1, thick float64, ink uint8) {
		for t := 0.0; t <= 1; t += 0.005 {
			x, y := x0+(x1-x0)*t, y0+(y1-y0)*t
			y += sway * math.Sin(x/25+phase)
			for d := -thick; d <= thick; d += 0.5 {
				m.SetGray(int(x+d), int(y), color.Gray{Y: ink})
				m.SetGray(int(x), int(y+d), color.Gray{Y: ink})
			}
		}
	}
	for i, c := range digits {
		left, top, lean := 18+44*float64(i)+6*r.Float64(), 16+8*r.Float64(), 16*r.Float64()-8
		corner := func(n int) (x, y float64) {
			row := float64(n / 2)
			return left + 24*float64(n%2) + lean*(1-row/2), top + 21*row
		}
		for _, s := range strokes[c-'0'] {
			x0, y0 := corner(s[0])
			x1, y1 := corner(s[1])
			line(x0, y0, x1, y1, 1.5, 40)
		}
	}
	for range 6 {
		line(0, height*r.Float64(), width, height*r.Float64(), 0.5, 90)
	}
	return m
}
