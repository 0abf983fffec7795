"""Two schemas in, the risk and the plan out.    analyze.py BEFORE.sql AFTER.sql DIALECT"""
import sys

import libmigra

before, after, dialect = sys.argv[1:4]
with libmigra.Context() as context:
    old = context.parse(open(before).read(), dialect=dialect, source_name=before)
    new = context.parse(open(after).read(), dialect=dialect, source_name=after)

    @context.rule("team/ask-first", title="Dropped tables are talked over")
    def ask_first(view):
        for change in view.changes:
            if change.type == "drop_table":
                view.emit(f"is {change.name} really unused?", change, severity=libmigra.Severity.CRITICAL)

    report = old.analyze(new)
    print(f"{len(report.changes)} changes, risk {report.score} ({report.level}), safe: {report.safe}")
    for finding in report.findings:
        print(finding.severity.name.lower(), finding.rule, finding.message)
    print(report.plan.sql())
