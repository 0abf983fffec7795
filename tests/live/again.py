"""Plans of --if-exists, run a second time: which statement stopped them, and whether the engine has words for it at all."""

import re

# What no engine can be asked to do only where it has not been done: see docs/cli.md.
WORDLESS = [
    (r"(?i)RENAME", "a rename"),
    (r"(?i)CREATE TABLE \S*_migra_saved_", "saved data"),
    (r"(?i)ADD CONSTRAINT .* USING INDEX", "a key from an index"),
]


def statement_at(script, line):
    """The statement that stands on a line of the script, its first words."""
    lines = script.split("\n")
    at = min(max(line - 1, 0), len(lines) - 1)
    while at > 0 and not lines[at - 1].startswith("-- s") and lines[at - 1].strip() not in ("BEGIN;",):
        if lines[at - 1].rstrip().endswith(";"):
            break
        at -= 1
    return lines[at]


def what_stopped(script, error):
    m = re.search(r"(?i)line (\d+)|:(\d+): ERROR", error)
    statement = statement_at(script, int(m[1] or m[2])) if m else ""
    for pattern, name in WORDLESS:
        if re.search(pattern, statement):
            return name
    return " ".join(w for w in statement.split()[:6] if w.isupper()) or "?"
