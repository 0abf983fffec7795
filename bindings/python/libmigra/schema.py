"""Schemas: what results from applying statements in order."""

from typing import Any, Dict, Iterator, Mapping, Optional, Tuple

from ._core import Borrowed, Core, Handle, c_text, counted, string
from ._decl import Severity
from ._load import ffi, lib
from .options import DiffOptions, PlanOptions, Settings, analyze_options
from .report import Diff, Report
from .values import Diagnostic, Statement


class Object:
    """A table, column, index, view …, in its schema; valid as long as that is open."""

    def __init__(self, schema: "Schema", pointer: Any) -> None:
        self._schema = schema
        self._pointer = pointer

    def _ask(self, call: Any) -> Any:
        with self._schema._core:
            self._schema._open()
            return call(self._pointer)

    def _text(self, call: Any) -> Optional[str]:
        out = ffi.new("migra_string*")
        with self._schema._core:
            self._schema._open()
            call(self._pointer, out)
            return counted(out)

    @property
    def kind(self) -> str:
        """As in types of changes: "table", "column", "primary_key", "index" …"""
        return string(self._ask(lib.migra_object_kind))

    @property
    def name(self) -> str:
        return self._text(lib.migra_object_name) or ""

    @property
    def namespace(self) -> Optional[str]:
        """The schema it lives in, where the dialect has any."""
        return self._text(lib.migra_object_schema)

    @property
    def parent(self) -> Optional["Object"]:
        return self._schema._object(self._ask(lib.migra_object_parent))

    @property
    def children(self) -> Iterator["Object"]:
        """Columns in order, then constraints, indexes, triggers and the like."""
        return self._schema._walk(self._ask(lib.migra_object_first_child))

    def attribute(self, name: str) -> Optional[str]:
        """Such as a column's "data_type" or "default_value", as SQL; None when the object has none."""
        keep: Any = []
        core = self._schema._core
        with core:
            out, err = ffi.new("migra_text**"), ffi.new("migra_error**")
            schema = self._schema._open()
            core.check(lib.migra_object_attribute(schema, self._pointer, c_text(name, keep), out, err), err)
            if out[0] == ffi.NULL:
                return None
            text = bytes(ffi.buffer(lib.migra_text_data(out[0]), lib.migra_text_len(out[0]))).decode()
            lib.migra_text_free(out[0])
            return text

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name}>"


class Schema(Handle):
    """A schema, with the statements and diagnostics of what it was read from. Threads may share it."""

    _read: Optional[Dict[str, Any]] = None

    def __init__(self, core: Core, pointer: Any) -> None:
        super().__init__(core, pointer, lib.migra_schema_free)

    def _object(self, pointer: Any) -> Optional[Object]:
        return None if pointer == ffi.NULL else Object(self, pointer)

    def _walk(self, pointer: Any) -> Iterator[Object]:
        while pointer != ffi.NULL:
            yield Object(self, pointer)
            with self._core:
                self._open()
                pointer = lib.migra_object_next(pointer)

    def _name(self, call: Any) -> str:
        with self._core:
            return string(call(self._open()))

    @property
    def dialect(self) -> str:
        return self._name(lib.migra_schema_dialect)

    @property
    def dialect_evidence(self) -> Optional[str]:
        """What a guess of the dialect rests on; None when it was given."""
        with self._core:
            words = lib.migra_schema_dialect_evidence(self._open())
            return None if words == ffi.NULL else string(words)

    @property
    def engine_version(self) -> str:
        return self._name(lib.migra_schema_engine_version)

    @property
    def source_name(self) -> str:
        return self._name(lib.migra_schema_source_name)

    @property
    def table_count(self) -> int:
        with self._core:
            return int(lib.migra_schema_table_count(self._open()))

    @property
    def objects(self) -> Iterator[Object]:
        """In order of creation."""
        with self._core:
            return self._walk(lib.migra_schema_first_object(self._open()))

    def dump(self) -> str:
        """Canonical DDL: one spelling for equal schemas."""
        with self._core:
            return self._core.text(lib.migra_schema_print, self._open()).decode()

    def to_json(self) -> bytes:
        """Statements and diagnostics, format migra.parse/1."""
        with self._core:
            return self._core.text(lib.migra_schema_to_json, self._open())

    @property
    def document(self) -> Mapping[str, Any]:
        with self._core:
            if self._read is None:
                self._read = self._core.document(lib.migra_schema_to_json, self._open())
            return self._read

    @property
    def statements(self) -> Tuple[Statement, ...]:
        return tuple(map(Statement.of, self.document["statements"]))

    @property
    def diagnostics(self) -> Tuple[Diagnostic, ...]:
        return tuple(map(Diagnostic.of, self.document["diagnostics"]))

    def diagnostics_text(self, *, color: bool = False, min_severity: Severity = Severity.INFO, max_count: int = 0) -> str:
        """The diagnostics as compilers show them."""
        o = ffi.new("migra_diagnostics_options*")
        lib.migra_diagnostics_options_init(o, ffi.sizeof(o[0]))
        o.color, o.min_severity, o.max_count = color, min_severity, max_count
        with self._core:
            return self._core.text(lib.migra_schema_diagnostics_to_text, self._open(), o).decode()

    def difference(self, other: "Schema") -> Optional[str]:
        """What the first difference is; None when an engine would hold both equal."""
        equal, text, err = ffi.new("int32_t*"), ffi.new("migra_text**"), ffi.new("migra_error**")
        with self._core:
            self._core.check(lib.migra_schema_equal(self._open(), other._open(), equal, text, err), err)
            if equal[0]:
                return None
            words = bytes(ffi.buffer(lib.migra_text_data(text[0]), lib.migra_text_len(text[0]))).decode()
            lib.migra_text_free(text[0])
            return words

    def equal(self, other: "Schema") -> bool:
        return self.difference(other) is None

    def diff(self, after: "Schema", options: Optional[DiffOptions] = None) -> Diff:
        """The changes from this schema to another of the same context."""
        keep: Any = []
        with self._core:
            made = self._core.made("migra_changes", lib.migra_diff, self._open(), after._open(),
                                   options._c(keep) if options else ffi.NULL)
            return Diff(self._core, made)

    def analyze(self, after: "Schema", *, diff: Optional[DiffOptions] = None, plan: Optional[PlanOptions] = None,
                without_plan: bool = False, settings: Optional[Settings] = None, rule_options: Optional[Mapping[str, str]] = None) -> Report:
        """Changes, findings, risk, plan and way back to another schema of the same context.

        `settings` gives rules (or groups, "data-loss") another severity, or switches them on or off;
        `rule_options` are limits and patterns of rules that take them: "naming/table-pattern.pattern".
        What a rule of the host raises arrives here as it was."""
        keep: Any = []
        options = analyze_options(diff, plan, without_plan, settings or {}, rule_options or {}, keep)
        with self._core:
            made = self._core.made("migra_report", lib.migra_analyze, self._open(), after._open(), options)
            return Report(self._core, made)


class SchemaPart(Borrowed, Schema):
    """A schema that a rule is shown."""

    def __init__(self, core: Core, pointer: Any, owner: Any) -> None:
        Borrowed.__init__(self, core, pointer, owner)
