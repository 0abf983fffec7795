/* Queries that relied on it read the whole table. */
#include "rules/util.h"

/* Another index of AFTER begins with the same columns and serves the same queries. */
static bool is_covered(const mg_object *table, const mg_object *index)
{
    MG_EACH_CHILD(o, table) {
        bool keys = o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
        uint32_t n = mg_rule_key_count(index), same = 0;
        if (!keys || mg_attr(o, A_PREDICATE) || mg_rule_key_count(o) < n)
            continue;
        while (same < n && mg_rule_key_column(index, same).n && mg_str_eq(mg_rule_key_column(o, same),
            mg_rule_key_column(index, same)))
            same++;
        if (same == n)
            return true;
    }
    return false;
}

/* Its first column goes: no query can ask for that any more (dep/column-drop-removes-index minds the others). */
static bool goes_with_column(const mg_rule_ctx *rc, const mg_object *index)
{
    const mg_object *column = mg_object_child(index->parent, MG_O_COLUMN, mg_rule_key_column(index, 0));
    return column && !mg_changes_counterpart(rc->changes, column);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_DROP, MG_O_INDEX) || !c->before->parent || mg_rule_note(rc, c)->replaced_by)
        return;
    const mg_object *table = mg_changes_counterpart(rc->changes, c->before->parent);
    if (!table || is_covered(table, c->before) || goes_with_column(rc, c->before))
        return;
    mg_str own = mg_rule_own_name(rc, c->before), name = mg_rule_name(rc, table), literal = mg_rule_sql_string(rc,
        c->before->name);
    bool known = mg_rule_key_count(c->before);
    mg_finding *f = mg_emit(rc, c, known ? "Index %S on %S goes and no other begins with its columns: queries that used it read the whole table."
                                         : "Index %S on %S goes: queries that used it read the whole table, unless another one serves them.", &own, &name);
    if (known)
        mg_rule_block(f); /* whether any query does, only a person or the server's statistics can tell */
    else
        mg_rule_severity(f, MG_SEV_INFO);
    switch (mg_rule_dialect(rc)->id) {
    case MG_POSTGRES:
        mg_rule_suggest(rc, f, "Look at its use first (idx_scan), on replicas too.");
        mg_rule_probe(rc, f, "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = %S", &literal);
        break;
    case MG_MYSQL:
        mg_rule_suggest(rc, f, "ALTER INDEX … INVISIBLE for a while first; undoing that takes a moment.");
        break;
    case MG_MARIADB:
        mg_rule_suggest(rc, f, "ALTER INDEX … IGNORED for a while first; undoing that takes a moment.");
        break;
    default:
        mg_rule_suggest(rc, f, "Look at EXPLAIN QUERY PLAN of the queries on this table first.");
    }
}

const mg_rule mg_rule_perf_drop_used_index = {
    .id = "perf/drop-used-index",
    .title = "an index goes that queries may use",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "Queries that used the index read the whole table from now on. Whether any does cannot be known "
        "without statistics of the server.",
    .fix = "Look at its use first; hide it for a while where the engine can (MySQL INVISIBLE, MariaDB IGNORED).",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
