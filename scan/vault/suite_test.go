package vault

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan/vault/pgtest"
)

// suite are the tests that both stores must pass.
var suite = map[string]func(*testing.T){
	"AppendAndRead": storeAppendAndRead, "Heads": storeHeads, "HeadsAt": storeHeadsAt, "AppendIsAllOrNothing": storeAppendIsAllOrNothing,
	"AddSubject": storeAddSubject, "EventsStopAndAppendInside": storeEventsStopAndAppendInside, "ManyEventsKeepTheirOrder": storeManyEventsKeepTheirOrder,
	"EventsOfSomeKinds": storeEventsOfSomeKinds, "EventsAt": storeEventsAt, "Pages": storePages, "PackedPages": storePackedPages, "DropPages": storeDropPages,
	"Concurrent": storeConcurrent, "Contention": storeContention, "RoundTrip": storeRoundTrip, "NotText": storeNotText,
	"Memory": storeMemory, "MemoryIsSealed": storeMemoryIsSealed, "MemoryOfSubject": storeMemoryOfSubject, "MemoryFromManySides": storeMemoryFromManySides,
	"Passphrase": storePassphrase, "Identity": storeIdentity, "HybridIdentity": storeHybridIdentity, "Exists": storeExists,
	"FailedCreateLeavesNothing": storeFailedCreateLeavesNothing, "SecretsDoNotPrint": storeSecretsDoNotPrint, "Recovery": storeRecovery,
	"TwoProcessesAppend": storeTwoProcessesAppend, "Kill": storeKill, "KillDuringCreate": storeKillDuringCreate,
	"Tampering": storeTampering, "OneChangeOneDamage": storeOneChangeOneDamage, "EventsOfDamagedChain": storeEventsOfDamagedChain,
	"Migrate": storeMigrate,
	"Lease":   storeLease, "LeaseRunsOut": storeLeaseRunsOut, "LeaseRests": storeLeaseRests, "LeaseOfManySides": storeLeaseOfManySides,
	"WhoOpensWhat": storeWhoOpensWhat, "SubjectKeysAreWrappedApart": storeSubjectKeysAreWrappedApart, "Assign": storeAssign, "WhatRolesMayNot": storeWhatRolesMayNot, "RemoveMember": storeRemoveMember, "RecoveryIsNoLastSupervisor": storeRecoveryIsNoLastSupervisor,
	"Purge": storePurge, "ChangePassphrase": storeChangePassphrase, "PassphraseByRecovery": storePassphraseByRecovery, "PassphraseWithout": storePassphraseWithout, "Backup": storeBackup,
	"RestoreByPassphrase": storeRestoreByPassphrase, "BackupCutOrChanged": storeBackupCutOrChanged, "BackupWhileOthersWrite": storeBackupWhileOthersWrite, "BackupAfterPurge": storeBackupAfterPurge, "BackupOfDamaged": storeBackupOfDamaged,
	"AppendAfter": storeAppendAfter, "AppendAfterFromManySides": storeAppendAfterFromManySides,
	"AppendUnder": storeAppendUnder, "TokensGoOn": storeTokensGoOn, "LeaseOfKilledProcess": storeLeaseOfKilledProcess, "WrongClock": storeWrongClock,
}

func TestStoreSQLite(t *testing.T) { runSuite(t) }

// On PostgreSQL every transaction is run twice in the first round, to show that
// it may be.
func TestStorePostgres(t *testing.T) { pgtest.Shared(t); runSuite(t) }

func TestStorePostgresTwice(t *testing.T) {
	pgtest.Shared(t)
	rehearsing = true
	defer func() { rehearsing = false }()
	runSuite(t)
}

func runSuite(t *testing.T) {
	for name, test := range suite {
		if rehearsing && (strings.HasPrefix(name, "Kill") || name == "Tampering" || name == "EventsOfDamagedChain") {
			continue // they take long, and other transactions than the rest they have none
		}
		t.Run(name, test)
	}
}

// onPostgres reports whether a test is about the vault on PostgreSQL.
func onPostgres(t testing.TB) bool { return strings.Contains(t.Name(), "Postgres") }

// where is a place for a new vault, of the store that the test is about.
func where(t testing.TB) string {
	t.Helper()
	if onPostgres(t) {
		return pgtest.Shared(t).Database(t)
	}
	return filepath.Join(t.TempDir(), "vault")
}

var blob = regexp.MustCompile(`x'([0-9a-f]*)'`)

// tamper changes the tables behind the vault's back.
func tamper(t testing.TB, v *Vault, sql string) {
	t.Helper()
	if onPostgres(t) {
		sql = blob.ReplaceAllString(sql, `'\x$1'::bytea`)
	}
	_, err := v.store.db.Exec(sql)
	ok(t, err)
}
