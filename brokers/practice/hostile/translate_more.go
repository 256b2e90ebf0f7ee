package hostile

// further languages, shorter: the words that stand on nearly every list.
var further = []language{
	tongue("it", `age=età;lives in=vive a;used to live in=ha vissuto a;related to=parente di;people found=persone trovate;person found=persona trovata;years old=anni;results=risultati;records=schede;people=persone;found=trovati;search=cerca;sign in=accedi;
			log in=accedi;home=inizio;opt out=rimuovi;remove me=rimuovimi;accept=accetta;decline=rifiuta;view details=vedi dettagli;full record=scheda completa;current city=città attuale;prior cities=città precedenti;possible relatives=possibili parenti;
			name=nome;locations=luoghi;relatives=parenti;telephone=telefono;showing=mostra;of=di;and=e;the=il;for=per;previous=precedente;next=avanti;we have=abbiamo;profiles=profili;is not a consumer reporting agency=non è un'agenzia di informazioni;
			all people shown here are invented=tutte le persone sono inventate;no records=nessun risultato`),
	tongue("pt", `age=idade;lives in=mora em;used to live in=morou em;related to=parente de;people found=pessoas encontradas;person found=pessoa encontrada;years old=anos;results=resultados;records=registros;people=pessoas;found=encontradas;
			search=buscar;sign in=entrar;log in=entrar;home=início;opt out=sair;accept=aceitar;decline=recusar;view details=ver detalhes;full record=registro completo;current city=cidade atual;prior cities=cidades anteriores;
			possible relatives=possíveis parentes;name=nome;locations=lugares;relatives=parentes;telephone=telefone;showing=mostrando;of=de;and=e;the=o;for=para;previous=anterior;next=próxima;we have=temos;profiles=perfis;
			is not a consumer reporting agency=não é uma agência de crédito;all people shown here are invented=todas as pessoas são inventadas`),
	tongue("nl", `age=leeftijd;lives in=woont in;used to live in=woonde in;related to=familie van;people found=personen gevonden;person found=persoon gevonden;years old=jaar oud;results=resultaten;records=vermeldingen;people=personen;found=gevonden;
			search=zoeken;sign in=inloggen;log in=inloggen;home=start;opt out=afmelden;accept=akkoord;decline=weigeren;view details=details bekijken;full record=volledige vermelding;current city=woonplaats;prior cities=eerdere plaatsen;
			possible relatives=mogelijke familie;name=naam;locations=plaatsen;relatives=familie;telephone=telefoon;showing=toont;of=van;and=en;the=de;for=voor;previous=vorige;next=volgende;we have=wij hebben;profiles=profielen;
			is not a consumer reporting agency=is geen kredietbureau;all people shown here are invented=alle personen zijn verzonnen`),
	tongue("ru", `age=возраст;lives in=живёт в;used to live in=жил в;related to=родственник;people found=человек найдено;person found=человек найден;years old=лет;results=результаты;records=записи;people=люди;found=найдено;search=поиск;
			sign in=войти;log in=войти;home=главная;opt out=удалить;accept=принять;decline=отклонить;view details=подробнее;full record=полная запись;current city=город;prior cities=прежние города;possible relatives=родственники;name=имя;
			locations=места;relatives=родственники;telephone=телефон;showing=показано;of=из;and=и;the=эти;for=для;previous=назад;next=вперёд;we have=у нас;profiles=профили;is not a consumer reporting agency=не является кредитным бюро;
			all people shown here are invented=все люди вымышлены`),
	tongue("pl", `age=wiek;lives in=mieszka w;used to live in=mieszkał w;related to=krewni;people found=znalezionych osób;person found=znaleziona osoba;years old=lat;results=wyniki;records=wpisy;people=osoby;found=znaleziono;search=szukaj;
			sign in=zaloguj;log in=zaloguj;home=start;opt out=usuń;accept=akceptuj;decline=odrzuć;view details=szczegóły;full record=pełny wpis;current city=miasto;prior cities=poprzednie miasta;possible relatives=możliwi krewni;name=nazwisko;
			locations=miejsca;relatives=krewni;telephone=telefon;showing=pokazano;of=z;and=i;for=dla;previous=poprzednia;next=następna;we have=mamy;profiles=profile;is not a consumer reporting agency=nie jest biurem informacji`),
}
