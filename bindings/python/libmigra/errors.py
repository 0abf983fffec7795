"""Why a call failed, one class a kind. SQL that is not understood is no failed call: it is in a schema's diagnostics."""

from typing import Dict, Type

from ._decl import Status


class LibraryError(ImportError):
    """The library is missing, or is not one that this package can use; the message says what to install."""


class MigraError(Exception):
    """A call failed."""

    status = Status.OK

    @property
    def message(self) -> str:
        return str(self)


class NoMemoryError(MigraError, MemoryError):
    """There is no memory left."""

    status = Status.NOMEM


class MisuseError(MigraError, ValueError):
    """An argument that the documentation rules out, or an object that was closed."""

    status = Status.MISUSE


class LimitError(MigraError):
    """A limit of the context was reached."""

    status = Status.LIMIT


class NewerFieldError(MigraError):
    """An option that this version of the library does not know."""

    status = Status.NEWER_FIELD


class CallbackError(MigraError):
    """A rule asked to stop. A rule that raises is not this: its own exception arrives."""

    status = Status.CALLBACK


class UnknownNameError(MigraError, LookupError):
    """A dialect, version, rule, phase or format that the library does not know."""

    status = Status.UNKNOWN


class MismatchError(MigraError, ValueError):
    """The objects do not fit together, such as schemas of two dialects."""

    status = Status.MISMATCH


BY_STATUS: Dict[int, Type[MigraError]] = {
    int(kind.status): kind
    for kind in (NoMemoryError, MisuseError, LimitError, NewerFieldError, CallbackError, UnknownNameError, MismatchError)
}
