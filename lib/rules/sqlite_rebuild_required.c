/* SQLite cannot do it by ALTER TABLE: every row is copied into a new table. */
#include "rules/rebuild.h"
#include "rules/util.h"

static bool blocks_drop(const mg_object *column, const mg_object *o)
{
    if (o->kind != MG_O_INDEX && o->kind != MG_O_UNIQUE && o->kind != MG_O_PRIMARY_KEY && o->kind != MG_O_FOREIGN_KEY)
        return false;
    return mg_rule_key_holds(o, column->name);
}

/* DROP COLUMN is native only for a column that nothing in its table uses. Indexes that go too are dropped before. */
static bool drop_is_native(const mg_rule_ctx *rc, const mg_object *column)
{
    MG_EACH_CHILD(o, column->parent) {
        if (o->kind != MG_O_INDEX && blocks_drop(column, o))
            return false;
    }
    return mg_sqlite_is_native("drop_column", mg_rule_version(rc));
}

/* Where no version was named, the plan does without what only the newest one has. */
static bool is_too_new(const mg_rule_ctx *rc, const char *op)
{
    const mg_lite_fact *f = mg_fact_sqlite(op);
    return f && f->since >= 35300 && !mg_rule_after(rc)->engine_version;
}

static bool is_too_new_for(const mg_rule_ctx *rc, const mg_change *c)
{
    return is_too_new(rc, mg_rule_sqlite_operation(rc, c));
}

static bool needs_rebuild(const mg_rule_ctx *rc, const mg_change *c)
{
    const char *op = mg_rule_sqlite_operation(rc, c);
    if (!op || !mg_rule_on_old_table(rc, c))
        return false;
    if (c->type == MG_C_DROP_COLUMN)
        return !c->before->parent || !drop_is_native(rc, c->before);
    bool check = c->type == MG_C_ADD_CHECK || c->type == MG_C_DROP_CHECK;
    if (check && (mg_change_object(c)->flags & MG_OF_AUTONAMED))
        return true; /* it has no name to be dropped by, now or on the way back */
    return !mg_sqlite_is_native(op, mg_rule_version(rc)) || is_too_new(rc, op);
}

/* The changes of one table are made by one rebuild: one finding for all of them. */
typedef struct rebuild {
    const mg_change *first;
    uint32_t others;
    bool planned;
} rebuild;

static const mg_object *table_after(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = mg_change_table(c);
    return table && !c->after ? mg_changes_counterpart(rc->changes, table) : table;
}

static void report(const mg_rule_ctx *rc, const mg_object *table, const rebuild *r)
{
    const mg_lite_fact *fact = mg_fact_sqlite(mg_rule_sqlite_operation(rc, r->first));
    mg_str name = mg_rule_name(rc, mg_change_object(r->first)), own = mg_rule_name(rc, table),
        engine = is_too_new_for(rc, r->first) ? MG_STR("SQLite before 3.53") : mg_rule_engine(rc);
    mg_str more = r->others ? mg_arena_printf(rc->arena, " (and %u more)", r->others) : MG_STR("");
    mg_finding *f = mg_emit(rc, r->first, "%S cannot change %S%S by ALTER TABLE: %S is created anew and every "
                                          "row copied.", &engine, &name, &more, &own);
    if (fact && fact->since > 1 && !r->others)
        mg_rule_suggest(rc, f, "SQLite %u.%u and newer do it in place. Otherwise: foreign_keys off, one "
                               "transaction, new table, copy, drop, rename, "
                               "foreign_key_check.", fact->since / 10000, fact->since / 100 % 100);
    else
        mg_rule_suggest(rc, f, "foreign_keys off, one transaction: new table, copy, drop, rename; then "
                               "foreign_key_check.");
}

/* What the plan, or the file, does is what counts: ADD COLUMN brings its constraints along without a rebuild. */
static bool is_rebuilt(const mg_rule_ctx *rc, const rebuild *r)
{
    if (!rc->plan) {
        const mg_stmt_info *st = mg_rule_statement_of(rc, r->first);
        return !st || st->kind != S_ALTER_TABLE; /* that is native, or refused: other rules say so */
    }
    return r->planned || rc->plan->left_out.n > 0;
}

static void note_planned(const mg_rule_ctx *rc, rebuild *by_id)
{
    for (uint32_t i = 0; rc->plan && i < rc->plan->steps.n; i++) {
        const mg_step *s = rc->plan->steps.at[i];
        if (!s->table || !s->algorithm || strcmp(s->algorithm, "rebuild") != 0)
            continue;
        const mg_object *table = s->table->owner == mg_rule_after(rc) ? s->table : mg_changes_counterpart(rc->changes, s->table);
        if (table)
            by_id[table->id].planned = true;
    }
}

static void check(const mg_rule_ctx *rc)
{
    rebuild *by_id = MG_NEW_N(rc->arena, rebuild, mg_rule_after(rc)->next_id + 1);
    for (uint32_t i = 0; by_id && i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        const mg_object *table = !c->forced && needs_rebuild(rc, c) && !mg_rebuild_of(rc, mg_change_object(c)) ? table_after(rc, c) : NULL;
        if (!table)
            continue;
        rebuild *r = &by_id[table->id];
        r->others += r->first != NULL;
        if (!r->first || (is_too_new_for(rc, r->first) && !is_too_new_for(rc, c))) /* what no version does stands for the others */
            r->first = c;
    }
    if (by_id)
        note_planned(rc, by_id);
    MG_EACH_OBJECT(o, mg_rule_after(rc)) {
        if (by_id && by_id[o->id].first && is_rebuilt(rc, &by_id[o->id]))
            report(rc, o, &by_id[o->id]);
    }
}

const mg_rule mg_rule_sqlite_rebuild_required = {
    .id = "sqlite/rebuild-required",
    .title = "the change needs a rebuild of the table",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_SQLITE,
    .why =
        "SQLite's ALTER TABLE cannot do it: the table is created anew, every row copied, and the old one "
        "dropped. With foreign keys switched on, or in the wrong order, that deletes rows of other tables or "
        "breaks views and triggers.",
    .fix = "Follow the documented order with foreign_keys off and checked afterwards; the plan does.",
    .source = "measured on SQLite 3.34-3.53",
    .check = check,
};
