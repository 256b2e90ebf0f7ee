package wall

import "github.com/whohasme/whohasme/scan"

// The plainest walls in German, French, Spanish, Italian, Portuguese and
// Dutch. Checks of vendors speak the language of the visitor's address, not
// that of the site.
var foreignRefusals = []wall{
	{"foreign-check", scan.Blocked, "a check stands in front of the page", inBrowser, all(instead, unlisted, short(200), matches(
		`kein(e)? (roboter|bot|maschine)|(sie|du) (ein|kein) (mensch|roboter)|menschlich(er)? (besucher|überprüfung)|sicherheits(überprüfung|prüfung|abfrage)|browser wird (überprüft|geprüft)|nur einen (moment|augenblick)`+
			`|pas un robot|êtes (un )?humain|vérifi\w+ (de sécurité|que vous|si vous|votre navigateur)|contrôle de sécurité|un instant…`+
			`|eres (un )?humano|es (un )?humano|no (eres|soy|es) un robot|(verificación|comprobación|control) de seguridad|verificando (que|si|su|tu) |un momento…`+
			`|non (sei|sono|è) un robot|sei umano|(verifica|controllo) (di|della) sicurezza|verifica che tu sia`+
			`|não (é|sou) um (robô|robot)|você é humano|é um ser humano|verificação de segurança|verificando (se|seu|o seu)`+
			`|geen robot|bent u een mens|beveiligings(controle|verificatie)|controleren of u`,
	))},
	{"foreign-limit", scan.Blocked, "the site's limit of searches is reached", later, all(instead, unlisted, short(250), matches(
		`zu viele (anfragen|suchen|zugriffe)|(tages|such|abfrage)limit|limit (ist )?(erreicht|überschritten)`+
			`|trop de (requêtes|demandes|recherches)|limite (\S+ ){0,4}(atteinte|dépassée)`+
			`|demasiadas (solicitudes|búsquedas|peticiones)|(ha|has) (alcanzado|superado|excedido) (el|su|tu) límite|límite (\S+ ){0,3}(alcanzado|superado|excedido)`+
			`|troppe (richieste|ricerche)|limite (\S+ ){0,3}(raggiunto|superato)`+
			`|(muitas|demasiadas|excesso de) (solicitações|pesquisas|requisições|buscas|pedidos)|limite (\S+ ){0,3}(atingido|excedido)`+
			`|te veel (verzoeken|aanvragen|zoekopdrachten)|limiet (\S+ ){0,2}(bereikt|overschreden)`,
	))},
	{"foreign-denied", scan.Blocked, "the site refused the request", inBrowser, all(instead, unlisted, short(200), matches(
		`zugriff (verweigert|gesperrt|blockiert)|(wurde|wurden|ist) (gesperrt|blockiert)|ungewöhnliche(r|n)? (datenverkehr|aktivität|zugriff)|nicht berechtigt`+
			`|accès (refusé|interdit|bloqué)|(a|avez) été bloquée?|trafic inhabituel|activité (inhabituelle|suspecte)`+
			`|acceso (denegado|prohibido|bloqueado)|ha sido bloquead[oa]|tráfico inusual|actividad (inusual|sospechosa)`+
			`|accesso (negato|bloccato|vietato)|è stat[oa] bloccat[oa]|traffico (anomalo|insolito)`+
			`|acesso (negado|bloqueado|proibido)|foi bloquead[oa]|tráfego incomum|atividade (incomum|suspeita)`+
			`|toegang (geweigerd|geblokkeerd)|is geblokkeerd|ongebruikelijk verkeer`+
			`|nicht (in ihrem land|in ihrer region) verfügbar|pas disponible dans votre (pays|région)|no (está )?disponible en (su|tu) (país|región)|não (está )?disponível (no seu país|na sua região)`,
	))},
}

var foreignThresholds = []wall{
	{"foreign-login", scan.NeedsYou, "the site wants you to sign in first", signIn, all(instead, unlisted, short(250), either(
		all(password, matches(`\banmeld|\beinloggen|\bpasswort|\bconnect(ez|er|ion)|\bmot de passe|\b(iniciar|inicia|inicie) sesión|\bcontraseña|\bacced[ei]|\bentrar\b|\bsenha\b|\binloggen|\bwachtwoord`)),
		matches(`(melden sie sich|bitte) (bitte )?(an|anmelden)\b.{0,40}(um|fortzufahren|weiter)|connectez-vous pour|(inicie|inicia) sesión para|accedi per|faça login para|entre para continuar|log in om`),
	))},
	{"foreign-consent", scan.NeedsYou, "the site wants you to agree to something first", decide, all(instead, unlisted, short(800), matches(
		`bevor (sie|du) (fortfahren|fortfährst|weiter)|(stimmen sie|zustimmen).{0,60}(um fortzufahren|weiter)|alle akzeptieren|mit werbung weiterlesen`+
			`|avant de continuer|tout accepter|accepter (et|pour) (continuer|fermer)|continuer sans accepter`+
			`|antes de continuar|aceptar (todo|todas|y continuar|para continuar)|aceitar (tudo|todos|e continuar|para continuar)`+
			`|prima di continuare|accetta (tutto|tutti|e continua|per continuare)|voordat (u|je) (verdergaat|doorgaat)|alles accepteren`,
	))},
	{"foreign-payment", scan.NeedsYou, "the site wants a payment first", decide, all(instead, unlisted, short(400), matches(
		`(wählen sie|wähle) (ein|einen|ihren|deinen) (tarif|abo|plan)|kartennummer|abonnement (abschließen|erforderlich)`+
			`|choisissez (votre|un|une) (formule|abonnement|offre)|numéro de carte`+
			`|(elige|elija) (tu|su|un) plan|número de tarjeta|scegli (il tuo|un) piano|numero (di|della) carta|escolha (seu|um) plano|número do cartão|kies (uw|een) abonnement`,
	))},
}
