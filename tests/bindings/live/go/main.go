// runplan DRIVER SERVER DATABASE DIALECT VERSION BEFORE.sql AFTER.sql up|down|settle: as run_plan.py, over database/sql.
package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log"
	"os"

	_ "github.com/go-sql-driver/mysql"
	_ "github.com/lib/pq"
	_ "github.com/mattn/go-sqlite3"
	migra "libmigra.org/go"
	"libmigra.org/go/live"
)

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

func settle(ctx context.Context, db *sql.DB, before, after io.Reader, options *migra.ParseOptions) {
	c := must(migra.New(nil))
	defer c.Close()
	older, newer := must(c.Parse(ctx, before, options)), must(c.Parse(ctx, after, options))
	offline := must(older.Diff(ctx, newer, nil))
	asked := must(must(live.Settle(ctx, db, offline)).Diff(ctx, newer, nil))
	fmt.Printf("%d of %d undecided; %d of %d once asked\n", offline.UndecidedCount(), len(must(offline.Changes())), asked.UndecidedCount(), len(must(asked.Changes())))
}

func main() {
	driver, server, database := os.Args[1], os.Args[2], os.Args[3]
	source := map[string]string{
		"sqlite3":  database,
		"postgres": fmt.Sprintf("host=%s user=postgres dbname=%s sslmode=disable", server, database),
		"mysql":    fmt.Sprintf("root@unix(%s)/%s?charset=utf8mb4", server, database),
	}[driver]
	ctx, db := context.Background(), must(sql.Open(driver, source))
	defer db.Close()
	before, after := must(os.Open(os.Args[6])), must(os.Open(os.Args[7]))
	options := &migra.ParseOptions{Dialect: os.Args[4], EngineVersion: os.Args[5]}
	if os.Args[8] == "settle" {
		settle(ctx, db, before, after, options)
		return
	}
	report := must(migra.Analyze(ctx, before, after, options, nil))
	defer report.Close()
	done, err := live.Run(ctx, db, report.Plan(), live.Options{RunOptions: migra.RunOptions{Down: os.Args[8] == "down"}})
	var stopped *live.Error
	if errors.As(err, &stopped) {
		fmt.Printf("stopped at %s after %d: %T: %s\n", stopped.Step, stopped.StepsDone, stopped.Err, stopped.Message)
		return
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("done:", done)
}
