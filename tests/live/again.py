"""Plans of --if-exists, run a second time: what stopped them. Engines have no words for everything: see docs/cli.md."""

import re


def what_stopped(error):
    """The engine's complaint without the names in it."""
    line = next((x for x in error.split("\n") if re.search(r"(?i)error", x)), error.split("\n")[0])
    line = re.sub(r"(?i)^.*?error( \d+ \(\w+\))?( at line \d+| near line \d+)?:\s*", "", line)
    return re.sub(r"""(["'`])[^"'`]*\1|\b\w*_migra_\w+""", "…", re.sub(r"(column|table|trigger|index)( name)?: \S+", r"\1\2 …", line))[:80]
