package crawl

import (
	"context"
	"errors"
)

// ErrShut is what errors.Is finds in the error of a request that did not go out
// because the gate of its context (see [Gated]) was shut. It is no fault of the
// host and says nothing about it: the visit was interrupted.
var ErrShut = errors.New("the gate is shut")

// shut is ErrShut with what shut the gate.
type shut struct{ cause error }

// Error names the cause.
func (s *shut) Error() string { return ErrShut.Error() + ": " + s.cause.Error() }

// Unwrap lets errors.Is find ErrShut and the cause.
func (s *shut) Unwrap() []error { return []error{ErrShut, s.cause} }

type gateKey struct{}

// Gated returns a context under which the gate is asked right before each
// request, once its turn has come, its pace has passed and its count is
// written down: those for robots.txt, of redirects, made once more and of
// browsers included. When the gate returns an error the request does not go
// out.
//
// Where several machines share one broker, the gate is the lease that says
// which of them may ask. Under a gate a request goes out only after the
// Memory has taken its count, so that the next holder knows it.
func Gated(ctx context.Context, gate func(context.Context) error) context.Context {
	return context.WithValue(ctx, gateKey{}, gate)
}

// pass asks the gate of ctx, if there is one.
func pass(ctx context.Context) error {
	gate, _ := ctx.Value(gateKey{}).(func(context.Context) error)
	if gate == nil {
		return nil
	}
	if err := gate(ctx); err != nil {
		return &shut{err}
	}
	return nil
}

// gated reports whether ctx has a gate.
func gated(ctx context.Context) bool { return ctx.Value(gateKey{}) != nil }

// Permit asks the gate of ctx on behalf of another way, right before it lets a
// document through whose turn was waited for earlier.
func (d *Door) Permit(ctx context.Context) error { return pass(ctx) }
