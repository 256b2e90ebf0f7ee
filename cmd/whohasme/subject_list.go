package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
)

// clientLine is a subject as `subject list --json` prints it.
type clientLine struct {
	ID        string               `json:"id"`
	Authority string               `json:"authority"`
	Risk      string               `json:"risk"`
	To        string               `json:"to"`
	Withdrawn string               `json:"withdrawn"`
	Keepers   []string             `json:"keepers"`
	Safety    casebook.SafetyState `json:"safety"`
	Household string               `json:"household,omitempty"`
}

func (p *program) subjectList() *cobra.Command {
	var asJSON, mine bool
	c := &cobra.Command{
		Use: "list [--mine]", Short: "List subjects by id, without their names", Args: noArgs,
		Long: `List subjects by id: on what authority and until when, at what risk, who keeps
them, and where they stand with the safety questions ("waits": to be answered;
"no": an answer keeps letters back; "settled": letters may go; "-": none are
asked). In a clinic's vault a caseworker sees those assigned to them.

--mine: only those assigned to you; for a supervisor, those assigned to nobody.`,
		RunE: func(c *cobra.Command, _ []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			list, err := book.Clients(c.Context(), mine)
			if err != nil {
				return err
			}
			if asJSON {
				return p.printClients(list)
			}
			return p.tableClients(list)
		},
	}
	c.Flags().BoolVar(&mine, "mine", false, "only those assigned to you (supervisor: to nobody)")
	jsonFlag(c, &asJSON)
	return c
}

func (p *program) printClients(list []casebook.Client) error {
	for _, k := range list {
		line := clientLine{k.ID, string(k.Authority.Kind), string(k.Risk), k.Authority.To.String(), k.Authority.Withdrawn.String(),
			orEmpty(k.Keepers), k.Safety.State(), k.Household}
		if err := render.JSON(p.out, line); err != nil {
			return err
		}
	}
	return nil
}

// tableClients leaves out the columns that only a clinic needs where they would
// be empty.
func (p *program) tableClients(list []casebook.Client) error {
	keepers, safety := false, false
	for _, k := range list {
		keepers = keepers || len(k.Keepers) > 0
		safety = safety || k.Safety.Wanted
	}
	head := []string{"subject", "authority", "until", "withdrawn", "risk"}
	var rows [][]string
	for _, k := range list {
		row := []string{k.ID, string(k.Authority.Kind), k.Authority.To.String(), k.Authority.Withdrawn.String(), string(k.Risk)}
		if keepers {
			row = append(row, joinComma(k.Keepers))
		}
		if safety {
			row = append(row, string(k.Safety.State()))
		}
		rows = append(rows, row)
	}
	if keepers {
		head = append(head, "kept by")
	}
	if safety {
		head = append(head, "safety")
	}
	return render.Table(p.out, p.width(), head, rows)
}

func (p *program) subjectShow() *cobra.Command {
	var asFile bool
	c := &cobra.Command{
		Use: "show ID [--yaml]", Short: "Show what the vault knows of a subject; safe facts by label", Args: exactArgs(1, "a subject's id"),
		Long: `Show what the vault knows of a subject. Safe facts stand as their labels.

--yaml prints the subject's file, to be changed and given to "whohasme subject
edit ID --from FILE". A label such as "safe address 1" in it stands for the fact
that the vault has: leave it where it is to keep the fact.`,
		RunE: func(c *cobra.Command, args []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			s, err := book.Subject(c.Context(), args[0])
			if err = noSubject(s, err); err != nil {
				return fmt.Errorf("show subject: %w", err)
			}
			if !asFile {
				return render.Table(p.out, p.width(), []string{"fact", "value"}, subjectRows(s, book.Today()))
			}
			data, err := casebook.SubjectFile(s)
			if err == nil {
				_, err = p.out.Write(data)
			}
			return err
		},
	}
	c.Flags().BoolVar(&asFile, "yaml", false, "print the file that `subject edit --from` takes")
	return c
}

func (p *program) subjectHousehold() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "household ID", Short: "List the subjects of the same household, by id", Args: exactArgs(1, "a subject's id"),
		Long: `List the subjects whose files name the same household ("household: house-3"),
by id. Only those that you may open are listed. A record of one that names the
other is cleared by the request of the one it is about: "whohasme request
household FINDING" says so.`,
		RunE: func(c *cobra.Command, args []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			ids, err := book.Linked(c.Context(), args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return render.JSON(p.out, map[string]any{"subject": args[0], "household": orEmpty(ids)})
			}
			for _, id := range ids {
				fmt.Fprintln(p.out, id)
			}
			if len(ids) == 0 {
				p.say("Nobody else here is in a household with %s.", args[0])
			}
			return nil
		},
	}
	jsonFlag(c, &asJSON)
	return c
}

// readInput reads a file, or the standard input for "-".
func (p *program) readInput(file string) ([]byte, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: no such file, or not readable", file)
	}
	return data, nil
}
