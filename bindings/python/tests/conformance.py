"""The conformance cases in Python; tests/conformance/README.md says what they are.

    conformance.py [--update] CASE.json..."""

import json
import sys

import libmigra
from libmigra import live

passed = failed = 0


def option(kind, value):
    return kind[(value or list(kind)[0].name).upper()]


def setting(value):
    return libmigra.RuleSwitch[value.upper()] if value in ("on", "off") else libmigra.Severity[value.upper()]


def diff_options(row):
    row = dict(row or {})
    row["renames"] = option(libmigra.Renames, row.get("renames"))
    return libmigra.DiffOptions(**row)


def plan_options(row):
    row = dict(row or {})
    for key, kind in (("strategy", libmigra.Strategy), ("staged_renames", libmigra.StagedRenames), ("online_tool", libmigra.OnlineTool)):
        row[key] = option(kind, row.get(key))
    return libmigra.PlanOptions(**row)


def register(context, row, asked):
    bits = libmigra.DialectBit(0)
    for name in row.get("dialects", ()):
        bits |= libmigra.DialectBit[name.upper()]
    severity = libmigra.Severity[row.get("severity", "warning").upper()]

    @context.rule(row["id"], title=row["title"], severity=severity, dialects=bits, why=row.get("why"), fix=row.get("fix"))
    def rule(view):
        asked.append(row["id"] + " " + view.changes.to_json().decode())
        if row.get("shows_all"):
            asked.append(view.before.dump() + view.after.dump() + (view.plan.to_json().decode() if view.plan else ""))
        if row["does"] == "pass":
            return libmigra.PASS
        if row["does"] == "stop":
            raise libmigra.CallbackError("a rule of the host asked to stop")
        wish = row.get("finding_severity")
        for change in view.changes:
            if change.type == row["on"]:
                view.emit(row["message"], change, severity=libmigra.Severity[wish.upper()] if wish else None,
                          blocking=row.get("blocking", False), suggestion=row.get("suggestion"), probe_sql=row.get("probe_sql"))
        return None


def source(context, test, name):
    row = test["sources"][name]
    named = {key: row.get(key) for key in ("dialect", "engine_version", "source_name")}
    return context.read([file[:2] for file in row["files"]], **named) if "files" in row else context.parse(row["sql"], **named)


def lint_file(name, sql, more=None):
    more = more or {}
    return libmigra.LintFile(name, sql, option(libmigra.Transaction, more.get("transaction")), more.get("tool"),
                             option(libmigra.History, more.get("history")))


def assume(context, test):
    row = test["sources"]["files"]
    made = context.read_migrations([file[:2] for file in row["files"]], dialect=row["dialect"], engine_version=row.get("engine_version"))
    return "--\n".join(schema.dump() for schema in made)


def objects(some, indent=""):
    out = ""
    for o in some:
        words = [o.kind, o.namespace, o.name, o.attribute("data_type")]
        out += indent + " ".join(word for word in words if word is not None) + "\n" + objects(o.children, indent + "  ")
    return out


def lint(context, test, step):
    row = test["sources"]["files"]
    return context.lint([lint_file(*file) for file in row["files"]], dialect=row.get("dialect"),
                        engine_version=row.get("engine_version"), base=source(context, test, step["of"]) if "of" in step else None,
                        settings={k: setting(v) for k, v in step.get("settings", {}).items()}, rule_options=step.get("rule_options"))


def run(plan, step):
    out = ""
    with live.Run(plan, **{key: step[key] for key in ("down", "phase", "first_step", "skip_checks") if key in step}) as r:
        while True:
            state, text = r.next()
            out += f"{state.name.lower()} {r.step.id if r.step else 's0'} {text}\n"
            if state >= live.RunState.DONE:
                return out + f"steps done: {r.steps_done}\n"
            if step.get("refuse") and step["refuse"] in text:
                r.refused("refused by the host")
            else:
                if state == live.RunState.QUERY and step.get("answer"):
                    r.row(step["answer"])
                r.ok()


def settle(diff, after, step):
    out = "".join(f"{change.id} {change.undecided}\n" for change in diff if change.undecided) + f"undecided: {diff.undecided_count}\n"
    with live.Settle(diff) as s:
        while True:
            state, text = s.next()
            if state == live.RunState.DONE:
                break
            out += f"{state.name.lower()} {text}\n"
            if step.get("refuse") and step["refuse"] in text:
                s.refused()
            else:
                if state == live.RunState.QUERY and step.get("answer"):
                    s.row(step["answer"])
                s.ok()
        again = s.before().diff(after, diff_options(step.get("diff")))
        return out + f"open: {s.open_count}\n" + again.render(**{"format": "json", **step.get("render", {})})


def pair(context, test, step):
    call, render = step["call"], {"format": "json", **step.get("render", {})}
    before, after = source(context, test, "before"), source(context, test, "after")
    if call == "difference":
        return before.difference(after) or ""
    if call == "analyze":
        return before.analyze(after, diff=diff_options(step.get("diff")), plan=plan_options(step.get("plan")),
                              without_plan=step.get("without_plan", False), rule_options=step.get("rule_options"),
                              settings={k: setting(v) for k, v in step.get("settings", {}).items()}).render(**render)
    diff = before.diff(after, diff_options(step.get("diff")))
    if call == "diff":
        return diff.render(**render)
    if call == "settle":
        return settle(diff, after, step)
    plan = diff.plan(plan_options(step.get("plan")))
    return plan.render(**render) if call == "plan" else run(plan, step)


def call_step(context, test, step):
    call = step["call"]
    if call == "rules":
        return context.rules_json(step.get("id")).decode()
    if call == "guess":
        dialect, evidence = libmigra.guess_dialect(step["sql"])
        return f"{dialect or 'none'}: {evidence}"
    if call == "feature":
        return "yes" if libmigra.feature(step["id"]) else "no"
    if call == "assume":
        return assume(context, test)
    if call == "lint":
        return lint(context, test, step).render(**{"format": "json", **step.get("render", {})})
    if "of" not in step:
        return pair(context, test, step)
    schema = source(context, test, step["of"])
    return {"parse": lambda: schema.to_json().decode(), "dump": schema.dump, "diagnostics": schema.diagnostics_text,
            "objects": lambda: objects(schema.objects)}[call]()


def lines(text):
    """Texts of several lines stand as lists in the cases, so that a diff can be read."""
    return text.split("\n") if "\n" in text else text


def run_case(path, test, update):
    global passed, failed
    asked = []
    with libmigra.Context(**test.get("context", {})) as context:
        for row in test.get("rules", ()):
            register(context, row, asked)
        for number, step in enumerate(test["steps"], 1):
            asked.clear()
            try:
                found = {"text": call_step(context, test, step)}
            except libmigra.MigraError as e:
                found = {"error": e.status.name.lower().replace("_", "-"), "message": e.message}
            if asked:
                found["asked"] = "".join(asked)
            found = {key: lines(value) for key, value in found.items()}
            if update:
                step["expect"] = found
            elif found == step["expect"]:
                passed += len(found)
            else:
                failed += 1
                print(f"FAILED {path} step {number} ({step['call']})\n  expected: {step['expect']}\n  actual:   {found}")


def main(argv):
    update = "--update" in argv
    for path in argv:
        if path.startswith("--"):
            continue
        with open(path, encoding="utf-8") as f:
            test = json.load(f)
        run_case(path, test, update)
        if update:
            with open(path, "w", encoding="utf-8") as f:
                json.dump(test, f, indent=1, ensure_ascii=False)
                f.write("\n")
    print("written" if update else f"{passed} passed, {failed} failed")
    return 1 if failed or not (passed or update) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
