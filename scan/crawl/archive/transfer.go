package archive

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strings"
)

// decode undoes a part's transfer encoding (RFC 2045, section 6). What is
// wrong in an encoded text stays in it as it is.
func decode(body []byte, encoding string) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "7bit", "8bit", "binary":
		return body, nil
	case "quoted-printable":
		return unquote(body), nil
	case "base64":
		return unbase64(body), nil
	}
	return nil, errors.New("the archive writes its page in an encoding that is not understood")
}

// unquote decodes quoted-printable text.
func unquote(body []byte) []byte {
	out := make([]byte, 0, len(body))
	for len(body) > 0 {
		end := bytes.IndexByte(body, '\n') + 1
		if end == 0 {
			end = len(body)
		}
		line := body[:end]
		body = body[end:]
		text := bytes.TrimRight(line, " \t\r\n")
		soft := bytes.HasSuffix(text, []byte("="))
		if soft {
			text = text[:len(text)-1]
		}
		out = appendUnquoted(out, text)
		if !soft {
			out = append(out, bytes.TrimLeft(line[len(text):], " \t")...) // the line's end
		}
	}
	return out
}

func appendUnquoted(out, text []byte) []byte {
	for i := 0; i < len(text); i++ {
		if text[i] == '=' && i+2 < len(text) {
			if high, low := hexValue(text[i+1]), hexValue(text[i+2]); high >= 0 && low >= 0 {
				out = append(out, byte(high<<4|low))
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	return out
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// unbase64 decodes base64, whatever stands between its letters and however it
// ends.
func unbase64(body []byte) []byte {
	letters := make([]byte, 0, len(body))
	for _, c := range body {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' {
			letters = append(letters, c)
		}
	}
	if len(letters)%4 == 1 {
		letters = letters[:len(letters)-1]
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(letters)))
	n, _ := base64.RawStdEncoding.Decode(out, letters) // only letters of the alphabet are left
	return out[:n]
}
