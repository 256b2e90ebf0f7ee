package crawl

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
)

// errGuard is the refusal of an address that is not on the public internet.
var errGuard = errors.New("address refused")

// guard dials public addresses only. It looks at the address a name resolved
// to, so that no name, redirect or change of DNS leads into a private network.
type guard struct {
	loopback bool   // admit 127.0.0.0/8 and ::1
	proxy    string // host:port of the proxy, the only address dialed if set
	dial     func(ctx context.Context, network, addr string) (net.Conn, error)
}

// DialContext dials addr if the guard admits it.
func (g guard) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	if g.proxy != "" {
		return g.dialProxy(ctx, network, addr)
	}
	if g.dial == nil {
		d := net.Dialer{Timeout: dialTimeout, ControlContext: g.control}
		return d.DialContext(ctx, network, addr)
	}
	if host, _, err := net.SplitHostPort(addr); err != nil || !g.named(host) {
		return nil, errGuard
	}
	conn, err := g.dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	// A dialer of the caller's own resolves names itself, so its result is
	// looked at before a byte is sent.
	if ip, err := netip.ParseAddrPort(conn.RemoteAddr().String()); err == nil && !g.admits(ip.Addr()) {
		conn.Close()
		return nil, errGuard
	}
	return conn, nil
}

// dialProxy dials the proxy, which may be anywhere: the user named it.
func (g guard) dialProxy(ctx context.Context, network, addr string) (net.Conn, error) {
	if !strings.EqualFold(addr, g.proxy) {
		return nil, errGuard
	}
	dial := g.dial
	if dial == nil {
		dial = (&net.Dialer{Timeout: dialTimeout}).DialContext
	}
	conn, err := dial(ctx, network, addr)
	if err != nil {
		return nil, &proxyError{why: "cannot be used: " + cause(err, false)}
	}
	return conn, nil
}

// control is called by net.Dialer with each resolved address.
func (g guard) control(_ context.Context, _, addr string, _ syscall.RawConn) error {
	if ip, err := netip.ParseAddrPort(addr); err != nil || !g.admits(ip.Addr()) {
		return errGuard
	}
	return nil
}

// named reports whether a host may be asked for by this name, before it is
// resolved; behind a proxy it is the only look there is.
func (g guard) named(host string) bool {
	host = plainHost(host)
	if ip, err := netip.ParseAddr(host); err == nil {
		return g.admits(ip)
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return g.loopback
	}
	// 127.1, 0x7f.1 and 2130706433 are addresses to many resolvers.
	last := host[strings.LastIndexByte(host, '.')+1:]
	_, err := strconv.ParseUint(last, 0, 64)
	return err != nil && last != "" && !digits(last) && !private[last] && !strings.HasSuffix(host, ".home.arpa")
}

// private are endings of names that are never on the public internet: those
// kept for private networks (RFC 6762, RFC 8375, ICANN for .internal), and the
// ones that routers and offices give out. Clouds serve their machines' secrets
// at some of them; behind a proxy the name is all there is to see.
var private = map[string]bool{
	"internal": true, "local": true, "localdomain": true, "lan": true, "home": true, "corp": true, "intranet": true, "private": true,
	"metadata": true, "instance-data": true,
}

// admits reports whether an address is on the public internet, or on loopback
// where that is allowed.
func (g guard) admits(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if ip.IsLoopback() {
		return g.loopback
	}
	if translated.Contains(ip) { // a network without IPv4 reaches public sites this way
		b := ip.As16()
		return guard{}.admits(netip.AddrFrom4([4]byte(b[12:])))
	}
	if ip.Is6() && !public6.Contains(ip) {
		return false
	}
	for _, p := range refused {
		if p.Contains(ip) {
			return false
		}
	}
	return ip.IsValid()
}

// public6 is the only global unicast space of IPv6 that is assigned (RFC
// 4291); unique local, link-local, multicast, IPv4-compatible and local NAT64
// addresses are outside it.
var public6 = netip.MustParsePrefix("2000::/3")

// translated is the well-known prefix of NAT64 (RFC 6052): the last four bytes
// are an IPv4 address, and it is as public as that.
var translated = netip.MustParsePrefix("64:ff9b::/96")

// refused are the ranges of the IANA special-purpose registries (RFC 6890)
// and two addresses at which clouds serve their machines' secrets.
var refused = prefixes(
	"0.0.0.0/8",        // this network
	"10.0.0.0/8",       // private
	"100.64.0.0/10",    // carrier-grade NAT
	"169.254.0.0/16",   // link-local, cloud metadata
	"172.16.0.0/12",    // private
	"192.0.0.0/24",     // protocol assignments
	"192.0.2.0/24",     // documentation
	"192.88.99.0/24",   // 6to4 relay
	"192.168.0.0/16",   // private
	"198.18.0.0/15",    // benchmarks
	"198.51.100.0/24",  // documentation
	"203.0.113.0/24",   // documentation
	"224.0.0.0/4",      // multicast
	"240.0.0.0/4",      // reserved, broadcast
	"168.63.129.16/32", // Azure platform
	"2001::/23",        // protocol assignments, Teredo
	"2001:db8::/32",    // documentation
	"2002::/16",        // 6to4, embeds IPv4
	"3fff::/20",        // documentation
)

func prefixes(list ...string) []netip.Prefix {
	var out []netip.Prefix
	for _, s := range list {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}
