#!/usr/bin/env python3
"""Run by `meson dist`: puts the generated C into the tarball as grammar/shipped/."""

import os
import shutil
import subprocess
import sys

build = os.environ["MESON_BUILD_ROOT"]
project = os.environ.get("MESON_PROJECT_DIST_ROOT", os.environ["MESON_DIST_ROOT"])
if subprocess.run(["ninja", "-C", build], stdout=subprocess.DEVNULL, check=False).returncode != 0:
    sys.exit("the build failed: nothing to ship")
into = os.path.join(project, "grammar", "shipped")
os.makedirs(into, exist_ok=True)
for folder in ("grammar", "lib/facts", "lib/rules"):
    made = os.path.join(build, folder)
    for name in sorted(os.listdir(made)):
        if name.endswith((".c", ".h")):
            shutil.copyfile(os.path.join(made, name), os.path.join(into, name))
