"""Contexts: limits, rules of the host, and the door to schemas."""

from typing import Any, Callable, Iterable, List, Mapping, Optional, Tuple, TypeVar

from ._core import Core, Handle, SqlText, c_text, optional, sql_bytes
from ._decl import DialectBit, Severity
from ._load import ffi, lib
from .options import LintFile, Settings, analyze_options, parse_options
from .report import Report
from .rules import RuleFunction, add
from .schema import Schema
from .values import Rule

F = TypeVar("F", bound=RuleFunction)

Sources = Iterable[Tuple[str, SqlText]]


def _new(max_memory: int, max_bytes: int, max_depth: int, max_statements: int, max_diagnostics: int) -> Any:
    o, out, err = ffi.new("migra_context_options*"), ffi.new("migra_context**"), ffi.new("migra_error**")
    lib.migra_context_options_init(o, ffi.sizeof(o[0]))
    o.max_memory, o.max_bytes, o.max_depth = max_memory, max_bytes, max_depth
    o.max_statements, o.max_diagnostics = max_statements, max_diagnostics
    Core(None).check(lib.migra_context_new(o, out, err), err)
    return out[0]


class Context(Handle):
    """Holds what several calls share. Schemas that are to be compared come from the same context.

    A limit of 0 stands for the library's default."""

    def __init__(self, *, max_memory: int = 0, max_bytes: int = 0, max_depth: int = 0, max_statements: int = 0,
                 max_diagnostics: int = 0) -> None:
        pointer = _new(max_memory, max_bytes, max_depth, max_statements, max_diagnostics)
        super().__init__(Core(pointer), pointer, lib.migra_context_free)

    @property
    def memory(self) -> int:
        """Bytes in use by all that was made with the context."""
        with self._core:
            return int(lib.migra_context_memory(self._open()))

    @property
    def memory_peak(self) -> int:
        with self._core:
            return int(lib.migra_context_memory_peak(self._open()))

    def parse(self, sql: SqlText, *, dialect: Optional[str] = None, engine_version: Optional[str] = None,
              source_name: Optional[str] = None) -> Schema:
        """One text to a schema. What is not understood is in its diagnostics."""
        keep: List[Any] = []
        raw = sql_bytes(sql)
        options = parse_options(dialect, engine_version, source_name, keep)
        with self._core:
            made = self._core.made("migra_schema", lib.migra_schema_parse, self._open(), ffi.from_buffer(raw), len(raw), options)
            return Schema(self._core, made)

    def _empty(self, dialect: Optional[str], engine_version: Optional[str], source_name: Optional[str]) -> Schema:
        keep: List[Any] = []
        options = parse_options(dialect, engine_version, source_name, keep)
        return Schema(self._core, self._core.made("migra_schema", lib.migra_schema_new, self._open(), options))

    def _fill(self, schema: Schema, sources: Sources) -> None:
        for name, sql in sources:
            keep: List[Any] = []
            raw, err = sql_bytes(sql), ffi.new("migra_error**")
            status = lib.migra_schema_read(schema._open(), c_text(name, keep), ffi.from_buffer(raw), len(raw), err)
            self._core.check(status, err)

    def _finish(self, schema: Schema) -> None:
        err = ffi.new("migra_error**")
        self._core.check(lib.migra_schema_finish(schema._open(), err), err)

    def read(self, sources: Sources, *, dialect: Optional[str] = None, engine_version: Optional[str] = None,
             source_name: Optional[str] = None) -> Schema:
        """Several texts, (name, SQL) each, applied in order: a folder of migrations."""
        with self._core:
            schema = self._empty(dialect, engine_version, source_name)
            self._fill(schema, sources)
            self._finish(schema)
            return schema

    def read_migrations(self, sources: Sources, *, dialect: str, engine_version: Optional[str] = None,
                        source_name: Optional[str] = None) -> Tuple[Schema, Schema]:
        """Migrations whose starting schema is not at hand: the least schema that they can start from, and what they make of it."""
        err = ffi.new("migra_error**")
        with self._core:
            base = self._empty(dialect, engine_version, "base")
            schema = self._empty(dialect, engine_version, source_name)
            self._core.check(lib.migra_schema_assume(schema._open(), base._open(), err), err)
            self._fill(schema, sources)
            self._finish(base)
            self._finish(schema)
            return base, schema

    def lint(self, files: Iterable[LintFile], *, base: Optional[Schema] = None, dialect: Optional[str] = None,
             engine_version: Optional[str] = None, settings: Optional[Settings] = None,
             rule_options: Optional[Mapping[str, str]] = None) -> Report:
        """Judges migration files as they are written, in their order. Without a base, what they take for granted is assumed."""
        keep: List[Any] = []
        rows = [file._c(keep) for file in files]
        list_ = ffi.new("migra_lint_file[]", rows)
        parse = parse_options(dialect, engine_version, None, keep)
        options = analyze_options(None, None, False, settings or {}, rule_options or {}, keep)
        with self._core:
            schema = base._open() if base else ffi.NULL
            made = self._core.made("migra_report", lib.migra_lint, self._open(), schema, list_, len(rows), parse, options)
            return Report(self._core, made)

    def rule(self, id: str, *, title: str, severity: Severity = Severity.WARNING, dialects: DialectBit = DialectBit(0),
             why: Optional[str] = None, fix: Optional[str] = None) -> Callable[[F], F]:
        """Registers the decorated function as a rule: every analysis with this context asks it from now on."""
        def register(function: F) -> F:
            with self._core:
                add(self._core, self._open(), function, id, title, severity, dialects, why, fix)
            return function
        return register

    def rules(self, id: Optional[str] = None) -> Tuple[Rule, ...]:
        """The rules: the built-in ones by id, then this context's in order of registration; or one of them."""
        keep: List[Any] = []
        with self._core:
            document = self._core.document(lib.migra_rules_to_json, self._open(), optional(id, keep))
            return tuple(map(Rule.of, document["rules"]))

    def rules_json(self, id: Optional[str] = None) -> bytes:
        """The rules as a document of format migra.rules/1."""
        keep: List[Any] = []
        with self._core:
            return self._core.text(lib.migra_rules_to_json, self._open(), optional(id, keep))
