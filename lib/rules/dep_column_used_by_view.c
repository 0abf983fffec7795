/* PostgreSQL refuses the change; the others leave a broken view behind. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *const *by, const mg_object *view, bool changes_too)
{
    for (uint32_t i = 0; i < mg_n_deps(view); i++) {
        const mg_object *o = view->deps[i];
        const mg_change *c = o->kind == MG_O_COLUMN ? by[o->id] : NULL;
        if (!c)
            continue;
        bool refuses = mg_rule_dialect(rc)->id == MG_POSTGRES;
        mg_str name = mg_rule_name(rc, view), column = mg_rule_name(rc, o), engine = mg_rule_engine(rc);
        const char *what = c->type == MG_C_DROP_COLUMN ? "goes" : c->type == MG_C_RENAME_COLUMN ? "is renamed"
            : "changes its type";
        mg_finding *f;
        if (changes_too)
            f = mg_emit(rc, c, "View %S uses %S, which %s: the view has to change first, and %s in between.", &name,
                        &column, what,
                        refuses ? "is dropped and created again" : "fails when it is read");
        else
            f = mg_emit(rc, c, "View %S uses %S, which %s: %S %s.", &name, &column, what, &engine,
                        refuses ? "refuses that while the view exists" : "leaves the view broken");
        mg_rule_suggest(rc, f, "Drop the view before the change and create it again afterwards, with its grants.");
        if (changes_too || (rc->plan && mg_rule_note(rc, c)->served))
            mg_rule_severity(f, MG_SEV_WARNING);
    }
}

static void check(const mg_rule_ctx *rc)
{
    const int pg[] = {MG_C_DROP_COLUMN, MG_C_ALTER_COLUMN_TYPE, MG_C_NONE};
    const int my[] = {MG_C_DROP_COLUMN, MG_C_RENAME_COLUMN, MG_C_NONE};
    const int lite[] = {MG_C_DROP_COLUMN, MG_C_NONE};
    mg_dialect_id d = mg_rule_dialect(rc)->id;
    const mg_change **by = mg_rule_by_before(rc, d == MG_POSTGRES ? pg : d == MG_SQLITE ? lite : my);
    if (!by)
        return;
    MG_EACH_OBJECT(o, mg_rule_before(rc)) {
        bool view = o->kind == MG_O_VIEW || o->kind == MG_O_MATVIEW;
        const mg_object *after = view ? mg_changes_counterpart(rc->changes, o) : NULL;
        if (after)
            look(rc, by, o, !mg_object_eq(o, after) || (!rc->plan && mg_rule_was_dropped(rc, o)));
    }
}

const mg_rule mg_rule_dep_column_used_by_view = {
    .id = "dep/column-used-by-view",
    .title = "a view uses a column that goes or changes its type",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "PostgreSQL refuses to drop a column or change its type while a view uses it. MySQL, MariaDB and "
        "SQLite let it happen, and the view fails when it is read (SQLite: the statement itself).",
    .fix =
        "Drop the view first and create it again after the change, in one transaction where the engine allows"
        " it; restore its grants.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .check = check,
};
