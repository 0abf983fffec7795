// Package live runs a plan on a database/sql connection. The library says what comes next, in which transaction, and whether a
// step has been done; this package carries SQL and answers. Settle asks in the same way what only an engine knows.
//
// Reading a schema from a live database waits for introspection in the library: until then, hand it the output of pg_dump,
// mysqldump or sqlite3's .schema.
package live

import (
	"context"
	"database/sql"
	"fmt"

	migra "libmigra.org/go"
)

// Options choose what is run.
type Options struct {
	migra.RunOptions
	// Manual is asked when a person has something to do; it returns once that is done. Without it, the run stops there.
	Manual func(ctx context.Context, step, text string) error
}

// Error tells at which step a run stopped. The open transaction has been rolled back.
type Error struct {
	Step      string // "s3"; "" for what belongs to no step
	StepsDone int    // done for good
	Message   string
	Err       error // the driver's, or nil
}

func (e *Error) Error() string {
	return fmt.Sprintf("migra: the run stopped at %s: %s", e.Step, e.Message)
}

// Unwrap is the driver's error.
func (e *Error) Unwrap() error { return e.Err }

// Run runs the plan on one connection of the pool, and returns the number of steps done.
func Run(ctx context.Context, db *sql.DB, plan *migra.Plan, options Options) (int, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	return RunConn(ctx, conn, plan, options)
}

// RunConn runs the plan on a connection, on which no transaction is open.
func RunConn(ctx context.Context, conn *sql.Conn, plan *migra.Plan, options Options) (int, error) {
	run, err := plan.Run(options.RunOptions)
	if err != nil {
		return 0, err
	}
	defer run.Close()
	var cause error
	for {
		state, text := run.Next()
		switch state {
		case migra.RunStateDone:
			return run.StepsDone(), nil
		case migra.RunStateFailed:
			return run.StepsDone(), &Error{run.Step(), run.StepsDone(), text, cause}
		}
		if err := do(ctx, conn, run, state, text, options, cause != nil); err != nil {
			if cause == nil {
				cause = err
			}
			if err = run.Refused(err.Error()); err != nil {
				return run.StepsDone(), err
			}
		} else if err = run.OK(); err != nil {
			return run.StepsDone(), err
		}
	}
}

func do(ctx context.Context, conn *sql.Conn, run *migra.Run, state migra.RunState, text string, options Options, cleaning bool) error {
	if cleaning { // also when ctx is what ended the run
		ctx = context.Background()
	}
	switch state {
	case migra.RunStateManual:
		if options.Manual == nil {
			return fmt.Errorf("a person has to do this: %s", text)
		}
		return options.Manual(ctx, run.Step(), text)
	case migra.RunStateQuery:
		return ask(ctx, conn, run, text)
	}
	_, err := conn.ExecContext(ctx, text)
	return err
}

// rowTaker is a migra.Run or a migra.Settle.
type rowTaker interface{ Row(value *string) error }

func ask(ctx context.Context, conn *sql.Conn, taker rowTaker, query string) error {
	rows, err := conn.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	cells := make([]sql.NullString, len(columns))
	into := make([]any, len(columns))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		var value *string
		if cells[0].Valid {
			value = &cells[0].String
		}
		if err := taker.Row(value); err != nil {
			return err
		}
	}
	return rows.Err()
}
