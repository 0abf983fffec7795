"""What comes of two schemas: changes, a plan and its way back, and the whole report."""

from typing import Any, Dict, Iterator, Mapping, Optional, Tuple

from ._core import Borrowed, Core, Handle
from ._decl import Severity, Verified
from ._load import ffi, lib
from .options import PlanOptions, render_options
from .values import Change, Diagnostic, Finding, Phase, Rollback, Step


class Document(Handle):
    """An object that is read as one JSON document, once, and printed in several formats."""

    _render: Any
    _to_json: Any
    _read: Optional[Dict[str, Any]] = None

    def to_json(self) -> bytes:
        """The document of format migra.report/1, the same bytes in every language."""
        with self._core:
            return self._core.text(type(self)._to_json, self._open())

    def render(self, format: str = "text", *, phase: Optional[str] = None, down: bool = False, plan_only: bool = False,
               color: bool = False, verbosity: int = 0, width: int = 0) -> str:
        """The document in a format: "text", "json", "sql", "markdown", "sarif", "junit", "github", "gitlab", "html"."""
        keep: Any = []
        options = render_options(format, phase, down, plan_only, color, verbosity, width, keep)
        with self._core:
            return self._core.text(type(self)._render, self._open(), options).decode()

    @property
    def document(self) -> Mapping[str, Any]:
        """The JSON document, decoded."""
        with self._core:
            if self._read is None:
                self._read = self._core.document(type(self)._to_json, self._open())
            return self._read


class Changes(Document):
    """What differs between two schemas, in a stable order: a sequence of Change."""

    _render = lib.migra_changes_render
    _to_json = lib.migra_changes_to_json
    _changes: Optional[Tuple[Change, ...]] = None

    def _list(self) -> Tuple[Change, ...]:
        if self._changes is None:
            self._changes = tuple(map(Change.of, self.document["changes"]))
        return self._changes

    def __len__(self) -> int:
        return len(self._list())

    def __iter__(self) -> Iterator[Change]:
        return iter(self._list())

    def __getitem__(self, index: int) -> Change:
        return self._list()[index]

    @property
    def undecided_count(self) -> int:
        """How many are perhaps none (Change.undecided): libmigra.live.settle asks an engine."""
        with self._core:
            return int(lib.migra_changes_undecided_count(self._open()))


class Diff(Changes):
    """Changes of two schemas, which can be planned."""

    def __init__(self, core: Core, pointer: Any) -> None:
        super().__init__(core, pointer, lib.migra_changes_free)

    def plan(self, options: Optional[PlanOptions] = None) -> "Plan":
        """The steps, and the way back."""
        keep: Any = []
        with self._core:
            made = self._core.made("migra_plan", lib.migra_plan_make, self._open(), options._c(keep) if options else ffi.NULL)
            return Plan(self._core, made, lib.migra_plan_free)


class Plan(Document):
    """Steps that turn one schema into the other, and the way back."""

    _render = lib.migra_plan_render
    _to_json = lib.migra_plan_to_json

    @property
    def name(self) -> str:
        return str(self.document["plan"]["name"])

    @property
    def verified(self) -> Verified:
        return Verified[self.document["plan"]["verified"].upper()]

    @property
    def not_verified_because(self) -> Optional[str]:
        reason: Optional[str] = self.document["plan"]["not_verified_because"]
        return reason

    @property
    def left_out(self) -> Tuple[str, ...]:
        """What could not be planned, and why."""
        return tuple(self.document["plan"]["left_out"])

    @property
    def phases(self) -> Tuple[Phase, ...]:
        return tuple(map(Phase.of, self.document["plan"]["phases"]))

    @property
    def steps(self) -> Tuple[Step, ...]:
        return tuple(step for phase in self.phases for step in phase.steps)

    @property
    def rollback(self) -> Rollback:
        return Rollback.of(self.document["rollback"])

    def sql(self, *, down: bool = False, phase: Optional[str] = None) -> str:
        """The script that the engine's own client runs."""
        return self.render("sql", down=down, phase=phase)


class ChangesPart(Borrowed, Changes):
    pass


class PlanPart(Borrowed, Plan):
    pass


class Report(Document):
    """All that is known about going from one schema to another."""

    _render = lib.migra_report_render
    _to_json = lib.migra_report_to_json

    def __init__(self, core: Core, pointer: Any) -> None:
        super().__init__(core, pointer, lib.migra_report_free)

    @property
    def changes(self) -> Changes:
        with self._core:
            return ChangesPart(self._core, lib.migra_report_changes(self._open()), self)

    @property
    def plan(self) -> Optional[Plan]:
        """None when none was asked for."""
        with self._core:
            plan = lib.migra_report_plan(self._open())
            return None if plan == ffi.NULL else PlanPart(self._core, plan, self)

    @property
    def findings(self) -> Tuple[Finding, ...]:
        """Worst first."""
        return tuple(map(Finding.of, self.document["findings"]))

    @property
    def diagnostics(self) -> Tuple[Diagnostic, ...]:
        return tuple(map(Diagnostic.of, self.document["diagnostics"]))

    @property
    def score(self) -> int:
        """The risk, 0 to 100."""
        with self._core:
            return int(lib.migra_report_score(self._open()))

    @property
    def level(self) -> str:
        """The risk: "none", "low", "medium", "high" or "critical"."""
        with self._core:
            return str(ffi.string(lib.migra_report_level(self._open())).decode())

    @property
    def safe(self) -> bool:
        """Whether nothing speaks against running the plan."""
        with self._core:
            return bool(lib.migra_report_safe(self._open()))

    @property
    def unparsed(self) -> int:
        """The number of statements that the report cannot vouch for."""
        with self._core:
            return int(lib.migra_report_unparsed(self._open()))

    def count(self, severity: Severity) -> int:
        """The number of findings at or above a severity."""
        with self._core:
            return int(lib.migra_report_finding_count_from(self._open(), severity))
