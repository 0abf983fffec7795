package migra

// #include "shim.h"
import "C"

import (
	"context"
	"unsafe"
)

// Settle is questions about what is undecided, for a database that holds BEFORE; each is a transaction that is rolled back.
// Package live asks them over database/sql.
type Settle struct{ *handle }

// Settle begins to ask, on a connection that commits each statement by itself, what offline knowledge cannot settle.
func (d *Diff) Settle() (*Settle, error) {
	if d.owner != nil {
		return nil, &Error{StatusMisuse, "changes that belong to a report or a rule are not settled"}
	}
	var out *C.migra_settle
	err := d.use(context.Background(), func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		return C.migra_settle_new((*C.migra_changes)(p), &out, e)
	})
	if err != nil {
		return nil, err
	}
	return &Settle{newHandle(d.core, unsafe.Pointer(out), func(p unsafe.Pointer) { C.migra_settle_free((*C.migra_settle)(p)) })}, nil
}

// Next is what to do now, the same until it is answered: RunStateStatement, RunStateQuery or RunStateDone, and the SQL.
func (s *Settle) Next() (state RunState, text string) {
	state = RunStateDone
	s.ask(func(p unsafe.Pointer) {
		var sql C.migra_string
		state = RunState(C.migra_settle_next((*C.migra_settle)(p), &sql))
		text = goString(sql)
	})
	return state, text
}

func (s *Settle) tell(say func(*C.migra_settle) C.migra_status) error {
	return s.use(context.Background(), func(p unsafe.Pointer, _ **C.migra_error) C.migra_status { return say((*C.migra_settle)(p)) })
}

// Row tells the first column of a row of the answer to a query; nil is a null.
func (s *Settle) Row(value *string) error {
	return s.tell(func(p *C.migra_settle) C.migra_status {
		if value == nil {
			return C.migra_settle_row(p, nil, 0)
		}
		data, n := bytesPointer([]byte(*value))
		return C.migra_settle_row(p, data, n)
	})
}

// OK tells that it was done.
func (s *Settle) OK() error {
	return s.tell(func(p *C.migra_settle) C.migra_status { return C.migra_settle_ok(p) })
}

// Refused tells that the engine refused: what was asked stays undecided. The next question follows; none, when a transaction
// cannot be begun or ended.
func (s *Settle) Refused() error {
	return s.tell(func(p *C.migra_settle) C.migra_status { return C.migra_settle_refused(p) })
}

// OpenCount is how many are still undecided: refused, not asked yet, or not to be asked.
func (s *Settle) OpenCount() (n int) {
	s.ask(func(p unsafe.Pointer) { n = int(C.migra_settle_open_count((*C.migra_settle)(p))) })
	return n
}

// Before is BEFORE in AFTER's words wherever the engine holds both for the same: to be compared with AFTER once more.
func (s *Settle) Before() (*Schema, error) {
	var out *C.migra_schema
	err := s.use(context.Background(), func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		return C.migra_settle_before((*C.migra_settle)(p), &out, e)
	})
	if err != nil {
		return nil, err
	}
	return newSchema(s.core, out), nil
}
