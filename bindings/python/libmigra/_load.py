"""Finds the library, and refuses one that does not speak this package's binary interface."""

import os
import sys
from typing import Any, Iterator, List

import cffi

from ._decl import ABI_VERSION, CDEF, VERSION, VERSION_NUMBER
from .errors import LibraryError

ffi: Any = cffi.FFI()
ffi.cdef(CDEF)


def _file_names() -> List[str]:
    if sys.platform == "darwin":
        return [f"libmigra.{ABI_VERSION}.dylib", "libmigra.dylib"]
    if sys.platform == "win32":
        return [f"migra-{ABI_VERSION}.dll", "migra.dll"]
    return [f"libmigra.so.{ABI_VERSION}", "libmigra.so"]


def _candidates() -> Iterator[str]:
    """$MIGRA_LIBRARY alone when it is set; else the copy in the wheel, then the system's."""
    named = os.environ.get("MIGRA_LIBRARY")
    if named:
        yield named
        return
    here = os.path.dirname(os.path.abspath(__file__))
    for name in sorted(os.listdir(here)):
        if name.endswith((".so", ".dylib", ".dll")):
            yield os.path.join(here, name)
    yield from _file_names()


def _check(lib: Any, path: str) -> None:
    try:
        epoch, number = lib.migra_abi_version(), lib.migra_version_number()
    except AttributeError:
        raise LibraryError(f"{path} is not libmigra: it has no migra_abi_version") from None
    if epoch != ABI_VERSION:
        raise LibraryError(f"{path} has ABI epoch {epoch}, this package needs {ABI_VERSION}: install libmigra {VERSION}, or the "
                           f"version of this package that was made for it")
    if number < VERSION_NUMBER:
        found = ffi.string(lib.migra_version_text()).decode()
        raise LibraryError(f"{path} is libmigra {found}, older than this package: install libmigra {VERSION} or newer")


def load() -> Any:
    tried = []
    for path in _candidates():
        try:
            lib = ffi.dlopen(path)
        except OSError as e:
            tried.append(f"{path}: {e}")
            continue
        _check(lib, path)
        return lib
    raise LibraryError("libmigra was not found; install its wheel (pip install libmigra) or its shared library, or name the file "
                       "in $MIGRA_LIBRARY. Tried:\n  " + "\n  ".join(tried))


lib: Any = load()
