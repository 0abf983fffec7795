package migra

// #include "shim.h"
import "C"

import (
	"context"
	"errors"
	"fmt"
	"runtime/cgo"
	"sync/atomic"
	"unsafe"
)

// Rule is a rule of the host. Every analysis with its context asks it from the moment it is added.
type Rule struct {
	ID       string // "team/no-varchar": lower case, digits, '-' and '/'; unique in the context
	Title    string // one line
	Severity Severity
	Dialects DialectBit // 0: all
	Why, Fix string
	// Check looks at the view and emits. It may return ErrPass: as if the rule were not there. Any other error stops the
	// analysis, which returns it; a panic goes on from there, too.
	Check func(view *RuleView) error
}

// ErrPass is what a rule returns that has nothing to say.
var ErrPass = errors.New("migra: the rule passes")

// RuleView is what a rule sees, valid while it runs.
type RuleView struct {
	core    *core
	here    *handle // is closed when the rule has run
	view    *C.migra_rule_view
	emitter *C.migra_emitter
}

func (v *RuleView) part(p unsafe.Pointer) *handle {
	return &handle{core: v.core, pointer: p, owner: v.here}
}

// Before is the schema before.
func (v *RuleView) Before() *Schema {
	return &Schema{v.part(unsafe.Pointer(C.migra_rule_view_before(v.live())))}
}

// After is the schema after.
func (v *RuleView) After() *Schema {
	return &Schema{v.part(unsafe.Pointer(C.migra_rule_view_after(v.live())))}
}

// Diff has the changes.
func (v *RuleView) Diff() *Diff {
	return wrapChanges(v.part(unsafe.Pointer(C.migra_rule_view_changes(v.live()))))
}

// Changes are the differences.
func (v *RuleView) Changes() ([]Change, error) { return v.Diff().Changes() }

// Plan is nil when none was asked for.
func (v *RuleView) Plan() *Plan {
	plan := C.migra_rule_view_plan(v.live())
	if plan == nil {
		return nil
	}
	return wrapPlan(v.part(unsafe.Pointer(plan)))
}

// live is NULL once the rule has run; the library answers that with NULL.
func (v *RuleView) live() *C.migra_rule_view {
	if v.here.pointer == nil {
		return nil
	}
	return v.view
}

// Emission is a finding as a rule reports it.
type Emission struct {
	Change     *Change   // what it is about; nil: the whole
	Severity   *Severity // nil: the rule's
	Blocking   bool      // a person must decide before the plan may run
	Message    string
	Suggestion string
	ProbeSQL   string
}

// Emit reports a finding.
func (v *RuleView) Emit(e Emission) error {
	if v.live() == nil {
		return &Error{StatusMisuse, "a rule's view is valid only while the rule runs"}
	}
	var m cmem
	defer m.free()
	d := (*C.migra_finding_def)(m.zeroed(1, C.sizeof_migra_finding_def))
	C.migra_finding_def_init(d, C.sizeof_migra_finding_def)
	if e.Change != nil {
		if d.change = v.find(e.Change.ID); d.change == nil {
			return &Error{StatusMisuse, "there is no change " + e.Change.ID}
		}
	}
	if e.Severity != nil {
		d.severity = C.migra_severity(*e.Severity)
	}
	d.blocking, d.message = flag(e.Blocking), m.text(e.Message)
	d.suggestion, d.probe_sql = m.optional(e.Suggestion), m.optional(e.ProbeSQL)
	if status := C.migra_emit(v.emitter, d); status != 0 {
		return &Error{Status(status), "the finding was not taken"}
	}
	return nil
}

func (v *RuleView) find(id string) *C.migra_change {
	changes := C.migra_rule_view_changes(v.view)
	for i := C.size_t(0); i < C.migra_changes_count(changes); i++ {
		change := C.migra_changes_at(changes, i)
		if fmt.Sprintf("c%d", C.migra_change_id(change)) == id {
			return change
		}
	}
	return nil
}

type registered struct {
	core  *core
	check func(*RuleView) error
}

// AddRule registers a rule.
func (c *Context) AddRule(r Rule) error {
	if r.Check == nil {
		return &Error{StatusMisuse, "a rule has a Check"}
	}
	var m cmem
	defer m.free()
	d := (*C.migra_rule_def)(m.zeroed(1, C.sizeof_migra_rule_def))
	C.migra_rule_def_init(d, C.sizeof_migra_rule_def)
	d.id, d.title, d.why, d.fix = m.text(r.ID), m.text(r.Title), m.optional(r.Why), m.optional(r.Fix)
	d.severity, d.dialects = C.migra_severity(r.Severity), C.uint32_t(r.Dialects)
	return c.use(context.Background(), func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		return C.migra_go_add_rule((*C.migra_context)(p), d, C.uintptr_t(cgo.NewHandle(&registered{c.core, r.Check})), e)
	})
}

//export migraGoCheck
func migraGoCheck(view *C.migra_rule_view, emitter *C.migra_emitter, h C.uintptr_t) (answer C.int32_t) {
	rule := cgo.Handle(h).Value().(*registered)
	v := &RuleView{core: rule.core, view: view, emitter: emitter, here: &handle{core: rule.core, pointer: unsafe.Pointer(view)}}
	atomic.StoreUintptr(&rule.core.ruleThread, uintptr(C.migra_go_thread()))
	defer func() {
		atomic.StoreUintptr(&rule.core.ruleThread, 0)
		v.here.pointer = nil
		if p := recover(); p != nil { // it must not unwind the library's frames
			rule.core.rulePanic = p
			answer = -1
		}
	}()
	err := rule.check(v)
	if errors.Is(err, ErrPass) {
		return passRule
	}
	if err != nil {
		rule.core.ruleError = err
		return -1
	}
	return 0
}

//export migraGoDestroy
func migraGoDestroy(h C.uintptr_t) { cgo.Handle(h).Delete() }
