"""Options, as values. What is left out is the library's default."""

from dataclasses import dataclass, field
from typing import Any, List, Mapping, Optional, Union

from ._core import SqlText, c_text, optional, sql_bytes
from ._decl import History, OnlineTool, Renames, RuleSwitch, Severity, StagedRenames, Strategy, Transaction
from ._load import ffi, lib

#: rules, or groups such as "data-loss", with another severity, on or off
Settings = Mapping[str, Union[Severity, RuleSwitch]]


@dataclass(frozen=True)
class DiffOptions:
    """How two schemas are compared."""

    renames: Renames = Renames.AUTO
    ignore_owners: bool = False
    ignore_grants: bool = False
    ignore_comments: bool = False
    #: renames that are known: "table.column" to "new", "table" to "new_table"
    declared: Mapping[str, str] = field(default_factory=dict)

    def _c(self, keep: List[Any]) -> Any:
        o = ffi.new("migra_diff_options*")
        lib.migra_diff_options_init(o, ffi.sizeof(o[0]))
        o.renames = self.renames
        o.ignore_owners = self.ignore_owners
        o.ignore_grants = self.ignore_grants
        o.ignore_comments = self.ignore_comments
        pairs = [(c_text(old, keep), c_text(new, keep)) for old, new in self.declared.items()]
        renames = ffi.new("migra_rename[]", pairs)
        o.declared, o.declared_count = renames, len(pairs)
        keep += [o, renames]
        return o


@dataclass(frozen=True)
class PlanOptions:
    """How a plan goes about it."""

    strategy: Strategy = Strategy.SAFE
    staged_renames: StagedRenames = StagedRenames.BY_STRATEGY
    save_data: bool = True
    #: rows a batch of a backfill; 0: the library's default
    batch_rows: int = 0
    online_tool: OnlineTool = OnlineTool.NONE

    def _c(self, keep: List[Any]) -> Any:
        o = ffi.new("migra_plan_options*")
        lib.migra_plan_options_init(o, ffi.sizeof(o[0]))
        o.strategy = self.strategy
        o.staged_renames = self.staged_renames
        o.save_data = self.save_data
        o.batch_rows = self.batch_rows
        o.online_tool = self.online_tool
        keep.append(o)
        return o


@dataclass(frozen=True)
class LintFile:
    """A migration file, for Context.lint."""

    name: str
    sql: SqlText
    #: how the file is sent to the server
    transaction: Transaction = Transaction.EACH
    #: the tool that runs it, for messages
    tool: Optional[str] = None
    history: History = History.NEW

    def _c(self, keep: List[Any]) -> Any:
        raw = sql_bytes(self.sql)
        text = ffi.from_buffer(raw)
        keep += [raw, text]
        return (c_text(self.name, keep), text, len(raw), self.transaction, optional(self.tool, keep), self.history, ffi.NULL, 0)


def analyze_options(diff: Optional[DiffOptions], plan: Optional[PlanOptions], without_plan: bool,
                    settings: Settings, rule_options: Mapping[str, str], keep: List[Any]) -> Any:
    o = ffi.new("migra_analyze_options*")
    lib.migra_analyze_options_init(o, ffi.sizeof(o[0]))
    o.diff = diff._c(keep) if diff else ffi.NULL
    o.plan = plan._c(keep) if plan else ffi.NULL
    o.without_plan = without_plan
    rows = [(c_text(rule, keep), severity) for rule, severity in settings.items()]
    list_ = ffi.new("migra_rule_setting[]", rows)
    o.settings, o.setting_count = list_, len(rows)
    texts = [(c_text(key, keep), c_text(value, keep)) for key, value in rule_options.items()]
    more = ffi.new("migra_rule_option[]", texts)
    o.rule_options, o.rule_option_count = more, len(texts)
    keep += [o, list_, more]
    return o


def render_options(format: str, phase: Optional[str], down: bool, plan_only: bool, color: bool, verbosity: int, width: int,
                   keep: List[Any]) -> Any:
    o = ffi.new("migra_render_options*")
    lib.migra_render_options_init(o, ffi.sizeof(o[0]))
    o.format = c_text(format, keep)
    o.phase = optional(phase, keep)
    o.down, o.plan_only, o.color = down, plan_only, color
    o.verbosity, o.width = verbosity, width
    keep.append(o)
    return o


def parse_options(dialect: Optional[str], engine_version: Optional[str], source_name: Optional[str], keep: List[Any]) -> Any:
    o = ffi.new("migra_parse_options*")
    lib.migra_parse_options_init(o, ffi.sizeof(o[0]))
    o.dialect = optional(dialect, keep)
    o.engine_version = optional(engine_version, keep)
    o.source_name = optional(source_name, keep)
    keep.append(o)
    return o
