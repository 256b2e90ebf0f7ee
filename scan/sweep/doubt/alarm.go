package doubt

import (
	"math/bits"
	"regexp"
	"strings"
)

// alarm is a way to say that a search went wrong or was refused, and what to
// tell the person.
type alarm struct {
	says string
	when when
	need string // words of which one must be there, so that the pattern need not be tried on every text
	re   *regexp.Regexp
}

// when an alarm counts.
type when uint8

const (
	anywhere when = iota
	inHeads       // in the title and in headings only
	learnt        // only where the controls' pages do not say the same
)

const (
	failed  = "the page says that something went wrong"
	limited = "the page speaks of a limit or of too many requests"
	checks  = "the page asks whether a person is there"
	refuses = "the page says that the visit is refused"
	wants   = "the page wants something first"
	gate    = "the page wants the visitor to agree, sign in or pay first"
	nowhere = "the page says that there is no such page"
)

// sound makes an alarm. All texts are in lower case when they are tried.
func sound(says string, w when, need, pattern string) alarm {
	return alarm{says, w, need, regexp.MustCompile(pattern)}
}

// code is how a heading tells a status: beside a word for it or alone. The same
// numbers count results and begin telephone numbers.
func code(numbers string) string {
	return `\b(error|http|status|code)[ :#(-]*(` + numbers + `)\b|\b(` + numbers + `)[ .,:;|(–-]*(error|not found|page|file|forbidden|unauthori[sz]ed|too many|unavailable|bad gateway|internal|service|gateway|oops|sorry)\b|(?m:^(` + numbers + `)$)`
}

// bell are the alarms. New ones go to the end: a frame of the day knows the
// others by their place.
var bell = []alarm{
	sound(failed, anywhere, "wrong", `\b(something|things?) (went|has gone|have gone) wrong\b`),
	sound(failed, anywhere, "error failure exception problem", `\b(unexpected|internal|fatal|server|database|application|system|runtime|parse|proxy|gateway|connection|network|unknown|technical) (server )?(error|failure|problem|exception)s?\b`),
	sound(failed, anywhere, "error", `\b(an|the following|some) errors? (has |have |was |were )?(occurred|happened|encountered)|\berror (occurred|while|code|id)\b`),
	sound(failed, anywhere, "error problem issue difficult glitch outage", `\b(encountered|ran into|experiencing|experienced|due to|having) (a |an |some )?(\w+ )?(error|problem|issue|difficult(y|ie)|glitch|outage)`),
	sound(failed, anywhere, "not n't can unable failed", `\b(could not|couldn't|cannot|can't|unable to|failed to|not able to) (\w+ )?(complete|process|perform|finish|load|retrieve|fetch|connect|reach|handle|execute|run|access) `),
	sound(failed, anywhere, "again back", `\b(try|come|check|look) (again|back) (later|soon|shortly|tomorrow|in (a|an|\d+|some|few))\b`),
	sound(failed, learnt, "again refresh reload retry", `\bplease (try again|refresh|reload|retry)\b|\brefresh and try\b`),
	sound(failed, anywhere, "out long execution", `\btim(ed|e) ?-?out\b|\btook too long\b|\bmaximum execution time\b`),
	sound(failed, anywhere, "unavailable available offline down disabled suspended", `\b(temporarily|currently|momentarily|presently) (unavailable|not available|offline|down|disabled|suspended)\b|\bunavailable (at this|right now)`),
	sound(failed, learnt, "unavailable offline down disabled order service", `\b(is|are) (unavailable|offline|down|disabled|out of (order|service))\b`),
	sound(failed, anywhere, "maintenance back", `\bmaintenance\b|\b(be|are|we'll be) (right )?back (soon|shortly|online)\b`),
	sound(failed, learnt, "incomplete partial missing delayed outdated respond answered loaded searched", `\b(results?|data|list|sources?|databases?) (\w+ )?(may|might|could|are|is|was|were) (be )?(\w+ )?(incomplete|partial|missing|delayed|outdated|not answered|not respond)|\bnot all (\w+ ){0,3}(answered|responded|loaded|available|searched)|\bpartial (results|list)\b`),
	sound(failed, anywhere, "mysql pdo line trace undefined refused sqlstate nullref typeerror exception", `\bmysqli?_|\bpdoexception\b|\b(on|at) line \d+\b|\bstack trace\b|\btraceback\b|\bundefined (index|variable|offset|method)\b|\bconnection refused\b|\bsqlstate\b|\bnullreference|\btypeerror\b|\bexception in\b`),
	sound(failed, anywhere, "invalid expired failed", `\b(invalid|expired) (session|token|request|csrf)\b|\bsession (has )?(expired|timed out)\b|\b(validation|verification|search|request|lookup|query) (has )?(failed|expired)\b`),
	sound(failed, inHeads, "error oops problem", `\b(error|whoops|oops|problem)\b`),
	sound(failed, inHeads, "unavailable suspended loading wait redirecting", `\b(unavailable|suspended|loading|please wait|redirecting)\b`),
	sound(failed, anywhere, "loading fetching gathering searching wait moment", `\b(loading|fetching|gathering|searching) (\w+ ){0,3}(results|records|\.\.\.|…)|\bplease wait\b|\bone moment\b|\b(searching|loading)(\.\.\.|…)`),
	sound(limited, anywhere, "many slow limit quota searches requests allowance", `\btoo many (\w+ )?(requests|searches|queries|attempts|lookups|visits)\b|\bslow down\b|\brate[- ]limit|\b(exceeded|reached|hit|used( up)?) (\w+ ){0,6}(limit|quota|searches|requests|allowance)\b|\b(limit|quota|allowance) (\w+ ){0,3}(exceeded|reached|used up|hit)\b`),
	sound(limited, anywhere, "unusual suspicious abnormal irregular automated", `\b(unusual|suspicious|abnormal|irregular) (\w+ )?(traffic|activity|behaviou?r|requests?)\b|\bautomated (access|requests?|queries|traffic|tools?|visits?)\b`),
	sound(checks, anywhere, "human robot bot person verify hold checking", `\b(are|is) you (a )?(human|robot)\b|\byou('re| are) (\w+ )?(a )?(human|robot|not a (ro)?bot|real person)\b|\bnot a (ro)?bot\b|\bverify (that )?(you|your browser)\b|\bhuman verification\b|\b(press|click) (&|and) hold\b|\bchecking your browser\b`),
	sound(checks, anywhere, "captcha security puzzle", `\b(complete|solve|pass|enter|finish|type|failed|validation|wrong|incorrect|invalid) (\w+ ){0,3}(captcha|security (check|code)|puzzle)\b|\bcaptcha (\w+ )?(failed|validation|required|check|expired|error)\b|\bsecurity (check|verification|challenge)\b`),
	sound(refuses, anywhere, "denied forbidden blocked refused restricted banned", `\b(access|request|permission) (\w+ )?(denied|forbidden|blocked|refused|restricted)\b|\b(you|your ip|ip address|this request|browser) (\w+ ){0,3}(been|is|was|are) (\w+ )?(blocked|banned|denied|restricted)\b`),
	sound(refuses, inHeads, "forbidden denied blocked authori 403 401 429 451 500 502 503 504", `\b(forbidden|denied|blocked|not authori[sz]ed)\b|`+code(`403|401|429|451|500|502|503|504`)),
	sound(refuses, anywhere, "country region location area", `\b(not|isn't|aren't|only) (\w+ )?(available|accessible|offered) (\w+ ){0,3}(in|from|to|for) (\w+ ){0,2}(your|this) (country|region|location|area)\b`),
	sound(nowhere, inHeads, "404 page url address link file", code(`404`)+`|\b(page|url|address|link|file) (\w+ ){0,5}(not found|not exist|missing|removed|moved|gone|does not exist|doesn't exist)\b|\bno such page\b`),
	sound(nowhere, anywhere, "page url", `\b(page|url) (you (requested|were looking for|are looking for)|that you requested) (\w+ )?(was not|could not|cannot|does not|doesn't|isn't|is not|no longer)`),
	sound(failed, anywhere, "mal error fehler schief versuchen erreur essayez verificato riprova erro novamente", `algo salió mal|ha ocurrido un error|inténtelo de nuevo|etwas ist schiefgelaufen|ein fehler ist aufgetreten|versuchen sie es (später|erneut)|une erreur (est survenue|s'est produite)|réessayez|si è verificato un errore|riprova|ocorreu um erro|tente novamente`),
	sound(checks, anywhere, "robot roboter robô", `kein(e)? roboter|pas un robot|no (soy|eres|es) un robot|non (sei|sono|è) un robot|não (é|sou) um rob[oô]|geen robot`),
	sound(wants, learnt, "sign log before unlock trial agree register subscribe", `\b(sign|log) ?in to (see|view|continue|access|unlock)\b|\bbefore (you|we) (continue|proceed)\b|\bunlock (all |the |your |full |these )*(results?|records?|matches|list)\b|\bstart your (\S+ )?trial\b|\bi agree\b|\b(register|subscribe) to (see|view|continue)\b`),
	sound(limited, anywhere, "line queue wait", `\byou are (now |currently )?(in line|in (a|the) queue)\b|\b(estimated|expected) wait(ing)? time\b|\b(virtual queue|waiting room)\b`),
	sound(checks, anywhere, "characters robot slide hold puzzle", `\b(type|enter|copy) (the )?(\w+ )?characters\b|\b(to )?(prove|confirm|show) (that )?(you are|you're) not\b|\bslide (to|the)\b.*\b(puzzle|verify|continue|unlock)\b|\bsolve (this|the|a) (puzzle|challenge)\b`),
	sound(checks, anywhere, "disable enable javascript incident", `\bplease enable (js|javascript|cookies) and\b|\b(disable|turn off) (\w+ ){0,2}ad ?-?block\w*\b|\bincident id\b`),
	sound(refuses, anywhere, "legal prohibited bot banned", `\bunavailable (due to|for) legal reasons\b|\baccess cannot be granted\b|\bautomated (\w+ )?(is|are) (prohibited|forbidden|not allowed)\b|\bbots? (activity )?(was |were |has been )?detected\b`),
	sound(nowhere, anywhere, "domain suspended nginx apache index", `\bthis (domain|account|site|website) (\w+ ){0,3}(for sale|suspended|registered|expired|parked)\b|\bbuy this domain\b|\bwelcome to nginx\b|\bapache2? (\w+ )*default page\b|^index of /`),
	sound(checks, anywhere, "überprüf sicherheit robot vérif seguridad zugriff anfragen refusé denegado", `zugriff (verweigert|abgelehnt|gesperrt)|zu viele anfragen|sicherheits(prüfung|überprüfung)|vérification de sécurité|êtes pas un robot|accès refusé|trop de requêtes|acceso denegado|demasiadas (solicitudes|peticiones)|verificación de seguridad`),
	sound(gate, learnt, "agree accept must confirm older sign log subscribe unlock card", `\byou (must|have to|need to) (first )?(agree|accept|be (18|21)|confirm|sign in|log in|subscribe|register|pay)\b|\b(verify|confirm) your age\b|\bplease (sign|log) ?in\b|\bsubscribe (now )?to (view|see|unlock)\b|\bunlock your (results?|list|search)\b|\b(accept|agree) (\w+ ){0,3}to (continue|proceed|enter)\b`),
}

var needs = func() [][]string {
	list := make([][]string, len(bell))
	for i, a := range bell {
		list[i] = strings.Fields(a.need)
	}
	return list
}()

// alarms returns which alarms a page sounds, by their place in the list. No
// pattern reaches from one text into the next.
func alarms(s *survey) uint64 {
	var set uint64
	seen := make(map[string]bool, len(s.blocks)+1)
	try := func(text string, heading bool) {
		t := lower(text)
		if heading {
			t += "\n" // as a heading it is another text
		}
		if seen[t] {
			return
		}
		seen[t] = true
		for left := needTables.in(t) &^ set; left != 0; left &= left - 1 {
			i := bits.TrailingZeros64(left)
			a := &bell[i]
			switch {
			case a.when == inHeads && !heading, !a.re.MatchString(t):
			case a.says == failed && a.when != inHeads && personal(t): // what befell others is over
			default:
				set |= 1 << i
			}
		}
	}
	try(s.title, true)
	for _, b := range s.blocks {
		if len(b.text) <= 2000 && b.beside != quotes { // an essay is no message
			try(b.text, b.heading)
		}
	}
	return set
}

func lower(s string) string { return strings.ReplaceAll(strings.ToLower(s), "’", "'") }

// offering are the alarms of gates in front of a list.
var offering = func() (set uint64) {
	for i, a := range bell {
		if a.says == wants {
			set |= 1 << i
		}
	}
	return set
}()

// taught are the alarms that count only where the controls were seen.
var taught = func() (set uint64) {
	for i, a := range bell {
		if a.when == learnt {
			set |= 1 << i
		}
	}
	return set
}()

// alarms: the page sounds no alarm that the site does not always show.
func (f *Frame) alarms(p *Page, s *survey) string {
	set := alarms(s)
	if len(p.Records) == 0 {
		set &^= offering // where there is nobody, offers to look elsewhere are no gate
	}
	if f != nil {
		set = (set | marks(p.HTML)) &^ f.Alarms
	} else {
		set &^= taught
	}
	if set == 0 {
		return ""
	}
	if i := bits.TrailingZeros64(set); i < len(bell) {
		return bell[i].says
	}
	return "the page carries a bot check that the site's pages for other names do not carry"
}

// checkMarks are what the check pages of bot-defence vendors have in their
// source; ordinary pages of the same sites have it always or never, so that it
// counts only where the controls do not have it. New ones go to the end.
var checkMarks = []string{
	"_cf_chl_opt", "ct.captcha-delivery.com/c.js", "px-captcha", "Incapsula incident", "gokuProps", "awswaf.com", "KPSDK", "sucuri_cloudproxy_js", "arkoselabs.com", "geetest.com",
}

// enoughSource is how much of a page is searched for marks.
const enoughSource = 128 << 10

// marks are the checks of which a page has the mark, as alarms behind those
// that are heard.
func marks(page string) (set uint64) {
	for _, i := range markTable.in(page[:min(len(page), enoughSource)]) {
		set |= 1 << (63 - i)
	}
	return set
}
