package vault

// Probe says, without a key, what stands at path: nil for a vault of this
// version, ErrNewer for one of a later version, ErrNoVault where Create can
// make one, ErrForeign for another's file or folder, ErrDenied for what may not
// be looked at, or the system's reason why it cannot be.
func Probe(path string) error { return cause(folder(path).check()) }
