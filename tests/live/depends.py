#!/usr/bin/env python3
"""What the model says needs what, against the server's own pg_depend.

Each schema is printed by `migra dump` and loaded into PostgreSQL (which has to take it); then the dependencies between
the objects of the schema are read on both sides. An edge from an object to the table that it is part of is left out, and
one to a table where there is another to one of its columns. Prints what both have, what only one has, by kinds.

usage: depends.py --migra build/cli/migra --corpus build/tests/test-corpus [--every] [--show N] [--only S] [FILE|FOLDER...]
Folders are searched for the newest schema of each project, with --every for all of them; the default is depends.sql, the
project's examples and those of the corpus. A schema whose own text the server refuses, too, is counted apart. What PostgreSQL makes of itself is left out by name: what comes with a type or an extension, the sequence of an
identity column (part of the column here), indexes and foreign keys that a parent's made on a partition or took over.
"""
import argparse
import collections
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import corpus
import engines
from base import EngineError

HERE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

NAMES = """SET search_path = '';
-- What is made with a type (constructors of ranges, their multirange and its casts) is the type's.
WITH own AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
member AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e' OR deptype = 'i' AND refclassid = 'pg_type'::regclass AND classid IN ('pg_proc'::regclass, 'pg_cast'::regclass)),
rel AS (SELECT c.oid, c.relkind, c.relispartition, nspname AS s, relname AS n, indrelid FROM pg_class c JOIN own ON own.oid = relnamespace
        LEFT JOIN pg_index ON indexrelid = c.oid WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_class'::regclass AND m.objid = coalesce(indrelid, c.oid))),
named AS (
SELECT 'pg_class'::regclass AS class, r.oid, 0 AS sub,
  CASE WHEN r.relkind IN ('i', 'I') THEN coalesce('con ' || (SELECT oid FROM pg_constraint k WHERE k.conindid = r.oid AND k.contype IN ('p', 'u', 'x') LIMIT 1),
       CASE WHEN r.relispartition THEN 'partition' ELSE 'index' END || '\t' || s || '.' || (SELECT relname FROM pg_class t WHERE t.oid = indrelid) || '.' || n)
  -- the sequence of an identity column is part of the column
  WHEN r.relkind = 'S' AND identity.refobjid IS NOT NULL THEN 'sub pg_class ' || identity.refobjid || ' ' || identity.refobjsubid
  ELSE CASE r.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized_view'
       WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign_table' WHEN 'c' THEN 'type' END || '\t' || s || '.' || n END AS name FROM rel r
  LEFT JOIN pg_depend identity ON identity.objid = r.oid AND identity.classid = 'pg_class'::regclass AND identity.deptype = 'i' AND r.relkind = 'S'
UNION ALL SELECT 'pg_class'::regclass, r.oid, attnum, CASE WHEN r.relkind IN ('r', 'p', 'f') THEN 'column\t' || s || '.' || n || '.' || attname
  WHEN r.relkind = 'c' THEN 'type\t' || s || '.' || n WHEN r.relkind = 'v' THEN 'view\t' || s || '.' || n WHEN r.relkind = 'm' THEN 'materialized_view\t' || s || '.' || n END
  FROM rel r JOIN pg_attribute ON attrelid = r.oid WHERE attnum > 0
UNION ALL SELECT 'pg_type'::regclass, t.oid, 0, CASE WHEN t.typelem <> 0 AND t.typcategory = 'A' THEN 'same pg_type ' || t.typelem
  WHEN t.typrelid <> 0 THEN 'same pg_class ' || t.typrelid WHEN typtype = 'm' THEN NULL WHEN typtype = 'd' THEN 'domain\t' || nspname || '.' || typname ELSE 'type\t' || nspname || '.' || typname END
  FROM pg_type t JOIN own ON own.oid = typnamespace
UNION ALL SELECT 'pg_type'::regclass, rngmultitypid, 0, 'same pg_type ' || rngtypid FROM pg_range
UNION ALL SELECT 'pg_type'::regclass, typarray, 0, 'same pg_type ' || rngtypid FROM pg_range JOIN pg_type m ON m.oid = rngmultitypid
UNION ALL SELECT 'pg_proc'::regclass, p.oid, 0, CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END || '\t' || nspname || '.' || proname || '(' || oidvectortypes(proargtypes) || ')'
  FROM pg_proc p JOIN own ON own.oid = pronamespace
UNION ALL SELECT 'pg_constraint'::regclass, k.oid, 0, CASE WHEN contypid <> 0 THEN 'same pg_type ' || contypid
  WHEN conrelid <> 0 AND s IS NULL THEN NULL WHEN conparentid <> 0 THEN 'partition\t' || s || '.' || n || '.' || conname ELSE CASE contype WHEN 'p' THEN 'primary_key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign_key' WHEN 'x' THEN 'exclusion' WHEN 't' THEN 'trigger' END
  || '\t' || s || '.' || n || '.' || conname END FROM pg_constraint k LEFT JOIN rel ON rel.oid = conrelid WHERE k.connamespace IN (SELECT oid FROM own)
UNION ALL SELECT 'pg_attrdef'::regclass, d.oid, 0, 'column\t' || s || '.' || n || '.' || attname FROM pg_attrdef d JOIN rel ON rel.oid = adrelid
  JOIN pg_attribute a ON a.attrelid = adrelid AND a.attnum = adnum
UNION ALL SELECT 'pg_rewrite'::regclass, w.oid, 0, CASE WHEN rulename = '_RETURN' THEN 'same pg_class ' || ev_class ELSE 'rule\t' || s || '.' || n || '.' || rulename END
  FROM pg_rewrite w JOIN rel ON rel.oid = ev_class
UNION ALL SELECT 'pg_trigger'::regclass, g.oid, 0, CASE WHEN tgisinternal THEN NULL ELSE 'trigger\t' || s || '.' || n || '.' || tgname END FROM pg_trigger g JOIN rel ON rel.oid = tgrelid
UNION ALL SELECT 'pg_policy'::regclass, y.oid, 0, 'policy\t' || s || '.' || n || '.' || polname FROM pg_policy y JOIN rel ON rel.oid = polrelid
UNION ALL SELECT 'pg_statistic_ext'::regclass, x.oid, 0, 'statistics\t' || nspname || '.' || stxname FROM pg_statistic_ext x JOIN own ON own.oid = stxnamespace
UNION ALL SELECT 'pg_collation'::regclass, x.oid, 0, 'collation\t' || nspname || '.' || collname FROM pg_collation x JOIN own ON own.oid = collnamespace
UNION ALL SELECT 'pg_event_trigger'::regclass, x.oid, 0, 'event_trigger\t' || evtname FROM pg_event_trigger x
UNION ALL SELECT 'pg_namespace'::regclass, oid, 0, 'schema\t' || nspname FROM own
UNION ALL SELECT 'pg_operator'::regclass, x.oid, 0, CASE WHEN oprcode = 0 THEN NULL ELSE 'operator\t' || nspname || '.' || oprname || '(' ||
  CASE WHEN oprleft = 0 THEN 'none' ELSE format_type(oprleft, NULL) END || ', ' || format_type(oprright, NULL) || ')' END
  FROM pg_operator x JOIN own ON own.oid = oprnamespace
UNION ALL SELECT 'pg_opclass'::regclass, x.oid, 0, 'operator_class\t' || nspname || '.' || opcname FROM pg_opclass x JOIN own ON own.oid = opcnamespace
UNION ALL SELECT 'pg_opfamily'::regclass, x.oid, 0, coalesce((SELECT 'same pg_opclass ' || c.oid FROM pg_opclass c
  WHERE opcfamily = x.oid AND opcname = opfname AND opcnamespace = opfnamespace LIMIT 1), 'operator_family\t' || nspname || '.' || opfname)
  FROM pg_opfamily x JOIN own ON own.oid = opfnamespace
UNION ALL SELECT 'pg_amop'::regclass, oid, 0, 'same pg_opclass ' || (SELECT c.oid FROM pg_opclass c WHERE opcfamily = amopfamily AND opcintype = amoplefttype)
  FROM pg_amop WHERE oid >= 16384
UNION ALL SELECT 'pg_amproc'::regclass, oid, 0, 'same pg_opclass ' || (SELECT c.oid FROM pg_opclass c WHERE opcfamily = amprocfamily AND opcintype = amproclefttype)
  FROM pg_amproc WHERE oid >= 16384
UNION ALL SELECT 'pg_cast'::regclass, oid, 0, 'cast\t(' || format_type(castsource, NULL) || ' as ' || format_type(casttarget, NULL) || ')' FROM pg_cast WHERE oid >= 16384
UNION ALL SELECT 'pg_conversion'::regclass, x.oid, 0, 'conversion\t' || nspname || '.' || conname FROM pg_conversion x JOIN own ON own.oid = connamespace
UNION ALL SELECT 'pg_ts_config'::regclass, x.oid, 0, 'text_search_configuration\t' || nspname || '.' || cfgname FROM pg_ts_config x JOIN own ON own.oid = cfgnamespace
UNION ALL SELECT 'pg_ts_dict'::regclass, x.oid, 0, 'text_search_dictionary\t' || nspname || '.' || dictname FROM pg_ts_dict x JOIN own ON own.oid = dictnamespace
UNION ALL SELECT 'pg_ts_parser'::regclass, x.oid, 0, 'text_search_parser\t' || nspname || '.' || prsname FROM pg_ts_parser x JOIN own ON own.oid = prsnamespace
UNION ALL SELECT 'pg_ts_template'::regclass, x.oid, 0, 'text_search_template\t' || nspname || '.' || tmplname FROM pg_ts_template x JOIN own ON own.oid = tmplnamespace
UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid, 0, 'foreign_data_wrapper\t' || fdwname FROM pg_foreign_data_wrapper
UNION ALL SELECT 'pg_foreign_server'::regclass, oid, 0, 'server\t' || srvname FROM pg_foreign_server
UNION ALL SELECT 'pg_user_mapping'::regclass, x.oid, 0, 'user_mapping\t' || coalesce(rolname, 'public') || ' server ' || srvname
  FROM pg_user_mapping x JOIN pg_foreign_server v ON v.oid = umserver LEFT JOIN pg_roles r ON r.oid = umuser
UNION ALL SELECT 'pg_language'::regclass, oid, 0, 'language\t' || lanname FROM pg_language
UNION ALL SELECT 'pg_am'::regclass, oid, 0, 'access_method\t' || amname FROM pg_am
UNION ALL SELECT 'pg_transform'::regclass, x.oid, 0, 'transform\t' || format_type(trftype, NULL) || ' ' || lanname FROM pg_transform x JOIN pg_language l ON l.oid = trflang
UNION ALL SELECT 'pg_publication'::regclass, oid, 0, 'publication\t' || pubname FROM pg_publication
UNION ALL SELECT 'pg_publication_rel'::regclass, oid, 0, 'same pg_publication ' || prpubid FROM pg_publication_rel
UNION ALL SELECT 'pg_publication_namespace'::regclass, oid, 0, 'same pg_publication ' || pnpubid FROM pg_publication_namespace
)
SELECT class::regclass::text, oid, sub, name FROM named n WHERE name IS NOT NULL AND NOT EXISTS (SELECT FROM member m WHERE m.classid = n.class AND m.objid = n.oid);
"""
EDGES = """SELECT classid::regclass, objid, objsubid, refclassid::regclass, refobjid, refobjsubid FROM pg_depend
 WHERE deptype IN ('n', 'a', 'i', 'P', 'S') AND objid >= 16384 AND refobjid >= 16384;"""
# nextval('s'::text) looks for s at each call: the server keeps no dependency, and the model has one, since a plan has to.
LATE = r"""SELECT format('column%s%s.%s.%s', chr(9), nspname, relname, attname) FROM pg_attrdef JOIN pg_class c ON c.oid = adrelid
 JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute a ON a.attrelid = adrelid AND a.attnum = adnum
 WHERE pg_get_expr(adbin, adrelid) ~ '(nextval|currval|setval)\(+''[^'']*''::text';"""


def rows(engine, db, sql):
    out = engine._psql(db, sql, None, "-At", "-F", "\x1f")
    return [line.split("\x1f") for line in out.split("\n") if line]


def engine_edges(engine, db):
    names = {(c, o, s): n.replace("\\t", "\t") for c, o, s, n in rows(engine, db, NAMES)}

    def name(c, o, s):
        for _ in range(8):
            found = names.get((c, o, s)) or names.get((c, o, "0"))
            if not found:
                return None
            if found.startswith("con "):
                c, o, s = "pg_constraint", found[4:], "0"
            elif found.startswith("sub "):
                _, c, o, s = found.split(" ")
            elif found.startswith("same "):
                _, c, o = found.split(" ")
                s = "0"
            else:
                return found
        return None

    found = set()
    for c, o, s, rc, ro, rs in rows(engine, db, EDGES):
        a, b = name(c, o, s), name(rc, ro, rs)
        if a and b:
            found.add((a, b))
    return found


def without_partitions(theirs, ours):
    """An index, key or foreign key that its parent's made on a partition, or took over, is the parent's: the model has no edges for the one
    and those of an index of its own for the other. Left out on both sides."""
    taken = {name.split("\t")[1] for edge in theirs for name in edge if kind(name) == "partition"}

    def stays(name):
        return kind(name) != "partition" and not (kind(name) in ("index", "foreign_key", "primary_key", "unique") and name.split("\t")[1] in taken)
    return tuple({e for e in edges if stays(e[0]) and stays(e[1])} for edges in (theirs, ours))


def model_edges(corpus, path):
    out = subprocess.run([corpus, "depends", "postgres", path], capture_output=True, check=True).stdout.decode()
    found = set()
    for line in out.split("\n"):
        if line:
            a, b, c, d = line.split("\t")
            found.add((a + "\t" + b, c + "\t" + d))
    return found


def kind(name):
    return name.split("\t")[0]


def table_of(name):
    """The table that a column, constraint, index … is part of."""
    k, n = name.split("\t")
    return n.rsplit(".", 1)[0] if n.count(".") >= 2 and k not in ("function", "procedure", "aggregate") else None


def reduce(edges):
    to_columns = {(a, table_of(b)) for a, b in edges if kind(b) == "column"}
    return {(a, b) for a, b in edges
            if a != b and table_of(a) != b.split("\t")[1] and kind(b) != "schema" and (a, b.split("\t")[1]) not in to_columns}


def sources(args, every):
    """The statements of depends.sql, the examples, and the newest schema of each project of a corpus, if there is one, or all of them."""
    examples = os.path.join(HERE, "examples/schemas/postgres")
    for path in args or [os.path.join(HERE, "tests/live/depends.sql"), os.path.join(examples, "before.sql"),
                         os.path.join(examples, "after.sql"), os.path.join(corpus.CORPUS, "postgres")]:
        if os.path.isdir(path):
            yield from corpus.every_of_folder(path) if every else corpus.of_folder(path)
        elif os.path.exists(path):
            yield path


def takes(engine, text):
    db = engine.create()
    try:
        engine.load(db, text)
        return True
    except EngineError:
        return False
    finally:
        engine.drop(db)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("files", nargs="*")
    ap.add_argument("--migra", default=os.path.join(HERE, "build/cli/migra"))
    ap.add_argument("--corpus", default=os.path.join(HERE, "build/tests/test-corpus"))
    ap.add_argument("--show", type=int, default=0)
    ap.add_argument("--every", action="store_true")
    ap.add_argument("--only")
    ap.add_argument("--at-least", type=float, default=100, help="status 1 when fewer %% of the edges agree (default: all have to)")
    args = ap.parse_args()
    try:
        engine = engines.start("postgres")
    except Exception as e: # whatever hinders it
        engine = None
        print(f"SKIPPED: no PostgreSQL: {e}")
    if not engine:
        return 77
    same, engine_only, model_only, examples = collections.Counter(), collections.Counter(), collections.Counter(), []
    loaded = refused = alike = n_late = 0
    try:
        for path in sources(args.files, args.every):
            if args.only and args.only not in path:
                continue
            wanted = corpus.missing_extension(engine, path)
            if wanted:
                print(f"SKIPPED: {path} wants the extension {wanted}, which is not installed")
                continue
            dump = subprocess.run([args.migra, "dump", "-d", "postgres", "--allow-unparsed", "-"], input=corpus.read(path).encode(),
                                  capture_output=True, check=False)
            with tempfile.NamedTemporaryFile(suffix=".sql") as f:
                f.write(dump.stdout)
                f.flush()
                db = engine.create()
                try:
                    engine.load(db, corpus.before(path) + dump.stdout.decode())
                except EngineError as e:
                    engine.drop(db)
                    if not takes(engine, corpus.before(path) + corpus.read(path)):
                        alike += 1
                        continue
                    refused += 1
                    said = [l for l in str(e).split("\n") if "ERROR" in l] or [str(e)[:200]]
                    print(f"not loaded: {path}: {said[0]}")
                    continue
                loaded += 1
                theirs, ours = without_partitions(engine_edges(engine, db), model_edges(args.corpus, f.name))
                theirs, ours = reduce(theirs), reduce(ours)
                late = {row[0] for row in rows(engine, db, LATE)}
                found_late = {(a, b) for a, b in ours - theirs if a in late and kind(b) == "sequence"}
                n_late += len(found_late)
                ours -= found_late
                engine.drop(db)
            for a, b in theirs & ours:
                same[kind(a), kind(b)] += 1
            for what, counter, edges in (("engine", engine_only, theirs - ours), ("model", model_only, ours - theirs)):
                for a, b in sorted(edges):
                    counter[kind(a), kind(b)] += 1
                    examples.append((what, os.path.relpath(path), a.replace("\t", " "), b.replace("\t", " ")))
    finally:
        engine.close()
    total = sum(same.values()) + sum(engine_only.values()) + sum(model_only.values())
    print(f"{loaded} schemas loaded as printed, {refused} refused; {alike} more that the server refuses as they stand")
    print(f"{total} dependencies: {sum(same.values())} in both, {sum(engine_only.values())} the engine's only, {sum(model_only.values())} the model's only; {n_late} more from defaults to sequences that the server looks for at each call")
    for k in sorted(set(same) | set(engine_only) | set(model_only), key=lambda k: -(engine_only[k] + model_only[k])):
        print(f"{same[k]:7} {engine_only[k]:7} {model_only[k]:7}  {k[0]} -> {k[1]}")
    seen = collections.Counter()
    for what, path, a, b in examples:
        key = (what, a.split(" ")[0], b.split(" ")[0])
        seen[key] += 1
        if seen[key] <= args.show:
            print(f"{what}: {a} -> {b}   ({path})")
    agree = 100 * sum(same.values()) / max(total, 1)
    return 1 if agree < args.at_least or refused else 0


if __name__ == "__main__":
    sys.exit(main())
