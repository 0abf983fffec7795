"""meson-python, called at the root of the source tree."""

import functools
import os

import mesonpy

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")


def _at_root(hook):
    @functools.wraps(hook)
    def call(*args, **kwargs):
        here = os.getcwd()
        os.chdir(ROOT)
        try:
            return hook(*args, **kwargs)
        finally:
            os.chdir(here)
    return call


for _name in ("build_wheel", "build_sdist", "get_requires_for_build_wheel", "get_requires_for_build_sdist"):
    if hasattr(mesonpy, _name):
        globals()[_name] = _at_root(getattr(mesonpy, _name))
