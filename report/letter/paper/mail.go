package paper

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	netmail "net/mail"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/wneessen/go-mail"
	"golang.org/x/net/idna"
)

// Mail writes a letter as a message (RFC 5322) that mail programs open as a
// draft to be sent. It is from the reply address where the letter has one, and
// else from nobody yet. A letter that does not go by e-mail is to nobody yet.
// The text is plain, in paragraphs that fit themselves to the reader's window
// (RFC 3676): a letter needs no more, and filters trust it most.
func Mail(w io.Writer, l report.Letter) error {
	l = cleaned(l)
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if from, ok := mailbox(l.Reply); ok {
		if err := m.From(from); err != nil {
			return fmt.Errorf("write letter: the reply address is none")
		}
	}
	if to := recipients(l); len(to) > 0 {
		if err := m.To(to...); err != nil {
			return fmt.Errorf("write letter: the recipient's address is none")
		}
	}
	m.Subject(foldable(l.Subject))
	m.SetDateWithValue(l.Date.Time().Add(12 * time.Hour))
	m.SetMessageIDWithValue(ownID(l))
	m.SetGenHeader("X-Unsent", "1")
	if earlier := threads(l.Earlier); len(earlier) > 0 {
		m.SetGenHeader("In-Reply-To", earlier[len(earlier)-1])
		m.SetGenHeaderPreformatted("References", strings.Join(earlier, "\r\n "))
	}
	m.SetGenHeader("Content-Language", lang(l))
	m.SetBodyString("text/plain; format=flowed", flowed(l))
	var out bytes.Buffer
	if _, err := m.WriteTo(&out); err != nil {
		return fmt.Errorf("write letter: the message cannot be put together")
	}
	return put(w, out.String())
}

// foldable returns a subject whose words fit into a line of a header: a longer
// one is cut.
func foldable(s string) string {
	words := strings.Fields(s)
	for i, word := range words {
		if r := []rune(word); len(r) > 200 {
			words[i] = string(r[:200]) + "…"
		}
	}
	return strings.Join(words, " ")
}

// recipients returns the mailboxes a letter goes to, as far as they are some.
func recipients(l report.Letter) []string {
	if l.Request.Route.By != brokers.ByEmail {
		return nil
	}
	var to []string
	for one := range strings.SplitSeq(plain(l.Request.Route.To), ",") {
		if box, ok := mailbox(one); ok {
			to = append(to, box)
		}
	}
	return to
}

// mailbox returns an address without a name, and whether it is one that every
// mail program takes: name and host of the usual letters.
func mailbox(s string) (string, bool) {
	a, err := netmail.ParseAddress(plain(s))
	if err != nil {
		return "", false
	}
	name, host, ok := strings.Cut(a.Address, "@")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii // a name such as exämple.test as the network has it
	}
	usual := strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789.!#$%&'*+/=?^_`{|}~-") == ""
	dots := strings.Trim(name, ".") != name || strings.Contains(name+host, "..")
	address := name + "@" + host
	return address, ok && name != "" && usual && !dots && isHost(host) && len(address) <= 254
}

// ownID is the id of a letter's message, without its brackets.
func ownID(l report.Letter) string {
	if own := threads([]string{l.MessageID}); len(own) == 1 {
		return strings.Trim(own[0], "<>")
	}
	return MessageID(l.Request.ID, reference(l), l.Date, l.Reply)
}

// MessageID returns the id, without its brackets, of the message that carries
// a letter: by the request's id, the letter's reference and day, and the reply
// address. With these of an earlier letter it is the id that a later one
// answers to. Two people's letters never share one: mail servers drop the
// second of two. It carries no fact, and its domain is that of the reply
// address or nobody's; neither names this program.
func MessageID(request, reference string, on brokers.Date, reply string) string {
	sum := sha256.Sum256([]byte(request + "\n" + reference + "\n" + on.String() + "\n" + strings.ToLower(plain(reply))))
	domain := "letter.invalid"
	if box, ok := mailbox(reply); ok {
		_, host, _ := strings.Cut(box, "@")
		domain = strings.ToLower(host)
	}
	return hex.EncodeToString(sum[:12]) + "@" + domain
}

// isHost reports whether a domain may stand in a message id.
func isHost(s string) bool {
	return s != "" && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789.-") == "" && strings.Trim(s, ".-") == s
}

// threads returns message ids in their brackets, without those that are none.
func threads(ids []string) []string {
	var list []string
	for _, id := range ids {
		id = strings.Trim(plain(id), "<>")
		left, right, ok := strings.Cut(id, "@")
		if ok && left != "" && isHost(right) && !strings.ContainsAny(left, "<>@ \"(),:;\\[]") && isASCII(left) {
			list = append(list, "<"+id+">")
		}
	}
	return list
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0x7e }) < 0
}

// flowed returns the text of a letter in lines of which those that end with a
// space go on in the next (RFC 3676).
func flowed(l report.Letter) string {
	var b strings.Builder
	writeBody(&b, l, " \n")
	lines := strings.Split(b.String(), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ">") || strings.HasPrefix(line, "From ") || strings.HasPrefix(line, " ") {
			lines[i] = " " + line // a space that readers take away again
		}
	}
	return strings.Join(lines, "\r\n")
}

// linkLength is the length up to which mail programs and browsers pass a link
// on whole.
const linkLength = 1800

// MailTo returns a link (RFC 6068) that opens the person's mail program with
// the letter, and whether the whole letter is in it: a long one has only
// recipient and subject, and its text is to be taken from the message file. The
// link is empty when the letter does not go by e-mail.
func MailTo(l report.Letter) (link string, whole bool) {
	l = cleaned(l)
	to := recipients(l)
	if len(to) == 0 {
		return "", false
	}
	for i, a := range to {
		to[i] = percent(a, "@")
	}
	short := "mailto:" + strings.Join(to, ",") + "?subject=" + percent(l.Subject, "")
	var b strings.Builder
	writeParagraphs(&b, l)
	if long := short + "&body=" + percent(strings.ReplaceAll(b.String(), "\n", "\r\n"), ""); len(long) <= linkLength {
		return long, true
	}
	return short, false
}

// writeParagraphs writes the text of a letter, each paragraph one line.
func writeParagraphs(b *strings.Builder, l report.Letter) {
	for _, p := range l.Body {
		if p.Text != "" {
			b.WriteString(p.Text + "\n")
		}
		for i, item := range p.Items {
			b.WriteString(mark(p, i) + item + "\n")
		}
		b.WriteString("\n")
	}
	for _, line := range closing(l) {
		b.WriteString(line + "\n")
	}
	if len(l.Enclosed) > 0 {
		b.WriteString("\n" + enclosed + "\n")
	}
	for _, item := range l.Enclosed {
		b.WriteString("- " + item + "\n")
	}
}

// percent encodes all but letters, digits and a few marks.
func percent(s, also string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~"+also, c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
