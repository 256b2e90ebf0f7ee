package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// Damage is one thing wrong with a vault.
type Damage struct {
	Chain string `json:"chain"`         // subject id; "" for the vault
	N     int64  `json:"seq,omitempty"` // place in the chain; 0 when it is not about one event
	Text  string `json:"text"`          // a sentence without any fact about a person
}

// Verify recomputes every chain and opens every event and page. It returns
// what is wrong: changed, moved, missing or cut off events, pages that are not
// what their hash says, a changed list of members or subjects, a broken database. The
// error is for a vault that could not be looked at to the end.
func (v *Vault) Verify(ctx context.Context) ([]Damage, error) {
	var c check
	var writes uint64
	var unread error
	if v.store.end != nil { // first: what is committed after it was read only adds to the journal
		writes, unread = v.store.end.kept()
	}
	err := v.store.view(ctx, func(t *tx) error {
		c = check{v: v, t: t, writes: writes, unread: unread}
		return c.all()
	})
	return c.found, fault("verify vault", err)
}

// check is one run of Verify.
type check struct {
	v     *Vault
	t     *tx
	found []Damage

	writes uint64 // that the journal has seen, by the file beside it
	unread error  // why it could not be read
}

func (c *check) add(chain string, n int64, format string, args ...any) {
	c.found = append(c.found, Damage{chain, n, fmt.Sprintf(format, args...)})
}

// damage turns an error that damage explains into a finding, and hands back
// any other.
func (c *check) damage(chain, what string, err error) error {
	if broken(err) {
		c.add(chain, 0, "%s cannot be read", what)
		return nil
	}
	return err
}

func (c *check) all() error {
	if err := c.damage("", "the journal's database", c.database()); err != nil {
		return err
	}
	if err := c.damage("", "the journal's count of writes", c.end()); err != nil {
		return err
	}
	if err := c.damage("", "the list of members and subjects", c.roster()); err != nil {
		return err
	}
	chains, err := c.chains()
	if err != nil {
		return c.damage("", "the list of chains", err)
	}
	for _, chain := range chains {
		if err := c.chain(chain); err != nil {
			return err
		}
	}
	return nil
}

// database asks SQLite whether its own structure holds. SQLite answers in
// words for its makers, so only their number is passed on.
func (c *check) database() error {
	faults, err := c.t.faults(most)
	switch {
	case faults >= most:
		c.add("", 0, "the journal's database is damaged in %d places or more", faults)
	case faults > 1:
		c.add("", 0, "the journal's database is damaged in %d places", faults)
	case faults == 1:
		c.add("", 0, "the journal's database is damaged in one place")
	}
	return err
}

// end compares the journal with the file that says where it ends.
func (c *check) end() error {
	n, counts, err := c.t.writes()
	switch {
	case err != nil || !counts || c.v.store.end == nil:
		return err
	case errors.Is(c.unread, fs.ErrNotExist):
		c.add("", 0, "%s is missing, so nobody can say whether the journal's last writes are there", endFile)
	case errors.Is(c.unread, ErrDamaged):
		c.add("", 0, "%s is damaged, so nobody can say whether the journal's last writes are there", endFile)
	case c.unread != nil:
		return c.unread
	case c.writes == n+1:
		c.add("", 0, "the end of the journal is cut off: its last write is lost")
	case c.writes > n:
		c.add("", 0, "the end of the journal is cut off: its last %d writes are lost", c.writes-n)
	}
	return nil
}

// most is how many faults of the database are counted.
const most = 20

func (c *check) roster() error {
	ok, err := checkRoster(c.t, c.v.keys.roster)
	if err == nil && !ok {
		c.add("", 0, "the list of members and subjects, or a key, was changed")
	}
	if err != nil {
		return err
	}
	fits, err := c.v.fits(c.t)
	if err == nil && !fits {
		c.add("", 0, "the vault's key is not wrapped to the members listed; opening the vault mends that")
	}
	if err != nil {
		return err
	}
	n, err := c.t.strangers()
	if err == nil && n > 0 {
		c.add("", 0, "%d pages belong to no subject", n)
	}
	return err
}

// chains lists every chain that is or ought to be there.
func (c *check) chains() ([]string, error) {
	names, err := c.t.chains()
	if err != nil {
		return nil, err
	}
	rows, err := c.t.subjects()
	if err != nil {
		return nil, err
	}
	for _, s := range rows {
		names = append(names, s.id)
	}
	names = append(names, "")
	slices.Sort(names)
	return slices.Compact(names), nil
}

func (c *check) chain(chain string) error {
	k, err := c.keys(chain)
	if err != nil {
		return err
	}
	named, err := c.events(chain, k)
	if err := c.damage(chain, "the chain", err); err != nil {
		return err
	}
	if k == nil {
		return nil
	}
	if err := c.damage(chain, "the list of pages", c.pages(chain, k, named)); err != nil {
		return err
	}
	return c.damage(chain, "what is remembered", c.memory(chain, k))
}

// keys returns the keys of a chain, or nil when they are lost or somebody
// else's: the links can be recomputed without.
func (c *check) keys(chain string) (*chainKeys, error) {
	k, err := c.v.chainKeys(c.t, chain)
	if err == error(errOthers) {
		return nil, nil
	}
	if errors.Is(err, ErrNoSubject) {
		c.add(chain, 0, "the subject's key is missing")
		return nil, nil
	}
	if err != nil {
		return nil, c.damage(chain, "the subject's key", err)
	}
	return &k, nil
}

// events walks one chain and returns the ids of the pages it names.
func (c *check) events(chain string, k *chainKeys) (named map[string]bool, err error) {
	named = map[string]bool{}
	var last tip
	for {
		rows, err := c.t.events(chain, last.n, batch)
		if err != nil {
			return named, err
		}
		if len(rows) == 0 {
			return named, c.head(chain, last)
		}
		for _, row := range rows {
			c.event(k, last, row)
			for id := range slices.Chunk(row.pages, 32) {
				named[string(id)] = true
			}
			last = tip{row.n, row.link}
		}
	}
}

// event checks one event against the one before it.
func (c *check) event(k *chainKeys, before tip, row event) {
	switch whole := row.n == before.n+1; {
	case row.n == before.n+2:
		c.add(row.chain, before.n+1, "the event is missing")
	case !whole:
		c.add(row.chain, before.n+1, "the events from here to %d are missing", row.n-1)
	case !bytes.Equal(row.link, row.linkAfter(c.v.keys.link, before.link)):
		c.add(row.chain, row.n, "the event, or the link before it, was changed")
		return
	}
	// Behind a hole the link cannot be recomputed; the seal still tells.
	if k == nil {
		return
	}
	if _, err := row.openWith(*k); err != nil {
		c.add(row.chain, row.n, "the event does not open")
	}
}

// head compares the chain's sealed end with where the chain does end.
func (c *check) head(chain string, last tip) error {
	end, err := c.v.tip(c.t, chain)
	switch {
	case errors.Is(err, ErrDamaged):
		c.add(chain, 0, "the head is missing or was changed")
	case err != nil:
		return err
	case end.n > last.n:
		c.add(chain, last.n+1, "the end is cut off: the head counts %d events", end.n)
	case end.n < last.n:
		c.add(chain, end.n+1, "events follow that the head does not count")
	case !bytes.Equal(end.link, last.link):
		c.add(chain, last.n, "the head has another last link")
	}
	return nil
}

// pages opens every page of a subject, and looks for those that events name.
func (c *check) pages(subject string, k *chainKeys, named map[string]bool) error {
	for after := []byte{}; ; {
		pages, err := c.t.pages(subject, after, batch)
		if err != nil {
			return err
		}
		if len(pages) == 0 {
			break
		}
		for _, p := range pages {
			if _, err := k.openPage(p); err != nil && !errors.Is(err, ErrDropped) {
				c.add(subject, 0, "page %s is not what it was", pageName(p.id))
			}
			delete(named, string(p.id))
			after = p.id
		}
	}
	for id := range named {
		c.add(subject, 0, "page %s is missing", pageName([]byte(id)))
	}
	return nil
}

// memory opens every row that is remembered for a subject.
func (c *check) memory(subject string, k *chainKeys) error {
	rows, err := c.t.remembered(subject)
	for _, r := range rows {
		if _, err := k.remember.open(r.sealed, r.place()); err != nil {
			c.add(subject, 0, "something remembered between runs was changed")
		}
	}
	return err
}

// pageName names a page by the start of its keyed hash, which tells nothing.
func pageName(id []byte) string { return fmt.Sprintf("%.4x", id) }
