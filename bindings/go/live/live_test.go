package live_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"strings"
	"testing"

	migra "libmigra.org/go"
	"libmigra.org/go/live"
)

// fake is a database that answers as it is told and writes down what it was asked.
type fake struct {
	log    []string
	refuse string
	answer string
	after  func() // called once BEGIN was run
}

func (f *fake) Connect(context.Context) (driver.Conn, error) { return f, nil }
func (f *fake) Driver() driver.Driver                        { return nil }
func (f *fake) Prepare(string) (driver.Stmt, error) {
	return nil, errors.New("no statements are prepared")
}
func (f *fake) Close() error              { return nil }
func (f *fake) Begin() (driver.Tx, error) { return nil, errors.New("the run says BEGIN itself") }

var errRefused = errors.New("the table is on fire")

func (f *fake) ExecContext(ctx context.Context, query string, _ []driver.NamedValue) (driver.Result, error) {
	f.log = append(f.log, query)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if f.refuse != "" && strings.Contains(query, f.refuse) {
		return nil, errRefused
	}
	if query == "BEGIN" && f.after != nil {
		f.after()
	}
	return driver.RowsAffected(0), nil
}

type rows struct{ values []driver.Value }

func (r *rows) Columns() []string { return []string{"answer"} }
func (r *rows) Close() error      { return nil }
func (r *rows) Next(into []driver.Value) error {
	if len(r.values) == 0 {
		return io.EOF
	}
	into[0], r.values = r.values[0], r.values[1:]
	return nil
}

func (f *fake) QueryContext(_ context.Context, query string, _ []driver.NamedValue) (driver.Rows, error) {
	f.log = append(f.log, query)
	switch f.answer {
	case "true":
		return &rows{[]driver.Value{true}}, nil
	case "null":
		return &rows{[]driver.Value{nil}}, nil
	}
	return &rows{}, nil
}

func makePlan(t *testing.T) *migra.Plan {
	report, err := migra.Analyze(context.Background(), strings.NewReader("CREATE TABLE t (a int);"),
		strings.NewReader("CREATE TABLE t (a int, b int); CREATE INDEX i ON t (b);"), &migra.ParseOptions{Dialect: "postgres"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(report.Close)
	return report.Plan()
}

func TestRun(t *testing.T) {
	f := &fake{answer: "true"}
	done, err := live.Run(context.Background(), sql.OpenDB(f), makePlan(t), live.Options{})
	if err != nil || done != 2 {
		t.Fatal(done, err)
	}
	all := strings.Join(f.log, "\n")
	if !strings.Contains(all, "BEGIN\nALTER TABLE public.t ADD COLUMN b integer\nSELECT EXISTS") || !strings.Contains(all, "COMMIT\nCREATE INDEX CONCURRENTLY") {
		t.Fatal(all)
	}
	down, err := live.Run(context.Background(), sql.OpenDB(&fake{answer: "true"}), makePlan(t), live.Options{RunOptions: migra.RunOptions{Down: true}})
	if err != nil || down != 2 {
		t.Fatal(down, err)
	}
}

func TestRefused(t *testing.T) {
	f := &fake{answer: "true", refuse: "ADD COLUMN"}
	done, err := live.Run(context.Background(), sql.OpenDB(f), makePlan(t), live.Options{})
	var e *live.Error
	if done != 0 || !errors.Is(err, errRefused) || !errors.As(err, &e) || e.Step != "s1" || f.log[len(f.log)-1] != "ROLLBACK" {
		t.Fatal(done, err, f.log)
	}
	for _, answer := range []string{"null", "none"} {
		f = &fake{answer: answer}
		if _, err = live.Run(context.Background(), sql.OpenDB(f), makePlan(t), live.Options{}); !errors.As(err, &e) || f.log[len(f.log)-1] != "ROLLBACK" {
			t.Fatal(err, f.log)
		}
	}
}

func TestManual(t *testing.T) {
	report, err := migra.Analyze(context.Background(), strings.NewReader("CREATE TABLE t (a varchar(9));"),
		strings.NewReader("CREATE TABLE t (a varchar(3) NOT NULL);"), &migra.ParseOptions{Dialect: "postgres"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer report.Close()
	if _, err = live.Run(context.Background(), sql.OpenDB(&fake{answer: "true"}), report.Plan(), live.Options{}); err == nil {
		t.Fatal("nobody was asked")
	}
	asked := ""
	_, err = live.Run(context.Background(), sql.OpenDB(&fake{answer: "true"}), report.Plan(), live.Options{Manual: func(_ context.Context, step, text string) error {
		asked = step + " " + text
		return nil
	}})
	if err != nil || !strings.Contains(asked, "NOT NULL") {
		t.Fatal(asked, err)
	}
}

func undecided(t *testing.T) (*migra.Diff, *migra.Schema) {
	c, err := migra.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	var made [2]*migra.Schema
	for i, sql := range []string{"CREATE TABLE t (a text, d interval DEFAULT '1.5 days', CHECK (length(far(a)::text) > 2));",
		"CREATE TABLE t (a text, d interval DEFAULT '1 day 12:00:00', CHECK (length(far(a)) > 2));"} {
		if made[i], err = c.Parse(context.Background(), strings.NewReader(sql), &migra.ParseOptions{Dialect: "postgres"}); err != nil {
			t.Fatal(err)
		}
	}
	diff, err := made[0].Diff(context.Background(), made[1], nil)
	if err != nil {
		t.Fatal(err)
	}
	return diff, made[1]
}

func TestSettle(t *testing.T) {
	diff, after := undecided(t)
	changes, err := diff.Changes()
	if err != nil || len(changes) != 3 || diff.UndecidedCount() != 3 || changes[0].Undecided == "" {
		t.Fatal(changes, err)
	}
	for _, told := range []struct {
		engine          fake
		left, undecided int
	}{{fake{answer: "true"}, 0, 0}, {fake{answer: "null"}, 3, 3}, {fake{answer: "true", refuse: "VIEW"}, 2, 2}} {
		settled, err := live.Settle(context.Background(), sql.OpenDB(&told.engine), diff)
		if err != nil {
			t.Fatal(err)
		}
		again, err := settled.Diff(context.Background(), after, nil)
		if err != nil {
			t.Fatal(err)
		}
		left, err := again.Changes()
		log := told.engine.log
		if err != nil || len(left) != told.left || again.UndecidedCount() != told.undecided || log[0] != "BEGIN" || log[len(log)-1] != "ROLLBACK" {
			t.Fatal(left, err, log)
		}
	}
}

func TestNobodyToSettle(t *testing.T) {
	diff, after := undecided(t)
	for _, refuse := range []string{"BEGIN", "ROLLBACK"} {
		if _, err := live.Settle(context.Background(), sql.OpenDB(&fake{answer: "true", refuse: refuse}), diff); !errors.Is(err, errRefused) {
			t.Fatal(err)
		}
	}
	ended, end := context.WithCancel(context.Background())
	f := &fake{answer: "true", after: end}
	if _, err := live.Settle(ended, sql.OpenDB(f), diff); !errors.Is(err, context.Canceled) || f.log[len(f.log)-1] != "ROLLBACK" {
		t.Fatal(err, f.log)
	}
	report, err := migra.Analyze(context.Background(), strings.NewReader("CREATE TABLE t (d interval DEFAULT '1.5 days');"),
		strings.NewReader("CREATE TABLE t (d interval DEFAULT '1 day 12:00:00');"), &migra.ParseOptions{Dialect: "postgres"}, nil)
	if err != nil || report.UndecidedCount() != 1 {
		t.Fatal(err)
	}
	report.Close()
	diff.Close()
	after.Close()
	if _, err := live.Settle(context.Background(), sql.OpenDB(&fake{}), diff); !errors.Is(err, migra.ErrMisuse) {
		t.Fatal(err)
	}
}
