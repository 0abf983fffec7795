package migra_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	migra "libmigra.org/go"
)

// The conformance cases in Go; tests/conformance/README.md says what they are.

type sourceRow struct {
	SQL           string
	Files         [][]json.RawMessage // name, SQL, and for lint what else is known of the file
	Dialect       string
	EngineVersion string `json:"engine_version"`
	SourceName    string `json:"source_name"`
}

type ruleRow struct {
	ID, Title, Severity, Why, Fix, Does, On, Message, Suggestion string
	Dialects                                                     []string
	ProbeSQL                                                     string `json:"probe_sql"`
	Blocking                                                     bool
	FindingSeverity                                              string `json:"finding_severity"`
	ShowsAll                                                     bool   `json:"shows_all"`
}

type stepRow struct {
	Call, Of, ID, SQL string
	Diff              struct {
		Renames        string
		IgnoreOwners   bool `json:"ignore_owners"`
		IgnoreGrants   bool `json:"ignore_grants"`
		IgnoreComments bool `json:"ignore_comments"`
		Declared       map[string]string
	}
	Plan struct {
		Strategy      string
		StagedRenames string `json:"staged_renames"`
		OnlineTool    string `json:"online_tool"`
		SaveData      *bool  `json:"save_data"`
		BatchRows     uint32 `json:"batch_rows"`
	}
	Render struct {
		Format, Phase string
		Down, Color   bool
		PlanOnly      bool `json:"plan_only"`
		Verbosity     int
		Width         uint32
	}
	WithoutPlan bool `json:"without_plan"`
	Settings    map[string]string
	RuleOptions map[string]string `json:"rule_options"`
	Down        bool
	Phase       string
	FirstStep   int  `json:"first_step"`
	SkipChecks  bool `json:"skip_checks"`
	Answer      string
	Refuse      string
	Expect      struct {
		Text, Asked    lines
		Error, Message string
	}
}

// lines is a text, or a list of its lines.
type lines string

func (l *lines) UnmarshalJSON(text []byte) error {
	var list []string
	if json.Unmarshal(text, &list) == nil {
		*l = lines(strings.Join(list, "\n"))
		return nil
	}
	return json.Unmarshal(text, (*string)(l))
}

type caseRow struct {
	Context struct {
		MaxMemory      uint64 `json:"max_memory"`
		MaxBytes       uint32 `json:"max_bytes"`
		MaxDepth       uint32 `json:"max_depth"`
		MaxStatements  uint32 `json:"max_statements"`
		MaxDiagnostics uint32 `json:"max_diagnostics"`
	}
	Rules   []ruleRow
	Sources map[string]sourceRow
	Steps   []stepRow
}

func index(words, word string) int32 {
	for i, w := range strings.Fields(words) {
		if w == word {
			return int32(i)
		}
	}
	return 0
}

func severity(word string) migra.Severity {
	return migra.Severity(index("info warning error critical", word))
}

func setting(word string) migra.Setting {
	switch word {
	case "off":
		return migra.Off
	case "on":
		return migra.On
	}
	return migra.Setting(severity(word))
}

type world struct {
	test    *caseRow
	context *migra.Context
	asked   strings.Builder
}

func (w *world) addRule(r ruleRow) error {
	rule := migra.Rule{ID: r.ID, Title: r.Title, Severity: migra.SeverityWarning, Why: r.Why, Fix: r.Fix}
	if r.Severity != "" {
		rule.Severity = severity(r.Severity)
	}
	for _, d := range r.Dialects {
		rule.Dialects |= 1 << index("postgres mysql mariadb sqlite", d)
	}
	rule.Check = func(v *migra.RuleView) error {
		document, err := v.Diff().JSON()
		if err != nil {
			return err
		}
		w.asked.WriteString(r.ID + " " + string(document))
		if r.ShowsAll {
			w.show(v)
		}
		switch r.Does {
		case "pass":
			return migra.ErrPass
		case "stop":
			return &migra.Error{Status: migra.StatusCallback, Message: "a rule of the host asked to stop"}
		}
		changes, err := v.Changes()
		for i := range changes {
			if changes[i].Type != r.On || err != nil {
				continue
			}
			e := migra.Emission{Change: &changes[i], Blocking: r.Blocking, Message: r.Message, Suggestion: r.Suggestion, ProbeSQL: r.ProbeSQL}
			if r.FindingSeverity != "" {
				s := severity(r.FindingSeverity)
				e.Severity = &s
			}
			err = v.Emit(e)
		}
		return err
	}
	return w.context.AddRule(rule)
}

// show writes down what a rule sees beside the changes: both schemas and the plan.
func (w *world) show(v *migra.RuleView) {
	before, _ := v.Before().Dump()
	after, _ := v.After().Dump()
	w.asked.WriteString(before + after)
	if v.Plan() != nil {
		document, _ := v.Plan().JSON()
		w.asked.Write(document)
	}
}

func text(raw json.RawMessage) (s string) {
	_ = json.Unmarshal(raw, &s)
	return s
}

func (row *sourceRow) list() (list []migra.Source) {
	for _, f := range row.Files {
		list = append(list, migra.Source{Name: text(f[0]), SQL: strings.NewReader(text(f[1]))})
	}
	return list
}

func (row *sourceRow) lintFiles() (list []migra.LintFile) {
	for _, f := range row.Files {
		var more struct{ Transaction, Tool, History string }
		if len(f) > 2 {
			_ = json.Unmarshal(f[2], &more)
		}
		list = append(list, migra.LintFile{Name: text(f[0]), SQL: strings.NewReader(text(f[1])), Tool: more.Tool,
			Transaction: migra.Transaction(index("each file string auto", more.Transaction)), History: migra.History(index("new inserted edited", more.History))})
	}
	return list
}

func (w *world) source(name string) (*migra.Schema, error) {
	row := w.test.Sources[name]
	o := &migra.ParseOptions{Dialect: row.Dialect, EngineVersion: row.EngineVersion, SourceName: row.SourceName}
	if row.Files == nil {
		return w.context.Parse(background, strings.NewReader(row.SQL), o)
	}
	return w.context.Read(background, row.list(), o)
}

type printer interface {
	Render(migra.RenderOptions) (string, error)
	Close()
}

func (s *stepRow) print(p printer) (string, error) {
	defer p.Close()
	o := migra.RenderOptions{Format: s.Render.Format, Phase: s.Render.Phase, Down: s.Render.Down, PlanOnly: s.Render.PlanOnly,
		Color: s.Render.Color, Verbosity: s.Render.Verbosity, Width: s.Render.Width}
	if o.Format == "" {
		o.Format = "json"
	}
	return p.Render(o)
}

func (s *stepRow) analyzeOptions() *migra.AnalyzeOptions {
	o := &migra.AnalyzeOptions{Diff: s.diffOptions(), Plan: s.planOptions(), WithoutPlan: s.WithoutPlan, RuleOptions: s.RuleOptions,
		Settings: map[string]migra.Setting{}}
	for rule, word := range s.Settings {
		o.Settings[rule] = setting(word)
	}
	return o
}

func (s *stepRow) diffOptions() *migra.DiffOptions {
	d := s.Diff
	return &migra.DiffOptions{Renames: migra.Renames(index("auto never", d.Renames)), IgnoreOwners: d.IgnoreOwners,
		IgnoreGrants: d.IgnoreGrants, IgnoreComments: d.IgnoreComments, Declared: d.Declared}
}

func (s *stepRow) planOptions() *migra.PlanOptions {
	p := s.Plan
	return &migra.PlanOptions{Strategy: migra.Strategy(index("safe fast online", p.Strategy)),
		StagedRenames: migra.StagedRenames(index("by_strategy staged plain", p.StagedRenames)),
		OnlineTool:    migra.OnlineTool(index("none gh_ost pt_osc", p.OnlineTool)),
		DiscardData:   p.SaveData != nil && !*p.SaveData, BatchRows: p.BatchRows}
}

func (s *stepRow) run(plan *migra.Plan) (string, error) {
	defer plan.Close()
	run, err := plan.Run(migra.RunOptions{Down: s.Down, Phase: s.Phase, FirstStep: s.FirstStep, SkipChecks: s.SkipChecks})
	if err != nil {
		return "", err
	}
	defer run.Close()
	out := ""
	for {
		state, text := run.Next()
		step := run.Step()
		if step == "" {
			step = "s0"
		}
		out += fmt.Sprintf("%s %s %s\n", []string{"statement", "query", "manual", "done", "failed"}[state], step, text)
		if state >= migra.RunStateDone {
			return out + fmt.Sprintf("steps done: %d\n", run.StepsDone()), nil
		}
		if s.Refuse != "" && strings.Contains(text, s.Refuse) {
			err = run.Refused("refused by the host")
		} else {
			if state == migra.RunStateQuery && s.Answer != "" {
				err = run.Row(&s.Answer)
			}
			if err == nil {
				err = run.OK()
			}
		}
		if err != nil {
			return "", err
		}
	}
}

func (s *stepRow) settle(diff *migra.Diff, after *migra.Schema) (string, error) {
	changes, err := diff.Changes()
	if err != nil {
		return "", err
	}
	settle, err := diff.Settle()
	if err != nil {
		return "", err
	}
	defer settle.Close()
	out := ""
	for _, change := range changes {
		if change.Undecided != "" {
			out += change.ID + " " + change.Undecided + "\n"
		}
	}
	out += fmt.Sprintf("undecided: %d\n", diff.UndecidedCount())
	for err == nil {
		state, text := settle.Next()
		if state == migra.RunStateDone {
			break
		}
		out += []string{"statement", "query"}[state] + " " + text + "\n"
		if s.Refuse != "" && strings.Contains(text, s.Refuse) {
			err = settle.Refused()
			continue
		}
		if state == migra.RunStateQuery && s.Answer != "" {
			err = settle.Row(&s.Answer)
		}
		if err == nil {
			err = settle.OK()
		}
	}
	if err != nil {
		return "", err
	}
	return s.settled(settle, after, out+fmt.Sprintf("open: %d\n", settle.OpenCount()))
}

func (s *stepRow) settled(settle *migra.Settle, after *migra.Schema, out string) (string, error) {
	before, err := settle.Before()
	if err != nil {
		return "", err
	}
	defer before.Close()
	again, err := before.Diff(background, after, s.diffOptions())
	if err != nil {
		return "", err
	}
	text, err := s.print(again)
	return out + text, err
}

func (w *world) lint(s *stepRow) (string, error) {
	var base *migra.Schema
	var err error
	if s.Of != "" {
		if base, err = w.source(s.Of); err != nil {
			return "", err
		}
	}
	row := w.test.Sources["files"]
	report, err := w.context.Lint(background, row.lintFiles(), base, &migra.ParseOptions{Dialect: row.Dialect, EngineVersion: row.EngineVersion}, s.analyzeOptions())
	if err != nil {
		return "", err
	}
	return s.print(report)
}

func (w *world) assume() (string, error) {
	row := w.test.Sources["files"]
	base, result, err := w.context.ReadMigrations(background, row.list(), &migra.ParseOptions{Dialect: row.Dialect, EngineVersion: row.EngineVersion})
	if err != nil {
		return "", err
	}
	defer base.Close()
	defer result.Close()
	old, err := base.Dump()
	if err != nil {
		return "", err
	}
	made, err := result.Dump()
	return old + "--\n" + made, err
}

func objects(list []migra.Object, indent string) (out string) {
	for _, o := range list {
		out += indent + o.Kind()
		if o.Namespace() != "" {
			out += " " + o.Namespace()
		}
		out += " " + o.Name()
		if kind, ok, _ := o.Attribute("data_type"); ok {
			out += " " + kind
		}
		out += "\n" + objects(o.Children(), indent+"  ")
	}
	return out
}

func (w *world) pair(s *stepRow) (string, error) {
	before, err := w.source("before")
	if err != nil {
		return "", err
	}
	defer before.Close()
	after, err := w.source("after")
	if err != nil {
		return "", err
	}
	defer after.Close()
	switch s.Call {
	case "difference":
		return before.Difference(after)
	case "analyze":
		report, err := before.Analyze(background, after, s.analyzeOptions())
		if err != nil {
			return "", err
		}
		return s.print(report)
	}
	diff, err := before.Diff(background, after, s.diffOptions())
	if err != nil {
		return "", err
	}
	if s.Call == "diff" {
		return s.print(diff)
	}
	if s.Call == "settle" {
		return s.settle(diff, after)
	}
	plan, err := diff.Plan(background, s.planOptions())
	if err != nil {
		return "", err
	}
	if s.Call == "plan" {
		return s.print(plan)
	}
	return s.run(plan)
}

func (w *world) call(s *stepRow) (string, error) {
	switch s.Call {
	case "rules":
		text, err := w.context.RulesJSON(s.ID)
		return string(text), err
	case "guess":
		dialect, evidence := migra.GuessDialect(s.SQL)
		if dialect == "" {
			dialect = "none"
		}
		return dialect + ": " + evidence, nil
	case "feature":
		if migra.Feature(s.ID) {
			return "yes", nil
		}
		return "no", nil
	case "assume":
		return w.assume()
	case "lint":
		return w.lint(s)
	}
	if s.Of == "" {
		return w.pair(s)
	}
	schema, err := w.source(s.Of)
	if err != nil {
		return "", err
	}
	defer schema.Close()
	switch s.Call {
	case "parse":
		text, err := schema.JSON()
		return string(text), err
	case "dump":
		return schema.Dump()
	case "objects":
		return objects(schema.Objects(), ""), nil
	}
	return schema.DiagnosticsText(false)
}

func runCase(t *testing.T, path string) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, _ := io.ReadAll(f)
	w := world{test: &caseRow{}}
	if err := json.Unmarshal(text, w.test); err != nil {
		t.Fatal(err)
	}
	limits := w.test.Context
	w.context = newContext(t, &migra.Limits{MaxMemory: limits.MaxMemory, MaxBytes: limits.MaxBytes, MaxDepth: limits.MaxDepth, MaxStatements: limits.MaxStatements, MaxDiagnostics: limits.MaxDiagnostics})
	for _, r := range w.test.Rules {
		if err := w.addRule(r); err != nil {
			t.Fatal(err)
		}
	}
	for i := range w.test.Steps {
		s := &w.test.Steps[i]
		w.asked.Reset()
		got, err := w.call(s)
		var e *migra.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatal(err)
		}
		if e == nil {
			e = &migra.Error{Message: s.Expect.Message}
		}
		status := ""
		if e.Status != 0 {
			status = e.Status.String()
		}
		if status != s.Expect.Error || e.Message != s.Expect.Message || got != string(s.Expect.Text) || w.asked.String() != string(s.Expect.Asked) {
			t.Errorf("step %d (%s): %s %v\n%s\nexpected: %s %s\n%s\nasked: %s", i+1, s.Call, status, err, got, s.Expect.Error, s.Expect.Message, s.Expect.Text, w.asked.String())
		}
	}
}

func TestConformance(t *testing.T) {
	folder := os.Getenv("MIGRA_CONFORMANCE")
	if folder == "" {
		folder = filepath.Join("..", "..", "tests", "conformance", "cases")
	}
	paths, _ := filepath.Glob(filepath.Join(folder, "*.json"))
	if len(paths) == 0 {
		t.Skip("the cases stand in the library's repository, tests/conformance")
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) { runCase(t, path) })
	}
}
