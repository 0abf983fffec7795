package migra

// #include "shim.h"
import "C"

import (
	"context"
	"encoding/json"
	"unsafe"
)

// A document is an object that is printed in several formats.
type document struct {
	*handle
	render func(unsafe.Pointer, *C.migra_render_options, **C.migra_text, **C.migra_error) C.migra_status
	json   func(unsafe.Pointer, **C.migra_text, **C.migra_error) C.migra_status
}

// JSON is the document of format migra.report/1, the same bytes in every language.
func (d *document) JSON() ([]byte, error) { return d.text(d.json) }

// Render prints the document.
func (d *document) Render(options RenderOptions) (string, error) {
	var m cmem
	defer m.free()
	o := options.c(&m)
	text, err := d.text(func(p unsafe.Pointer, out **C.migra_text, e **C.migra_error) C.migra_status {
		return d.render(p, o, out, e)
	})
	return string(text), err
}

func (d *document) decode(into any) error {
	text, err := d.JSON()
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	return err
}

// Diff is what differs between two schemas, in a stable order.
type Diff struct{ document }

func wrapChanges(h *handle) *Diff {
	return &Diff{document{h,
		func(p unsafe.Pointer, o *C.migra_render_options, out **C.migra_text, e **C.migra_error) C.migra_status {
			return C.migra_changes_render((*C.migra_changes)(p), o, out, e)
		},
		func(p unsafe.Pointer, out **C.migra_text, e **C.migra_error) C.migra_status {
			return C.migra_changes_to_json((*C.migra_changes)(p), out, e)
		}}}
}

func newDiff(c *core, p *C.migra_changes) *Diff {
	return wrapChanges(newHandle(c, unsafe.Pointer(p), func(p unsafe.Pointer) { C.migra_changes_free((*C.migra_changes)(p)) }))
}

// Changes are the differences.
func (d *Diff) Changes() ([]Change, error) {
	var r struct{ Changes []Change }
	err := d.decode(&r)
	return r.Changes, err
}

// UndecidedCount is how many of the changes are perhaps none (Change.Undecided): live.Settle asks an engine.
func (d *Diff) UndecidedCount() (n int) {
	d.ask(func(p unsafe.Pointer) { n = int(C.migra_changes_undecided_count((*C.migra_changes)(p))) })
	return n
}

// Plan makes the steps and the way back. That of a report's own changes is Report.Plan.
func (d *Diff) Plan(ctx context.Context, options *PlanOptions) (*Plan, error) {
	if d.owner != nil {
		return nil, &Error{StatusMisuse, "changes that belong to a report or a rule are not planned again"}
	}
	var m cmem
	defer m.free()
	o := options.c(&m)
	var out *C.migra_plan
	err := d.use(ctx, func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		return C.migra_plan_make((*C.migra_changes)(p), o, &out, e)
	})
	if err != nil {
		return nil, err
	}
	return wrapPlan(newHandle(d.core, unsafe.Pointer(out), func(p unsafe.Pointer) { C.migra_plan_free((*C.migra_plan)(p)) })), nil
}

// Plan is steps that turn one schema into the other, and the way back.
type Plan struct{ document }

func wrapPlan(h *handle) *Plan {
	return &Plan{document{h,
		func(p unsafe.Pointer, o *C.migra_render_options, out **C.migra_text, e **C.migra_error) C.migra_status {
			return C.migra_plan_render((*C.migra_plan)(p), o, out, e)
		},
		func(p unsafe.Pointer, out **C.migra_text, e **C.migra_error) C.migra_status {
			return C.migra_plan_to_json((*C.migra_plan)(p), out, e)
		}}}
}

// Details is the plan as values.
func (p *Plan) Details() (*PlanDetails, error) {
	var r struct {
		Plan     PlanDetails
		Rollback Rollback
	}
	if err := p.decode(&r); err != nil {
		return nil, err
	}
	r.Plan.Rollback = r.Rollback
	return &r.Plan, nil
}

// SQL is the script that the engine's own client runs; down: the way back.
func (p *Plan) SQL(down bool) (string, error) {
	return p.Render(RenderOptions{Format: "sql", Down: down})
}

// Report is all that is known about going from one schema to another.
type Report struct{ document }

func newReport(c *core, p *C.migra_report) *Report {
	h := newHandle(c, unsafe.Pointer(p), func(p unsafe.Pointer) { C.migra_report_free((*C.migra_report)(p)) })
	return &Report{document{h,
		func(p unsafe.Pointer, o *C.migra_render_options, out **C.migra_text, e **C.migra_error) C.migra_status {
			return C.migra_report_render((*C.migra_report)(p), o, out, e)
		},
		func(p unsafe.Pointer, out **C.migra_text, e **C.migra_error) C.migra_status {
			return C.migra_report_to_json((*C.migra_report)(p), out, e)
		}}}
}

// Changes are the differences.
func (r *Report) Changes() ([]Change, error) {
	var d struct{ Changes []Change }
	err := r.decode(&d)
	return d.Changes, err
}

// Findings are what rules say of the changes, worst first.
func (r *Report) Findings() ([]Finding, error) {
	var d struct{ Findings []Finding }
	err := r.decode(&d)
	return d.Findings, err
}

// Diagnostics are messages about the sources.
func (r *Report) Diagnostics() ([]Diagnostic, error) {
	var d struct{ Diagnostics []Diagnostic }
	err := r.decode(&d)
	return d.Diagnostics, err
}

// Plan is a part of the report, valid as long as that is open; nil when none was asked for.
func (r *Report) Plan() (plan *Plan) {
	r.ask(func(p unsafe.Pointer) {
		if made := C.migra_report_plan((*C.migra_report)(p)); made != nil {
			plan = wrapPlan(&handle{core: r.core, pointer: unsafe.Pointer(made), owner: r.handle})
		}
	})
	return plan
}

// Score is the risk, 0 to 100.
func (r *Report) Score() (score int) {
	r.ask(func(p unsafe.Pointer) { score = int(C.migra_report_score((*C.migra_report)(p))) })
	return score
}

// Level is the risk: "none", "low", "medium", "high" or "critical".
func (r *Report) Level() (level string) {
	r.ask(func(p unsafe.Pointer) { level = C.GoString(C.migra_report_level((*C.migra_report)(p))) })
	return level
}

// Safe tells whether nothing speaks against running the plan.
func (r *Report) Safe() (safe bool) {
	r.ask(func(p unsafe.Pointer) { safe = C.migra_report_safe((*C.migra_report)(p)) != 0 })
	return safe
}

// Unparsed is the number of statements that the report cannot vouch for.
func (r *Report) Unparsed() (n int) {
	r.ask(func(p unsafe.Pointer) { n = int(C.migra_report_unparsed((*C.migra_report)(p))) })
	return n
}

// UndecidedCount is how many of the changes are perhaps none (Change.Undecided).
func (r *Report) UndecidedCount() (n int) {
	r.ask(func(p unsafe.Pointer) {
		n = int(C.migra_changes_undecided_count(C.migra_report_changes((*C.migra_report)(p))))
	})
	return n
}

// Count is the number of findings at or above a severity.
func (r *Report) Count(severity Severity) (n int) {
	r.ask(func(p unsafe.Pointer) {
		n = int(C.migra_report_finding_count_from((*C.migra_report)(p), C.migra_severity(severity)))
	})
	return n
}
