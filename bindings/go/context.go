package migra

// #include "shim.h"
import "C"

import (
	"context"
	"encoding/json"
	"io"
	"unsafe"
)

// Context holds what several calls share: limits and rules. Schemas that are to be compared come from the same context.
type Context struct{ *handle }

// New makes a context; nil stands for the library's limits.
func New(limits *Limits) (*Context, error) {
	if err := checkLibrary(); err != nil {
		return nil, err
	}
	var m cmem
	defer m.free()
	o := (*C.migra_context_options)(m.zeroed(1, C.sizeof_migra_context_options))
	C.migra_context_options_init(o, C.sizeof_migra_context_options)
	if limits != nil {
		o.max_memory, o.max_bytes, o.max_depth = C.size_t(limits.MaxMemory), C.uint32_t(limits.MaxBytes), C.uint32_t(limits.MaxDepth)
		o.max_statements, o.max_diagnostics = C.uint32_t(limits.MaxStatements), C.uint32_t(limits.MaxDiagnostics)
	}
	// The brake is in use until the last object of the context is freed; the core frees it then.
	c := &core{brake: (*C.migra_go_brake)(C.calloc(1, C.sizeof_migra_go_brake))}
	C.migra_go_use_brake(o, c.brake)
	var out *C.migra_context
	err := c.call(context.Background(), func(e **C.migra_error) C.migra_status { return C.migra_context_new(o, &out, e) })
	if err != nil {
		C.free(unsafe.Pointer(c.brake))
		return nil, err
	}
	c.whenUnused()
	return &Context{newHandle(c, unsafe.Pointer(out), func(p unsafe.Pointer) { C.migra_context_free((*C.migra_context)(p)) })}, nil
}

// Memory is the number of bytes in use by all that was made with the context.
func (c *Context) Memory() (n uint64) {
	c.ask(func(p unsafe.Pointer) { n = uint64(C.migra_context_memory((*C.migra_context)(p))) })
	return n
}

// MemoryPeak is the largest value that Memory has had.
func (c *Context) MemoryPeak() (n uint64) {
	c.ask(func(p unsafe.Pointer) { n = uint64(C.migra_context_memory_peak((*C.migra_context)(p))) })
	return n
}

// Parse reads one text into a schema.
func (c *Context) Parse(ctx context.Context, sql io.Reader, options *ParseOptions) (*Schema, error) {
	text, err := io.ReadAll(sql)
	if err != nil {
		return nil, err
	}
	var m cmem
	defer m.free()
	o := options.c(&m)
	data, n := bytesPointer(text)
	var out *C.migra_schema
	err = c.use(ctx, func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		return C.migra_schema_parse((*C.migra_context)(p), data, n, o, &out, e)
	})
	if err != nil {
		return nil, err
	}
	return newSchema(c.core, out), nil
}

func (c *Context) empty(ctx context.Context, options *ParseOptions) (*Schema, error) {
	var m cmem
	defer m.free()
	o := options.c(&m)
	var out *C.migra_schema
	err := c.use(ctx, func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		return C.migra_schema_new((*C.migra_context)(p), o, &out, e)
	})
	if err != nil {
		return nil, err
	}
	return newSchema(c.core, out), nil
}

// Read applies several texts in order: a folder of migrations.
func (c *Context) Read(ctx context.Context, sources []Source, options *ParseOptions) (*Schema, error) {
	s, err := c.empty(ctx, options)
	if err != nil {
		return nil, err
	}
	if err = s.fill(ctx, sources); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// ReadMigrations reads migrations whose starting schema is not at hand: base is the least schema that they can start from.
// The options name a dialect.
func (c *Context) ReadMigrations(ctx context.Context, sources []Source, options *ParseOptions) (base, result *Schema, err error) {
	if base, err = c.empty(ctx, options); err != nil {
		return nil, nil, err
	}
	if result, err = c.empty(ctx, options); err != nil {
		base.Close()
		return nil, nil, err
	}
	err = result.use(ctx, func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		return C.migra_schema_assume((*C.migra_schema)(p), (*C.migra_schema)(base.open()), e)
	})
	if err == nil {
		err = result.fill(ctx, sources)
	}
	if err == nil {
		err = base.fill(ctx, nil)
	}
	if err != nil {
		base.Close()
		result.Close()
		return nil, nil, err
	}
	return base, result, nil
}

// Lint judges migration files as they are written, in their order. base is the schema that the first one finds; nil: what the
// files take for granted is assumed.
func (c *Context) Lint(ctx context.Context, files []LintFile, base *Schema, parse *ParseOptions, options *AnalyzeOptions) (*Report, error) {
	var m cmem
	defer m.free()
	list := (*C.migra_lint_file)(m.zeroed(uintptr(len(files)), C.sizeof_migra_lint_file))
	for i, row := range unsafe.Slice(list, len(files)) {
		text, err := io.ReadAll(files[i].SQL)
		if err != nil {
			return nil, err
		}
		row = C.migra_lint_file{name: m.text(files[i].Name), sql: m.bytes(text), len: C.size_t(len(text)), tool: m.optional(files[i].Tool)}
		row.transaction, row.history = C.int32_t(files[i].Transaction), C.int32_t(files[i].History)
		unsafe.Slice(list, len(files))[i] = row
	}
	parsing, analyzing := parse.c(&m), options.c(&m)
	var out *C.migra_report
	err := c.use(ctx, func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		var schema *C.migra_schema
		if base != nil {
			if schema = (*C.migra_schema)(base.open()); schema == nil {
				return C.MIGRA_E_MISUSE
			}
		}
		return C.migra_lint((*C.migra_context)(p), schema, list, C.size_t(len(files)), parsing, analyzing, &out, e)
	})
	if err != nil {
		return nil, err
	}
	return newReport(c.core, out), nil
}

// RulesJSON is a document of format migra.rules/1: all rules, or the one with the id.
func (c *Context) RulesJSON(id string) ([]byte, error) {
	var m cmem
	defer m.free()
	name := m.optional(id)
	return c.text(func(p unsafe.Pointer, out **C.migra_text, e **C.migra_error) C.migra_status {
		return C.migra_rules_to_json((*C.migra_context)(p), name, out, e)
	})
}

// Rules are the built-in ones by id, then the context's in order of registration; or the one with the id.
func (c *Context) Rules(id string) ([]RuleInfo, error) {
	var document struct{ Rules []RuleInfo }
	text, err := c.RulesJSON(id)
	if err == nil {
		err = json.Unmarshal(text, &document)
	}
	return document.Rules, err
}
