/* Every delete of a parent reads the whole child. */
#include "rules/util.h"

static bool begins_with(const mg_object *o, const mg_object *fk)
{
    uint32_t n = mg_rule_key_count(fk);
    if (mg_rule_key_count(o) < n || mg_attr(o, A_PREDICATE))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        bool found = false;
        for (uint32_t j = 0; j < n && !found; j++)
            found = mg_str_ieq(mg_rule_key_column(o, i), mg_rule_key_column(fk, j));
        if (!found)
            return false;
    }
    return true;
}

/* "orders_user_id_idx"; none where that is too long. */
static mg_str index_name(const mg_rule_ctx *rc, const mg_object *fk)
{
    mg_buf b;
    mg_buf_init(&b, &rc->ctx->alloc);
    mg_buf_printf(&b, "%S_", &fk->parent->name);
    for (uint32_t i = 0, n = mg_rule_key_count(fk); i < n; i++) {
        mg_str column = mg_rule_key_column(fk, i);
        mg_buf_printf(&b, "%S_", &column);
    }
    mg_buf_z(&b, "idx");
    mg_str name = mg_buf_view(&b).n <= 63 ? mg_rule_sql_word(rc, mg_arena_str(rc->arena, mg_buf_view(&b))) : MG_STR_NONE;
    mg_buf_free(&b);
    return name;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk, bool new_table)
{
    bool concurrently = !new_table && mg_rule_dialect(rc)->id == MG_POSTGRES && !mg_attr(fk->parent, A_PARTITION_BY);
    MG_EACH_CHILD(o, fk->parent) {
        bool keys = o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
        if (keys && begins_with(o, fk))
            return;
    }
    mg_str own = mg_rule_own_name(rc, fk), table = mg_rule_name(rc, fk->parent), keys = mg_rule_sql_keys(rc, fk);
    mg_finding *f = mg_emit(rc, c, "Foreign key %S has no index on %S(%S): every delete in the parent reads the "
                                   "whole table.", &own, &table, &keys);
    mg_rule_suggest(rc, f, "Create an index on %S(%S)%s.", &table, &keys, concurrently ? ", CONCURRENTLY and outside a transaction" : "");
    mg_str made = index_name(rc, fk), sql = mg_rule_sql_name(rc, fk->parent);
    if (made.n)
        mg_rule_sql(rc, f, "CREATE INDEX %s%S ON %S (%S)", concurrently ? "CONCURRENTLY " : "", &made, &sql, &keys);
    mg_rule_at_object(f, fk);
    if (new_table)
        mg_rule_severity(f, MG_SEV_INFO);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ADD_FOREIGN_KEY && c->after->parent)
        look(rc, c, c->after, false);
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_TABLE))
        return;
    MG_EACH_CHILD(o, c->after) {
        if (o->kind == MG_O_FOREIGN_KEY)
            look(rc, c, o, true);
    }
}

const mg_rule mg_rule_perf_fk_without_index = {
    .id = "perf/fk-without-index",
    .title = "a foreign key without an index on its columns",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_SQLITE,
    .why =
        "When a parent row is deleted or its key changes, the engine looks for children: without an index on "
        "the foreign key's columns it reads the whole child table each time.",
    .fix = "Create an index that begins with these columns.",
    .source = "manuals of PostgreSQL and SQLite",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
