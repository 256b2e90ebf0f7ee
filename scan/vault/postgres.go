package vault

import (
	"context"
	"crypto/tls"
	"database/sql"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// isDSN reports whether where names a PostgreSQL database rather than a folder.
func isDSN(where string) bool {
	return strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://")
}

// serverConnections is how many connections to PostgreSQL a program has at most.
const serverConnections = 8

// oldest is the oldest PostgreSQL that will do, as server_version_num says it.
const oldest = 130000

// configure reads a DSN. The rules for it are libpq's, with these besides: a
// password crosses a network encrypted or not at all, unless the DSN itself says
// sslmode=disable; and a server that does not prove who it is (verify-ca,
// verify-full) is never sent the password as it is, only an answer to its
// challenge.
func configure(dsn string) (*pgx.ConnConfig, error) {
	u, err := url.Parse(dsn)
	if err != nil {
		return nil, ErrDSN // its text would quote the password
	}
	c, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, ErrDSN
	}
	if u.Query().Get("sslmode") != "disable" {
		if err := encrypted(&c.Config); err != nil {
			return nil, err
		}
	}
	if c.RequireAuth == "" && remote(c.Host) && !proves(c.TLSConfig) && u.Query().Get("sslmode") != "disable" {
		c.RequireAuth = "!password"
	}
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = 10 * time.Second
	}
	c.DialFunc = (&net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 4}, Control: giveUpUnanswered}).DialContext
	c.RuntimeParams["search_path"] = schemaName
	c.RuntimeParams["application_name"] = "whohasme"
	c.RuntimeParams["idle_in_transaction_session_timeout"] = milliseconds(idleLimit)
	c.RuntimeParams["client_encoding"] = "UTF8"
	return c, nil
}

// encrypted leaves out the ways to a server that would send the password over a
// network in the clear: without a word about it, a connection that cannot be
// encrypted would be made all the same.
func encrypted(c *pgconn.Config) error {
	ways := append([]*pgconn.FallbackConfig{{Host: c.Host, Port: c.Port, TLSConfig: c.TLSConfig}}, c.Fallbacks...)
	var good []*pgconn.FallbackConfig
	for _, w := range ways {
		if w.TLSConfig != nil || !remote(w.Host) {
			good = append(good, w)
		}
	}
	if len(good) == 0 {
		return ErrPlain
	}
	c.Host, c.Port, c.TLSConfig, c.Fallbacks = good[0].Host, good[0].Port, good[0].TLSConfig, good[1:]
	return nil
}

// remote reports whether what is sent to a host leaves this machine.
func remote(host string) bool {
	if filepath.IsAbs(host) || strings.HasPrefix(host, "/") || strings.EqualFold(host, "localhost") {
		return false // a socket, or ourselves
	}
	ip, err := netip.ParseAddr(host)
	return err != nil || !ip.Unmap().IsLoopback()
}

// proves reports whether a server must prove who it is.
func proves(c *tls.Config) bool {
	return c != nil && (!c.InsecureSkipVerify || c.VerifyPeerCertificate != nil)
}

// openServer connects to the database that a DSN names.
func openServer(ctx context.Context, dsn string) (*store, error) {
	c, err := configure(dsn)
	if err != nil {
		return nil, err
	}
	db := stdlib.OpenDB(*c, stdlib.OptionAfterConnect(fit))
	db.SetMaxOpenConns(serverConnections)
	db.SetMaxIdleConns(serverConnections)
	db.SetConnMaxIdleTime(5 * time.Minute)
	s := &store{db: db, server: &server{patience: openPatience, opening: true, rerun: rehearsing}}
	if err := s.view(ctx, func(*tx) error { return nil }); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s.server.patience, s.server.doubt, s.server.opening = defaultPatience, doubtLimit, false
	return s, nil
}

// openPatience is how long a server that starts is waited for by who opens a vault.
const openPatience = 3 * time.Second

// rehearsing has every transaction run twice: for tests.
var rehearsing bool

// fit refuses a server that is too old.
func fit(ctx context.Context, c *pgx.Conn) error {
	var version int
	if err := c.QueryRow(ctx, `SELECT current_setting('server_version_num')::int`).Scan(&version); err != nil {
		return err
	}
	return recent(version)
}

func recent(version int) error {
	if version < oldest {
		return ErrOldServer
	}
	return nil
}

// reached puts the reason why there is no connection into our words; those of
// the layers below name the host and the user.
func reached(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch e.Code {
		case "28P01", "28000":
			return ErrLogin
		case "3D000":
			return ErrNoDatabase
		case "42501":
			return ErrRights
		}
		return errLost // it starts, or stops, or has no connection left
	}
	switch _, untrusted := errors.AsType[*tls.CertificateVerificationError](err); {
	case errors.Is(err, ErrOldServer):
		return ErrOldServer
	case untrusted, strings.Contains(err.Error(), "server refused TLS connection"), strings.Contains(err.Error(), "tls: "), strings.Contains(err.Error(), "x509: "):
		return ErrTLS
	case strings.Contains(err.Error(), "authentication method"):
		return ErrLogin
	}
	return errNobody
}

// passes reports whether what failed may do when it is tried again.
func passes(err error) bool {
	if errors.Is(err, errLost) || errors.Is(err, sql.ErrConnDone) {
		return true
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return false
	}
	switch e.Code {
	case "40001", "40P01", // in one another's way
		"57P01", "57P02", "57P03", "25P03", "53300": // shut down, starting, idle for too long, too many connections
		return true
	}
	return strings.HasPrefix(e.Code, "08")
}

// serverCause names what PostgreSQL said, or returns nil for what it did not say.
// Its own words may quote a row.
func serverCause(err error) error {
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return nil
	}
	switch e.Code {
	case "42501":
		return ErrRights
	case "53100", "53200":
		return ErrFull
	case "25006":
		return ErrReadOnly
	case "40001", "40P01", "55P03", "57014":
		return ErrBusy
	case "23502", "23505", "XX001", "XX002":
		return ErrDamaged
	}
	if serverBroken(err) {
		return ErrDamaged
	}
	return errors.New("the database refused (SQLSTATE " + e.Code + ")")
}

// serverBroken tells what only a damaged database says: a table or a column that
// is lost or of another kind, or what follows from that (25P02).
func serverBroken(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return false
	}
	switch e.Code {
	case "42P01", "42703", "42804", "42883", "3F000", "25P02", "XX001", "XX002":
		return true
	}
	return false
}
