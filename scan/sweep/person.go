package sweep

import (
	"context"
	"errors"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Person is who sits before the browser in assisted looks: the visitor. The
// program only fills in what the definition names and reads what the person
// reaches.
type Person interface {
	// Next tells what comes next, before anything is opened or filled in.
	Next(context.Context, Sitting) (Answer, error)
	// Do tells what the person is to do in the window, and waits until they say
	// that it is done.
	Do(ctx context.Context, what string) (Answer, error)
}

// Sitting is one search that a person is asked to make.
type Sitting struct {
	Broker  *brokers.Broker
	Subject string
	Search  scan.Search // Tells names what opening and filling tells the site
	Number  int         // of this search at this broker, from 1
	Of      int
}

// Answer is what a person says.
type Answer int

// The answers.
const (
	Done Answer = iota // go on, it is done
	Skip               // leave this one out
	Stop               // leave the rest for another time
)

// ErrStopped says that the person left the rest for another time.
var ErrStopped = errors.New("stopped; the rest stays due")
