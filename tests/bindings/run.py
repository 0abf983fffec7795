#!/usr/bin/env python3
"""Runs the tests of a binding against a library that was just built; nothing is fetched.

    run.py WHAT SOURCE_ROOT BUILD_ROOT LIBRARY

WHAT: generated, conformance-c, conformance-update, python, python-types, python-wheel,
go, go-race, php, php-preload, php-composer, examples, live (ENGINE... after LIBRARY: these alone). What is missing on the machine is said aloud; tools/setup-debian.sh check installs it."""

import glob
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

what, source, build, library = sys.argv[1:5]
source, build, library = map(os.path.abspath, (source, build, library))
os.environ["MIGRA_LIBRARY"] = library


def run(*argv, **more):
    """Runs to success, or ends the test with what was printed."""
    done = subprocess.run(argv, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)
    if done.returncode:
        sys.exit(f"{' '.join(argv)}\n{done.stdout}")
    return done.stdout


def test(*argv, **more):
    """A program that loads the library; a sanitizer's own library goes before, where it was built with one."""
    if "MIGRA_TEST_PRELOAD" in os.environ:
        more["env"] = dict(os.environ, LD_PRELOAD=os.environ["MIGRA_TEST_PRELOAD"])
    return run(*argv, **more)


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def python_package():
    """The package as a wheel lays it out: the sources and what is generated."""
    folder = os.path.join(build, "bindings-python")
    package = os.path.join(folder, "libmigra")
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(os.path.join(source, "bindings/python/libmigra"), package, ignore=shutil.ignore_patterns("__pycache__"))
    run(sys.executable, f"{source}/tools/gen-bindings", "python", f"{package}/_decl.py")
    os.environ["PYTHONPATH"] = folder
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    return folder


def needs(module):
    if subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode:
        skip(f"{sys.executable} has no {module} (Debian: python3-{module})")


def other_python(module):
    """This Python or the system's, whichever has the module."""
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python) and not subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode:
            return python
    return None


def cases():
    return sorted(glob.glob(f"{source}/tests/conformance/cases/*.json"))


def conformance(*command, **more):
    """The same cases in every language; tests/conformance/README.md."""
    if "MIGRA_TEST_PRELOAD" in os.environ:
        more["env"] = dict(os.environ, LD_PRELOAD=os.environ["MIGRA_TEST_PRELOAD"])
    done = subprocess.run([*command, *cases()], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)
    print(done.stdout[-20000:], end="")
    if done.returncode:
        sys.exit("when the change of output is meant: ninja -C BUILD conformance-update, and read the diff")


def conformance_c():
    conformance(f"{build}/tests/conformance-c")


def conformance_update():
    python_package()
    conformance(sys.executable, f"{source}/bindings/python/tests/conformance.py", "--update")


def generated():
    print(run(sys.executable, f"{source}/tools/gen-bindings", "--check"), end="")


def python():
    needs("cffi")
    python_package()
    print(test(sys.executable, "-X", "dev", f"{source}/bindings/python/tests/test_libmigra.py"), end="")
    conformance(sys.executable, f"{source}/bindings/python/tests/conformance.py")


def python_types():
    folder = python_package()
    checker = other_python("mypy")
    if not checker:
        skip("mypy is not installed")
    print(run(checker, "-m", "mypy", "--config-file", f"{source}/pyproject.toml", "--cache-dir", f"{folder}/.mypy", "libmigra", cwd=folder), end="")


def like_this_build():
    """The options of the build that is being tested, for the wheel's: a test needs no other optimisation."""
    with open(f"{build}/meson-info/intro-buildoptions.json", encoding="utf-8") as f:
        options = {o["name"]: o["value"] for o in json.load(f)}
    yield f"--config-settings=setup-args=-Dbuildtype={options['buildtype']}"
    if options["werror"]:
        yield "--config-settings=setup-args=-Dwerror=true"


def python_wheel():
    """Builds the wheel as pip does, with this machine's meson-python, and uses it from a new environment."""
    builder = other_python("mesonpy")
    if not builder:
        skip("meson-python is not installed (Debian: python3-mesonpy)")
    os.environ.pop("MIGRA_LIBRARY")
    os.environ.pop("PYTHONPATH", None)
    if shutil.which("ccache"):  # what this build has compiled already, with the same options, is not compiled again
        os.environ.update(CC="ccache gcc", CCACHE_NOHASHDIR="1")
    with tempfile.TemporaryDirectory() as folder:
        checkout = f"{folder}/libmigra"  # pip builds inside the folder that it is given
        shutil.copytree(source, checkout, ignore=shutil.ignore_patterns("build", "build-*", ".git", ".mesonpy*", "engines"))
        run(builder, "-m", "pip", "wheel", "-q", "--no-build-isolation", "--no-deps", *like_this_build(), "-w", folder, checkout)
        wheel, = glob.glob(f"{folder}/*.whl")
        if "-py3-none-" not in wheel or wheel.endswith("-any.whl"):
            sys.exit(f"a wheel for every Python 3 of this platform was wanted, not {wheel}")
        run(builder, "-m", "venv", "--system-site-packages", f"{folder}/venv")
        run(f"{folder}/venv/bin/python", "-m", "pip", "install", "-q", "--no-index", "--no-deps", wheel)
        print(run(f"{folder}/venv/bin/python", f"{source}/bindings/python/tests/test_libmigra.py", cwd=folder), end="")
        print(run(f"{folder}/venv/bin/migra", "--version"), end="")


def pkg_config():
    """The library that was just built, as if it were installed."""
    folder = os.path.join(build, "bindings-pkgconfig")
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/migra.pc", "w", encoding="utf-8") as f:
        f.write(f"Name: libmigra\nDescription: as it was just built\nVersion: 0.1.0\n"
                f"Libs: -L{os.path.dirname(library)} -lmigra\nCflags: -I{source}/include\n")
    os.environ["PKG_CONFIG_PATH"] = folder
    os.environ["LD_LIBRARY_PATH"] = os.path.dirname(library)
    os.environ["GOFLAGS"] = "-mod=mod"  # the tests' module is replaced by folders, and nothing is fetched
    os.environ["GOPROXY"] = "off"


def gos():
    """Every Go here, the oldest first: (program, minor version)."""
    found = {}
    for go in [*glob.glob("/usr/lib/go-*/bin/go"), shutil.which("go") or ""]:
        if go and os.path.exists(go):
            minor = int(run(go, "env", "GOVERSION").strip().split(".")[1].split("rc")[0])
            found[minor] = go
    if not found:
        skip("Go is not installed (Debian: golang-go)")
    return sorted((minor, go) for minor, go in found.items())


def go_packages(program):
    """Built first, then run: the compiler does not load the library."""
    if "MIGRA_TEST_PRELOAD" not in os.environ:
        print(run(program, "test", "-count=1", "./...", cwd=f"{source}/bindings/go"), end="")
        return
    with tempfile.TemporaryDirectory() as folder:
        for package in (".", "./live"):
            run(program, "test", "-c", "-o", f"{folder}/test", package, cwd=f"{source}/bindings/go")
            print(package, test(f"{folder}/test", cwd=f"{source}/bindings/go/{package}").splitlines()[-1])


def go_says_what_is_wrong(program):
    """The library is linked: the loader tells that it is missing, the package that it is another one."""
    with tempfile.TemporaryDirectory() as folder:
        built = f"{folder}/example"
        run(program, "build", "-o", built, ".", cwd=f"{source}/examples/go")
        for epoch, version, wanted in ((None, 0, "libmigra.so.0: cannot open shared object file"), (7, 70000, "has ABI epoch 7, this package needs 0: install libmigra"),
                                       (0, 1, "is older than this package: install")):
            here = f"{folder}/{epoch}"
            os.mkdir(here)
            if epoch is not None:
                with open(f"{here}/x.c", "w", encoding="utf-8") as f:
                    f.write(f'unsigned migra_abi_version(void){{return {epoch};}} unsigned migra_version_number(void){{return {version};}}\n'
                            'const char *migra_version_text(void){return "?";}\n')
                with open(f"{here}/x.map", "w", encoding="utf-8") as f:
                    f.write("MIGRA_0.1 { global: migra_*; };\n")
                run("cc", "-shared", "-fPIC", f"{here}/x.c", "-Wl,-soname,libmigra.so.0", f"-Wl,--version-script={here}/x.map", "-o", f"{here}/libmigra.so.0")
            shop = f"{source}/examples/schemas/postgres"
            done = subprocess.run([built, f"{shop}/before.sql", f"{shop}/after.sql", "postgres"], env=dict(os.environ, LD_LIBRARY_PATH=here),
                                  text=True, capture_output=True)
            if done.returncode == 0 or wanted not in done.stderr:
                sys.exit(f"expected {wanted!r}, not {done.stderr!r}")


def go():
    pkg_config()
    os.environ["GOTOOLCHAIN"] = "local"
    for minor, program in gos():
        print(run(program, "version"), end="")
        go_packages(program)
        if "MIGRA_TEST_PRELOAD" in os.environ:
            continue
        if os.path.exists("/usr/share/gocode/src/github.com/mattn/go-sqlite3"):
            print(run(program, "test", "-count=1", ".", cwd=f"{source}/bindings/go/internal/sqlitetest"), end="")
        else:
            print("skipped: plans on SQLite over database/sql (Debian: golang-github-mattn-go-sqlite3-dev)")
    minor, program = gos()[-1]
    if "MIGRA_TEST_PRELOAD" not in os.environ and not glob.glob("/usr/local/lib/**/libmigra.so.0", recursive=True):
        go_says_what_is_wrong(program)
    print(run(program, "vet", "./...", cwd=f"{source}/bindings/go"), end="")
    unformatted = run(os.path.join(os.path.dirname(os.path.realpath(program)), "gofmt"), "-l", ".", cwd=f"{source}/bindings/go")
    if unformatted:
        sys.exit(f"gofmt: {unformatted}")


def go_race():
    """With the race detector, and with all checks of what C is handed."""
    pkg_config()
    os.environ["GOTOOLCHAIN"] = "local"
    minor, program = gos()[-1]
    os.environ.update({"GOEXPERIMENT": "cgocheck2"} if minor >= 21 else {"GODEBUG": "cgocheck=2"})
    print(run(program, "test", "-count=1", "-race", "./...", cwd=f"{source}/bindings/go"), end="")


def php_program():
    php = shutil.which("php")
    if not php or "FFI" not in run(php, "-m").split():
        skip("PHP with FFI is not installed (Debian: php-cli)")
    return php


def php():
    program = php_program()
    print(test(program, "-d", "ffi.enable=1", f"{source}/bindings/php/tests/test.php"), end="")
    conformance(program, "-d", "ffi.enable=1", f"{source}/bindings/php/tests/conformance.php")


def php_preload():
    """As a server does it: the library named by ffi.preload, and FFI allowed to preloaded code alone."""
    program = php_program()
    os.environ.pop("MIGRA_LIBRARY")
    os.environ["LD_LIBRARY_PATH"] = os.path.dirname(library)
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/index.php", "w", encoding="utf-8") as f:
            f.write("<?php\ntry { FFI::cdef('int abs(int);'); echo 'open '; } catch (FFI\\Exception) { echo 'closed '; }\n"
                    "echo Migra\\Libmigra::analyze('CREATE TABLE t (a int);', 'CREATE TABLE t (a int, b int);', 'mysql')->changes()->list()[0]->type;")
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        user = ["-d", "opcache.preload_user=root"] if os.getuid() == 0 else []
        with open(f"{folder}/log", "w", encoding="utf-8") as log:
            server = subprocess.Popen([program, "-d", "opcache.enable=1", "-d", "opcache.enable_cli=1", "-d", "ffi.enable=preload",
                                       "-d", f"ffi.preload={source}/bindings/php/src/migra_ffi.h", "-d", f"opcache.preload={source}/bindings/php/preload.php",
                                       *user, "-S", f"127.0.0.1:{port}", "-t", folder], stdout=log, stderr=log)
        try:
            answer = fetch(f"http://127.0.0.1:{port}/")
        finally:
            server.terminate()
            server.wait()
        with open(f"{folder}/log", encoding="utf-8") as log:
            text = log.read()
    print(f"the server says: {answer}")
    if answer != "closed add_column":
        sys.exit(text)


def fetch(url):
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as e:
            return e.read().decode()
        except OSError:
            time.sleep(0.1)
    return "nothing"


def php_composer():
    """A project that requires the package from a folder, without any registry."""
    composer = shutil.which("composer")
    program = php_program()
    if not composer:
        skip("composer is not installed (Debian: composer)")
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/composer.json", "w", encoding="utf-8") as f:
            json.dump({"repositories": [{"type": "path", "url": f"{source}/bindings/php"}, {"packagist.org": False}],
                       "require": {"libmigra/libmigra": "*"}, "minimum-stability": "dev"}, f)
        env = dict(os.environ, COMPOSER_ALLOW_SUPERUSER="1", COMPOSER_HOME=f"{folder}/home", COMPOSER_CACHE_DIR=f"{folder}/cache")
        run(composer, "install", "--no-interaction", "--quiet", cwd=folder, env=env)
        code = "require 'vendor/autoload.php'; echo Migra\\Libmigra::analyze('CREATE TABLE t (a int);', 'CREATE TABLE t (a int, b int);', 'mysql')->changes()->list()[0]->type;"
        printed = run(program, "-d", "ffi.enable=1", "-r", code, cwd=folder)
        print(printed)
        if printed != "add_column":
            sys.exit("the installed package did not work")


def code_of(page, language):
    """The first block of a page's code in a language."""
    with open(f"{source}/docs/embedding/{page}", encoding="utf-8") as f:
        return re.search(rf"```{language}\n(.*?)```", f.read(), re.S)[1]


DJANGO = {
    "manage.py": "import os, sys\nos.environ['DJANGO_SETTINGS_MODULE'] = 'settings'\nfrom django.core.management import execute_from_command_line\n"
                 "execute_from_command_line(sys.argv)\n",
    "settings.py": "INSTALLED_APPS = ['shop']\nDATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}}\n"
                   "DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\n",
    "shop/__init__.py": "", "shop/migrations/__init__.py": "", "shop/management/__init__.py": "", "shop/management/commands/__init__.py": "",
    "shop/models.py": "from django.db import models\n\nclass Item(models.Model):\n    name = models.CharField(max_length=50)\n    weight = models.IntegerField(null=True)\n",
}


def story_django():
    """docs/embedding/django.md as it stands, in a project with one migration that is harmless and one that is not."""
    python = other_python("django, cffi")
    if not python:
        print("skipped: the Django story (Debian: python3-django)")
        return
    with tempfile.TemporaryDirectory() as folder:
        for path, text in {**DJANGO, "shop/management/commands/migra.py": code_of("django.md", "python")}.items():
            os.makedirs(os.path.dirname(f"{folder}/{path}"), exist_ok=True)
            with open(f"{folder}/{path}", "w", encoding="utf-8") as f:
                f.write(text)

        def manage(*words):
            done = subprocess.run([python, "manage.py", *words], cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            return done.returncode, done.stdout
        manage("makemigrations", "shop")
        good = manage("migra")
        manage("migrate")
        with open(f"{folder}/shop/models.py", "w", encoding="utf-8") as f:
            f.write("")
        manage("makemigrations", "shop")
        with open(f"{folder}/schema.sql", "w", encoding="utf-8") as f:
            f.write(";\n".join(sql for sql, in sqlite3.connect(f"{folder}/db.sqlite3").execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")))
        bad = manage("migra", "--schema", "schema.sql")
        print(f"Django: status {good[0]} for a new table, {bad[0]} for a dropped one")
        if good[0] != 0 or bad[0] != 1 or "data-loss/drop-table" not in bad[1]:
            sys.exit(good[1] + bad[1])


def live():
    """Plans run on real servers, with every driver that is here."""
    needs("cffi")
    python_package()
    pkg_config()
    os.environ["GOTOOLCHAIN"] = "local"
    import live as servers
    if not servers.run(sys.argv[5:] or servers.engines.OWN, other_python, gos()[-1][1] if shutil.which("go") else None, shutil.which("php")):
        sys.exit(1)


def example_run():
    """The C program that runs a plan on SQLite."""
    if not os.path.exists("/usr/include/sqlite3.h") or not shutil.which("sqlite3"):
        print("skipped: c/run.c (Debian: libsqlite3-dev, sqlite3)")
        return
    shop = f"{source}/examples/schemas/sqlite"
    with tempfile.TemporaryDirectory() as folder:
        run("cc", "-std=c99", "-Wall", "-Wextra", "-Werror", f"{source}/examples/c/run.c", "-I", f"{source}/include", library, "-lsqlite3", "-o", f"{folder}/run")
        run("sqlite3", f"{folder}/db", f".read {shop}/before.sql")
        print("c/run.c:", run(f"{folder}/run", f"{folder}/db", f"{shop}/before.sql", f"{shop}/after.sql"), end="")


def examples():
    """Each example does the main job on the shop, in under 30 lines."""
    needs("cffi")
    python_package()
    pkg_config()
    os.environ["GOTOOLCHAIN"] = "local"
    shop = f"{source}/examples/schemas/postgres"
    arguments = [f"{shop}/before.sql", f"{shop}/after.sql", "postgres"]
    commands = {"python/analyze.py": [sys.executable], "python/plain_ctypes.py": [sys.executable]}
    php_here, go_here = shutil.which("php"), shutil.which("go")
    if php_here:
        commands["php/analyze.php"] = [php_here, "-d", "ffi.enable=1"]
    if go_here:
        commands["go/main.go"] = [go_here, "run"]
    for name, command in commands.items():
        path = f"{source}/examples/{name}"
        with open(path, encoding="utf-8") as f:
            if len(f.readlines()) >= 30:
                sys.exit(f"{path} has 30 lines or more")
        printed = run(*command, path, *arguments, cwd=os.path.dirname(path))
        first = printed.splitlines()[0]
        print(f"{name}: {first}")
        if not re.match(r"\d+ changes, risk \d+ \(critical\)", first) or ("ctypes" not in name and "ALTER TABLE" not in printed):
            sys.exit(printed)
    if go_here:
        print(run(go_here, "test", "-count=1", "./gate", cwd=f"{source}/examples/go"), end="")
    example_run()
    story_django()
    for name in {"php/analyze.php", "go/main.go"} - set(commands):
        print(f"skipped: {name}, its language is not installed")


CHECKS = {"generated": generated, "conformance-c": conformance_c, "conformance-update": conformance_update, "python": python, "python-types": python_types, "python-wheel": python_wheel,
          "go": go, "go-race": go_race, "examples": examples, "live": live, "php": php, "php-preload": php_preload, "php-composer": php_composer}
if what not in CHECKS:
    sys.exit(f"{what}: one of {', '.join(CHECKS)}")
CHECKS[what]()
