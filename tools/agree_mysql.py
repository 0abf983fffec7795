#!/usr/bin/env python3
"""How often the grammars of MySQL and MariaDB agree with a server.

Takes statements, changes one token of each (takes it out, doubles it, swaps it with its neighbour, puts a word before
it), has the server prepare them, which reads without running, and counts where libmigra differs: `taken` are those that
the server refuses as a syntax error and libmigra calls understood in full, `refused` those that only the server takes.
Statements come from the project's cases, or from the files given; a file named like *mariadb* is left out for MySQL and
the other way round.

usage: agree_mysql.py --migra build/cli/migra [--server mariadb mysql …] [--mutants N] [--seed S] [--show N] [--plain]
                      [--at-least PERCENT] [FILE...]
"""
import collections
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(HERE, "tests", "live"))
import on_servers  # noqa: E402

WORDS = ("select from where table order group by with as on using not null default check primary references constraint "
         "unique in and or end case when then else limit all distinct union into values set to for user column collate "
         "create grant key index left join natural is like between exists interval row int if add name type begin "
         "declare do return update delete ignore desc asc unsigned comment engine partition database procedure").split()
MARKS = ["(", ")", ",", ".", "=", "1", "'x'", "a", ":=", "@", "*", "-", "||", "`a`"]
TOKEN = re.compile(r"""\s+|--\s[^\n]*|\#[^\n]*|/\*.*?\*/|[bBxXnN]?'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)*`
    |\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+|@{0,2}[A-Za-z_\x80-\U0010ffff][A-Za-z_0-9$\x80-\U0010ffff]*|:=|<=>|->>?|<>|!=|<=|>=|\|\||&&
    |.""", re.S | re.X)
SYNTAX = {1064, 1149}
# Raised while the text is still being read: what stands behind has not been looked at, so the server says nothing of it.
EARLY = {1067, 1115, 1221, 1231, 1273, 1303, 1308, 1309, 1310, 1312, 1313, 1319, 1324, 1327, 1330, 1331, 1332, 1333, 1337, 1338,
         1414, 1427, 1439, 1479, 1480, 1481, 1491, 1492, 1493, 1494, 1495, 1500, 1504, 1517, 1525, 1582, 1583, 1641, 1643, 1651,
         1697, 1800, 1801, 3028, 4042, 4161, 1901, 1458, 1396, 1102, 1103, 1059, 1063, 1074, 1113, 1120, 1230, 1235, 1253, 1286,
         1248, 1382, 1425, 1426, 1438, 4078, 4079, 1193, 1247, 1558, 3027, 1144, 1128, 4128, 1066, 1363, 1109, 4177, 1415, 1420, 1422, 1235, 1320}
MARK = "$~$"  # a delimiter that no statement holds
UNFIT = re.compile(r"sql_mode|^\s*(prepare|execute|deallocate|source|delimiter|\\)|\\$", re.I)


def from_cases():
    for path in glob.glob(os.path.join(HERE, "tests", "cases", "*", "m[ya]*", "*.case")):
        text = open(path, encoding="utf-8").read()
        for part in re.findall(r"^--- (?:input|before|after)\n(.*?)^--- ", text, re.M | re.S):
            yield path, part


def statements(migra, dialect, texts):
    """The statements of texts, cut by libmigra's own splitter."""
    for text in texts:
        parsed = parse(migra, dialect, text)
        raw = text.encode()
        for s in parsed["statements"]:
            one = raw[s["offset"]:s["offset"] + s["length"]].decode(errors="replace").strip()
            if one and s["kind"] != "client_command" and not UNFIT.search(one) and len(one) < 4000:
                yield one


def parse(migra, dialect, text):
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as f:
        f.write(text)
        f.flush()
        out = subprocess.run([migra, "parse", "--dialect", dialect, "--format", "json", f.name], capture_output=True, check=False)
    return json.loads(out.stdout.decode(errors="replace"))


def understood(migra, dialect, sqls):
    """For each statement: True when all of it is understood in full."""
    starts, text = [], f"DELIMITER {MARK}\n"
    for sql in sqls:
        starts.append(len(text.encode()))
        text += sql + "\n" + MARK + "\n"
    ends = starts[1:] + [len(text.encode())]
    parsed = parse(migra, dialect, text)
    full, at = [True] * len(sqls), 0
    seen = [False] * len(sqls)
    for s in parsed["statements"]:
        if s["kind"] == "client_command":
            continue
        while at + 1 < len(sqls) and s["offset"] >= ends[at]:
            at += 1
        full[at] &= s["understood"] == "full" and not (seen[at] and s["understood"])
        seen[at] = True
    return [f and s for f, s in zip(full, seen)]


def mutate(rng, sql):
    parts = TOKEN.findall(sql)
    places = [i for i, p in enumerate(parts) if not p.isspace() and not p.startswith(("--", "#", "/*"))]
    if len(places) < 2:
        return None
    i = rng.randrange(len(places))
    at = places[i]
    how = rng.randrange(4)
    if how == 0:
        parts[at] = " "
    elif how == 1:
        parts[at] = parts[at] + " " + parts[at]
    elif how == 2 and i + 1 < len(places):
        parts[at], parts[places[i + 1]] = parts[places[i + 1]], parts[at]
    else:
        parts[at] = rng.choice(WORDS if rng.random() < 0.7 else MARKS) + " " + parts[at]
    return "".join(parts)


def ask(server, db, sqls):
    """The error number for each statement, 0 for none. One statement a line, so that the line names it."""
    def quote(s):
        return "'" + s.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0") + "'"
    script = "".join(f"PREPARE s FROM {quote(s)};\n" for s in sqls)
    out = subprocess.run(["mariadb", "--no-defaults", "--force", "-N", "-B", f"--socket={server._of(db).socket}", "-uroot",
                          "--default-character-set=utf8mb4", "--skip-reconnect", db],
                         input=script.encode(), capture_output=True, check=False)
    codes = [0] * len(sqls)
    for m in re.finditer(rb"^ERROR (\d+) \(\w+\) at line (\d+)", out.stderr, re.M):
        codes[int(m.group(2)) - 1] = int(m.group(1))
    return codes


def kind_of(sql):
    words = re.findall(r"[A-Za-z_]+", re.sub(r"/\*.*?\*/|--\s[^\n]*", " ", sql, flags=re.S))[:3]
    return " ".join(w.lower() for w in words[:2])


def compare(args, server, dialect):
    other = "mariadb" if dialect == "mysql" else "mysql"
    texts = [open(f, encoding="utf-8", errors="replace").read() for f in args.files
             if other not in os.path.basename(f) or dialect in os.path.basename(f)]
    if not texts:
        with open(os.path.join(HERE, "tests", "live", "my_statements.sql"), encoding="utf-8") as f:
            texts = [f.read()] + [t for p, t in from_cases() if f"/{other}/" not in p]
    pool = sorted(set(statements(args.migra, dialect, texts)))
    if args.kind:
        pool = [s for s in pool if re.match(args.kind, kind_of(s))]
    rng = random.Random(args.seed)
    db = server.create()
    good = [s for s, c in zip(pool, ask(server, db, pool)) if c not in SYNTAX]
    asked = [m for m in (mutate(rng, rng.choice(good)) for _ in range(args.mutants)) if m and MARK not in m]
    asked = [a for a in (pool + asked if args.plain else asked) if not UNFIT.search(a)]
    codes = ask(server, db, asked)
    ours = []
    for i in range(0, len(asked), 2000):
        ours += understood(args.migra, dialect, asked[i:i + 2000])
    taken = [(a, c) for a, c, o in zip(asked, codes, ours) if c in SYNTAX and o]
    refused = [(a, c) for a, c, o in zip(asked, codes, ours) if c not in SYNTAX | EARLY and not o]
    undecided = sum(c in EARLY and not o for c, o in zip(codes, ours))
    for label, rows in (("taken", taken), ("refused", refused)):
        kinds = collections.Counter(kind_of(a) for a, _ in rows)
        print(f"{label}: {len(rows)}  " + ", ".join(f"{k} {n}" for k, n in kinds.most_common(25)))
        for sql, code in rows[:args.show]:
            print(f"  [{code}] " + " ".join(sql.split())[:400])
    total = len(asked) - undecided
    agree = 100 * (total - len(taken) - len(refused)) / total if total else 100
    print(f"{dialect} {server.version}: {len(good)} statements, {total} asked ({undecided} more that the server left early), {agree:.2f} % agree "
          f"({len(taken)} taken, {len(refused)} refused wrongly)", flush=True)
    return 1 if agree < args.at_least else 0


def main():
    ap = on_servers.arguments(__doc__, os.path.join(HERE, "build", "cli", "migra"))
    ap.add_argument("--mutants", type=int, default=4000)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--show", type=int, default=0)
    ap.add_argument("--kind", help="only statements whose first words match")
    ap.add_argument("--plain", action="store_true", help="the statements as they are, too")
    ap.add_argument("--at-least", type=float, default=0, help="percentage below which the status is 1")
    ap.add_argument("files", nargs="*")
    args = ap.parse_args()
    on_servers.each(args, lambda server, dialect: compare(args, server, dialect))


if __name__ == "__main__":
    main()
