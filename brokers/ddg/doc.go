// Package ddg reads broker files of DuckDuckGo's data-broker-protection
// feature and makes brokers of ours from them.
//
// [Read] takes one file, [ReadDir] a folder and also joins parents with the
// sites that are cleared through them. Both say in a list of [Lost] what the
// files hold and a broker of ours cannot.
//
// Two generations of files are about: the older names its site in "name",
// has no opt-out address and marks conditions as expectations with actions; the newer
// has "url", "optOutUrl", conditions, markers between slashes and towns whose
// city and state stand in elements of their own.
//
// Three things are read in our own sense rather than theirs. A text without
// its afterText is left out, where their client keeps the whole text. A marker
// all in capitals is found in any case, because their client sees a page as
// style sheets show it. And a path that begins with // looks inside the
// record, where theirs looks at the whole page; that one is reported.
// Identifiers of actions and comments are passed over in silence. What only
// their client has a use for (its version, when it looks again, how it tells two
// records apart) is told in one line and is nothing that a broker lacks.
//
// Format: the files under pir/pir-impl/src/main/assets/brokers in
// github.com/duckduckgo/Android and what reads them under
// injected/src/features/broker-protection in
// github.com/duckduckgo/content-scope-scripts (both Apache-2.0), as of 2026-08.
package ddg
