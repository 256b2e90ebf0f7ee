package wall

import (
	"regexp"
	"slices"

	"github.com/whohasme/whohasme/scan"
)

// walls are all rules, in the order they are tried.
var walls = slices.Concat(defences, refusals, foreignRefusals, thresholds, foreignThresholds, leftovers)

// defences are the challenge pages of bot-defence vendors. Their marks are
// those of the challenge alone: most vendors put scripts of their own into
// ordinary pages too.
var defences = []wall{
	{"cloudflare", scan.Blocked, "a Cloudflare check stands in front of the page", inBrowser, all(instead, short(250), either(
		markup("_cf_chl_opt", "/cdn-cgi/challenge-platform/h/",
			`id="challenge-form"`, `id="challenge-error-text"`, `id="cf-challenge`),
		all(titled("just a moment"), markup("cloudflare", "cf-")),
		all(titled("attention required! | cloudflare"), unlisted),
		all(markup("cf-error-details"), said("you have been blocked", "access denied", "rate limited", "banned", "verify you are human")),
		all(short(10), matches(`\berror code: 1\d{3}\b`)),
	))},
	{"datadome", scan.Blocked, "a DataDome check stands in front of the page", inBrowser, all(instead, short(150),
		markup("geo.captcha-delivery.com", "ct.captcha-delivery.com/c.js", "ct.captcha-delivery.com/i.js", "interstitial.captcha-delivery.com", "var dd={'rt'", `var dd={"rt"`),
	)},
	{"perimeterx", scan.Blocked, "a HUMAN (PerimeterX) check stands in front of the page", inBrowser, all(instead, short(250), either(
		markup(`id="px-captcha"`, "px-captcha-wrapper", "captcha.px-cdn.net", "captcha.px-cloud.net", "/captcha/captcha.js?a=c&"),
		said("press & hold to confirm", "access to this page has been denied"),
	))},
	{"akamai", scan.Blocked, "Akamai refused the request", inBrowser, all(instead, short(200), either(
		markup("errors.edgesuite.net", "sec-if-cpt-container", "sec-cpt-if", "sec-bc-text-container"),
		all(said("access denied"), matches(`reference\s*#\s*\d+\.[0-9a-f]+`)),
	))},
	{"imperva", scan.Blocked, "an Imperva check stands in front of the page", inBrowser, all(instead, short(200), either(
		said("incapsula incident id", "pardon our interruption"),
		all(markup("_incapsula_resource"), short(40), unlisted),
		markup("distil_r_captcha", "distil_r_blocked", "distilidentificationblock"),
		all(markup("imperva.com/why-am-i-seeing-this-page"), short(120)),
	))},
	{"kasada", scan.Blocked, "a Kasada check stands in front of the page", inBrowser, all(instead, short(40), unlisted,
		markup("window.kpsdk", "/ips.js?"),
	)},
	{"aws-waf", scan.Blocked, "an AWS check stands in front of the page", inBrowser, all(instead, short(120), either(
		markup("window.gokuprops", "awswafintegration.checkforcerefresh"),
		all(markup("awswaf.com"), markup("challenge-container", "captcha-container")),
	))},
	{"vendor", scan.Blocked, "a bot check stands in front of the page", inBrowser, all(instead, short(250), either(
		markup("validate.perfdrive.com", "captcha.perfdrive.com", "/.within.website/x/cmd/anubis", "ddos-guard/js-challenge", "/_fs-ch-", "vercel.link/security-checkpoint",
			"sucuri_cloudproxy_js", "window.rbzns", `window["bobcmn"]`, `src="/tspd/`, "client-api.arkoselabs.com"),
		all(said("the request could not be satisfied"), markup("cloudfront")),
		said("sucuri website firewall", "the requested url was rejected. please consult with your administrator",
			"your access to this site has been limited by the site owner", "vercel security checkpoint",
			"making sure you're not a bot", "ddos protection by", "protected by reblaze", "blocked by the security policy of this site"),
	))},
	{"queue", scan.Blocked, "the site lets visitors in one by one", later, all(instead, short(250), either(
		all(markup("queue-it.net", "waitingroom", "waiting-room", "waiting room"), matches(`\bin (line|a queue|the queue)\b|\byour turn\b|\bwait(ing)? time\b`)),
		matches(`\byou are (now |currently )?(in line|in a queue|in the queue)\b|\bestimated wait(ing)? time\b|\bvirtual (queue|waiting room)\b`),
	))},
}

// refusals are walls that sites put up in their own words.
var refusals = []wall{
	{"captcha", scan.Blocked, "a captcha stands in front of the page", inBrowser, all(instead, either(
		all(captcha, short(200), func(l *look) bool { return humane.MatchString(l.heads) }),
		all(unlisted, captcha, short(40)),
		all(unlisted, captcha, short(200), humanity),
		all(unlisted, short(120), humanity),
	))},
	{"traffic", scan.Blocked, "the site takes this visit for a program's", inBrowser, all(instead, unlisted, short(400), said(
		"unusual traffic", "unusual activity from", "suspicious activity", "automated queries", "automated requests", "automated access",
		"checking your browser", "bot detected", "bot activity", "detected that you are a bot", "you may be a bot",
		"browser made us think you", "robots are not allowed", "non-human traffic",
	))},
	{"rate", scan.Blocked, "the site's limit of searches is reached", later, all(instead, short(250), either(
		said("too many requests", "rate limited", "rate-limited", "too many searches", "daily limit", "limit of free searches",
			"exceeded the number of", "exceeded your", "exceeded the maximum number of", "you've reached the limit", "you have reached the limit",
			"slow down", "quota exceeded"),
		matches(`\b(search|request|query|rate|usage|daily|hourly|view|lookup)e?s? limit (has been |was |is )?(exceeded|reached)`),
		matches(`searching too (quickly|fast|often)|\b(a lot of|many|several) (searches|requests|lookups|queries|page views) in (a|too) (very )?short (a )?(time|period|while)`),
		matches(`\b(used|spent) (up )?all (\w+ ){0,4}(searches|lookups|requests|views|credits|queries)\b|\bno (free )?(searches|lookups|credits) (are )?(left|remaining)\b|\bout of (free )?(searches|lookups|credits)\b`),
	))},
	{"region", scan.Blocked, "the site is not shown where you are", elsewhere, all(instead, short(400), either(
		said("access cannot be granted", "error 451", "unavailable due to legal reasons", "unavailable for legal reasons", "geo-blocked", "geoblocked"),
		matches(`(not|un|n't|no longer) ?(be |currently |yet )?(available|accessible|offered|accessed|permitted|allowed) (\w+ ){0,3}`+
			`(in|from|to|for) (\w+ ){0,4}(country|countries|region|location|jurisdiction|european|europe|eea|eu|area|users in|visitors from)`),
		matches(`(from|outside) (\w+ ){0,3}(country|region|location) (is|are|has been|have been) (\w+ )?(blocked|restricted|not allowed|not permitted)`),
		matches(`(cannot|can't|unable to|do not|don't) (\w+ ){0,2}(grant|provide|allow|offer|serve|give) (\w+ ){0,6}`+
			`(country|region|location|european economic area|european union|eea|outside (of )?the (us|u\.s\.|united states))`),
		matches(`\bonly (serve|accept|allow|admit|support)s? (\w+ ){0,3}(in|from|within) (the )?(us|u\.s\.|united states|usa|uk|united kingdom|canada)\b`),
		matches(`only available (\w+ ){0,4}(in|within|to|from) (\w+ ){0,3}(us|u\.s\.|united states|usa)\b`),
		matches(`country belonging to the (european|eea|eu)`),
	))},
	{"vpn", scan.Blocked, "the site refuses visits through a proxy or VPN", elsewhere, all(instead, short(250), either(
		matches(`(disable|turn off|disconnect|not allow|does not support|don't support|detected|using) (\w+ ){0,4}(vpn|proxy|anonymi[sz]er|tor)\b`),
		matches(`(vpn|proxy)( or (vpn|proxy))? (was |is |has been )?(detected|not allowed|blocked)`),
	))},
	{"denied", scan.Blocked, "the site refused the request", inBrowser, all(instead, unlisted, short(150), either(
		said("access denied", "access to this site is denied", "you have been blocked", "you've been blocked", "request blocked",
			"request has been blocked", "this request was blocked", "access forbidden", "403 forbidden", "your ip has been",
			"your ip address has been", "ip address is blocked", "not authorized to view this page", "permission to access"),
		all(titled("forbidden", "blocked"), short(60)),
		matches(`\b(your )?ip( address)?( [\da-f.:]+)? (has been|was|is) (temporarily |permanently )?(banned|blocked|blacklisted|block-listed|restricted)\b`),
	))},
}

// humane is how checks ask for a person.
var humane = regexp.MustCompile(`\b(verify|verifying|confirm|confirming|prove|check|checking|ensure|sure) (\w+ ){0,2}(that )?` +
	`(you are|you're|if you are|if you're) (\w+ )?(a |an )?(human|person|not a (robot|bot)|real)` +
	`|\bare you (a )?(human|robot)\b|\bi'?m not a robot\b|\bi am (not a robot|human)\b|\bnot a bot\b` +
	`|\b(complete|solve|pass|enter|finish|type) (\w+ ){0,3}(captcha|security check|puzzle|challenge|characters (you see|shown|in the image|from the picture))` +
	`|\bhuman verification\b|\bsecurity (check|verification|challenge)\b|\bpress (&|and) hold\b|\bslide to\b`)

var (
	humanity      = says(humane)
	captcha  sign = func(l *look) bool { return l.captcha }
)
