package main

import "fmt"

// misuseOfRoles is about who may do what in a clinic.
func misuseOfRoles() (list []misuse) {
	list = []misuse{
		{name: "a caseworker takes another's client", as: "c-2", do: "subject assign case-1 c-2", rule: "no such subject"},
		{name: "a caseworker hands another's caseload to themself", as: "c-2", do: "subject assign --from c-1 --to c-2", rule: "role"},
		{name: "a client handed to nobody known", as: "c-1", do: "subject assign case-1 Brandt", rule: "no such member"},
		{name: "a client handed to an auditor", as: "c-1", do: "subject assign case-1 a-1", rule: "no such member"},
		{name: "a client handed to a machine", as: "owner", do: "subject assign case-1 w-1", rule: "no such member"},
		{name: "a caseworker removes their client", as: "c-1", do: "subject remove case-1 --yes", rule: "role"},
		{name: "a caseworker sets retention", as: "c-1", do: "vault retention --after-end 0", rule: "role"},
		{name: "a caseworker files under another's id", as: "c-2", do: "subject add --from $DIR/case-1-again.yaml", rule: "choose another id"},
		{name: "a member who was removed", as: "gone", do: "subject list", rule: "wrong passphrase or identity|not a member"},
		{name: "a caseworker reads a client who was handed on", as: "c-1", before: "subject assign case-1 c-2", do: "subject show case-1", rule: "no such subject"},
		{name: "the last supervisor removed", as: "owner", do: "vault member remove owner", rule: "the last supervisor stays"},
		{name: "a caseworker removed who keeps clients alone", as: "owner", do: "vault member remove c-1", rule: "hand them over|--to"},
		{name: "a caseworker admits a supervisor", as: "c-1", do: "vault member add s-9 --role supervisor --recipient $PUB", rule: "role"},
		{name: "a caseworker removes a member", as: "c-1", do: "vault member remove c-2", rule: "role"},
		{name: "an auditor admits themself as supervisor", as: "a-1", do: "vault member add s-9 --role supervisor --recipient $PUB", rule: "role"},
		{name: "a machine's key admits a supervisor", as: "w-1", do: "vault member add s-9 --role supervisor --recipient $PUB", rule: "role"},
		{name: "a role that is none", as: "owner", do: "vault member add s-9 --role director --recipient $PUB", rule: "supervisor, caseworker, auditor"},
		{name: "a caseworker purges their client", as: "c-1", do: "vault purge --subject case-1 --yes", rule: "role"},
		{name: "a caseworker purges another's client", as: "c-2", do: "vault purge --subject case-1 --yes", rule: "no such subject|role"},
		{name: "an auditor takes a copy", as: "a-1", do: "vault backup -o $DIR/copy", rule: "role"},
		{name: "a machine's key takes a copy", as: "w-1", do: "vault backup -o $DIR/copy", rule: "role"},
		{name: "somebody with a key of another vault", as: "own", do: "report", rule: "wrong passphrase or identity"},
	}
	for i, do := range []string{
		"subject show case-1", "subject show case-1 --yaml", "subject edit case-1 --from $DIR/case-1.yaml", "subject export case-1", "subject export case-1 --record case-1.far.1",
		"subject safety case-1", "subject safety case-1 --answer plan=yes", "subject household case-1", "subject withdraw case-1", "subject remove case-1 --yes",
		"scan --subject case-1", "scan --dry-run --subject case-1", "scan --reread --subject case-1", "scan --page $DIR/saved.html --broker corner --subject case-1 --seen 2026-11-19",
		"review --subject case-1", "review case-1.far.1 --verdict other", "reveal case-1.far.1", "evidence case-1.far.1", "report --subject case-1", "report --subject case-1 --format json",
		"plan --subject case-1", "letters --subject case-1 --format txt -o $DIR/out", "letters --dry-run --subject case-1", "request list --subject case-1", "request show case-1.far.suppress",
		"request sent case-1.far.suppress", "request answered case-1.far.suppress", "request refused case-1.far.suppress", "request fulfilled case-1.far.suppress", "request close case-1.far.suppress",
		"request undo case-1.far.suppress", "request forget residence --subject case-1", "request household case-1.far.1", "drop sheet --subject case-1", "drop filed --subject case-1", "drop status --subject case-1",
		"due --subject case-1",
	} {
		list = append(list, misuse{name: fmt.Sprintf("another's client, %d: %s", i, do), as: "c-2", do: do, rule: "no such (subject|finding|request)|wants|no such choice"})
	}
	for _, do := range []string{
		"", "subject list", "subject show case-1", "subject add --from $DIR/k0.yaml", "subject assign case-1 c-1", "report", "plan", "letters --format txt -o $DIR/out", "letters --dry-run", "review",
		"reveal case-1.far.1", "subject export case-1", "request list", "due", "drop sheet", "scan --subject case-1", "scan --dry-run", "subject safety case-1",
	} {
		list = append(list, misuse{name: "an auditor: whohasme " + do, as: "a-1", do: do, rule: "your role in this vault does not permit this"})
	}
	for _, do := range []string{
		"", "subject list", "subject show case-1", "subject add --from $DIR/k0.yaml", "report", "plan", "letters --format txt -o $DIR/out", "review", "reveal case-1.far.1", "evidence case-1.far.1",
		"subject export case-1", "subject assign case-1 c-2", "request list", "request sent case-1.far.suppress", "subject remove case-1 --yes",
	} {
		list = append(list, misuse{name: "a machine's key: whohasme " + do, as: "w-1", do: do, rule: "your role in this vault does not permit this"})
	}
	return append(list,
		misuse{name: "an auditor sets retention", as: "a-1", do: "vault retention --pages 3", rule: "role"},
		misuse{name: "a machine's key sets retention", as: "w-1", do: "vault retention --pages 3", rule: "role"})
}
