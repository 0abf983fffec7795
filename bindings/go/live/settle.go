package live

import (
	"context"
	"database/sql"

	migra "libmigra.org/go"
)

// Settle asks a database that holds BEFORE what offline knowledge cannot settle (migra.Change.Undecided), on one connection of
// the pool. The schema returned is BEFORE in AFTER's words wherever the engine holds both for the same: compare that with AFTER.
//
// The database stays as it is. What it refuses to answer stays undecided; the driver's error is returned when the connection
// itself is lost, ctx.Err() when ctx is done.
func Settle(ctx context.Context, db *sql.DB, changes *migra.Diff) (*migra.Schema, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return SettleConn(ctx, conn, changes)
}

// SettleConn is Settle on a connection, on which no transaction is open.
func SettleConn(ctx context.Context, conn *sql.Conn, changes *migra.Diff) (*migra.Schema, error) {
	settle, err := changes.Settle()
	if err != nil {
		return nil, err
	}
	defer settle.Close()
	for {
		state, text := settle.Next()
		if state == migra.RunStateDone {
			return settle.Before()
		}
		if err := answer(ctx, conn, settle, state, text); err != nil {
			return nil, err
		}
	}
}

// answer tells what became of one statement; the error of one that nothing comes after.
func answer(ctx context.Context, conn *sql.Conn, settle *migra.Settle, state migra.RunState, text string) error {
	err := pose(ctx, conn, settle, state, text)
	if err == nil {
		return settle.OK()
	}
	if failed := settle.Refused(); failed != nil {
		return failed
	}
	next, rollback := settle.Next()
	if next == migra.RunStateDone {
		return err
	}
	if ctx.Err() != nil {
		_, _ = conn.ExecContext(context.Background(), rollback)
		return ctx.Err()
	}
	return nil
}

func pose(ctx context.Context, conn *sql.Conn, settle *migra.Settle, state migra.RunState, text string) error {
	if state == migra.RunStateQuery {
		return ask(ctx, conn, settle, text)
	}
	_, err := conn.ExecContext(ctx, text)
	return err
}
