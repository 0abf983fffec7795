"""A plan that stopped half way: from what the engine then holds, a new plan has to lead to AFTER.

The plan is cut after each of its steps (after each transaction, where there are some), on a database of its own each
time; the engine's own dump is what the new plan starts from. What was in the rows before the first plan must be in them
after the second."""

import engines
import rows


def parts(report):
    """The SQL that is run together: one step, or the steps of one transaction. What only a person can write is not run."""
    out, last = [], None
    for phase in report["plan"]["phases"]:
        for step in phase["steps"]:
            if step["manual"] or not step["sql"]:
                continue
            if step["transaction"] is None or step["transaction"] != last:
                out.append([])
            last = step["transaction"]
            out[-1].append(step["sql"])
    return out


def script(engine, group):
    if engine.dialect not in ("mysql", "mariadb"):
        return "\n".join(sql.rstrip(";") + ";" for sql in group)
    return "\n".join(f"DELIMITER ;;\n{sql}\n;;\nDELIMITER ;" if "BEGIN" in sql else sql + ";" for sql in group)


def resume(runner, case, engine, goal, goal_rows, outcome, level=1, most=12):
    """How often the plan was cut; raises `outcome`. Of long plans `most` places, evenly spread."""
    report = runner.report(case, engine)
    staged = any(step["op"] == "sync_columns" for phase in report["plan"]["phases"] for step in phase["steps"])
    groups, moved = parts(report), runner.moves(case, engine) if staged else {}  # what is copied at once leaves nothing to know it by
    cuts = list(range(1, len(groups)))
    if len(cuts) > most:
        cuts = [cuts[i * len(cuts) // most] for i in range(most)]
    for cut in cuts:
        db = engine.create(0)
        try:
            runner.load(engine, db, case.before, "BEFORE")
            if case.rows:
                runner.load(engine, db, case.rows, "the rows")
            rows.generate(engine, db, level)
            start_rows = rows.snapshot(engine, db)
            try:
                engine.run(db, "\n".join(script(engine, g) for g in groups[:cut]))
            except engines.EngineError:
                continue  # these rows stop it; the plan itself is tried elsewhere
            half = case._replace(before=engine.dump_half_run(db).replace(f"`{db}`.", ""), rows="", options=())
            again = runner.plan(half, engine)
            try:
                engine.run(db, again)
            except engines.EngineError as e:
                raise outcome("a half-run plan cannot be taken up", f"after step {cut}: {e}\n---- script ----\n{again}") from e
            runner.compare(goal, engine.catalogue(db), "a half-run plan does not converge when taken up", again)
            end_rows = rows.snapshot(engine, db)
            runner.compare_survivors(case, engine, start_rows, end_rows, goal_rows, again)
            runner.compare_moved(case, moved, start_rows, end_rows, again)
        finally:
            engine.drop(db)
    return len(cuts)
