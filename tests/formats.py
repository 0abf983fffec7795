#!/usr/bin/env python3
"""Every JSON document that the golden cases hold is valid against docs/formats.

usage: formats.py SOURCE_ROOT RUN_CASES
"""
import glob
import json
import os
import subprocess
import sys
import tempfile

root, run_cases = sys.argv[1], sys.argv[2]
try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

validators = {}
for path in glob.glob(os.path.join(root, "docs/formats/*.schema.json")):
    schema = json.load(open(path, encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validators[schema["title"]] = jsonschema.Draft202012Validator(schema)


def answers_of_nothing(document):
    """A step says it answers a finding: the report has to hold one of that rule."""
    found = {f["rule"] for f in document.get("findings", [])}
    steps = [s for p in (document.get("plan") or {}).get("phases", []) for s in p["steps"]]
    return [f"{s['id']} answers {rule}, which found nothing" for s in steps for rule in s["findings"] if rule not in found]


passed = failed = 0
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([run_cases, "--json", folder, os.path.join(root, "tests/cases")], stdout=subprocess.DEVNULL)
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        try:
            document = json.load(open(path, encoding="utf-8"))
            errors = [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validators[document["format"]].iter_errors(document)]
            errors += answers_of_nothing(document)
        except (ValueError, KeyError) as e:
            errors = [repr(e)]
        if errors:
            failed += 1
            print(f"FAILED {os.path.basename(path)}: {'; '.join(errors[:3])}")
        else:
            passed += 1

if not passed:
    failed += 1
    print("FAILED: no case holds a report")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
