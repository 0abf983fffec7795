package migra

// #include "shim.h"
import "C"

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"
)

// core is what all handles of one context share.
type core struct {
	mu         sync.Mutex
	pointer    *C.migra_context
	brake      *C.migra_go_brake
	ruleThread uintptr // the thread that a rule runs on, or 0; atomic
	ruleError  error   // what a rule returned
	rulePanic  any     // or what it panicked with
	trash      struct {
		sync.Mutex
		list []func()
	}
}

// enter takes the context for one call. A rule has it already.
func (c *core) enter() (entered bool) {
	if c.mu.TryLock() {
		return true
	}
	if thread := atomic.LoadUintptr(&c.ruleThread); thread != 0 && thread == uintptr(C.migra_go_thread()) {
		return false
	}
	c.mu.Lock()
	return true
}

func (c *core) leave(entered bool) {
	if entered {
		c.mu.Unlock()
		c.empty()
	}
}

// giveUp frees now, or lets whoever has the context do so: finalizers must not wait.
func (c *core) giveUp(free func()) {
	c.trash.Lock()
	c.trash.list = append(c.trash.list, free)
	c.trash.Unlock()
	c.empty()
}

func (c *core) empty() {
	for {
		c.trash.Lock()
		waiting := len(c.trash.list) > 0
		c.trash.Unlock()
		if !waiting || !c.mu.TryLock() {
			return
		}
		c.trash.Lock()
		list := c.trash.list
		c.trash.list = nil
		c.trash.Unlock()
		for _, free := range list {
			free()
		}
		c.mu.Unlock()
	}
}

// watch lets the end of a context.Context end the call: the library gets no more memory. What it returns stops watching.
func (c *core) watch(ctx context.Context) (stop func()) {
	if ctx.Done() == nil {
		return func() {}
	}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-ctx.Done():
			C.migra_go_set_brake(c.brake, 1)
		case <-done:
		}
	}()
	return func() {
		close(done)
		<-ended
		C.migra_go_set_brake(c.brake, 0)
	}
}

// call runs a function of the library with the context taken, and turns what it says into an error. What a rule
// panicked with goes on here.
func (c *core) call(ctx context.Context, do func(err **C.migra_error) C.migra_status) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	entered := c.enter()
	defer c.leave(entered)
	stop := c.watch(ctx)
	var e *C.migra_error
	status := do(&e)
	stop()
	message := C.GoString(C.migra_error_message(e))
	C.migra_error_free(e)
	if entered && c.rulePanic != nil {
		p := c.rulePanic
		c.rulePanic, c.ruleError = nil, nil
		panic(p)
	}
	if status == 0 {
		return nil
	}
	if entered && c.ruleError != nil {
		err := c.ruleError
		c.ruleError = nil
		return err
	}
	if status == C.MIGRA_E_NOMEM && ctx.Err() != nil {
		return ctx.Err()
	}
	return &Error{Status(status), message}
}

// handle is an object of the library. Its zero pointer means that it is closed.
type handle struct {
	core    *core
	pointer unsafe.Pointer
	free    func(unsafe.Pointer)
	owner   *handle // what a borrowed object is a part of
}

// newHandle makes a handle that frees when it is closed or no longer used.
func newHandle(c *core, p unsafe.Pointer, free func(unsafe.Pointer)) *handle {
	h := &handle{core: c, pointer: p, free: free}
	runtime.SetFinalizer(h, func(h *handle) {
		p, free := h.pointer, h.free
		if p != nil {
			h.core.giveUp(func() { free(p) })
		}
	})
	return h
}

// Close frees it now. Closing it again does nothing; using it gives ErrMisuse.
func (h *handle) Close() {
	if h == nil {
		return
	}
	entered := h.core.enter()
	defer h.core.leave(entered)
	p := h.pointer
	h.pointer = nil
	runtime.SetFinalizer(h, nil)
	if p != nil && h.free != nil {
		h.free(p)
	}
}

// open is the pointer, or nil; to be called with the context taken.
func (h *handle) open() unsafe.Pointer {
	if h.owner != nil && h.owner.open() == nil {
		return nil
	}
	return h.pointer
}

// use runs a function of the library on an open handle.
func (h *handle) use(ctx context.Context, do func(p unsafe.Pointer, err **C.migra_error) C.migra_status) error {
	closed := false
	err := h.core.call(ctx, func(e **C.migra_error) C.migra_status {
		p := h.open()
		if closed = p == nil; closed {
			return C.MIGRA_E_MISUSE
		}
		return do(p, e)
	})
	runtime.KeepAlive(h)
	if closed {
		return &Error{StatusMisuse, "the object is closed"}
	}
	return err
}

// ask runs a function that cannot fail; a closed handle gives the zero value.
func (h *handle) ask(do func(p unsafe.Pointer)) {
	entered := h.core.enter()
	defer h.core.leave(entered)
	if p := h.open(); p != nil {
		do(p)
	}
	runtime.KeepAlive(h)
}

// text runs a function that makes a text.
func (h *handle) text(do func(p unsafe.Pointer, out **C.migra_text, err **C.migra_error) C.migra_status) ([]byte, error) {
	var made []byte
	err := h.use(context.Background(), func(p unsafe.Pointer, e **C.migra_error) C.migra_status {
		var out *C.migra_text
		status := do(p, &out, e)
		if status == 0 {
			made = takeText(out)
		}
		return status
	})
	return made, err
}

func takeText(t *C.migra_text) []byte {
	b := C.GoBytes(unsafe.Pointer(C.migra_text_data(t)), C.int(C.migra_text_len(t)))
	C.migra_text_free(t)
	return b
}

func goString(s C.migra_string) string {
	if s.data == nil {
		return ""
	}
	return C.GoStringN(s.data, C.int(s.len))
}

// cmem is C memory for one call: what C structs point to must not be Go's.
type cmem struct{ blocks []unsafe.Pointer }

func (m *cmem) free() {
	for _, p := range m.blocks {
		C.free(p)
	}
}

func (m *cmem) zeroed(n, size uintptr) unsafe.Pointer {
	if n == 0 {
		return nil
	}
	p := C.calloc(C.size_t(n), C.size_t(size))
	m.blocks = append(m.blocks, p)
	return p
}

func (m *cmem) text(s string) *C.char {
	p := C.CString(s)
	m.blocks = append(m.blocks, unsafe.Pointer(p))
	return p
}

// optional is NULL for "".
func (m *cmem) optional(s string) *C.char {
	if s == "" {
		return nil
	}
	return m.text(s)
}

func (m *cmem) bytes(b []byte) *C.char {
	p := C.CBytes(b)
	m.blocks = append(m.blocks, p)
	return (*C.char)(p)
}

// whenUnused frees the allocator's block once no handle refers to the core, which is when the context's last object is gone.
func (c *core) whenUnused() {
	runtime.SetFinalizer(c, func(c *core) {
		c.empty()
		C.free(unsafe.Pointer(c.brake))
	})
}
