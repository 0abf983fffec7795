"""The schemas of a corpus (MIGRA_CORPUS, ../shared/corpus), and what some of them need beside themselves to be loaded."""
import glob
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CORPUS = os.environ.get("MIGRA_CORPUS", os.path.join(ROOT, "..", "shared", "corpus"))

# What a project says elsewhere, or its users have to do first.
BEFORE = {
    "postgres/bookbrainz": "CREATE SCHEMA musicbrainz; CREATE SCHEMA bookbrainz; CREATE EXTENSION \"uuid-ossp\";\n",  # lives in MusicBrainz's database
    "postgres/osmosis-pgsnapshot": "CREATE EXTENSION hstore; CREATE EXTENSION postgis;\n",  # its documentation asks for it
}


def _made_in_do(text):
    """MusicBrainz makes a function in a DO block, so that it can fall back on another: here the block's first part stands."""
    return re.sub(r"DO \$\$\nBEGIN\n(  CREATE OR REPLACE FUNCTION public\.immutable_unaccent.*?)EXCEPTION\n.*?\nEND\n\$\$;", r"\1", text, flags=re.S)


def _geometry(text):
    """A function of PostGIS adds the column."""
    return re.sub(r"SELECT AddGeometryColumn\('(\w+)', '(\w+)', (\d+), '(\w+)', 2\);", r"ALTER TABLE \1 ADD COLUMN \2 geometry(\4, \3);", text)


EDITS = {"postgres/musicbrainz": _made_in_do, "postgres/osmosis-pgsnapshot": _geometry}


def project(path):
    return "/".join(os.path.abspath(path).split(os.sep)[-3:-1])


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as f:
        text = f.read()
    edit = EDITS.get(project(path))
    return edit(text) if edit else text


def before(path):
    """Without the extensions that this version of the schema makes itself."""
    text = read(path)
    made = set(re.findall(r'(?im)^\s*CREATE EXTENSION (?:IF NOT EXISTS )?"?([\w-]+)', text))
    return "".join(s + ";" for s in BEFORE.get(project(path), "").split(";") if not made & set(re.findall(r'EXTENSION (?:IF NOT EXISTS )?"?([\w-]+)', s)))


def missing_extension(engine, path):
    """An extension that the schema wants and the server does not have, or None. Of the corpus's newest schemas three want
    packages of their own: postgresql-15-postgis-3 (inaturalist, openstreetmap-website, osmosis) and postgresql-15-partman
    (lago); pgvector, which pagila wants, is not in Debian 12."""
    if not hasattr(engine, "extensions"):
        db = engine.create()
        engine.extensions = set(engine.query(db, "SELECT name FROM pg_available_extensions").split())
        engine.drop(db)
    wanted = re.findall(r'(?i)\bCREATE EXTENSION (?:IF NOT EXISTS )?"?([\w-]+)', re.sub(r"--.*", "", before(path) + read(path)))
    return next((e for e in wanted if e.lower() not in engine.extensions), None)


def _schemas(folder):
    return [f for f in sorted(glob.glob(os.path.join(folder, "*.sql"))) if not os.path.basename(f).startswith("upgrade-")]


def newest(folder):
    return max(_schemas(folder), key=lambda f: [int(x) for x in re.findall(r"\d+", os.path.basename(f))], default=None)


def of_folder(path):
    """The newest schema of each project in it."""
    found = (newest(folder) for folder in sorted(glob.glob(os.path.join(path, "*"))) + [path])
    return [f for f in found if f]


def schemas(dialect, every):
    """Of a dialect: the newest of each project, or every one."""
    folder = os.path.join(CORPUS, "mysql" if dialect == "mariadb" else dialect)
    return every_of_folder(folder) if every else of_folder(folder)


def every_of_folder(folder):
    return [f for sub in sorted(glob.glob(os.path.join(folder, "*"))) for f in _schemas(sub)]
