"""What all handles share: the context's lock, errors, texts, and freeing.

A context and what was made with it may be used by one thread at a time. So each context has a lock, held around every call
into the library; cffi releases the interpreter's lock meanwhile. Threads thus share what they like, and those that use
different contexts run side by side."""

import collections
import json
import threading
import weakref
from typing import Any, Callable, Deque, Dict, List, Optional, Tuple, TypeVar, Union

from ._load import ffi, lib
from .errors import BY_STATUS, MigraError, MisuseError

SqlText = Union[str, bytes]
H = TypeVar("H", bound="Handle")


def c_text(text: str, keep: List[Any]) -> Any:
    """A C string that lives as long as `keep`."""
    raw = text.encode()
    if b"\0" in raw:
        raise MisuseError("a text holds a NUL character")
    keep.append(ffi.new("char[]", raw))
    return keep[-1]


def optional(text: Optional[str], keep: List[Any]) -> Any:
    return ffi.NULL if text is None else c_text(text, keep)


def sql_bytes(sql: SqlText) -> bytes:
    return sql.encode() if isinstance(sql, str) else bytes(sql)


def string(pointer: Any) -> str:
    """A C string that is never NULL."""
    return str(ffi.string(pointer).decode(errors="replace"))


def counted(s: Any) -> Optional[str]:
    """A migra_string."""
    if s.data == ffi.NULL:
        return None
    return str(bytes(ffi.buffer(s.data, s.len)).decode(errors="replace"))


class Core:
    """A context in C, its lock, and what a rule raised while the library was running."""

    def __init__(self, pointer: Any) -> None:
        self.pointer = pointer
        self.lock = threading.RLock()
        self.raised: Optional[BaseException] = None
        self._given_up: Deque[Tuple[Callable[[Any], None], Any]] = collections.deque()

    def __enter__(self) -> "Core":
        self.lock.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.lock.release()
        if self._given_up:
            self._collect()

    def give_up(self, free: Callable[[Any], None], pointer: Any) -> None:
        """Called by the garbage collector, on any thread: never waits. Whoever has the lock frees when done."""
        self._given_up.append((free, pointer))
        self._collect()

    def _collect(self) -> None:
        while self._given_up and self.lock.acquire(blocking=False):
            try:
                while self._given_up:
                    free, pointer = self._given_up.popleft()
                    free(pointer)
            except IndexError:
                pass  # another thread was faster
            finally:
                self.lock.release()

    def check(self, status: int, err: Any) -> None:
        """Raises what a failed call tells; the exception of a rule goes before."""
        raised, self.raised = self.raised, None
        if status == 0:
            if raised is not None:
                raise raised
            return
        message = string(lib.migra_error_message(err[0]))
        lib.migra_error_free(err[0])
        if raised is not None:
            raise raised
        raise BY_STATUS.get(status, MigraError)(message or string(lib.migra_status_name(status)))

    def made(self, kind: str, call: Callable[..., int], *args: Any) -> Any:
        """Calls a function that stores what it made through `out`."""
        out, err = ffi.new(kind + "**"), ffi.new("migra_error**")
        self.check(call(*args, out, err), err)
        return out[0]

    def text(self, call: Callable[..., int], *args: Any) -> bytes:
        """Calls a function that makes a text, and takes the text over."""
        made = self.made("migra_text", call, *args)
        try:
            return bytes(ffi.buffer(lib.migra_text_data(made), lib.migra_text_len(made)))
        finally:
            lib.migra_text_free(made)

    def document(self, call: Callable[..., int], *args: Any) -> Dict[str, Any]:
        value: Dict[str, Any] = json.loads(self.text(call, *args))
        return value


class Handle:
    """An object of the library: freed when it is closed or no longer used. What was made of it stays valid."""

    def __init__(self, core: Core, pointer: Any, free: Callable[[Any], None]) -> None:
        self._core = core
        self._pointer = pointer
        self._free = weakref.finalize(self, core.give_up, free, pointer)

    def __enter__(self: H) -> H:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Frees it now. Using it afterwards raises MisuseError; closing it again does nothing."""
        with self._core:
            self._pointer = None
            self._free()

    @property
    def closed(self) -> bool:
        return self._pointer is None

    def _open(self) -> Any:
        """The pointer; to be called with the lock held."""
        if self._pointer is None:
            raise MisuseError(f"this {type(self).__name__} is closed")
        return self._pointer


class Borrowed(Handle):
    """A part of another object: it is open as long as that one is."""

    def __init__(self, core: Core, pointer: Any, owner: Any) -> None:
        self._core = core
        self._pointer = pointer
        self._owner = owner

    def close(self) -> None:
        self._pointer = None

    def _open(self) -> Any:
        self._owner._open()
        return super()._open()
