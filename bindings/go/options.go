package migra

// #include "shim.h"
import "C"

import (
	"io"
	"sort"
	"unsafe"
)

// Limits bound what hostile input can cost. Zero stands for the library's default.
type Limits struct {
	MaxMemory      uint64 // bytes in use at once
	MaxBytes       uint32 // of one source
	MaxDepth       uint32 // nesting of expressions and queries
	MaxStatements  uint32 // of one source
	MaxDiagnostics uint32 // further ones are counted, not kept
}

// ParseOptions say how a source is read.
type ParseOptions struct {
	Dialect       string // "postgres", "mysql", "mariadb", "sqlite"; "": as the source says, else guessed
	EngineVersion string // "15", "8.0.36"; "": the newest known
	SourceName    string // for messages
}

// Source is one of several texts that are read in order.
type Source struct {
	Name string
	SQL  io.Reader
}

// DiffOptions say how two schemas are compared.
type DiffOptions struct {
	Renames        Renames
	IgnoreOwners   bool
	IgnoreGrants   bool
	IgnoreComments bool
	Declared       map[string]string // renames that are known: "table.column" to "new", "table" to "new_table"
}

// PlanOptions say how a plan goes about it.
type PlanOptions struct {
	Strategy      Strategy
	StagedRenames StagedRenames
	DiscardData   bool   // do not copy data before it is destroyed
	BatchRows     uint32 // rows a batch of a backfill; 0: the library's default
	OnlineTool    OnlineTool
}

// AnalyzeOptions are those of the whole analysis.
type AnalyzeOptions struct {
	Diff        *DiffOptions
	Plan        *PlanOptions
	WithoutPlan bool
	Settings    map[string]Setting // rules, or groups such as "data-loss"
	RuleOptions map[string]string  // "naming/table-pattern.pattern"
}

// Setting is another severity for a rule, or Off, or On (with the severity as shipped).
type Setting int32

// Settings beside severities, which are used as Setting(SeverityError).
const (
	Off = Setting(RuleSwitchOff)
	On  = Setting(RuleSwitchOn)
)

// RenderOptions say how a document is printed.
type RenderOptions struct {
	Format    string // "text" (also for ""), "json", "sql", "markdown", "sarif", "junit", "github", "gitlab", "html"
	Phase     string // "expand", "migrate" or "contract": only this phase of the plan
	Down      bool   // the way back instead of the plan
	PlanOnly  bool   // the plan without the rest of the report
	Color     bool   // terminal colours
	Verbosity int    // -1: the summary only, 1: everything
	Width     uint32 // columns to wrap at
}

// LintFile is a migration file, for Context.Lint.
type LintFile struct {
	Name        string
	SQL         io.Reader
	Transaction Transaction // how it is sent to the server
	Tool        string      // that runs it, for messages
	History     History
}

func flag(b bool) C.int32_t {
	if b {
		return 1
	}
	return 0
}

func (o *ParseOptions) c(m *cmem) *C.migra_parse_options {
	p := (*C.migra_parse_options)(m.zeroed(1, C.sizeof_migra_parse_options))
	C.migra_parse_options_init(p, C.sizeof_migra_parse_options)
	if o != nil {
		p.dialect, p.engine_version, p.source_name = m.optional(o.Dialect), m.optional(o.EngineVersion), m.optional(o.SourceName)
	}
	return p
}

func sortedKeys(in map[string]string) []string {
	keys := make([]string, 0, len(in))
	for key := range in {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func (o *DiffOptions) c(m *cmem) *C.migra_diff_options {
	p := (*C.migra_diff_options)(m.zeroed(1, C.sizeof_migra_diff_options))
	C.migra_diff_options_init(p, C.sizeof_migra_diff_options)
	if o == nil {
		return p
	}
	p.renames = C.int32_t(o.Renames)
	p.ignore_owners, p.ignore_grants, p.ignore_comments = flag(o.IgnoreOwners), flag(o.IgnoreGrants), flag(o.IgnoreComments)
	p.declared = (*C.migra_rename)(m.zeroed(uintptr(len(o.Declared)), C.sizeof_migra_rename))
	p.declared_count = C.size_t(len(o.Declared))
	list := unsafe.Slice((*C.migra_rename)(p.declared), len(o.Declared))
	for i, from := range sortedKeys(o.Declared) {
		list[i] = C.migra_rename{from: m.text(from), to: m.text(o.Declared[from])}
	}
	return p
}

func (o *PlanOptions) c(m *cmem) *C.migra_plan_options {
	p := (*C.migra_plan_options)(m.zeroed(1, C.sizeof_migra_plan_options))
	C.migra_plan_options_init(p, C.sizeof_migra_plan_options)
	if o != nil {
		p.strategy, p.staged_renames, p.online_tool = C.int32_t(o.Strategy), C.int32_t(o.StagedRenames), C.int32_t(o.OnlineTool)
		p.save_data, p.batch_rows = flag(!o.DiscardData), C.uint32_t(o.BatchRows)
	}
	return p
}

func (o *AnalyzeOptions) c(m *cmem) *C.migra_analyze_options {
	p := (*C.migra_analyze_options)(m.zeroed(1, C.sizeof_migra_analyze_options))
	C.migra_analyze_options_init(p, C.sizeof_migra_analyze_options)
	if o == nil {
		return p
	}
	p.diff, p.plan, p.without_plan = o.Diff.c(m), o.Plan.c(m), flag(o.WithoutPlan)
	p.settings = (*C.migra_rule_setting)(m.zeroed(uintptr(len(o.Settings)), C.sizeof_migra_rule_setting))
	names := make(map[string]string, len(o.Settings))
	for rule := range o.Settings {
		names[rule] = ""
	}
	settings := unsafe.Slice((*C.migra_rule_setting)(p.settings), len(o.Settings))
	for i, rule := range sortedKeys(names) {
		settings[i] = C.migra_rule_setting{rule: m.text(rule), severity: C.migra_severity(o.Settings[rule])}
	}
	p.rule_options = (*C.migra_rule_option)(m.zeroed(uintptr(len(o.RuleOptions)), C.sizeof_migra_rule_option))
	options := unsafe.Slice((*C.migra_rule_option)(p.rule_options), len(o.RuleOptions))
	for i, key := range sortedKeys(o.RuleOptions) {
		options[i] = C.migra_rule_option{key: m.text(key), value: m.text(o.RuleOptions[key])}
	}
	p.setting_count, p.rule_option_count = C.size_t(len(settings)), C.size_t(len(options))
	return p
}

func (o RenderOptions) c(m *cmem) *C.migra_render_options {
	p := (*C.migra_render_options)(m.zeroed(1, C.sizeof_migra_render_options))
	C.migra_render_options_init(p, C.sizeof_migra_render_options)
	p.format, p.phase = m.optional(o.Format), m.optional(o.Phase)
	p.down, p.plan_only, p.color = flag(o.Down), flag(o.PlanOnly), flag(o.Color)
	p.verbosity, p.width = C.int32_t(o.Verbosity), C.uint32_t(o.Width)
	return p
}
