// Package bench holds no code, only benchmarks: pages a second through bare
// net/http with goquery, bare colly, the fetch layer of this program, and its
// whole path with reading, evidence and journal.
//
//	go test -bench . ./scan/crawl/bench
//
// runs each by itself; TestPagesPerSecond runs them side by side, in turns, and
// prints the figures. All of them ask the same server in the same process for
// the same pages with the same number of workers, on as many cores (GOMAXPROCS,
// which the figures name).
package bench
