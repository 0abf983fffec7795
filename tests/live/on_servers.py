"""What the tools that hold libmigra against MySQL's and MariaDB's servers share: their first arguments, a turn for each
server asked for, and saying aloud which one is not there."""

import argparse
import sys

import engines


def arguments(doc, migra=None):
    ap = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--migra", default=migra, required=migra is None)
    ap.add_argument("--server", nargs="+", default=["mariadb"], choices=[n for n, e in engines.ENGINES.items() if e[0] in ("mysql", "mariadb")])
    return ap


def each(args, turn):
    """turn(server, dialect) for each server asked for; the program's status: 77 when none of them is there, else the worst."""
    worst = None
    for name in args.server:
        why = engines.available(name)
        if why:
            print(f"SKIPPED: {name}: {why}", flush=True)
            continue
        with engines.start(name) as server:
            worst = max(worst or 0, turn(server, engines.ENGINES[name][0]))
    sys.exit(77 if worst is None else worst)
