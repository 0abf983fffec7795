"""Generated rows on MySQL and MariaDB; see rows.py."""

import re

import rows

LOAD_HEAD = "SET SESSION foreign_key_checks = 0; SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';\n"
LOAD_TAIL = ""
EMPTY = "VALUES ()"

_SYSTEM = "('mysql', 'sys', 'information_schema', 'performance_schema')"
_COLUMNS = f"""SELECT IF(table_schema = DATABASE(), c.table_name, CONCAT(table_schema, '`.`', c.table_name)), c.column_name, c.column_type, c.is_nullable, c.extra, c.generation_expression
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE (table_schema = DATABASE() OR (table_schema NOT IN {_SYSTEM} AND table_schema NOT RLIKE '^t[0-9]+_[0-9]+$')) AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
AND c.table_name NOT LIKE '\\\\_migra\\\\_saved\\\\_%' ORDER BY table_schema, c.table_name, c.ordinal_position;"""


def _listing(engine, db):
    out = {}
    for line in engine.query(db, _COLUMNS).split("\n"):
        f = line.split("\t")
        if len(f) > 3:
            out.setdefault(f[0], []).append(f[1:])
    return out


def quote(name):
    """A table of another database comes as database`.`table."""
    return "`" + "`.`".join(part.replace("`", "``") for part in name.split("`.`")) + "`"


def tables(engine, db):
    return [rows.Table(quote(t), [rows.Column(quote(c[0]), c[1], c[2] == "YES", _literal(c[1]))
                                  for c in cols if not (len(c) > 4 and c[4] not in ("", "NULL"))])
            for t, cols in _listing(engine, db).items()]


_WORDS = {
    "date": "'2001-01-{i:02}'", "datetime": "'2001-01-01 00:00:{i:02}'", "timestamp": "'2001-01-01 00:00:{i:02}'",
    "time": "'00:00:{i:02}'", "json": "'{i}'", "point": "ST_GeomFromText('POINT({i} {i})')",
    "geometry": "ST_GeomFromText('POINT({i} {i})')", "linestring": "ST_GeomFromText('LINESTRING(0 0, {i} {i})')",
    "polygon": "ST_GeomFromText('POLYGON((0 0, 0 {i}, {i} {i}, 0 0))')",
    "multipoint": "ST_GeomFromText('MULTIPOINT({i} {i})')",
    "multilinestring": "ST_GeomFromText('MULTILINESTRING((0 0, {i} {i}))')",
    "multipolygon": "ST_GeomFromText('MULTIPOLYGON(((0 0, 0 {i}, {i} {i}, 0 0)))')",
    "geometrycollection": "ST_GeomFromText('GEOMETRYCOLLECTION(POINT({i} {i}))')",
    "geomcollection": "ST_GeomFromText('GEOMETRYCOLLECTION(POINT({i} {i}))')",
    "inet4": "'10.0.0.{i}'", "inet6": "'::{i}'", "uuid": "'{i:08}-0000-1000-8000-{i:012}'", "vector": None,
}


def _literal(kind):
    word = re.match(r"[a-z0-9]+", kind).group(0)
    if word in ("enum", "set"):
        labels = re.findall(r"'((?:[^']|'')*)'", kind)
        return lambda i: "'" + labels[(i - 1) % len(labels)].replace("\\", "\\\\") + "'"
    if word == "year":
        return lambda i: str(2000 + i % 100)
    if word in ("tinyint", "bit"):
        top = 2 if kind in ("tinyint(1)", "bit(1)") else 127
        return lambda i: str(i % top)
    if word in ("decimal", "float", "double"):
        size = re.search(r"\((\d+),(\d+)\)", kind)
        if size and size[1] == size[2]:
            return lambda i: f"0.{i}"
        return str
    if word in _WORDS:
        text = _WORDS[word]
        return lambda i: text and text.format(i=min(abs(i), 28) if word == "date" else min(abs(i), 59) if "time" in word else abs(i))
    if re.search(r"(char|binary|text|blob)$", word):
        size = re.search(r"\((\d+)\)", kind)
        return lambda i: "'" + str(abs(i))[: int(size[1]) if size else 9] + "'"
    if word.endswith("int") or word == "integer":
        return lambda i: str(i % 32768)
    return lambda i: None


def count(engine, db, names):
    script = "\n".join(f"SELECT {i}, COUNT(*) FROM {t.name};" for i, t in enumerate(names))
    out = {}
    for line in engine.query(db, script).split("\n"):
        f = line.split("\t")
        out[names[int(f[0])].name] = int(f[1])
    return out


_KEYS = f"""SELECT k.constraint_name, IF(k.table_schema = DATABASE(), k.table_name, CONCAT(k.table_schema, '`.`', k.table_name)), k.column_name, IF(k.referenced_table_schema = DATABASE(), k.referenced_table_name,
  CONCAT(k.referenced_table_schema, '`.`', k.referenced_table_name)), k.referenced_column_name
FROM information_schema.key_column_usage k WHERE k.table_schema NOT IN {_SYSTEM} AND k.referenced_table_name IS NOT NULL ORDER BY k.table_name, k.constraint_name, k.ordinal_position;"""


def drop_orphans(engine, db):
    keys = {}
    for line in engine.query(db, _KEYS).split("\n"):
        f = line.split("\t")
        if len(f) == 5:
            keys.setdefault((f[1], f[0], f[3]), []).append((f[2], f[4]))
    script = ["SET SESSION foreign_key_checks = 0;"]
    for (table, _, other), pairs in keys.items():
        on = " AND ".join(f"p.{quote(b)} = c.{quote(a)}" for a, b in pairs)
        full = " AND ".join(f"c.{quote(a)} IS NOT NULL" for a, _ in pairs)
        none = " AND ".join(f"p.{quote(b)} IS NULL" for _, b in pairs[:1])
        script.append(f"DELETE c FROM {quote(table)} c LEFT JOIN {quote(other)} p ON {on} WHERE {full} AND {none};")
    if keys:
        engine.attempt(db, "\n".join(script * min(len(keys), 5)))


_BYTES = re.compile(r"(binary|blob|bit)")
_SHAPES = ("point", "geometry", "linestring", "polygon", "multi", "geom")


def _shown(name, kind):
    if kind.startswith(_SHAPES):
        return f"ST_AsText({quote(name)})"
    if _BYTES.match(re.sub(r"^(tiny|medium|long|var)", "", kind)):
        return f"HEX({quote(name)})"
    return f"CAST({quote(name)} AS CHAR CHARACTER SET utf8mb4)"


def snapshot(engine, db):
    names, script = [], []
    for t, cols in _listing(engine, db).items():
        shown = ", ".join(_shown(c[0], c[1]) for c in cols)
        script.append(f"SELECT JSON_ARRAY({len(names)}, {shown}) FROM {quote(t)};")
        names.append((quote(t), {c[0]: c[1] for c in cols}))
    return rows.contents(names, engine.query(db, "\n".join(script)).split("\n") if script else [])
