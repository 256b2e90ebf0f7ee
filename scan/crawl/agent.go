package crawl

// UserAgent is what every request of a Crawler with this version and contact
// names itself, so that it can be shown before any is made.
func UserAgent(version, contact string) (string, error) { return userAgent(version, contact) }
