#!/usr/bin/env python3
"""The binary interface against the stored one (docs/abi.md): what abidiff finds has to stand in abi/suppressions.ini.

    abi.py SOURCE_ROOT LIBRARY [--update]

The library needs debug information. Other platforms than that of the baseline are skipped aloud."""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

source, library = sys.argv[1], os.path.realpath(sys.argv[2])
baseline, listed = f"{source}/abi/libmigra.so.0.xml", f"{source}/abi/suppressions.ini"


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def describe(binary, out, headers=f"{source}/include"):
    subprocess.run(["abidw", "--exported-interfaces-only", "--no-show-locs", "--headers-dir", headers, "--drop-private-types", "--no-corpus-path",
                    "--no-comp-dir-path", "--type-id-style", "hash", "--out-file", out, binary], check=True)


def structs(path):
    """name -> its members as (offset, name)."""
    found = {}
    for decl in ElementTree.parse(path).iter("class-decl"):
        members = [(m.get("layout-offset-in-bits"), m.find("var-decl").get("name")) for m in decl.iter("data-member")]
        if members:
            found[decl.get("name")] = members
    return found


def grown(old, new):
    """The structs that begin with their size and have gained members behind all others."""
    before, after = structs(old), structs(new)
    return [name for name, members in before.items()
            if members[0] == ("0", "size") and len(after.get(name, ())) > len(members) and after[name][:len(members)] == members]


def abidiff(old, new_binary, folder, headers=f"{source}/include"):
    """abidiff, which is told of structs that have grown as they may; the types of their old members are still compared by name and place."""
    new = f"{folder}/new.xml"
    describe(new_binary, new, headers)
    allowed = f"{folder}/allowed.ini"
    shutil.copyfile(listed, allowed)
    with open(allowed, "a", encoding="utf-8") as f:
        for name in grown(old, new):
            f.write(f"\n[suppress_type]\n  name = {name}\n  has_data_member_inserted_at = end\n")
    return subprocess.run(["abidiff", "--no-added-syms", "--suppressions", allowed, old, new], text=True, capture_output=True)


def update():
    describe(library, baseline)
    print(f"written: {baseline}")


def mutant(folder, name, *changes):
    """A small library with the public functions of a changed header; the baseline's own is made the same way."""
    include = f"{folder}/{name}/migra"
    shutil.copytree(f"{source}/include/migra", include)
    for header, old, new in changes:
        path = f"{include}/{header}"
        with open(path, encoding="utf-8") as f:
            text = f.read()
        if old not in text:
            sys.exit(f"{header} has no {old!r}: the test of the gate has to follow")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text.replace(old, new))
    code = '#include "migra/migra.h"\n'
    for header in sorted(os.listdir(include)):
        with open(f"{include}/{header}", encoding="utf-8") as f:
            text = re.sub(r"/\*.*?\*/", "", f.read(), flags=re.S)
        for declaration in re.findall(r"MIGRA_API\s+([^;]*\));", text):
            result = declaration[:declaration.index("(")].rsplit(None, 1)[0]
            body = "" if result.strip() == "void" and "*" not in declaration[:declaration.index("(")] else "return 0;"
            code += f"MIGRA_API {declaration} {{ {body} }}\n"
    path = f"{folder}/{name}/lib.so"
    subprocess.run(["cc", "-w", "-g", "-shared", "-fPIC", "-I", f"{folder}/{name}", "-x", "c", "-", "-o", path], input=code, text=True, check=True)
    return path


def gate_works():
    """What must fail fails, and what may be added may."""
    tail = ("plan.h", "} migra_plan_options;", "int64_t more; } migra_plan_options;")
    with tempfile.TemporaryDirectory() as folder:
        describe(mutant(folder, "first"), f"{folder}/first.xml", f"{folder}/first")
        cases = [("nothing", True), ("tail field", True, tail),
                 ("field in the middle", False, ("plan.h", "int32_t strategy; ", "int64_t first; int32_t strategy; ")),
                 ("parameter removed", False, ("schema.h", "migra_schema_new(migra_context *context, ", "migra_schema_new(")),
                 ("function removed", False, ("base.h", "migra_abi_version(void)", "migra_abi_number(void)")),
                 ("result changed", False, ("report.h", "MIGRA_API uint32_t migra_report_score", "MIGRA_API uint64_t migra_report_score"))]
        for name, good, *changes in cases:
            new = mutant(folder, name.replace(" ", "-"), *changes)
            done = abidiff(f"{folder}/first.xml", new, folder, os.path.dirname(new))
            if (done.returncode == 0) != good:
                sys.exit(f"the gate does not work: {name} gives {done.returncode}\n{done.stdout}")
        print(f"the gate tells {len(cases)} cases apart")


def main():
    if not shutil.which("abidiff"):
        skip("abidiff is not installed (Debian: abigail-tools)")
    if platform.machine() != "x86_64" or not sys.platform.startswith("linux"):
        skip("the baseline is that of x86_64 Linux")
    if "--update" in sys.argv:
        return update()
    sections = subprocess.run(["readelf", "-S", library], text=True, capture_output=True).stdout
    if ".debug_info" not in sections:
        skip("the library has no debug information")
    gate_works()
    with tempfile.TemporaryDirectory() as folder:
        done = abidiff(baseline, library, folder)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nabidiff: {done.returncode}. Meant, and allowed by docs/abi.md? List it in abi/suppressions.ini, or (before "
                 "1.0, or for additions) write the baseline anew: ninja -C BUILD abi-update")
    print("the binary interface is as stored")
    return 0


sys.exit(main())
