#!/usr/bin/env python3
"""Keywords of MySQL and MariaDB against a server: every word of grammar/keywords.tsv, and every word of the server's own list,
as an unquoted name of a table, a column, an alias and a label, and whether libmigra takes it where the server does.

usage: keywords_mysql.py --migra build/cli/migra [--server mariadb mysql …] [--at-most N] [--verbose]

Exit status 1 when more than N differ, 77 without a server."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "tools"))
import agree_mysql  # noqa: E402
import on_servers  # noqa: E402

PLACES = (("table", "CREATE TABLE {} (a INT)"), ("column", "CREATE TABLE t ({} INT)"), ("alias", "SELECT 1 AS {}"),
          ("bare alias", "SELECT a.b {} FROM a"), ("column in an expression", "SELECT 1 + {} FROM a"))


def words_of_grammar(column):
    path = os.path.join(agree_mysql.HERE, "grammar", "keywords.tsv")
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("#")]
    return {r[0] for r in rows if r[column] != "-"}


def compare(args, server, dialect):
    ours = words_of_grammar(3 if dialect == "mysql" else 4)
    db = server.create()
    listed = {w.lower() for w in server.query(db, "SELECT word FROM information_schema.keywords").split("\n")}
    theirs = {w for w in listed if w.replace("_", "a").isalnum() and not w[0].isdigit()}
    words = sorted(ours | theirs)
    asked = [(w, place, text.format(w)) for w in words for place, text in PLACES]
    codes = agree_mysql.ask(server, db, [a[2] for a in asked])
    full = agree_mysql.understood(args.migra, dialect, [a[2] for a in asked])
    wrong = [(w, place, code) for (w, place, _), code, ok in zip(asked, codes, full) if (code not in agree_mysql.SYNTAX) != ok]
    for w, place, code in wrong if args.verbose else wrong[:40]:
        print(f"{w} as {place}: the server {'refuses' if code in agree_mysql.SYNTAX else 'takes'} it, libmigra does not agree")
    print(f"{dialect} {server.version}: {len(words)} words in {len(PLACES)} places, {len(asked) - len(wrong)} of {len(asked)} agree; "
          f"the server lists {len(theirs)} words, {len(theirs - ours)} of them are no keywords of the grammar", flush=True)
    return 1 if len(wrong) > args.at_most else 0


def main():
    ap = on_servers.arguments(__doc__)
    ap.add_argument("--at-most", type=int, default=0, help="so many may differ")
    ap.add_argument("--verbose", action="store_true")
    args = ap.parse_args()
    on_servers.each(args, lambda server, dialect: compare(args, server, dialect))


if __name__ == "__main__":
    main()
