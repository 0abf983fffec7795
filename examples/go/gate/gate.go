// Package gate judges migrations before golang-migrate runs them: those that have been run are the schema that the others find.
package gate

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	migra "libmigra.org/go"
)

// Check reads NUMBER_name.up.sql and fails when a migration behind version has findings of severity error or worse.
func Check(ctx context.Context, folder fs.FS, dialect string, version uint64) error {
	c, err := migra.New(nil)
	if err != nil {
		return err
	}
	defer c.Close()
	names, err := fs.Glob(folder, "*.up.sql") // sorted by name: numbers have leading zeros
	if err != nil {
		return err
	}
	var done []migra.Source
	var fresh []migra.LintFile
	for _, name := range names {
		sql, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		number, _, _ := strings.Cut(path.Base(name), "_")
		if n, err := strconv.ParseUint(number, 10, 64); err == nil && n <= version {
			done = append(done, migra.Source{Name: name, SQL: strings.NewReader(string(sql))})
		} else {
			fresh = append(fresh, migra.LintFile{Name: name, SQL: strings.NewReader(string(sql)), Tool: "golang-migrate"})
		}
	}
	o := &migra.ParseOptions{Dialect: dialect}
	base, err := c.Read(ctx, done, o)
	if err != nil {
		return err
	}
	report, err := c.Lint(ctx, fresh, base, o, nil)
	if err != nil {
		return err
	}
	if report.Count(migra.SeverityError) == 0 {
		return nil
	}
	text, err := report.Render(migra.RenderOptions{Format: "text"})
	if err != nil {
		return err
	}
	return fmt.Errorf("migrations refused:\n%s", text)
}
