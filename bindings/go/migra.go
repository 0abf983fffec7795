// Package migra knows, before anyone runs it, what a schema migration will break, lose, lock and cost, and writes the safe
// plan and its way back: two SQL texts in, a report out, offline, for PostgreSQL, MySQL, MariaDB and SQLite.
//
// The package holds no logic: everything is said by the C library libmigra, which pkg-config has to find.
//
// A Context and all that was made with it may be used by any number of goroutines; calls on one context take turns, calls on
// different ones run side by side. Results stay valid when what they were made of is closed. Close frees at once; what is
// not closed is freed by the garbage collector, a Context whose rules refer to it excepted.
//
// SQL that is not understood is no error: it is in Schema.Diagnostics, and counted by Report.Unparsed. An error means that the
// call failed; errors.Is tells of which kind: ErrUnknown, ErrLimit, ErrMismatch, ErrMisuse …
package migra

/*
#cgo pkg-config: migra
#include "shim.h"
*/
import "C"

import (
	"context"
	"fmt"
	"io"
	"unsafe"
)

// Version is that of the library at run time.
func Version() string { return C.GoString(C.migra_version_text()) }

// Feature tells whether the library can do something: "format:sarif", "dialect:mysql", "host-rules" …
func Feature(name string) bool {
	var m cmem
	defer m.free()
	return C.migra_feature(m.text(name)) != 0
}

// GuessDialect tells which dialect a text is written in, and some words about what that rests on. The dialect is "" when the text
// names one that is not known.
func GuessDialect(sql string) (dialect, evidence string) {
	var words *C.char
	p, n := bytesPointer([]byte(sql))
	found := C.migra_dialect_guess(p, n, &words)
	if words != nil {
		evidence = C.GoString(words)
	}
	if found != nil {
		dialect = C.GoString(found)
	}
	return dialect, evidence
}

// checkLibrary refuses a library that does not speak this package's binary interface.
func checkLibrary() error {
	if epoch := C.migra_abi_version(); epoch != abiVersion {
		return fmt.Errorf("migra: libmigra has ABI epoch %d, this package needs %d: install libmigra %d.%d or the package made for yours",
			uint32(epoch), abiVersion, headerVersion/10000, headerVersion/100%100)
	}
	if C.migra_version_number() < headerVersion {
		return fmt.Errorf("migra: libmigra %s is older than this package: install %d.%d or newer", Version(), headerVersion/10000,
			headerVersion/100%100)
	}
	return nil
}

// Analyze is the main job in one call: two texts in, the report out.
func Analyze(ctx context.Context, before, after io.Reader, parse *ParseOptions, options *AnalyzeOptions) (*Report, error) {
	c, err := New(nil)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	o := ParseOptions{}
	if parse != nil {
		o = *parse
	}
	o.SourceName = "before.sql"
	old, err := c.Parse(ctx, before, &o)
	if err != nil {
		return nil, err
	}
	defer old.Close()
	o.SourceName = "after.sql"
	if o.Dialect == "" {
		o.Dialect = old.Dialect()
	}
	fresh, err := c.Parse(ctx, after, &o)
	if err != nil {
		return nil, err
	}
	defer fresh.Close()
	return old.Analyze(ctx, fresh, options)
}

func bytesPointer(b []byte) (*C.char, C.size_t) {
	if len(b) == 0 {
		return nil, 0
	}
	return (*C.char)(unsafe.Pointer(&b[0])), C.size_t(len(b))
}
