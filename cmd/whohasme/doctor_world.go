package main

import (
	"context"
	"errors"
	"net"
	"net/url"
	"runtime"
	"strings"
	"time"

	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/crawl/browser"
	"github.com/whohasme/whohasme/scan/vault"
)

const noBrowserMeans = "sites that draw their pages by script, and those that want a person, are then left to you and saved pages"

func (p *program) checkBrowser(ctx context.Context) []checkup {
	path, err := browser.Find(p.set.browser, p.getenv)
	switch {
	case errors.Is(err, browser.ErrNone) && p.set.browser == browser.None:
		return []checkup{note("browser", "none is to be used, as --browser says; "+noBrowserMeans, "")}
	case errors.Is(err, browser.ErrNone):
		return []checkup{note("browser", "no Chrome or Chromium was found; "+noBrowserMeans, "install Google Chrome or Chromium, or say with --browser where it is")}
	case err != nil:
		return []checkup{fault("browser", err.Error(), "correct --browser, or leave it out")}
	}
	crawler, err := crawl.New(crawl.Options{Contact: contact, Version: version, Dial: nobodyDialed})
	if err != nil {
		return []checkup{fault("browser", "it cannot be tried", "")}
	}
	defer crawler.Close()
	l, err := p.launcher(crawler)
	if err != nil || l == nil {
		return []checkup{fault("browser", "it cannot be tried", "correct --browser, or leave it out")}
	}
	defer l.Close()
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	product, err := l.Try(ctx)
	if err != nil {
		return []checkup{fault("browser", path+" does not start: "+err.Error(), browserFix(err.Error()))}
	}
	return []checkup{ok("browser", "%s, %s; it starts, with its sandbox", product, path)}
}

// nobodyDialed is the network of a browser that is only tried.
func nobodyDialed(context.Context, string, string) (net.Conn, error) {
	return nil, errors.New("dial: nobody is asked")
}

func browserFix(why string) string {
	switch {
	case strings.Contains(why, "root"):
		return "run whohasme as a user of your own, not as root"
	case strings.Contains(why, "sandbox") && runtime.GOOS == "linux":
		return "the system forbids it user namespaces: on Ubuntu use the browser of the distribution or allow them for it in AppArmor; in a container allow them, or name another browser with --browser"
	}
	return "start it once by hand and see what it says, or name another one with --browser; meanwhile --browser none goes without"
}

func (p *program) checkDisplay() []checkup {
	err := browser.Display(p.getenv)
	switch {
	case err == nil:
		return []checkup{ok("display", "a browser's window can be shown, for `whohasme scan --assisted`")}
	case errors.Is(err, browser.ErrNoDisplay):
		return []checkup{note("display", err.Error()+"; `whohasme scan --assisted` needs one", "run it from a desktop, or save the pages in your own browser and use `whohasme scan --page`")}
	}
	return []checkup{fault("display", err.Error(), "correct DISPLAY or WAYLAND_DISPLAY, or unset them")}
}

// proxyVariables are what other programs take a proxy from.
var proxyVariables = []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"}

func (p *program) checkProxy(ctx context.Context) []checkup {
	if p.set.proxy == "" {
		for _, name := range proxyVariables {
			if p.env[name] != "" {
				return []checkup{note("proxy", name+" is set, but whohasme takes none from there: sites would see this machine's own address", "say it on purpose with --proxy, WHOHASME_PROXY or in the configuration")}
			}
		}
		return []checkup{note("proxy", "none; sites see this machine's own network address", "--proxy sends all traffic another way; with safe facts it is wanted, or --direct said on purpose")}
	}
	c, err := crawl.New(crawl.Options{Proxy: p.set.proxy, Contact: contact, Version: version})
	if err != nil {
		return []checkup{fault("proxy", err.Error(), "correct --proxy, such as socks5://127.0.0.1:9050")}
	}
	c.Close()
	u, err := url.Parse(p.set.proxy)
	if err != nil {
		return []checkup{fault("proxy", "it is no address", "correct --proxy, such as socks5://127.0.0.1:9050")}
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	if port == "" {
		port = "1080"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	open := dial
	if open == nil {
		open = (&net.Dialer{}).DialContext
	}
	line, err := open(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		return []checkup{fault("proxy", "nothing answers where --proxy says", "start it, or correct the address; scans do not go around it")}
	}
	_ = line.Close()
	list := []checkup{ok("proxy", "it answers; all traffic goes through it")}
	if u.User != nil {
		list = append(list, note("proxy", "its address holds a user name or password, which stands in the process list when it is a flag", "keep it in the configuration file or in WHOHASME_PROXY"))
	}
	return list
}

// checkKeyring says whether the system could keep the passphrase for this
// session, and whether it was told to. The keyring itself is not asked: it may
// want to be unlocked.
func (p *program) checkKeyring() []checkup {
	id, err := vault.ID(p.vaultPath())
	told := err == nil && id != ""
	switch {
	case !p.hasKeyring() && told:
		return []checkup{note("keyring", "it was told to remember the passphrase of this vault, and cannot be reached from this session; the passphrase is asked for instead", "")}
	case !p.hasKeyring():
		return []checkup{note("keyring", "none can be reached from this session; the passphrase is asked for instead", "")}
	case told:
		return []checkup{ok("keyring", "it remembers the passphrase of this vault")}
	}
	return []checkup{ok("keyring", "this session can have one, and it remembers nothing of this vault; `whohasme vault keyring remember` would let it give the passphrase")}
}

func (p *program) checkTerminal() []checkup {
	if runtime.GOOS == "windows" {
		return nil
	}
	locale := orElse(p.env["LC_ALL"], orElse(p.env["LC_CTYPE"], p.env["LANG"]))
	if up := strings.ToUpper(strings.ReplaceAll(locale, "-", "")); strings.Contains(up, "UTF8") {
		return []checkup{ok("terminal", "names in any script can be typed and shown")}
	}
	return []checkup{note("terminal", "its language setting ("+orElse(locale, "none")+") is not UTF-8, so names with accents may look wrong", "export LANG=C.UTF-8")}
}
