package migra

// #include "shim.h"
import "C"

import (
	"context"
	"fmt"
	"unsafe"
)

// RunOptions choose what of a plan is run.
type RunOptions struct {
	Down       bool   // the way back
	Phase      string // "expand", "migrate" or "contract"; "": all
	FirstStep  int    // begin at this step, or at the first one of its transaction
	SkipChecks bool   // without the queries that say whether a step has been done
}

// Run is a plan handed out statement by statement. Package live drives it over database/sql.
type Run struct{ *handle }

// Run begins to run the plan on a connection that commits each statement by itself: it says BEGIN and COMMIT where they belong.
func (p *Plan) Run(options RunOptions) (*Run, error) {
	var m cmem
	defer m.free()
	o := (*C.migra_run_options)(m.zeroed(1, C.sizeof_migra_run_options))
	C.migra_run_options_init(o, C.sizeof_migra_run_options)
	o.down, o.skip_checks, o.phase, o.first_step = flag(options.Down), flag(options.SkipChecks), m.optional(options.Phase), C.uint32_t(options.FirstStep)
	var out *C.migra_run
	err := p.use(context.Background(), func(q unsafe.Pointer, e **C.migra_error) C.migra_status {
		return C.migra_run_new((*C.migra_plan)(q), o, &out, e)
	})
	if err != nil {
		return nil, err
	}
	return &Run{newHandle(p.core, unsafe.Pointer(out), func(q unsafe.Pointer) { C.migra_run_free((*C.migra_run)(q)) })}, nil
}

// Next is what to do now, the same until it is answered: SQL, what a person has to do, or why it stopped.
func (r *Run) Next() (state RunState, text string) {
	state = RunStateFailed
	r.ask(func(p unsafe.Pointer) {
		var s C.migra_string
		state = RunState(C.migra_run_next((*C.migra_run)(p), &s))
		text = goString(s)
	})
	return state, text
}

// Step is the id of the step that is being run, or at which it stopped; "" for what belongs to none.
func (r *Run) Step() (id string) {
	r.ask(func(p unsafe.Pointer) {
		if n := C.migra_run_step((*C.migra_run)(p)); n != 0 {
			id = fmt.Sprintf("s%d", n)
		}
	})
	return id
}

// StepsDone is the number of steps that are done for good.
func (r *Run) StepsDone() (n int) {
	r.ask(func(p unsafe.Pointer) { n = int(C.migra_run_steps_done((*C.migra_run)(p))) })
	return n
}

func (r *Run) tell(say func(*C.migra_run) C.migra_status) error {
	return r.use(context.Background(), func(p unsafe.Pointer, _ **C.migra_error) C.migra_status { return say((*C.migra_run)(p)) })
}

// Row tells the first column of a row of the answer to a query; nil is a null.
func (r *Run) Row(value *string) error {
	return r.tell(func(p *C.migra_run) C.migra_status {
		if value == nil {
			return C.migra_run_row(p, nil, 0)
		}
		data, n := bytesPointer([]byte(*value))
		return C.migra_run_row(p, data, n)
	})
}

// OK tells that it was done.
func (r *Run) OK() error {
	return r.tell(func(p *C.migra_run) C.migra_status { return C.migra_run_ok(p) })
}

// Refused tells that the engine refused, and in which words.
func (r *Run) Refused(message string) error {
	var m cmem
	defer m.free()
	words := m.text(message)
	return r.tell(func(p *C.migra_run) C.migra_status { return C.migra_run_refused(p, words) })
}
