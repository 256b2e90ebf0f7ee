package vault

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"
)

// Many do everything at once, in any order, and nobody waits in a circle or
// fails for another.
func storeContention(t *testing.T) {
	a, path, u := made(t, "s0", "s1", "s2", "s3")
	b := opened(t, path, u)
	ctx := context.Background()
	const each = 6
	page := func(i int) []byte { return fmt.Appendf(nil, "page %d", i) }
	jobs := []func(v *Vault, i, n int) error{
		func(v *Vault, i, n int) error {
			return v.Append(ctx, envelope(fmt.Sprint("s", n%4), n), envelope("", n), envelope(fmt.Sprint("s", (n+1)%4), n))
		},
		func(v *Vault, i, n int) error {
			return v.Append(ctx, envelope(fmt.Sprint("s", (n+1)%4), n), envelope(fmt.Sprint("s", n%4), n), envelope("", n))
		},
		func(v *Vault, i, n int) error {
			e, f := envelope("s0", n), envelope("s1", n)
			e.Pages, f.Pages = [][]byte{page(n), page(n + 1)}, [][]byte{page(n + 1), page(n)}
			return v.Append(ctx, f, e)
		},
		func(v *Vault, i, n int) error {
			_, err := v.PutPage(ctx, fmt.Sprint("s", n%4), "example-people", page(n%3), noon.Add(time.Duration(n)*time.Hour))
			return err
		},
		func(v *Vault, i, n int) error {
			_, err := v.DropPages(ctx, noon.Add(time.Duration(n)*time.Hour), func(string) (bool, error) { return n%2 == 0, nil })
			return err
		},
		func(v *Vault, i, n int) error {
			return v.Memory("hosts").Save(ctx, map[string][]byte{"a": page(n), "b": page(n), "c": page(i)})
		},
		func(v *Vault, i, n int) error {
			return v.SubjectMemory(fmt.Sprint("s", n%4), "due").Save(ctx, map[string][]byte{"b": page(n), "a": page(n)})
		},
		func(v *Vault, i, n int) error {
			id := fmt.Sprintf("new-%d-%d", i, n)
			return v.AddSubject(ctx, id, envelope(id, n), envelope("", n))
		},
		func(v *Vault, i, n int) error {
			l, err := v.Lease(ctx, fmt.Sprint("broker/", n%2), time.Minute)
			if errors.Is(err, ErrTaken) {
				return nil
			}
			if err != nil {
				return err
			}
			return errors.Join(v.AppendUnder(ctx, l, envelope("s2", n), envelope("", n)), l.Renew(ctx), l.End(ctx, 0))
		},
		func(v *Vault, i, n int) error {
			damage, err := v.Verify(ctx)
			if len(damage) > 0 {
				err = fmt.Errorf("damage %v", damage)
			}
			return err
		},
	}
	var wg sync.WaitGroup
	for i, job := range jobs {
		for k, v := range []*Vault{a, b} {
			wg.Go(func() {
				for n := range each {
					if err := job(v, 2*i+k, n); err != nil {
						t.Errorf("job %d: %v", i, err)
						return
					}
				}
			})
		}
	}
	wg.Wait()
	clean(t, a)
	ids, err := b.Subjects(t.Context())
	ok(t, err)
	if len(ids) != 4+2*each {
		t.Errorf("%d subjects", len(ids))
	}
}
