"""The same with nothing but the standard library.    plain_ctypes.py BEFORE.sql AFTER.sql DIALECT"""
import ctypes
import json
import os
import sys

lib = ctypes.CDLL(os.environ.get("MIGRA_LIBRARY", "libmigra.so.0"))
lib.migra_text_data.restype = lib.migra_error_message.restype = ctypes.c_char_p


def call(function, *arguments):
    """Calls a function that ends in `out, err`; returns what it made."""
    out, err = ctypes.c_void_p(), ctypes.c_void_p()
    if getattr(lib, function)(*arguments, ctypes.byref(out), ctypes.byref(err)):
        sys.exit(lib.migra_error_message(err).decode())
    return out


def parse(path, dialect):
    sql = f"-- migra: dialect={dialect}\n".encode() + open(path, "rb").read()
    return call("migra_schema_parse", context, sql, ctypes.c_size_t(len(sql)), None)


context = call("migra_context_new", None)
report = call("migra_analyze", parse(sys.argv[1], sys.argv[3]), parse(sys.argv[2], sys.argv[3]), None)
summary = json.loads(lib.migra_text_data(call("migra_report_to_json", report)))["summary"]
print(f"{summary['changes']} changes, risk {summary['risk_score']} ({summary['risk_level']})")
