package crawl

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/whohasme/whohasme/scan"
)

// ErrLine is what errors.Is finds in an error of [Visit.Get] when the line
// failed: no such host, refused, reset, timeout, TLS fault, body cut off. A
// refusal of our own, such as a forbidden redirect, or a status of the site
// is not one.
var ErrLine = errors.New("the line failed")

// lineError is a line fault: a *scan.Fault and ErrLine in one.
type lineError struct {
	fault  *scan.Fault
	broken bool // the host was up and broke the answer off
	theirs bool // the host's own failing, as far as can be told
}

// Error returns the fault's words.
func (e *lineError) Error() string { return e.fault.Error() }

// Unwrap lets errors.As find the fault and errors.Is find ErrLine.
func (e *lineError) Unwrap() []error { return []error{e.fault, ErrLine} }

// lineFault says what failed in few words, without an address. up tells that
// the connection stood.
func lineFault(err error, up bool) error {
	var behind *proxyError
	var packed *unasked
	switch {
	case errors.As(err, &packed):
		return &lineError{fault: unreachable("the site packed the page with " + packed.coding + ", which was not asked for"), theirs: true}
	case errors.Is(err, errGuard):
		return &scan.Fault{Outcome: scan.Unreachable, Why: "the host's address is not on the public internet"}
	case errors.Is(err, errInterim):
		return &lineError{fault: unreachable("the site sends interim answers over and over, and no page"), theirs: true}
	case errors.Is(err, errTooLarge), headersTooLarge(err):
		return &scan.Fault{Outcome: scan.Unreadable, Why: "the page is over the limit of size"}
	case errors.Is(err, errCoding):
		return &lineError{fault: unreachable("broken coding of the page"), broken: true, theirs: true}
	case errors.As(err, &behind):
		return &lineError{fault: unreachable(behind.Error())}
	}
	why := cause(err, up)
	return &lineError{
		fault: unreachable(why), broken: up && why != timedOut && why != notHTTP && why != tlsFault,
		theirs: why != unknownHost && why != noLookup && why != noRoute, // those may be this machine's
	}
}

func unreachable(why string) *scan.Fault { return &scan.Fault{Outcome: scan.Unreachable, Why: why} }

// Causes that are compared elsewhere.
const (
	timedOut = "timeout"
	notHTTP  = "the answer is not HTTP"
	tlsFault = "TLS fault"
	cutOff   = "broken off"

	unknownHost = "no such host"
	noLookup    = "the name of the host cannot be looked up"
	noRoute     = "no route to the host"
)

// cause names what went wrong with the line.
func cause(err error, up bool) string {
	var dns *net.DNSError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return unknownHost
	case errors.As(err, &dns):
		return noLookup
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return timedOut
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "connection reset"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETDOWN):
		return noRoute
	case ofTLS(err):
		return tlsFault
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return cutOff
	}
	return spelled(err.Error(), up)
}

// spelled recognises the errors of net/http that are only text.
func spelled(s string, up bool) string {
	switch {
	case strings.Contains(s, "malformed"), strings.Contains(s, "bad Content-Length"), strings.Contains(s, "unsupported transfer encoding"),
		strings.Contains(s, "invalid byte in chunk"), strings.Contains(s, "PROTOCOL_ERROR"):
		return notHTTP
	case strings.Contains(s, "EOF"), strings.Contains(s, "server closed"), strings.Contains(s, "stream error"), up:
		return cutOff
	}
	return "connection failed"
}

// ofTLS reports whether the secure connection could not be made.
func ofTLS(err error) bool {
	var (
		cert   *tls.CertificateVerificationError
		record tls.RecordHeaderError
		alert  tls.AlertError
		name   x509.HostnameError
		ca     x509.UnknownAuthorityError
		bad    x509.CertificateInvalidError
	)
	return errors.As(err, &cert) || errors.As(err, &record) || errors.As(err, &alert) ||
		errors.As(err, &name) || errors.As(err, &ca) || errors.As(err, &bad) ||
		strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "HTTP response to HTTPS client")
}

// headersTooLarge recognises an answer whose headers pass the limit.
func headersTooLarge(err error) bool {
	s := err.Error()
	return strings.Contains(s, "response headers exceeded") || strings.Contains(s, "header list larger")
}
