#!/usr/bin/env python3
"""Every rule has its C file, its page, its source, at least one case that it finds and one that it does not; every row of lib/facts says
where it comes from.

usage: rules.py SOURCE_ROOT
"""
import glob
import os
import re
import subprocess
import sys


def sections(path):
    """The bodies of the `expect findings` sections of a case file."""
    bodies, current = [], None
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.startswith("--- "):
                current = [] if line.strip() == "--- expect findings" else None
                if current is not None:
                    bodies.append(current)
            elif current is not None:
                current.append(line)
    return bodies


def rules_of(root):
    for path in sorted(glob.glob(os.path.join(root, "lib/rules/*.c"))):
        with open(path, encoding="utf-8") as f:
            match = re.search(r'^    \.id = "([^"]+)"', f.read(), re.M)
        if match:
            yield match.group(1), path


def complaints(root, rule):
    if not os.path.exists(os.path.join(root, "docs/rules", rule + ".md")):
        yield "no page docs/rules/%s.md" % rule
    hit = clean = False
    for case in glob.glob(os.path.join(root, "tests/cases/rules", rule, "*.case")):
        for body in sections(case):
            found = any(rule in line.split()[1:2] for line in body)
            hit, clean = hit or found, clean or not found
    if not hit:
        yield "no case that it finds in tests/cases/rules/%s" % rule
    if not clean:
        yield "no case that it leaves alone in tests/cases/rules/%s" % rule


SOURCE = re.compile(r"measured on \S+ [\d.]|measured: rejected on \d|rewrites nothing on PostgreSQL \d|manual|release notes|documentation|pg_proc|pg_type|lock modes measured|by comparison|matter of (taste|policy)|"
                    r"the parser|comments of the sources|what migration tools do|common practice|rates measured|locks are kept")


def without_source(root):
    """Rules, and rows of facts, that do not say where they have it from."""
    for rule, path in rules_of(root):
        with open(path, encoding="utf-8") as f:
            match = re.search(r'\.source\s*=\s*((?:"(?:[^"\\]|\\.)*"\s*)+),', f.read())
        said = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(1))) if match else ""
        if "…" in said or not SOURCE.search(said):
            yield rule, "names no source: %r" % said
    for path in sorted(glob.glob(os.path.join(root, "lib/facts/*.tsv"))):
        with open(path, encoding="utf-8") as f:
            lines = [line.rstrip("\n").split("\t") for line in f if line.strip()]
        width = max(len(row) for row in lines if row[0].startswith("# "))
        for row in lines:
            if not row[0].startswith("#") and (len(row) != width or not SOURCE.search(row[-1])):
                yield os.path.basename(path), "a row without a source: %s" % " | ".join(row)[:120]


def named_elsewhere(root, rules):
    """Rule ids that other stages write down (the steps of a plan say which findings they answer)."""
    groups = "|".join(sorted({rule.split("/")[0] for rule in rules}))
    for path in sorted(glob.glob(os.path.join(root, "lib/*/*.c")) + glob.glob(os.path.join(root, "lib/*/*/*.c"))):
        with open(path, encoding="utf-8") as f:
            for rule in re.findall(r'"((?:%s)/[a-z0-9-]+)"' % groups, f.read()):
                if rule not in rules:
                    yield rule, "is named in %s, but there is no such rule" % os.path.relpath(path, root)


def main():
    root = sys.argv[1]
    rules = dict(rules_of(root))
    bad = [(rule, text) for rule in rules for text in complaints(root, rule)]
    pages = glob.glob(os.path.join(root, "docs/rules/*/*.md"))
    for page in sorted(pages):
        rule = os.path.relpath(page, os.path.join(root, "docs/rules"))[:-3]
        if rule not in rules:
            bad.append((rule, "has a page but no C file"))
    bad.extend(named_elsewhere(root, rules))
    bad.extend(without_source(root))
    if subprocess.run([sys.executable, os.path.join(root, "tools/rule_tables.py"), root]).returncode:
        bad.append(("README", "its tables are not up to date"))
    for rule, text in bad:
        print("%s: %s" % (rule, text))
    print("%d rules, %d complaints" % (len(rules), len(bad)))
    sys.exit(1 if bad or not rules else 0)


main()
