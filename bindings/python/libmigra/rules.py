"""Rules of the host: functions that the library calls while it analyzes.

All of them go through the same C function; which one is meant is told by a handle that the library carries. What a
function raises is kept, the library is asked to stop, and the exception goes on from analyze() as it was."""

from typing import Any, Callable, Dict, List, Optional

from ._core import Core, c_text, optional
from ._decl import PASS, Severity
from ._load import ffi, lib
from .errors import BY_STATUS, MigraError, MisuseError
from .report import Changes, ChangesPart, Plan, PlanPart
from .schema import Schema, SchemaPart
from .values import Change


class RuleView:
    """What a rule sees; valid while the rule runs."""

    def __init__(self, core: Core, view: Any, emitter: Any) -> None:
        self._core = core
        self._view = view
        self._emitter = emitter
        self._changes: Optional[Changes] = None

    def _open(self) -> Any:
        if self._view is None:
            raise MisuseError("a rule's view is valid only while the rule runs")
        return self._view

    @property
    def before(self) -> Schema:
        return SchemaPart(self._core, lib.migra_rule_view_before(self._open()), self)

    @property
    def after(self) -> Schema:
        return SchemaPart(self._core, lib.migra_rule_view_after(self._open()), self)

    @property
    def changes(self) -> Changes:
        view = self._open()
        if self._changes is None:
            self._changes = ChangesPart(self._core, lib.migra_rule_view_changes(view), self)
        return self._changes

    @property
    def plan(self) -> Optional[Plan]:
        plan = lib.migra_rule_view_plan(self._open())
        return None if plan == ffi.NULL else PlanPart(self._core, plan, self)

    def _find(self, change: Change) -> Any:
        changes = lib.migra_rule_view_changes(self._open())
        for i in range(lib.migra_changes_count(changes)):
            found = lib.migra_changes_at(changes, i)
            if f"c{lib.migra_change_id(found)}" == change.id:
                return found
        raise MisuseError(f"there is no change {change.id}")

    def emit(self, message: str, change: Optional[Change] = None, *, severity: Optional[Severity] = None, blocking: bool = False,
             suggestion: Optional[str] = None, probe_sql: Optional[str] = None) -> None:
        """Reports a finding, about a change or about the whole; the severity is the rule's unless another is given."""
        keep: List[Any] = []
        d = ffi.new("migra_finding_def*")
        lib.migra_finding_def_init(d, ffi.sizeof(d[0]))
        self._open()
        d.change = self._find(change) if change else ffi.NULL
        d.severity = -1 if severity is None else severity
        d.blocking = blocking
        d.message = c_text(message, keep)
        d.suggestion = optional(suggestion, keep)
        d.probe_sql = optional(probe_sql, keep)
        status = lib.migra_emit(self._emitter, d)
        if status:
            raise BY_STATUS.get(status, MigraError)("the finding was not taken")

    def _end(self) -> None:
        self._view = None


#: A rule: looks at the view and emits. It may return PASS: as if it were not there.
RuleFunction = Callable[[RuleView], Optional[int]]


class _Registered:
    def __init__(self, core: Core, function: RuleFunction) -> None:
        self.core = core
        self.function = function


# What the library holds on to, until it calls destroy.
_registered: Dict[Any, Any] = {}


@ffi.callback("int32_t(const migra_rule_view *, migra_emitter *, void *)", error=-1)  # type: ignore[misc]
def _check(view: Any, emitter: Any, user_data: Any) -> int:
    rule: _Registered = ffi.from_handle(user_data)
    shown = RuleView(rule.core, view, emitter)
    try:
        return PASS if rule.function(shown) == PASS else 0
    except BaseException as e:
        rule.core.raised = e
        return -1
    finally:
        shown._end()


@ffi.callback("void(void *)")  # type: ignore[misc]
def _destroy(user_data: Any) -> None:
    _registered.pop(user_data, None)


def add(core: Core, context: Any, function: RuleFunction, id: str, title: str, severity: Severity, dialects: int,
        why: Optional[str], fix: Optional[str]) -> None:
    keep: List[Any] = []
    d, err = ffi.new("migra_rule_def*"), ffi.new("migra_error**")
    lib.migra_rule_def_init(d, ffi.sizeof(d[0]))
    d.id, d.title = c_text(id, keep), c_text(title, keep)
    d.severity, d.dialects = severity, dialects
    d.why, d.fix = optional(why, keep), optional(fix, keep)
    d.check, d.destroy = _check, _destroy
    handle = ffi.new_handle(_Registered(core, function))
    _registered[handle] = handle
    d.user_data = handle
    core.check(lib.migra_context_add_rule(context, d, err), err)
