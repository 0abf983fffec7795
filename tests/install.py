#!/usr/bin/env python3
"""The installed library: pkg-config finds it, the C example builds against it and runs, exports are the headers' functions,
and it needs the C library alone.

    install.py SOURCE_ROOT BUILD_ROOT"""

import os
import re
import subprocess
import sys
import tempfile

source, build = sys.argv[1:3]


def run(*argv, **more):
    done = subprocess.run(argv, capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(argv)}\n{done.stdout}{done.stderr}")
    return done.stdout


with tempfile.TemporaryDirectory() as root:
    run("meson", "install", "-C", build, "--no-rebuild", "--destdir", root)
    pc = [d for d, _, files in os.walk(root) if "migra.pc" in files][0]
    shared = [os.path.join(d, f) for d, _, files in os.walk(root) for f in files if re.fullmatch(r"libmigra\.so\.\d+\.\d+\.\d+", f)][0]
    env = dict(os.environ, PKG_CONFIG_PATH=pc, PKG_CONFIG_SYSROOT_DIR=root, LD_LIBRARY_PATH=os.path.dirname(shared))

    needed = re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", shared))
    extra = [n for n in needed if not re.match(r"libc\.so|ld-linux", n)]
    sanitized = any("asan" in n or "ubsan" in n for n in needed)
    if extra and not sanitized:
        sys.exit(f"the library needs more than libc: {extra}")
    if not re.search(r"SONAME\s+libmigra\.so\.0\b", run("objdump", "-p", shared)):
        sys.exit("no soname libmigra.so.0")

    headers = os.path.join(source, "include", "migra")
    declared = set()
    for name in os.listdir(headers):
        if name.endswith(".h"):
            with open(os.path.join(headers, name), encoding="utf-8") as f:
                text = re.sub(r"/\*.*?\*/", "", f.read(), flags=re.S)
            declared |= set(re.findall(r"\b(migra_\w+)\s*\((?!\*)", " ".join(re.findall(r"MIGRA_API[^;]*;", text))))
    exported = {l.split()[-1].split("@")[0] for l in run("nm", "-D", "--defined-only", shared).splitlines()} - {"MIGRA_0.1"}
    if declared != exported:
        sys.exit(f"headers only: {sorted(declared - exported)}; library only: {sorted(exported - declared)}")

    example = os.path.join(root, "analyze")
    flags = run("pkg-config", "--cflags", "--libs", "migra", env=env).split()
    if not sanitized:
        run("cc", "-std=c99", "-Wall", "-Wextra", "-Werror", os.path.join(source, "examples", "c", "analyze.c"), "-o", example, *flags)
        shop = os.path.join(source, "examples", "schemas", "postgres")
        out = run(example, f"{shop}/before.sql", f"{shop}/after.sql", env=env)
        if "Plan" not in out:
            sys.exit("the example printed no plan:\n" + out)
        run("cc", "-std=c99", "-Wall", "-Wextra", "-Werror", os.path.join(source, "examples", "custom_rule.c"), "-o", example, *flags)
        file = os.path.join(root, "orders.sql")
        with open(file, "w", encoding="utf-8") as f:
            f.write("ALTER TABLE orders ADD COLUMN weight real;\n")
        out = run(example, file, env=env)
        if "orders.sql:1:1: error: team/short-wait" not in out or "fix: at byte 0 put SET lock_timeout" not in out or "team/no-float" not in out:
            sys.exit("the rules of the example found something else:\n" + out)
print(f"{len(exported)} functions, needs {', '.join(needed)}")
