"""What tests of the command share: counting what holds, a folder to work in, files in it."""
import atexit
import os
import sys
import tempfile

_count = [0, 0]


def check(name, ok, detail=""):
    _count[not ok] += 1
    if not ok:
        print("FAILED %s: %s" % (name, detail))


def finish():
    print("%d passed, %d failed" % tuple(_count))
    sys.exit(_count[1] != 0)


def enter_scratch(prefix):
    """A folder of its own, gone at the end; it is the current one."""
    scratch = tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
    atexit.register(lambda: (os.chdir("/"), scratch.cleanup()))
    os.chdir(scratch.name)


def put(path, text):
    """As it is: line ends, too."""
    if os.path.dirname(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)
