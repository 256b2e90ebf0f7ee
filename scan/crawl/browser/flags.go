package browser

import (
	"github.com/chromedp/chromedp"
)

// quiet are the switches that keep a browser from talking to anybody but the
// site, from writing outside its profile and from asking the person things.
var quiet = []string{
	"no-first-run", "no-default-browser-check", "no-service-autorun", "no-pings", "no-crash-upload",
	"disable-background-networking", "disable-breakpad", "disable-client-side-phishing-detection", "disable-component-extensions-with-background-pages",
	"disable-component-update", "disable-default-apps", "disable-dev-shm-usage", "disable-domain-reliability", "disable-extensions",
	"disable-field-trial-config", "disable-infobars", "disable-notifications", "disable-quic", "disable-search-engine-choice-screen",
	"disable-speech-api", "disable-sync", "disable-print-preview", "metrics-recording-only", "safebrowsing-disable-auto-update", "use-mock-keychain",
	"incognito", "dns-prefetch-disable",
}

// unused are features that would ask others for something.
const unused = "Translate,OptimizationHints,OptimizationGuideModelDownloading,MediaRouter,InterestFeedContentSuggestions,AutofillServerCommunication," +
	"CertificateTransparencyComponentUpdater,DialMediaRouteProvider,GlobalMediaControls,PrivacySandboxSettings4,Prerender2,SpeculationRulesPrefetchFuture," +
	"NetworkTimeServiceQuerying,AsyncDns,DnsOverHttpsUpgrade,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,WebBluetooth,DirectSockets"

// alone are features that give some frames of one site a process of their own,
// where what they ask for would not be seen by the visit. Sites are kept apart
// all the same.
const alone = ",IsolateSandboxedIframes,OriginKeyedProcessesByDefault,OriginIsolationHeader"

// headless are the further switches of a browser that nobody looks at.
var headless = []string{
	"headless", "hide-scrollbars", "mute-audio", "disable-remote-fonts", "disable-notifications", "disable-background-timer-throttling",
	"disable-backgrounding-occluded-windows", "disable-renderer-backgrounding", "disable-hang-monitor", "disable-prompt-on-repost", "block-new-web-contents",
	"disable-gpu", "disable-3d-apis",
}

// arguments are the switches of one browser, as name to value; a switch
// without a value is true. They tell no fact about a person: everybody on the
// machine can read them.
func (l *Launcher) arguments(profile, proxy string, visible bool) []chromedp.ExecAllocatorOption {
	var list []chromedp.ExecAllocatorOption
	set := func(name string, value any) { list = append(list, chromedp.Flag(name, value)) }
	for _, name := range quiet {
		set(name, true)
	}
	set("user-data-dir", profile)
	set("disk-cache-dir", profile)
	set("password-store", "basic")
	features := unused
	if !visible {
		features += alone
	}
	set("disable-features", features)
	set("proxy-server", "http://"+proxy)
	set("proxy-bypass-list", "<-loopback>") // loopback goes through the proxy too
	set("host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")
	set("force-webrtc-ip-handling-policy", "disable_non_proxied_udp")
	set("webrtc-ip-handling-policy", "disable_non_proxied_udp")
	set("remote-debugging-pipe", true) // no port that others on the machine could open
	if visible {
		set("start-maximized", true)
		set("test-type", "webdriver") // or it warns the person of the resolver rules below, which keep names from leaking
	}
	if !visible || l.opt.Headless {
		for _, name := range headless {
			set(name, true)
		}
		set("window-size", "1280,1600")
	}
	if !visible {
		set("lang", "en-US")
		set("user-agent", l.agent())
		set("blink-settings", "imagesEnabled=false")
	}
	// Without this line chromedp switches the sandbox off for root by itself.
	set("no-sandbox", l.opt.NoSandbox)
	return list
}

// agent is the User-Agent of a headless browser: honest in the manner of
// crawlers that draw pages.
func (l *Launcher) agent() string { return "Mozilla/5.0 (compatible) " + l.opt.Crawler.Agent() }
