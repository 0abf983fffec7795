package migra_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	migra "libmigra.org/go"
)

const (
	before = "CREATE TABLE t (id int PRIMARY KEY, a text);"
	after  = "CREATE TABLE t (id int PRIMARY KEY, a text, b int);"
)

var background = context.Background()

func parse(t testing.TB, c *migra.Context, sql, dialect string) *migra.Schema {
	t.Helper()
	s, err := c.Parse(background, strings.NewReader(sql), &migra.ParseOptions{Dialect: dialect, SourceName: "x.sql"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func newContext(t testing.TB, limits *migra.Limits) *migra.Context {
	t.Helper()
	c, err := migra.New(limits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestReport(t *testing.T) {
	c := newContext(t, nil)
	report, err := parse(t, c, before, "postgres").Analyze(background, parse(t, c, "CREATE TABLE t (id int PRIMARY KEY);", "postgres"), nil)
	if err != nil {
		t.Fatal(err)
	}
	changes, _ := report.Changes()
	findings, _ := report.Findings()
	if len(changes) != 1 || changes[0].Type != "drop_column" || changes[0].DataLoss != migra.DataLossCertain {
		t.Fatalf("changes: %+v", changes)
	}
	if f := findings[0]; f.Rule != "data-loss/drop-column" || f.Severity != migra.SeverityCritical || f.Location.Source != "x.sql" {
		t.Fatalf("finding: %+v", f)
	}
	if report.Safe() || report.Score() < 50 || report.Count(migra.SeverityCritical) != 1 || report.Unparsed() != 0 || report.Level() == "none" {
		t.Fatalf("score %d, level %s", report.Score(), report.Level())
	}
	plan, err := report.Plan().Details()
	if err != nil || plan.Verified != migra.VerifiedReplayed || plan.Rollback.DataRecovery[0].Object != "public.t.a" || len(plan.Steps()) < 2 {
		t.Fatalf("plan: %+v %v", plan, err)
	}
	kept := report.Plan()
	report.Close()
	report.Close()
	if _, err := kept.SQL(false); !errors.Is(err, migra.ErrMisuse) {
		t.Fatalf("a part of a closed report: %v", err)
	}
	if _, err := report.JSON(); !errors.Is(err, migra.ErrMisuse) || report.Score() != 0 {
		t.Fatalf("a closed report: %v", err)
	}
}

func TestResultsOutliveWhatTheyWereMadeOf(t *testing.T) {
	c := newContext(t, nil)
	old, fresh := parse(t, c, before, "postgres"), parse(t, c, after, "postgres")
	diff, err := old.Diff(background, fresh, nil)
	if err != nil {
		t.Fatal(err)
	}
	old.Close()
	fresh.Close()
	c.Close()
	plan, err := diff.Plan(background, &migra.PlanOptions{Strategy: migra.StrategyFast})
	if err != nil {
		t.Fatal(err)
	}
	diff.Close()
	if sql, err := plan.SQL(false); err != nil || !strings.Contains(sql, "ADD COLUMN b") {
		t.Fatalf("%s %v", sql, err)
	}
}

func TestSchema(t *testing.T) {
	c := newContext(t, nil)
	s := parse(t, c, before+"CREATE INDEX i ON t (a);", "postgres")
	var names []string
	for _, o := range s.Objects() {
		for _, child := range o.Children() {
			names = append(names, child.Kind()+" "+child.Name())
		}
		if o.Kind() != "table" {
			continue
		}
		if v, ok, err := o.Children()[0].Attribute("data_type"); v != "integer" || !ok || err != nil {
			t.Fatal(v, ok, err)
		}
		if _, ok, err := o.Children()[0].Attribute("default_value"); ok || err != nil {
			t.Fatal(ok, err)
		}
		if _, _, err := o.Attribute("colour"); !errors.Is(err, migra.ErrUnknown) {
			t.Fatal(err)
		}
	}
	if got := strings.Join(names, ", "); !strings.HasPrefix(got, "column id, column a") {
		t.Fatal(got)
	}
	dump, _ := s.Dump()
	if d, err := s.Difference(parse(t, c, dump, "postgres")); d != "" || err != nil {
		t.Fatal(d, err)
	}
	if s.Dialect() != "postgres" || s.TableCount() != 1 || s.SourceName() != "x.sql" || s.DialectEvidence() != "" {
		t.Fatal(s.Dialect(), s.TableCount())
	}
}

func TestDiagnosticsAreNoErrors(t *testing.T) {
	c := newContext(t, nil)
	s := parse(t, c, "CREATE TABLE t (a int;\nCREATE TABLE u (b int);", "postgres")
	d, err := s.Diagnostics()
	statements, _ := s.Statements()
	text, _ := s.DiagnosticsText(false)
	if err != nil || len(d) != 1 || d[0].Code != "syntax" || statements[1].Understood != migra.UnderstoodFull || !strings.Contains(text, "^") {
		t.Fatalf("%+v %+v %v", d, statements, err)
	}
}

func TestFolderOfMigrations(t *testing.T) {
	c := newContext(t, nil)
	sources := func() []migra.Source {
		return []migra.Source{{Name: "1.sql", SQL: strings.NewReader(before)}, {Name: "2.sql", SQL: strings.NewReader("ALTER TABLE t ADD b int;")}}
	}
	s, err := c.Read(background, sources(), &migra.ParseOptions{Dialect: "mysql"})
	if err != nil {
		t.Fatal(err)
	}
	if d, err := s.Difference(parse(t, c, after, "mysql")); d != "" || err != nil {
		t.Fatal(d, err)
	}
	base, result, err := c.ReadMigrations(background, sources()[1:], &migra.ParseOptions{Dialect: "postgres"})
	if err != nil {
		t.Fatal(err)
	}
	diff, _ := base.Diff(background, result, nil)
	if changes, _ := diff.Changes(); len(changes) != 1 || changes[0].Type != "add_column" {
		t.Fatalf("%+v", changes)
	}
}

func TestErrors(t *testing.T) {
	c := newContext(t, nil)
	small := newContext(t, &migra.Limits{MaxBytes: 10})
	pg, my := parse(t, c, before, "postgres"), parse(t, c, before, "mysql")
	for _, test := range []struct {
		kind error
		call func() error
	}{
		{migra.ErrUnknown, func() error {
			_, err := c.Parse(background, strings.NewReader(""), &migra.ParseOptions{Dialect: "oracle"})
			return err
		}},
		{migra.ErrUnknown, func() error { _, err := c.Rules("no/such"); return err }},
		{migra.ErrMismatch, func() error { _, err := pg.Diff(background, my, nil); return err }},
		{migra.ErrLimit, func() error { _, err := small.Parse(background, strings.NewReader(before), nil); return err }},
		{migra.ErrMisuse, func() error {
			return c.AddRule(migra.Rule{ID: "Loud", Title: "x", Check: func(*migra.RuleView) error { return nil }})
		}},
	} {
		err := test.call()
		var e *migra.Error
		if !errors.Is(err, test.kind) || !errors.As(err, &e) || e.Message == "" {
			t.Errorf("%v instead of %v", err, test.kind)
		}
		if errors.Is(err, migra.ErrNoMemory) {
			t.Errorf("%v is of every kind", err)
		}
	}
}

func TestRules(t *testing.T) {
	c := newContext(t, nil)
	critical := migra.SeverityCritical
	var kept *migra.RuleView
	err := c.AddRule(migra.Rule{ID: "team/no-columns", Title: "No new columns", Check: func(v *migra.RuleView) error {
		kept = v
		changes, err := v.Changes()
		if err != nil {
			return err
		}
		dump, err := v.After().Dump()
		if err != nil || !strings.Contains(dump, "b integer") || v.Plan() == nil || v.Before().TableCount() != 1 {
			return errors.New("the view is wrong: " + dump)
		}
		return v.Emit(migra.Emission{Change: &changes[0], Severity: &critical, Blocking: true, Message: "a column is added", Suggestion: "ask"})
	}})
	if err != nil {
		t.Fatal(err)
	}
	report, err := parse(t, c, before, "postgres").Analyze(background, parse(t, c, after, "postgres"), nil)
	if err != nil {
		t.Fatal(err)
	}
	findings, _ := report.Findings()
	found := false
	for _, f := range findings {
		found = found || f.Rule == "team/no-columns" && f.Severity == critical && f.Blocking && f.Change == "c1" && f.Suggestion == "ask"
	}
	if !found {
		t.Fatalf("%+v", findings)
	}
	if err := kept.Emit(migra.Emission{Message: "late"}); !errors.Is(err, migra.ErrMisuse) {
		t.Fatal(err)
	}
	if _, err := kept.Changes(); !errors.Is(err, migra.ErrMisuse) {
		t.Fatal(err)
	}
}

func TestErrorsAndPanicsOfRules(t *testing.T) {
	c := newContext(t, nil)
	mine, how := errors.New("mine"), ""
	old, fresh := parse(t, c, before, "postgres"), parse(t, c, after, "postgres")
	err := c.AddRule(migra.Rule{ID: "team/fails", Title: "Fails", Check: func(v *migra.RuleView) error {
		switch how {
		case "panic":
			panic(mine)
		case "pass":
			return migra.ErrPass
		case "nested":
			_, err := old.Analyze(background, fresh, nil) // of the same context, from within a rule
			return err
		case "other calls":
			_, err := old.Dump()
			return err
		}
		return mine
	}})
	if err != nil {
		t.Fatal(err)
	}
	analyze := func() error {
		_, err := old.Analyze(background, fresh, nil)
		return err
	}
	if err := analyze(); err != mine {
		t.Fatal(err)
	}
	how = "pass"
	if err := analyze(); err != nil {
		t.Fatal(err)
	}
	how = "nested"
	if err := analyze(); !errors.Is(err, migra.ErrMisuse) {
		t.Fatal(err)
	}
	how = "other calls"
	if err := analyze(); err != nil {
		t.Fatal(err)
	}
	how = "panic"
	func() {
		defer func() {
			if p := recover(); p != mine {
				t.Fatal(p)
			}
		}()
		_ = analyze()
		t.Fatal("no panic")
	}()
	how = "pass"
	if err := analyze(); err != nil {
		t.Fatal(err)
	}
}

func TestGoroutinesShareASchema(t *testing.T) {
	c := newContext(t, nil)
	old, fresh := parse(t, c, before, "postgres"), parse(t, c, after, "postgres")
	first, err := old.Analyze(background, fresh, nil)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := first.JSON()
	var group sync.WaitGroup
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for k := 0; k < 10; k++ {
				report, err := old.Analyze(background, fresh, nil) // not closed: left to the garbage collector
				if err != nil {
					t.Error(err)
					return
				}
				if got, _ := report.JSON(); string(got) != string(want) {
					t.Error("another document")
				}
			}
			runtime.GC()
		}()
	}
	group.Wait()
}

func TestWhatIsNotClosedIsCollected(t *testing.T) {
	c := newContext(t, nil)
	old, fresh := parse(t, c, before, "postgres"), parse(t, c, after, "postgres")
	start := c.Memory()
	for i := 0; i < 20; i++ {
		if _, err := old.Analyze(background, fresh, nil); err != nil {
			t.Fatal(err)
		}
	}
	for i := 0; i < 100 && c.Memory() > start; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	if c.Memory() > start {
		t.Fatalf("%d bytes, %d at the start", c.Memory(), start)
	}
}

func TestContextDone(t *testing.T) {
	c := newContext(t, nil)
	ctx, cancel := context.WithCancel(background)
	cancel()
	if _, err := c.Parse(ctx, strings.NewReader(before), nil); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	var large strings.Builder
	for i := 0; large.Len() < 8<<20; i++ {
		large.WriteString(strings.ReplaceAll("CREATE TABLE t# (a int PRIMARY KEY, b text DEFAULT 'x', c numeric(10,2) CHECK (c > 0));\n", "#", strings.Repeat("x", i%9)+time.Duration(i).String()))
	}
	ctx, cancel = context.WithTimeout(background, 20*time.Millisecond)
	defer cancel()
	if _, err := c.Parse(ctx, strings.NewReader(large.String()), &migra.ParseOptions{Dialect: "postgres"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	parse(t, c, before, "postgres") // the context works again
}
