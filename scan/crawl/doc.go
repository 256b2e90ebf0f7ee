// Package crawl reaches pages, politely and safely.
//
// A [Crawler] is made once by [New] and keeps what all visits share, by
// host:port: the pace, the robots.txt rules, and how long a host asked to be
// left alone. [Crawler.Visit] opens one broker; [Visit.Get] brings one of its
// pages or says, as a [scan.Fault], why there is none. [Open] and [OpenAll]
// read pages that a person saved, out of archives as well, and [Wall]
// recognises pages that stand in place of the one that was asked for.
//
// What a host asked for is kept in a [Memory], where there is one: how long to
// leave it alone, how often it failed in a row, the day's count of requests,
// its robots.txt. A visit over the day's share is put off, not ended: see
// [scan.Fault].Again.
//
// Where several machines share brokers, each visits under a gate, see [Gated],
// with a Crawler of its own for each time that it holds a broker, and writes
// the Memory with [Crawler.Save] before it gives the broker back.
//
// colly drives each visit: cookies and redirects. Every rule lives in
// the one RoundTripper below it, because each hop passes there, robots.txt
// and redirects included.
package crawl
