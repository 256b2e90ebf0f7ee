package archive

import (
	"bytes"
	"mime"
	"net/http"
	"regexp"
)

// splitHead reads the head that data begins with, up to an empty line, and
// returns what follows it. Lines end in CRLF or LF; a line that begins with a
// blank goes on with the one before; a line without a colon is passed over, as
// mail programs do. A head over maxHead bytes is an error.
func splitHead(data []byte) (http.Header, []byte, error) {
	h := http.Header{}
	var name string
	var value []byte
	file := func() {
		if name != "" {
			h[name] = append(h[name], string(value))
		}
	}
	for read := 0; len(data) > 0; {
		line, rest := cutLine(data)
		if read += len(data) - len(rest); read > maxHead {
			return nil, nil, errBroken
		}
		data = rest
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			value = append(append(value, ' '), bytes.TrimSpace(line)...)
			continue
		}
		file()
		key, rest, ok := bytes.Cut(line, []byte(":"))
		name, value = "", nil
		if ok {
			name, value = http.CanonicalHeaderKey(string(bytes.TrimSpace(key))), bytes.TrimSpace(rest)
			value = value[:len(value):len(value)] // what is joined to it must not overwrite the file
		}
	}
	file()
	return h, data, nil
}

// cutLine cuts the first line off, without its end.
func cutLine(data []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(data, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest
}

// parameter returns a parameter of a media type, as far as it can be read:
// real files leave quotes out and repeat parameters.
func parameter(contentType, name string) string {
	if _, list, err := mime.ParseMediaType(contentType); err == nil {
		return list[name]
	}
	re := regexp.MustCompile(`(?i)[;\s]` + regexp.QuoteMeta(name) + `\s*=\s*(?:"([^"]*)"|([^;\s]+))`)
	if m := re.FindStringSubmatch(contentType); m != nil {
		return m[1] + m[2]
	}
	return ""
}
