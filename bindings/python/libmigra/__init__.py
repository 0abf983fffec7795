"""libmigra: knows what a schema migration will break, lose, lock and cost.

    import libmigra

    report = libmigra.analyze(old_sql, new_sql, dialect="postgres")
    print(report.score, report.level)
    for finding in report.findings:
        print(finding.severity.name, finding.message)
    print(report.plan.sql())
"""

from typing import Mapping, Optional, Tuple

from ._core import SqlText, c_text, sql_bytes, string
from ._decl import (PASS, DataLoss, DialectBit, History, OnlineTool, Renames, RuleSwitch, Severity, StagedRenames, Status, Strategy, Transaction, Understood,
                    Verified)
from ._load import ffi as _ffi
from ._load import lib as _lib
from .context import Context
from .errors import (CallbackError, LibraryError, LimitError, MigraError, MismatchError, MisuseError, NewerFieldError,
                     NoMemoryError, UnknownNameError)
from .options import DiffOptions, LintFile, PlanOptions, Settings
from .report import Changes, Diff, Plan, Report
from .rules import RuleFunction, RuleView
from .schema import Object, Schema
from .values import (Change, Diagnostic, Finding, Location, Phase, Recovery, Rollback, Rule, Statement, Step)

__version__ = string(_lib.migra_version_text())

__all__ = [
    "PASS", "CallbackError", "Change", "Changes", "Context", "DataLoss", "Diagnostic", "DialectBit", "Diff", "DiffOptions", "Finding",
    "History", "LibraryError", "LimitError", "LintFile", "Location", "MigraError", "MismatchError", "MisuseError", "NewerFieldError", "NoMemoryError",
    "Object", "OnlineTool", "Phase", "Plan", "PlanOptions", "Recovery", "Renames", "Report", "Rollback", "Rule", "RuleFunction", "RuleSwitch",
    "RuleView", "Schema", "Severity", "StagedRenames", "Statement", "Status", "Settings", "Step", "Strategy", "Understood", "Transaction", "UnknownNameError",
    "Verified", "analyze", "feature", "guess_dialect",
]


def analyze(before: SqlText, after: SqlText, *, dialect: Optional[str] = None, engine_version: Optional[str] = None,
            diff: Optional[DiffOptions] = None, plan: Optional[PlanOptions] = None,
            settings: Optional[Settings] = None, rule_options: Optional[Mapping[str, str]] = None) -> Report:
    """The main job in one call: two texts in, the report out."""
    with Context() as context:
        old = context.parse(before, dialect=dialect, engine_version=engine_version, source_name="before.sql")
        new = context.parse(after, dialect=dialect or old.dialect, engine_version=engine_version, source_name="after.sql")
        return old.analyze(new, diff=diff, plan=plan, settings=settings, rule_options=rule_options)


def guess_dialect(sql: SqlText) -> Tuple[Optional[str], str]:
    """The dialect of a text, and some words about what the guess rests on; None when the text names one that is not known."""
    raw, evidence = sql_bytes(sql), _ffi.new("char**")
    found = _lib.migra_dialect_guess(_ffi.from_buffer(raw), len(raw), evidence)
    return (None if found == _ffi.NULL else string(found)), ("" if evidence[0] == _ffi.NULL else string(evidence[0]))


def feature(name: str) -> bool:
    """Whether the library can do something: "format:sarif", "dialect:mysql", "host-rules" …"""
    return bool(_lib.migra_feature(c_text(name, [])))
