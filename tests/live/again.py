"""Plans of --if-exists, run a second time: what stopped them. Engines have no words for everything: see docs/cli.md."""

import re


def without_what_runs_once(script, report):
    """The script of a second run, without the steps that say that they are to be left out then; how many they are."""
    once = {s["id"] for phase in report["plan"]["phases"] for s in phase["steps"] if "runs_once" in s}
    out, skipping = [], False
    for line in script.split("\n"):
        step = re.match(r"-- (s\d+): ", line)
        if step:
            skipping = step[1] in once
        elif re.match(r"(BEGIN|COMMIT|START TRANSACTION);$|-- phase", line):
            skipping = False
        if not skipping:
            out.append(line)
    return "\n".join(out), len(once)


def what_stopped(error):
    """The engine's complaint without the names in it."""
    line = next((x for x in error.split("\n") if re.search(r"(?i)error", x)), error.split("\n")[0])
    line = re.sub(r"(?i)^.*?error( \d+ \(\w+\))?( at line \d+| near line \d+)?:\s*", "", line)
    return re.sub(r"""(["'`])[^"'`]*\1|\b\w*_migra_\w+""", "…", re.sub(r"(column|table|trigger|index)( name)?: \S+", r"\1\2 …", line))[:80]
