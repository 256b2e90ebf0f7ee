package wall

import (
	"regexp"

	"github.com/whohasme/whohasme/scan"
)

// thresholds are pages at which a person has to decide or to give something.
var thresholds = []wall{
	{"login", scan.NeedsYou, "the site wants you to sign in first", signIn, all(instead, unlisted, short(300), either(
		all(password, matches(`\b(sign|log) ?-?(in|up)\b|\bpassword\b|\bmembers? (only|login)\b|\b(create|register|join)\b`)),
		matches(`\b(sign|log) ?-?(in|up) ((for )?free |now |below |first )?to (continue|see|view|unlock|access)\b|\bplease (sign|log) ?-?in\b|\bregister to (continue|see|view)\b`),
		matches(`\byou (must|need to) (be logged|be signed|log|sign) ?-?in\b|\bcreate an? (free )?account to\b`),
		said("login required", "members only"),
	))},
	{"code", scan.NeedsYou, "the site wants a code that it sends to you", decide, all(instead, unlisted, short(200), either(
		matches(`(enter|type) ([\w-]+ ){0,3}(code|pin) (\w+ ){0,4}(sent|texted|e-?mailed)`),
		matches(`(sent|texted|e-?mailed) (you )?(a|the|your) ([\w-]+ ){0,3}(code|pin)\b`),
		said("verification code", "one-time code", "one-time password"),
	))},
	{"payment", scan.NeedsYou, "the site wants a payment first", decide, all(instead, unlisted, short(400), either(
		said("subscription required", "membership required", "upgrade your plan", "unlock results", "your report is ready",
			"start your trial", "start your $1", "enter your payment", "payment required", "card number", "payment method", "become a member to"),
		matches(`\b(subscribe|upgrade) to (continue|see|view)\b|\bunlock (the|your|this) (full )?report\b|\bunlock full report\b`),
		matches(`\b(select|choose|pick) (a|your|one of our) (\w+ )?(plan|membership|subscription)s?\b`),
		matches(`\bget (unlimited|full|instant) access\b|\bcontinue to (checkout|payment)\b`),
	))},
	{"consent", scan.NeedsYou, "the site wants you to agree to something first", decide, all(instead, unlisted, short(800), either(
		said("before you continue", "before we continue", "before continuing", "agree and continue", "please accept our", "please agree to",
			"please confirm that you", "we value your privacy", "we need your consent", "to continue, please"),
		matches(`\bmust (agree|accept|consent|confirm)\b|\b(accept|agree|consent|accept cookies) to continue\b`),
		matches(`\b(need|have|required|asked) to (accept|agree|consent)\b|\baccept (all )?(cookies )?(and|or) (continue|subscribe)\b`),
		matches(`\bby (clicking|pressing|tapping) (on )?["“']?i (agree|accept|understand)\b`),
		all(ticks, matches(`\bi (have read|agree|understand|accept|certify|confirm|consent|acknowledge|will not|am 18|am over)\b|permissible purpose`)),
	))},
}

// leftovers are pages behind which there is nothing to read.
var leftovers = []wall{
	{"parked", scan.Unreadable, "the address is parked: no broker's pages are there", nobody, all(not(records), either(instead, titled("for sale", "parked")), either(
		said("is for sale!", "buy this domain", "purchase this domain", "parked domain", "parked free", "parked for free", "page is parked",
			"webpage is parked", "this domain is available", "inquire about this domain", "make an offer on this domain", "domain parking"),
		matches(`\bdomain (name )?(is|may be) for sale\b|\bdomain (name )?(is parked|has expired|has been registered)\b`),
		all(short(200), markup("sedoparking.com", "parkingcrew.net", "bodis.com", "afternic.com/forsale", "hugedomains.com/domain_profile",
			"dan.com/buy-domain", "parklogic", "above.com/marketplace", "window.park =")),
	))},
	{"placeholder", scan.Unreadable, "a placeholder stands at the address", nobody, all(instead, unlisted, short(400), said(
		"welcome to nginx", "apache2 ubuntu default page", "apache2 debian default page", "it works!", "iis windows server",
		"account has been suspended", "account suspended", "site is suspended", "coming soon", "under construction", "future home of",
		"index of /", "default web site page", "down for maintenance", "under maintenance", "undergoing maintenance", "scheduled maintenance",
		"site maintenance", "performing maintenance", "maintenance mode", "be back soon", "be right back", "back online shortly", "back online soon", "upgrading our system", "upgrading our site", "upgrading our servers", "upgrade in progress",
		"site has closed", "has shut down", "no longer in operation",
	))},
	{"no-such-page", scan.Unreadable, "the site says that there is no such page", nobody, all(instead, short(500),
		func(l *look) bool { return noSuchPage.MatchString(l.head) },
	)},
	{"scripts", scan.Unreadable, "the page is empty until its scripts have run", renders, all(instead, unlisted, scripted, either(
		all(rooted, short(60)),
		all(short(80), func(l *look) bool { return wantsScript.MatchString(l.script) }),
		all(short(80), says(wantsScript)),
		all(short(40), matches(`\b(loading|please wait|searching|one moment)\b`)),
		short(4),
	))},
	{"empty", scan.Unreadable, "the page is empty", nobody, all(instead, short(0))},
}

// wantsScript is how pages ask for scripts to be allowed.
var wantsScript = regexp.MustCompile(`(enable|requires?|turn on|need|without|works? (best )?with) (\w+ ){0,3}javascript` +
	`|javascript (\w+ ){0,3}(enabled|required|disabled|to run)`)

var (
	password sign = func(l *look) bool { return l.password }
	ticks    sign = func(l *look) bool { return l.ticks && l.buttons }
	rooted   sign = func(l *look) bool { return l.root }
	scripted sign = func(l *look) bool { return l.scripts > 0 }
	records  sign = func(l *look) bool { return l.records }
)
