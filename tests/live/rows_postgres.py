"""Generated rows in PostgreSQL; see rows.py."""

import rows

LOAD_HEAD = "SET session_replication_role = replica;\n"
LOAD_TAIL = ""
EMPTY = "DEFAULT VALUES"

# For each column that may be written: the table, the column, its type as printed, whether NULL is allowed, and what its
# values are made of: a domain's and an array's base type, an enum's labels, a composite's types.
_COLUMNS = r"""
WITH RECURSIVE base AS (
  SELECT t.oid AS of, t.oid, t.typtype, t.typbasetype, t.typname, t.typelem, t.typcategory, t.typmodin, 0 AS depth FROM pg_type t
  UNION ALL
  SELECT b.of, t.oid, t.typtype, t.typbasetype, t.typname, t.typelem, t.typcategory, t.typmodin, b.depth + 1
  FROM base b JOIN pg_type t ON t.oid = b.typbasetype WHERE b.typtype = 'd')
SELECT format('%I.%I', n.nspname, c.relname), quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
  NOT a.attnotnull AND NOT EXISTS (SELECT 1 FROM pg_type d WHERE d.oid = a.atttypid AND d.typnotnull),
  b.typname, b.typcategory, b.typtype,
  coalesce((SELECT typname FROM pg_type e WHERE e.oid = b.typelem AND b.typcategory = 'A'), ''),
  coalesce((SELECT json_agg(enumlabel ORDER BY enumsortorder)::text FROM pg_enum e
            WHERE e.enumtypid = CASE WHEN b.typcategory = 'A' THEN b.typelem ELSE b.oid END), ''),
  a.attgenerated <> '' , a.attidentity = 'a', a.atttypmod
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  JOIN base b ON b.of = a.atttypid AND b.typtype <> 'd'
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_toast%'
  AND c.relname NOT LIKE '\_migra\_saved\_%'
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 1, a.attnum;"""


def _listing(engine, db):
    out = {}
    for line in engine.query(db, _COLUMNS).split("\n"):
        f = line.split("|") if line.count("|") == 11 else _split(line)
        if len(f) == 12:
            out.setdefault(f[0], []).append(f[1:])
    return out


def _split(line):
    """A name or label that holds the separator: such a table is left alone."""
    return []


def tables(engine, db):
    out = []
    for t, cols in _listing(engine, db).items():
        columns = [rows.Column(c[0], c[1], c[2] == "t", _literal(c)) for c in cols if c[8] == "f"]
        overriding = any(c[9] == "t" for c in cols)
        out.append(rows.Table(t, [c._replace(literal=lambda i: None) if o[9] == "t" else c
                                  for c, o in zip(columns, (c for c in cols if c[8] == "f"))] if overriding else columns))
    return out


_WORDS = {
    "bool": "{b}", "date": "'2001-01-{d:02}'", "timestamp": "'2001-01-01 00:00:{s:02}'", "timestamptz": "'2001-01-01 00:00:{s:02}+00'",
    "time": "'00:00:{s:02}'", "timetz": "'00:00:{s:02}+00'", "interval": "'{i} days'", "uuid": "'{i:08}-0000-0000-0000-{i:012}'",
    "json": "'{{\"a\": {i}}}'", "jsonb": "'{{\"a\": {i}}}'", "bytea": "'\\x{s:02}'", "inet": "'10.0.0.{s}'", "cidr": "'10.0.0.{s}/32'",
    "macaddr": "'08:00:2b:01:02:{s:02}'", "macaddr8": "'08:00:2b:01:02:03:04:{s:02}'", "money": "{i}", "xml": "'<a>{i}</a>'",
    "point": "'({i},{i})'", "box": "'({i},{i}),(0,0)'", "line": "'{{1,2,{i}}}'", "lseg": "'[(0,0),({i},1)]'", "path": "'[(0,0),({i},1)]'",
    "polygon": "'((0,0),(0,1),({i},1))'", "circle": "'<(0,0),{p}>'", "tsvector": "'w{i}'", "tsquery": "'w{i}'", "oid": "{p}",
    "int4range": "'[{i},{n})'", "int8range": "'[{i},{n})'", "numrange": "'[{i},{n})'", "daterange": "'[2001-01-{d:02},2001-02-01)'",
    "tsrange": "'[2001-01-{d:02},2001-02-01)'", "tstzrange": "'[2001-01-{d:02},2001-02-01)'", "hstore": "'a=>{i}'", "char": "'{c}'",
    "ltree": "'a{i}'", "pg_lsn": "'0/{s}'", "name": "'n{i}'", "regclass": "'pg_class'", "int2": "{m}", "int4": "{i}", "int8": "{i}",
    "float4": "{i}", "float8": "{i}", "jsonpath": "'$.a'",
}


def _word(name, i):
    p = abs(i)
    return _WORDS[name].format(i=p, p=p or 1, n=p + 1, s=p % 60, d=p % 28 or 1, b="true" if i % 2 else "false", c=p % 10, m=p % 32768)


def _literal(c):
    import json
    _, printed, _, name, category, kind, element, labels, _, _, modifier = c
    if labels:
        values = json.loads(labels)
        if category == "A":
            return lambda i: "'{\"" + values[(i - 1) % len(values)].replace("'", "''") + "\"}'"
        return lambda i: "'" + values[(i - 1) % len(values)].replace("'", "''") + "'"
    if category == "A":
        return (lambda i: "ARRAY[" + _word(element, i) + f"]::{printed}") if element in _WORDS else (lambda i: f"'{{{i}}}'")
    if name in _WORDS:
        return lambda i: _word(name, i)
    if name == "numeric":
        precision, scale = ((int(modifier) - 4) >> 16, (int(modifier) - 4) & 0x7ff) if int(modifier) >= 4 else (9, 0)
        return (lambda i: f"0.{abs(i)}"[: 2 + scale]) if precision <= scale else str
    if name in ("bit", "varbit"):
        size = int(modifier) if int(modifier) > 0 else 8
        return lambda i: "B'" + format(abs(i) % (1 << min(size, 30)), f"0{size}b")[-size:] + "'"
    if category == "S":
        size = int(modifier) - 4 if int(modifier) > 4 else 9
        return lambda i: f"'{str(abs(i))[:size]}'"
    if kind in ("c", "r", "m"):
        return lambda i: None if kind == "c" else "'empty'"
    return lambda i: None


def count(engine, db, names):
    script = "\n".join(f"SELECT {i}, count(*) FROM {t.name};" for i, t in enumerate(names))
    return {names[int(line.split("|")[0])].name: int(line.split("|")[1]) for line in engine.query(db, script).split("\n") if "|" in line}


_ORPHANS = r"""
SELECT format('DELETE FROM %s c WHERE %s AND NOT EXISTS (SELECT 1 FROM %s p WHERE %s);', k.conrelid::regclass,
  (SELECT string_agg(format('c.%I IS NOT NULL', a.attname), ' AND ') FROM unnest(k.conkey) x JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x),
  k.confrelid::regclass,
  (SELECT string_agg(format('p.%I = c.%I', b.attname, a.attname), ' AND ') FROM unnest(k.conkey, k.confkey) AS x(m, y)
     JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.m JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = x.y))
FROM pg_constraint k WHERE k.contype = 'f' AND k.conparentid = 0;"""


def drop_orphans(engine, db):
    script = engine.query(db, _ORPHANS)
    if script:
        engine.attempt(db, LOAD_HEAD + "\n".join([script] * min(script.count("\n") + 1, 5)))


_ALL = r"""
SELECT format('%I.%I', n.nspname, c.relname), a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg\_toast%' AND c.relname NOT LIKE '\_migra\_saved\_%' ORDER BY 1, a.attname;"""


def snapshot(engine, db):
    listing = {}
    for line in engine.query(db, _ALL).split("\n"):
        f = line.split("|")
        if len(f) == 3:
            listing.setdefault(f[0], {})[f[1]] = f[2]
    names, script = [], []
    for t, types in listing.items():
        columns = ", ".join('to_json(t."' + c.replace('"', '""') + '"::text)' for c in types)
        script.append(f"SELECT json_build_array({len(names)}, {columns}) FROM ONLY {t} t;")
        names.append((t, types))
    return rows.contents(names, engine.query(db, "\n".join(script)).split("\n") if script else [])
