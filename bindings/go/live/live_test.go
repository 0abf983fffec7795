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
