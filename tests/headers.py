#!/usr/bin/env python3
"""Public headers: each compiles alone as C99 and C++, bindings can read them, and they name the symbols of the library.

usage: headers.py SOURCE_ROOT LIBRARY
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

root, library = sys.argv[1], sys.argv[2]
headers = sorted(glob.glob(os.path.join(root, "include/migra/*.h")))
passed = failed = 0


def check(name, problem):
    global passed, failed
    if problem:
        failed += 1
        print(f"FAILED {name}: {problem}")
    else:
        passed += 1


def compiles(command, text):
    run = subprocess.run(command + ["-I", os.path.join(root, "include"), "-fsyntax-only", "-"], input=text, text=True,
                         capture_output=True)
    return run.stderr.strip() if run.returncode or run.stderr else ""


def without_comments(text):
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.S)


INITS = "\n".join(
    f"migra_{n} {n}_value = MIGRA_{n.upper()}_INIT;"
    for n in ("context_options", "parse_options", "diff_options", "plan_options", "analyze_options", "render_options",
              "diagnostics_options", "run_options", "rule_def", "finding_def"))

# ---- compilers
cc = os.environ.get("CC", "cc").split()[-1]
cxx = shutil.which("c++") or shutil.which("g++")
for header in headers:
    name = os.path.relpath(header, os.path.join(root, "include"))
    text = f'#include "{name}"\n#include "{name}"\n'
    check(f"{name} as C99", compiles([cc, "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-x", "c"], text))
    if cxx:
        check(f"{name} as C++", compiles([cxx, "-std=c++11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-x", "c++"], text))
use = f'#include "migra/migra.h"\n{INITS}\n'
check("INIT macros as C99", compiles([cc, "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-x", "c"], use))
if cxx:
    check("INIT macros as C++", compiles([cxx, "-std=c++11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-x", "c++"], use))
else:
    print("skipped: no C++ compiler")

# ---- what bindings cannot read
for header in headers:
    text = without_comments(open(header, encoding="utf-8").read())
    name = os.path.basename(header)
    check(f"{name}: no variadic function", "..." in text and "found one")
    check(f"{name}: no va_list", "va_list" in text and "found one")
    check(f"{name}: no inline function", re.search(r"\binline\b", text) and "found one")
    check(f"{name}: no bit-field", re.search(r"\b(?:int|unsigned|u?int\d+_t)\s+\w+\s*:\s*\d", text) and "found one")
    check(f"{name}: no data symbol", re.search(r"\bextern\s+(?!\"C\")", text) and "found one")

# ---- pycparser and PHP
with tempfile.TemporaryDirectory() as folder:
    for empty in ("stddef.h", "stdint.h"):
        open(os.path.join(folder, empty), "w").close()
    plain = subprocess.run([cc, "-E", "-P", "-nostdinc", "-I", folder, "-I", os.path.join(root, "include"), "-DMIGRA_API=",
                            os.path.join(root, "include/migra/migra.h")], text=True, capture_output=True)
check("preprocessed", plain.stderr.strip())
try:
    import pycparser
    types = "typedef unsigned long size_t; typedef int int32_t; typedef unsigned int uint32_t; typedef long int64_t;\n"
    try:
        pycparser.CParser().parse(types + plain.stdout)
        check("pycparser", "")
    except Exception as e:  # whatever it does not like
        check("pycparser", str(e))
except ImportError:
    print("skipped: pycparser is not installed")
php = shutil.which("php")
if b"__asan_init" in open(library, "rb").read():
    print("skipped: PHP cannot load a library built with sanitizers")
elif php and "FFI" in subprocess.run([php, "-m"], text=True, capture_output=True).stdout.split():
    code = f"FFI::cdef(stream_get_contents(STDIN), {library!r}); echo 'ok';"
    run = subprocess.run([php, "-d", "ffi.enable=1", "-r", code], input=plain.stdout, text=True, capture_output=True)
    check("PHP FFI", "" if run.stdout.endswith("ok") else (run.stdout + run.stderr).strip())
else:
    print("skipped: PHP with FFI is not installed")

# ---- symbols: headers = map = library
declared = set()
for header in headers:
    for m in re.finditer(r"MIGRA_API\b([^;]*);", without_comments(open(header, encoding="utf-8").read())):
        found = re.search(r"\b(migra_\w+)\s*\(", m.group(1))
        if found:
            declared.add(found.group(1))
mapped = set(re.findall(r"^\s+(migra_\w+);", open(os.path.join(root, "migra.map"), encoding="utf-8").read(), flags=re.M))
check("every declared function is in migra.map", " ".join(sorted(declared - mapped)))
check("migra.map names nothing else", " ".join(sorted(mapped - declared)))
nm = shutil.which("nm")
if nm:
    out = subprocess.run([nm, "-D", "--defined-only", library], text=True, capture_output=True).stdout
    exported = {line.split()[-1].split("@")[0] for line in out.splitlines() if line.split()[-2] in "TDBRVW"}
    check("every declared function is exported", " ".join(sorted(declared - exported)))
    check("nothing else is exported", " ".join(sorted(exported - declared)))
else:
    print("skipped: nm is not installed")

# ---- documentation: every function says what it does, what it takes and since when
for header in headers:
    text = open(header, encoding="utf-8").read()
    for m in re.finditer(r"MIGRA_API\b[^;]*?\b(migra_\w+)\s*\(([^;]*)\);", text):
        before = text[:m.start()].rstrip()
        doc = before[before.rfind("/**"):] if before.endswith("*/") else ""
        name = m.group(1)
        missing = [] if doc else ["a comment"]
        if doc and "@since" not in doc:
            missing.append("@since")
        names = [re.search(r"(\w+)\s*$", p.strip()).group(1) for p in m.group(2).split(",") if p.strip() not in ("", "void")]
        missing += [f"@param {n}" for n in names if doc and not re.search(rf"@param {n}\b", doc)]
        check(f"documentation of {name}", missing and "lacks " + ", ".join(missing))

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
