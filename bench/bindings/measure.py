"""bench/bindings/measure.c in Python; rules of the host run along when memory is measured."""
import sys
import time

import libmigra


def resident():
    with open("/proc/self/statm", encoding="ascii") as f:
        return int(f.read().split()[1]) * 4


what, before, after, dialect, amount = sys.argv[1:6]
before, after = (open(path, "rb").read() for path in (before, after))
context = libmigra.Context()
if what == "cross":
    a, b = context.parse(before, dialect=dialect), context.parse(after, dialect=dialect)
    best, end = 1e9, time.process_time() + float(amount)
    while time.process_time() < end:
        start = time.process_time()
        with a.analyze(b) as report:
            report.to_json()
        best = min(best, time.process_time() - start)
    print(f"{best * 1e3:.3f}")
else:
    @context.rule("bench/rule", title="A rule that looks and emits")
    def rule(view):
        view.emit("seen", view.changes[0])

    count = int(amount)
    for i in range(count):
        with context.parse(before, dialect=dialect) as a, context.parse(after, dialect=dialect) as b, a.analyze(b) as report:
            report.to_json()
        if i == count // 10:
            early = resident()
    print(early, resident())
