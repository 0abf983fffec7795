CREATE TABLE IF NOT EXISTS main.a (
  id INTEGER CONSTRAINT pk PRIMARY KEY ASC ON CONFLICT REPLACE AUTOINCREMENT, b TEXT NOT NULL ON CONFLICT IGNORE DEFAULT 'x' COLLATE NOCASE UNIQUE ON CONFLICT FAIL,
  c VARCHAR(10) NULL DEFAULT (1 + 2) CHECK (c <> ''), d DECIMAL(10, -2) DEFAULT -1.5e3, e, f BLOB DEFAULT x'00FF', g DEFAULT CURRENT_TIMESTAMP, h DEFAULT TRUE, i DEFAULT NULL, j DEFAULT +5, k DEFAULT "dq",
  l INT AS (id + 1), m INT GENERATED ALWAYS AS (length(b)) STORED, n INT GENERATED ALWAYS AS (id) VIRTUAL NOT NULL, o DOUBLE PRECISION, p UNSIGNED BIG INT, q "my type"(5), r REFERENCES a, s INT REFERENCES z (x) ON DELETE SET NULL ON UPDATE CASCADE MATCH FULL NOT DEFERRABLE INITIALLY IMMEDIATE,
  t INT CONSTRAINT named REFERENCES z (x) DEFERRABLE INITIALLY DEFERRED, u INT CONSTRAINT cnn NOT NULL CONSTRAINT cun UNIQUE CONSTRAINT cch CHECK (u > 0) CONSTRAINT cdef DEFAULT 5 CONSTRAINT ccol COLLATE RTRIM,
  CONSTRAINT uq UNIQUE (b COLLATE BINARY DESC, c) ON CONFLICT ROLLBACK, CHECK (d > 0 OR d IS NULL), CONSTRAINT fk FOREIGN KEY (r, s) REFERENCES z (x, y) ON DELETE RESTRICT ON UPDATE NO ACTION ON DELETE SET DEFAULT, FOREIGN KEY (c, d) REFERENCES z
);
CREATE TABLE z (x INT, y INT, PRIMARY KEY (x, y) ON CONFLICT ABORT, UNIQUE (y)) WITHOUT ROWID;
CREATE TABLE st (a INT, b INTEGER, c REAL, d TEXT, e BLOB, f ANY, PRIMARY KEY (a DESC)) STRICT, WITHOUT ROWID;
CREATE TABLE "quoted ""name" ([bracket col] INT, `tick col` INT, 'single' INT, "select" INT);
CREATE TABLE words (abort, action, after, key, temp, text, begin, row, rows, first, last, plan, query, cast, like, replace, trigger, view, without, do, end, each, conflict, desc, asc, current, exclude, filter, generated, groups, ignore, instead, no, of, offset, others, over, partition, pragma, raise, range, recursive, reindex, release, rename, restrict, rollback, savepoint, strict, ties, unbounded, vacuum, virtual, window, with, materialized, nulls, always, analyze, attach, before, by, cascade, column, cross, database, deferred, detach, exclusive, explain, fail, "for", full, glob, immediate, initially, inner, intersect1, left, match, natural, outer, preceding, regexp, right, union1);
CREATE TABLE sel AS SELECT 1 AS a, 'x' AS b, a.id + 1, count(*) FROM a;
CREATE TEMP TABLE tmp (x);
CREATE VIRTUAL TABLE IF NOT EXISTS ft USING fts5(title, body, tokenize = 'porter unicode61', prefix='2 3', content='');
CREATE VIRTUAL TABLE rt USING rtree(id, minX, maxX, +aux TEXT);
CREATE VIRTUAL TABLE f4 USING fts4(a, b, order=DESC, notindexed=b);
CREATE INDEX i1 ON a (b COLLATE NOCASE DESC, lower(c), d + 1 ASC);
CREATE UNIQUE INDEX IF NOT EXISTS main.i2 ON a (c) WHERE d IS NOT NULL AND c LIKE 'x%';
CREATE VIEW IF NOT EXISTS v1 (p, q) AS SELECT id, b FROM a WHERE id IN (1, 2) ORDER BY 1 DESC NULLS LAST LIMIT 5 OFFSET 2;
CREATE TEMPORARY VIEW v2 AS VALUES (1, 'x'), (2, 'y');
CREATE VIEW v3 AS WITH RECURSIVE c (n) AS NOT MATERIALIZED (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5 LIMIT 10) SELECT n, row_number() OVER w, sum(n) FILTER (WHERE n > 1) OVER (PARTITION BY n % 2 ORDER BY n ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE TIES) FROM c WINDOW w AS (ORDER BY n GROUPS 2 PRECEDING);
CREATE VIEW v4 AS SELECT a.*, z.y AS yy FROM a LEFT JOIN z ON a.r = z.x AND z.y IS NOT NULL NATURAL JOIN st CROSS JOIN words NOT INDEXED;
CREATE VIEW v5 AS SELECT count(*) AS n FROM (SELECT CASE id WHEN 1 THEN 'a' ELSE 'b' END, CAST(b AS TEXT), b || c -> '$.x' ->> 'y', b GLOB 'x*', b LIKE 'x' ESCAPE '!', b REGEXP 'x', id ISNULL, id NOTNULL, id NOT NULL, id IS NOT DISTINCT FROM 5, id IS NOT 6, id BETWEEN 1 AND 3, id NOT IN (SELECT x FROM z), EXISTS (SELECT 1), (id, b) = (1, 'x'), ~id, -id, +id, NOT id, id << 2, id >> 1, id & 3, id | 4, id % 5, id == 6, id <> 7, x'AB', 0xFF, .5, 1e10, current_date, group_concat(b, ','), json_extract(b, '$.a') FROM a GROUP BY id HAVING count(*) > 1);
CREATE VIEW v6 AS SELECT id FROM a UNION SELECT x FROM z UNION ALL SELECT 1 INTERSECT SELECT 2 EXCEPT SELECT 3 ORDER BY 1;
CREATE VIEW v7 AS SELECT value FROM a, json_each(a.b) WHERE a.id = 1;
CREATE TRIGGER IF NOT EXISTS main.t1 BEFORE INSERT ON a FOR EACH ROW WHEN NEW.id > 5 BEGIN SELECT RAISE(ABORT, 'no'); SELECT RAISE(IGNORE); UPDATE OR IGNORE z SET x = NEW.id, (x, y) = (1, 2) WHERE y = NEW.id; END;
CREATE TRIGGER t2 AFTER UPDATE OF b, c ON a BEGIN INSERT OR REPLACE INTO z (x, y) VALUES (NEW.id, 1), (2, 3) ON CONFLICT (x, y) DO UPDATE SET y = excluded.y WHERE x > 1 ON CONFLICT DO NOTHING; DELETE FROM z WHERE x = OLD.id; WITH q AS (SELECT 1) SELECT * FROM q; END;
CREATE TRIGGER t3 INSTEAD OF DELETE ON v1 BEGIN DELETE FROM a WHERE id = OLD.p; END;
CREATE TRIGGER t4 DELETE ON a BEGIN UPDATE z SET x = y FROM st WHERE st.a = z.x; END;
ALTER TABLE z RENAME TO zz;
ALTER TABLE zz RENAME COLUMN y TO yy;
ALTER TABLE zz ADD COLUMN w INT NOT NULL DEFAULT 5 CHECK (w > 1) REFERENCES a (id);
ALTER TABLE zz ADD v TEXT GENERATED ALWAYS AS (w + 1) VIRTUAL;
ALTER TABLE sel DROP COLUMN b;
DROP VIEW IF EXISTS nope;
DROP TABLE IF EXISTS main.nope;
PRAGMA foreign_keys = ON;
PRAGMA main.user_version(5);
REINDEX main.i1;
ANALYZE main.a;
VACUUM;
ATTACH DATABASE ':memory:' AS aux2;
DETACH aux2;
BEGIN IMMEDIATE TRANSACTION;
SAVEPOINT s1; RELEASE SAVEPOINT s1;
INSERT INTO tmp DEFAULT VALUES RETURNING *;
UPDATE OR FAIL tmp SET x = 1 WHERE x = 2;
COMMIT;
