"""What documents hold, as values. Keys that a newer library adds are left out."""

import dataclasses
from dataclasses import dataclass
from typing import Any, Dict, Optional, Tuple, Type, TypeVar

from ._decl import DataLoss, Severity, Understood, Verified

T = TypeVar("T")


def lift(kind: Type[T], row: Dict[str, Any], **more: Any) -> T:
    """A dataclass out of the keys that it has fields for."""
    fields: Any = dataclasses.fields
    values = {f.name: row[f.name.rstrip("_")] for f in fields(kind) if f.name.rstrip("_") in row}
    values.update(more)
    return kind(**values)


def texts(row: Dict[str, Any], key: str) -> Tuple[str, ...]:
    return tuple(row.get(key) or ())


@dataclass(frozen=True)
class Change:
    """One difference between two schemas."""

    id: str
    type: str
    object: str
    schema: Optional[str]
    table: Optional[str]
    column: Optional[str]
    name: Optional[str]
    from_: Optional[str]
    to: Optional[str]
    reversible: bool
    data_loss: DataLoss
    details: Dict[str, Any]
    depends_on: Tuple[str, ...]
    undecided: Optional[str] = None
    """Why offline knowledge cannot tell whether it is a change at all; None when it is one."""

    @classmethod
    def of(cls, row: Dict[str, Any]) -> "Change":
        return lift(cls, row, data_loss=DataLoss[row["data_loss"].upper()], depends_on=texts(row, "depends_on"), undecided=row["details"].get("undecided"))


@dataclass(frozen=True)
class Location:
    source: Optional[str]
    line: int
    column: int


@dataclass(frozen=True)
class Finding:
    """What a rule says of a change."""

    rule: str
    severity: Severity
    blocking: bool
    change: Optional[str]
    message: str
    suggestion: Optional[str]
    location: Optional[Location]
    probe_sql: Optional[str]
    docs: Optional[str]
    points: int

    @classmethod
    def of(cls, row: Dict[str, Any]) -> "Finding":
        place, probe = row["location"], row["probe"]
        return lift(cls, row, severity=Severity[row["severity"].upper()], location=lift(Location, place) if place else None,
                    probe_sql=probe["sql"] if probe else None)


@dataclass(frozen=True)
class Step:
    """One step of a plan or of its way back."""

    id: str
    change: Optional[str]
    op: str
    title: str
    sql: Optional[str]
    manual: Optional[str]
    transaction: Optional[str]
    lock: Optional[str]
    lock_targets: Tuple[str, ...]
    rewrites_table: bool
    scans_table: bool
    algorithm: Optional[str]
    estimate_ms: Optional[int]
    destroys_data: bool
    changes_rows: bool
    rollback_sql: Optional[str]
    no_rollback: Optional[str]
    verify_sql: Optional[str]
    tool_command: Optional[str]
    findings: Tuple[str, ...]

    @classmethod
    def of(cls, row: Dict[str, Any]) -> "Step":
        return lift(cls, row, lock_targets=texts(row, "lock_targets"), findings=texts(row, "findings"))


@dataclass(frozen=True)
class Phase:
    """The steps of one phase: "expand", "migrate" or "contract"."""

    phase: str
    steps: Tuple[Step, ...]
    way_back_verified: Verified

    @classmethod
    def of(cls, row: Dict[str, Any]) -> "Phase":
        return cls(row["phase"], tuple(map(Step.of, row["steps"])), Verified[row["way_back_verified"].upper()])


@dataclass(frozen=True)
class Recovery:
    """What the way back restores, and from where."""

    object: str
    saved_in: Optional[str]
    how: Optional[str]


@dataclass(frozen=True)
class Rollback:
    """The way back."""

    verified: Verified
    not_verified_because: Optional[str]
    complete: bool
    steps: Tuple[Step, ...]
    data_recovery: Tuple[Recovery, ...]

    @classmethod
    def of(cls, row: Dict[str, Any]) -> "Rollback":
        return lift(cls, row, verified=Verified[row["verified"].upper()], steps=tuple(map(Step.of, row["steps"])),
                    data_recovery=tuple(lift(Recovery, r) for r in row["data_recovery"]))


@dataclass(frozen=True)
class Statement:
    """One statement of a source, and how much of it is in the model."""

    index: int
    kind: str
    object: Optional[str]
    understood: Understood
    line: int
    column: int
    offset: int
    length: int
    source: Optional[str] = None

    @classmethod
    def of(cls, row: Dict[str, Any]) -> "Statement":
        return lift(cls, row, understood=Understood[row["understood"].upper()])


@dataclass(frozen=True)
class Diagnostic:
    """A message about a source."""

    severity: Severity
    code: str
    message: str
    source: Optional[str]
    line: int
    column: int
    expected: Tuple[str, ...]
    hint: Optional[str]

    @classmethod
    def of(cls, row: Dict[str, Any]) -> "Diagnostic":
        return lift(cls, row, severity=Severity[row["severity"].upper()], expected=texts(row, "expected"))


@dataclass(frozen=True)
class Rule:
    """A rule, built in or registered."""

    id: str
    title: str
    severity: Severity
    dialects: Tuple[str, ...]
    why: Optional[str]
    fix: Optional[str]
    source: Optional[str]

    @classmethod
    def of(cls, row: Dict[str, Any]) -> "Rule":
        return lift(cls, row, severity=Severity[row["severity"].upper()], dialects=texts(row, "dialects"))
