package vault

import "errors"

// Exists reports whether something stands at path that Create would leave as
// it is: a vault, of whatever version, or anything else.
func Exists(path string) bool {
	return !errors.Is(folder(path).check(), ErrNoVault)
}
