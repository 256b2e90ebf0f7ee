package brokers

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// plainTags are those of YAML's core schema (YAML 1.2.2, 10.3). Whatever else a
// file writes before a value asks some program to build something of its own.
var plainTags = map[string]bool{
	"": true, "!": true, "!!str": true, "!!int": true, "!!float": true, "!!bool": true, "!!null": true, "!!timestamp": true, "!!seq": true, "!!map": true,
}

const foreignTag = "tags such as !!binary, !!python/... or one's own are not used here"

func foreign(n *yaml.Node) bool {
	return n.Style&yaml.TaggedStyle != 0 && !plainTags[n.ShortTag()]
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

// syntaxFault says why a file is no YAML, and where. What the parser quotes of
// the file is left out: it may be a fact about a person.
func syntaxFault(file string, data []byte, err error) Fault {
	line := 1
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
	}
	if errors.Is(err, errSecond) {
		return Fault{file, line, "", "file holds more than one document"}
	}
	f := Fault{file, line, "", "not valid YAML"}
	var why *yaml.LoadError
	if !errors.As(err, &why) {
		return f
	}
	if at := controlLine(data); why.Mark.Line == 0 && at > 0 {
		f.Line = at
	}
	f.Text += ": " + quoted.ReplaceAllString(why.Message, "$1")
	if why.ContextMsg != "" {
		f.Text += " " + why.ContextMsg
		if begin := why.ContextMark.Line; begin > 0 && begin < f.Line {
			f.Text += fmt.Sprintf(" of line %d", begin)
		}
	}
	return f
}

// quoted is where the parser repeats what stands in the file.
var quoted = regexp.MustCompile(`(anchor|character) '.*'`)

// controlLine returns the line of the first character that no YAML may hold
// (YAML 1.2.2, 5.1), which the parser tells without its place; 0: there is none.
func controlLine(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' && r != '\u0085' {
			return 1 + bytes.Count(data[:i], []byte("\n"))
		}
		i += n
	}
	return 0
}

// brokenLine returns the line of the first byte that is no UTF-8.
func brokenLine(data []byte) int {
	i := 0
	for i < len(data) {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		i += n
	}
	return 1 + bytes.Count(data[:i], []byte("\n"))
}
