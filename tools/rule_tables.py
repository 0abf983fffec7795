#!/usr/bin/env python3
"""The tables of docs/rules/README.md, made out of the rules' sources.

usage: rule_tables.py [--write] [SOURCE_ROOT]

Without --write it only says whether the page is as it would be written (tests/rules.py asks that).
"""
import glob
import os
import re
import sys

GROUPS = {
    "compat": "Running programs break", "data-loss": "Rows or values go, or change silently",
    "dep": "Things depend on each other", "design": "Shape of new tables",
    "fail": "The statement fails on data or on the server", "index": "Indexes", "lock": "Locks",
    "meta": "About the report itself", "naming": "Names", "online": "MySQL and MariaDB: online DDL",
    "ops": "Running it later", "partition": "Partitioned tables", "perf": "Queries get slower",
    "rewrite": "PostgreSQL: rewrites", "security": "Who sees what",
    "semantics": "The same query means something else", "sqlite": "SQLite: rebuilds",
    "stmt": "Statements that touch data", "tx": "Transactions of migration files",
}
ENGINES = {"PG": ["PostgreSQL"], "MYSQL": ["MySQL"], "MARIADB": ["MariaDB"], "SQLITE": ["SQLite"],
           "MY": ["MySQL", "MariaDB"], "ALL": ["PostgreSQL", "MySQL", "MariaDB", "SQLite"]}
MARK = "<!-- the tables: tools/rule_tables.py --write -->\n"


def field(text, name):
    """A string of the rule, its parts joined as C joins them."""
    match = re.search(r'\.%s\s*=\s*((?:"(?:[^"\\]|\\.)*"\s*)+),' % name, text)
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(1))).replace('\\"', '"') if match else ""


def engines(text):
    words = re.search(r"\.dialects = ([A-Z_ |]+),", text).group(1)
    names = [e for w in re.findall(r"MG_RULE_([A-Z]+)", words) for e in ENGINES[w]]
    return "all" if len(names) == 4 else ", ".join(e for e in ENGINES["ALL"] if e in names)


def rules(root):
    found = {}
    for path in glob.glob(os.path.join(root, "lib/rules/*.c")):
        with open(path, encoding="utf-8") as f:
            text = f.read()
        match = re.search(r'^    \.id = "([^"]+)"', text, re.M)
        if match:
            severity = re.search(r"\.severity = MG_SEV_([A-Z]+)", text).group(1).lower()
            found[match.group(1)] = (severity + (", off" if re.search(r"^    \.off = true", text, re.M) else ""), engines(text),
                                     field(text, "title"))
    return found


def tables(found):
    out = []
    for group in sorted({rule.split("/")[0] for rule in found}):
        out.append("\n## `%s/` %s\n\n| rule | severity | engines | what happens |\n| --- | --- | --- | --- |\n"
                   % (group, GROUPS[group]))
        out.extend("| [%s](%s.md) | %s | %s | %s |\n" % ((rule, rule) + found[rule])
                   for rule in sorted(found) if rule.startswith(group + "/"))
    return "".join(out)


def page(root):
    """The page as it is, and as it should be."""
    path = os.path.join(root, "docs/rules/README.md")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    return path, text, text.split(MARK)[0] + MARK + tables(rules(root))


def main():
    roots = [a for a in sys.argv[1:] if not a.startswith("-")]
    path, old, new = page(roots[0] if roots else ".")
    if old == new:
        return
    if "--write" not in sys.argv:
        sys.exit("rule_tables.py: docs/rules/README.md is not what the rules' sources say; tools/rule_tables.py --write")
    with open(path, "w", encoding="utf-8") as f:
        f.write(new)


if __name__ == "__main__":
    main()
