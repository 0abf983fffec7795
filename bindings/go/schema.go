package migra

// #include "shim.h"
import "C"

import (
	"context"
	"encoding/json"
	"io"
	"unsafe"
)

// Schema is what results from applying statements in order.
type Schema struct{ *handle }

func newSchema(c *core, p *C.migra_schema) *Schema {
	return &Schema{newHandle(c, unsafe.Pointer(p), func(p unsafe.Pointer) { C.migra_schema_free((*C.migra_schema)(p)) })}
}

// fill reads the sources and finishes the schema.
func (s *Schema) fill(ctx context.Context, sources []Source) error {
	for _, source := range sources {
		text, err := io.ReadAll(source.SQL)
		if err != nil {
			return err
		}
		var m cmem
		name := m.text(source.Name)
		data, n := bytesPointer(text)
		err = s.use(ctx, func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
			return C.migra_schema_read((*C.migra_schema)(p), name, data, n, e)
		})
		m.free()
		if err != nil {
			return err
		}
	}
	return s.use(ctx, func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		return C.migra_schema_finish((*C.migra_schema)(p), e)
	})
}

func (s *Schema) name(ask func(*C.migra_schema) *C.char) (name string) {
	s.ask(func(p unsafe.Pointer) {
		if z := ask((*C.migra_schema)(p)); z != nil {
			name = C.GoString(z)
		}
	})
	return name
}

// Dialect is "postgres", "mysql", "mariadb" or "sqlite".
func (s *Schema) Dialect() string {
	return s.name(func(p *C.migra_schema) *C.char { return C.migra_schema_dialect(p) })
}

// DialectEvidence tells what a guess of the dialect rests on; "" when it was given.
func (s *Schema) DialectEvidence() string {
	return s.name(func(p *C.migra_schema) *C.char { return C.migra_schema_dialect_evidence(p) })
}

// EngineVersion is the version as it was given, else the newest one known.
func (s *Schema) EngineVersion() string {
	return s.name(func(p *C.migra_schema) *C.char { return C.migra_schema_engine_version(p) })
}

// SourceName is the name of the source, or of the whole when several were read.
func (s *Schema) SourceName() string {
	return s.name(func(p *C.migra_schema) *C.char { return C.migra_schema_source_name(p) })
}

// TableCount is the number of tables.
func (s *Schema) TableCount() (n int) {
	s.ask(func(p unsafe.Pointer) { n = int(C.migra_schema_table_count((*C.migra_schema)(p))) })
	return n
}

// Dump is canonical DDL: one spelling for equal schemas.
func (s *Schema) Dump() (string, error) {
	text, err := s.text(func(p unsafe.Pointer, out **C.migra_text, e **C.migra_error) C.migra_status {
		return C.migra_schema_print((*C.migra_schema)(p), out, e)
	})
	return string(text), err
}

// JSON has statements and diagnostics, format migra.parse/1.
func (s *Schema) JSON() ([]byte, error) {
	return s.text(func(p unsafe.Pointer, out **C.migra_text, e **C.migra_error) C.migra_status {
		return C.migra_schema_to_json((*C.migra_schema)(p), out, e)
	})
}

func (s *Schema) document() (d struct {
	Statements  []Statement
	Diagnostics []Diagnostic
}, err error) {
	text, err := s.JSON()
	if err == nil {
		err = json.Unmarshal(text, &d)
	}
	return d, err
}

// Statements are those that were read, and how much of each is in the model.
func (s *Schema) Statements() ([]Statement, error) {
	d, err := s.document()
	return d.Statements, err
}

// Diagnostics are messages about the sources, in order of place.
func (s *Schema) Diagnostics() ([]Diagnostic, error) {
	d, err := s.document()
	return d.Diagnostics, err
}

// DiagnosticsText shows the diagnostics as compilers do.
func (s *Schema) DiagnosticsText(color bool) (string, error) {
	var m cmem
	defer m.free()
	o := (*C.migra_diagnostics_options)(m.zeroed(1, C.sizeof_migra_diagnostics_options))
	C.migra_diagnostics_options_init(o, C.sizeof_migra_diagnostics_options)
	o.color = flag(color)
	text, err := s.text(func(p unsafe.Pointer, out **C.migra_text, e **C.migra_error) C.migra_status {
		return C.migra_schema_diagnostics_to_text((*C.migra_schema)(p), o, out, e)
	})
	return string(text), err
}

// Difference describes the first difference; "" when an engine would hold both schemas equal.
func (s *Schema) Difference(other *Schema) (string, error) {
	text, err := s.text(func(p unsafe.Pointer, out **C.migra_text, e **C.migra_error) C.migra_status {
		var equal C.int32_t
		return C.migra_schema_equal((*C.migra_schema)(p), (*C.migra_schema)(other.open()), &equal, out, e)
	})
	return string(text), err
}

// Diff compares the schema with another one of the same context.
func (s *Schema) Diff(ctx context.Context, after *Schema, options *DiffOptions) (*Diff, error) {
	var m cmem
	defer m.free()
	o := options.c(&m)
	var out *C.migra_changes
	err := s.use(ctx, func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		return C.migra_diff((*C.migra_schema)(p), (*C.migra_schema)(after.open()), o, &out, e)
	})
	if err != nil {
		return nil, err
	}
	return newDiff(s.core, out), nil
}

// Analyze compares, plans and asks all rules. What a rule returns as its error is returned; what it panics with goes on here.
func (s *Schema) Analyze(ctx context.Context, after *Schema, options *AnalyzeOptions) (*Report, error) {
	var m cmem
	defer m.free()
	o := options.c(&m)
	var out *C.migra_report
	err := s.use(ctx, func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		return C.migra_analyze((*C.migra_schema)(p), (*C.migra_schema)(after.open()), o, &out, e)
	})
	if err != nil {
		return nil, err
	}
	return newReport(s.core, out), nil
}

// Object is a table, column, index, view …, valid as long as its schema is open.
type Object struct {
	schema  *Schema
	pointer *C.migra_object
}

func (s *Schema) walk(first func(*C.migra_schema) *C.migra_object) (list []Object) {
	s.ask(func(p unsafe.Pointer) {
		for o := first((*C.migra_schema)(p)); o != nil; o = C.migra_object_next(o) {
			list = append(list, Object{s, o})
		}
	})
	return list
}

// Objects are those of the schema, in order of creation.
func (s *Schema) Objects() []Object {
	return s.walk(func(p *C.migra_schema) *C.migra_object { return C.migra_schema_first_object(p) })
}

// Children are columns in order, then constraints, indexes, triggers and the like.
func (o Object) Children() []Object {
	return o.schema.walk(func(*C.migra_schema) *C.migra_object { return C.migra_object_first_child(o.pointer) })
}

// Kind is as in types of changes: "table", "column", "primary_key", "index" …
func (o Object) Kind() (kind string) {
	o.schema.ask(func(unsafe.Pointer) { kind = C.GoString(C.migra_object_kind(o.pointer)) })
	return kind
}

// Name is the name as the engine stores it.
func (o Object) Name() (name string) {
	o.schema.ask(func(unsafe.Pointer) {
		var s C.migra_string
		C.migra_object_name(o.pointer, &s)
		name = goString(s)
	})
	return name
}

// Namespace is the schema that it lives in, where the dialect has any.
func (o Object) Namespace() (name string) {
	o.schema.ask(func(unsafe.Pointer) {
		var s C.migra_string
		C.migra_object_schema(o.pointer, &s)
		name = goString(s)
	})
	return name
}

// Attribute is such as a column's "data_type" or "default_value", as SQL; ok is false when the object has none.
func (o Object) Attribute(name string) (value string, ok bool, err error) {
	var m cmem
	defer m.free()
	key := m.text(name)
	err = o.schema.use(context.Background(), func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		var out *C.migra_text
		status := C.migra_object_attribute((*C.migra_schema)(p), o.pointer, key, &out, e)
		if ok = out != nil; ok {
			value = string(takeText(out))
		}
		return status
	})
	return value, ok, err
}
