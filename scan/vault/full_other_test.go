//go:build !unix

package vault

import "errors"

func starve(role string) error {
	if role == "starved" || role == "nobody" {
		return errors.New("no such limits here")
	}
	return nil
}
