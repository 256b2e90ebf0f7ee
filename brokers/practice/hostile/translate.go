package hostile

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// labels are what sites write before facts, and what they might write instead.
var labels = map[string][]string{
	"age": {"years", "aged about", "approx. age"}, "lives in": {"home", "resides", "location"}, "used to live in": {"earlier", "past homes"},
	"related to": {"family", "kin"}, "may be related to": {"kin"}, "aka": {"a/k/a", "other spellings"}, "also known as": {"other spellings"}, "may also go by": {"other spellings"},
	"also seen as": {"other spellings"}, "people found": {"hits", "in total"}, "person found": {"hit"}, "years old": {"yrs", "y/o"}, "current city": {"town"}, "prior cities": {"towns before"},
	"possible relatives": {"household"}, "has lived in": {"homes"}, "view details": {"open"}, "full record": {"open"}, "open profile": {"see more"}, "details": {"open"},
	"name": {"who"}, "locations": {"where"}, "other names": {"spellings"}, "relatives": {"kin"}, "telephone": {"tel."}, "listings": {"rows"}, "profiles": {"faces"}, "results": {"hits"},
	"records": {"entries"}, "showing": {"rows"}, "showing all": {"rows"}, "previously in": {"before that"}, "family": {"kin"},
}

// relabelled writes some labels otherwise, two at least: one alone may be new
// to whoever knows the site.
func relabelled(r *rand.Rand, v Victim) string {
	chosen := map[string]string{}
	for from, to := range labels {
		chosen[from] = to[0]
	}
	keep := r.IntN(3)
	for _, from := range sortedKeys(labels) {
		chosen[from] = pickOne(r, labels[from])
		if keep > 0 && r.IntN(3) < keep {
			delete(chosen, from)
		}
	}
	doc := parsed(v.HTML)
	changed, beside := map[string]bool{}, map[*html.Node]bool{}
	if v.Besides != "" {
		for _, b := range find(doc, v.Besides) {
			for n := range b.Descendants() {
				beside[n] = true
			}
		}
	}
	eachText(doc, func(n *html.Node) {
		if now := said(n.Data, chosen); now != n.Data {
			changed[letters.FindString(now)] = !beside[n] || changed[letters.FindString(now)]
			n.Data = now
		}
	})
	seen := 0
	for _, outside := range changed {
		if outside {
			seen++
		}
	}
	if seen < 2 {
		return v.HTML
	}
	return written(doc)
}

// translated writes the page in another language, as far as a dictionary goes;
// names and places stay.
func translated(r *rand.Rand, v Victim) string {
	l := pickOne(r, languages)
	doc := parsed(v.HTML)
	before := written(doc)
	eachText(doc, func(n *html.Node) { n.Data = said(n.Data, l.words) })
	if written(doc) == before {
		return v.HTML
	}
	if root := find(doc, "html"); r.IntN(5) > 0 && len(root) > 0 {
		set(root[0], "lang", l.code)
	}
	return written(doc)
}

// eachText visits the texts that people see.
func eachText(doc *html.Node, do func(*html.Node)) {
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && n.Parent != nil && n.Parent.Data != "script" && n.Parent.Data != "style" {
			do(n)
		}
	}
}

var letters = regexp.MustCompile(`\p{L}+(?:[ '-]\p{L}+)*`)

// said replaces phrases by others, the longest first, and keeps a capital.
func said(s string, phrases map[string]string) string {
	return letters.ReplaceAllStringFunc(s, func(run string) string {
		words := strings.Split(run, " ")
		var out []string
		for i := 0; i < len(words); {
			done := false
			for n := min(9, len(words)-i); n > 0; n-- {
				from := strings.Join(words[i:i+n], " ")
				to := phrases[strings.ToLower(from)]
				if to == "" {
					continue
				}
				if from[:1] != strings.ToLower(from[:1]) {
					first := []rune(to)
					to = strings.ToUpper(string(first[:1])) + string(first[1:])
				}
				out, i, done = append(out, to), i+n, true
				break
			}
			if !done {
				out, i = append(out, words[i]), i+1
			}
		}
		return strings.Join(out, " ")
	})
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

type language struct {
	code  string
	words map[string]string
}

var languages = slices.Concat(longer, further)

var longer = []language{
	tongue("es", `age=edad;lives in=vive en;used to live in=vivió en;related to=pariente de;aka=alias;people found=personas encontradas;person found=persona encontrada;years old=años;results=resultados;records=registros;
		people named=personas llamadas;and similar=y similares;people=personas;found=encontradas;search=buscar;sign in=iniciar sesión;log in=entrar;home=inicio;opt out=darse de baja;remove me=eliminarme;remove my profile=eliminar mi perfil;
		we use cookies to improve your experience=usamos cookies para mejorar su experiencia;accept=aceptar;decline=rechazar;is not a consumer reporting agency=no es una agencia de informes del consumidor;
		do not use it to decide about jobs=no lo use para decidir sobre empleos;housing or credit=vivienda o crédito;do not sell or share my personal information=no vender ni compartir mis datos personales;
		all people shown here are invented=todas las personas son inventadas;view details=ver detalles;full record=registro completo;current city=ciudad actual;prior cities=ciudades anteriores;possible relatives=posibles parientes;
		related searches=búsquedas relacionadas;name=nombre;locations=lugares;other names=otros nombres;relatives=parientes;telephone=teléfono;showing=mostrando;listings=listados;of=de;in=en;and=y;the=el;with=con;for=para;lives=vive;previously=antes;family=familia;
		previous=anterior;next=siguiente;we have=tenemos;profiles=perfiles;open profile=abrir perfil;details=detalles;staff=personal;has lived in=ha vivido en;may be related to=posible pariente de;also known as=también conocido como;records updated in the last=registros actualizados en los últimos;days=días;about=unos;directory=directorio`),
	tongue("de", `age=Alter;lives in=wohnt in;used to live in=wohnte in;related to=verwandt mit;aka=alias;people found=Personen gefunden;person found=Person gefunden;years old=Jahre alt;results=Ergebnisse;records=Einträge;
		people named=Personen namens;and similar=und ähnlich;people=Personen;found=gefunden;search=Suche;sign in=Anmelden;log in=Anmelden;home=Start;opt out=Abmelden;remove me=Mich löschen;remove my profile=Mein Profil löschen;
		we use cookies to improve your experience=wir verwenden Cookies;accept=Zustimmen;decline=Ablehnen;is not a consumer reporting agency=ist keine Auskunftei;do not use it to decide about jobs=nicht für Entscheidungen über Arbeit;
		housing or credit=Wohnung oder Kredit;do not sell or share my personal information=Meine Daten nicht verkaufen;all people shown here are invented=alle Personen sind erfunden;view details=Einzelheiten;full record=ganzer Eintrag;
		current city=Wohnort;prior cities=frühere Orte;possible relatives=mögliche Verwandte;related searches=Ähnliche Suchen;name=Name;locations=Orte;other names=andere Namen;relatives=Verwandte;telephone=Telefon;showing=Zeige;listings=Einträge;
		of=von;in=in;and=und;the=die;with=mit;for=für;lives=wohnt;previously=früher;family=Familie;previous=zurück;next=weiter;we have=wir haben;profiles=Profile;open profile=Profil öffnen;details=Einzelheiten;has lived in=wohnte in;
		may be related to=vielleicht verwandt mit;also known as=auch bekannt als;days=Tagen;about=etwa;directory=Verzeichnis`),
	tongue("fr", `age=âge;lives in=habite à;used to live in=a habité à;related to=parent de;aka=alias;people found=personnes trouvées;person found=personne trouvée;years old=ans;results=résultats;records=fiches;people named=personnes nommées;
		and similar=et semblables;people=personnes;found=trouvées;search=rechercher;sign in=connexion;log in=connexion;home=accueil;opt out=se désinscrire;remove me=me supprimer;we use cookies to improve your experience=nous utilisons des cookies;
		accept=accepter;decline=refuser;is not a consumer reporting agency=n'est pas une agence de renseignements;do not sell or share my personal information=ne pas vendre mes données;view details=voir les détails;full record=fiche complète;
		current city=ville actuelle;prior cities=villes précédentes;possible relatives=parents possibles;name=nom;locations=lieux;other names=autres noms;relatives=parents;telephone=téléphone;of=de;and=et;the=le;with=avec;for=pour;lives=habite;
		previously=avant;family=famille;previous=précédent;next=suivant;we have=nous avons;profiles=profils;open profile=ouvrir le profil;details=détails;has lived in=a habité à;also known as=aussi connu comme;days=jours;directory=annuaire`),
	tongue("zh", `age=年龄;lives in=居住地;used to live in=曾居住;related to=亲属;people found=个结果;person found=个结果;years old=岁;results=结果;records=记录;people=人;found=找到;search=搜索;sign in=登录;log in=登录;home=首页;opt out=退出;accept=接受;
		decline=拒绝;view details=查看详情;full record=完整记录;current city=现居城市;prior cities=曾居城市;possible relatives=可能的亲属;name=姓名;locations=地点;other names=别名;relatives=亲属;telephone=电话;showing=显示;listings=条目;and=和;the=这;for=为;
		lives=居住;family=家庭;previous=上一页;next=下一页;we have=我们有;profiles=档案;open profile=打开档案;details=详情;also known as=又名;people named=名为;is not a consumer reporting agency=不是征信机构`),
}

func tongue(code, list string) language {
	l := language{code, map[string]string{}}
	for entry := range strings.SplitSeq(list, ";") {
		from, to, ok := strings.Cut(strings.TrimSpace(entry), "=")
		if ok {
			l.words[from] = to
		}
	}
	return l
}
