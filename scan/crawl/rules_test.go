package crawl

import (
	"strings"
	"testing"
	"time"

	"github.com/temoto/robotstxt"
	"pgregory.net/rapid"
)

func TestRules(t *testing.T) {
	for _, c := range []struct {
		name, file, path string
		want             bool
	}{
		{"nothing said", "", "/x", true},
		{"prefix", "User-agent: *\nDisallow: /x", "/xyz", false},
		{"other path", "User-agent: *\nDisallow: /x", "/y", true},
		{"paths have case", "User-agent: *\nDisallow: /X", "/x", true},
		{"empty disallow", "User-agent: *\nDisallow:", "/x", true},
		{"longest wins", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"longest wins whatever the order", "User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/b/c", true},
		{"longest forbids", "User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b", false},
		{"as long: allowed", "User-agent: *\nDisallow: /x\nAllow: /x", "/x", true},
		{"wildcard", "User-agent: *\nDisallow: /*/edit", "/a/edit", false},
		{"wildcard is anchored at the start", "User-agent: *\nDisallow: /a*z", "/x/abcz", true},
		{"allowing wildcard is anchored", "User-agent: *\nDisallow: /\nAllow: /pub*.html", "/secret/pub1.html", false},
		{"end", "User-agent: *\nDisallow: /*.php$", "/a.php", false},
		{"not the end", "User-agent: *\nDisallow: /*.php$", "/a.php?x=1", true},
		{"end without wildcard", "User-agent: *\nDisallow: /x$", "/xy", true},
		{"many stars", "User-agent: *\nDisallow: /a**b***c", "/a1b2c", false},
		{"overlap is not counted twice", "User-agent: *\nDisallow: /ab*ba$", "/aba", true},
		{"query", "User-agent: *\nDisallow: /*?name=", "/s?name=x", false},
		{"our group", "User-agent: *\nDisallow: /\nUser-agent: whohasme\nDisallow: /y", "/x", true},
		{"our group has case as it likes", "user-AGENT: WHOHASME\nDISALLOW: /x", "/x", false},
		{"our group with a version", "User-agent: whohasme/2.0\nDisallow: /x", "/x", false},
		{"not our name", "User-agent: who\nDisallow: /\nUser-agent: whohasmetoo\nDisallow: /", "/x", true},
		{"group of several", "User-agent: a\nUser-agent: *\nDisallow: /x", "/x", false},
		{"groups of one name add up", "User-agent: *\nDisallow: /x\n\nUser-agent: b\nDisallow: /b\n\nUser-agent: *\nDisallow: /y", "/y", false},
		{"blank lines end no group", "User-agent: *\n\nDisallow: /x", "/x", false},
		{"other lines end no group", "User-agent: *\nSitemap: http://a.test/s\nDisallow: /x", "/x", false},
		{"rule before any group", "Disallow: /x\nUser-agent: *\nDisallow: /y", "/x", true},
		{"rules after it still hold", "Disallow: /x\nUser-agent: *\nDisallow: /y", "/y", false},
		{"bad delay spoils nothing", "User-agent: *\nCrawl-delay: soon\nDisallow: /x", "/x", false},
		{"comment", "User-agent: * # all\nDisallow: /x # this", "/x", false},
		{"comment without space", "User-agent: *\nDisallow: /x#this", "/xy", false},
		{"space before the colon", "User-agent : *\nDisallow : /x", "/x", false},
		{"carriage returns", "User-agent: *\r\nDisallow: /x\r\n", "/x", false},
		{"old line ends", "User-agent: *\rDisallow: /x\r", "/x", false},
		{"byte order mark", "\uFEFFUser-agent: *\nDisallow: /x", "/x", false},
		{"encoded in the rule", "User-agent: *\nDisallow: /%7Ebob", "/~bob", false},
		{"encoded in the address", "User-agent: *\nDisallow: /~bob", "/%7ebob", false},
		{"letters outside ASCII", "User-agent: *\nDisallow: /josé", "/jos%C3%A9/x", false},
		{"encoded slash is no slash", "User-agent: *\nDisallow: /a/b", "/a%2Fb", true},
		{"no leading slash", "User-agent: *\nDisallow: x", "/x", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ParseRobots(c.file).Allows(c.path); got != c.want {
				t.Errorf("allows %v", got)
			}
		})
	}
}

func TestDelay(t *testing.T) {
	for line, want := range map[string]time.Duration{
		"Crawl-delay: 10": 10 * time.Second, "crawl-delay: 0.5": 500 * time.Millisecond, "Crawl-delay: 1e30": maxDelay,
		"Crawl-delay: -4": 0, "Crawl-delay: NaN": 0, "Crawl-delay: Inf": maxDelay, "Crawl-delay:": 0,
	} {
		if got := ParseRobots("User-agent: *\n" + line).Delay(); got != want {
			t.Errorf("%s: %v", line, got)
		}
	}
}

// On plain files, without wildcards and ties, the old parser agrees.
func TestRulesAgreeWithTemoto(t *testing.T) {
	path := rapid.StringMatching(`/([ab]/?){1,4}`)
	rapid.Check(t, func(t *rapid.T) {
		var file strings.Builder
		seen := map[int]bool{}
		for _, agent := range []string{"*", "someoneelse", "whohasme"}[:rapid.IntRange(1, 3).Draw(t, "groups")] {
			file.WriteString("User-agent: " + agent + "\n")
			clear(seen)
			for range rapid.IntRange(1, 4).Draw(t, "rules") {
				p := path.Draw(t, "rule")
				if seen[len(p)] {
					continue
				}
				seen[len(p)] = true
				file.WriteString(rapid.SampledFrom([]string{"Allow", "Disallow"}).Draw(t, "kind") + ": " + p + "\n")
			}
			file.WriteString("\n")
		}
		theirs, err := robotstxt.FromString(file.String())
		if err != nil {
			t.Fatal(err)
		}
		ask := path.Draw(t, "path")
		if got, want := ParseRobots(file.String()).Allows(ask), theirs.TestAgent(ask, Agent); got != want {
			t.Fatalf("%s\n%s: %v, temoto says %v", file.String(), ask, got, want)
		}
	})
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /%7e\nCrawl-delay: 3", "/a/b?c")
	f.Add("User-agent: whohasme\nDisallow: /\xff", "/%zz%")
	f.Add("User-agent: *\nDisallow: "+strings.Repeat("*a", 500), strings.Repeat("a", 300))
	f.Fuzz(func(t *testing.T, file, path string) {
		r := ParseRobots(file)
		if again := ParseRobots(file); again.Allows(path) != r.Allows(path) || r.Delay() < 0 || r.Delay() > maxDelay {
			t.Fatal("rules that change, or a delay out of bounds")
		}
		if all := ParseRobots("User-agent: *\nDisallow: /\n"); strings.HasPrefix(path, "/") && all.Allows(path) {
			t.Fatalf("%q allowed where nothing is", path)
		}
		if encoded(encoded(path)) != encoded(path) {
			t.Fatalf("%q is encoded twice: %q", path, encoded(path))
		}
	})
}
