/* Programs that use the old name fail from one moment to the next. */
#include "rules/lint.h"
#include "rules/util.h"

/* All columns of one table, row by row: PostgreSQL takes writes through such a view. */
static bool shows_all(const mg_object *view, const mg_object *old)
{
    const mg_node *q = mg_attr_first(view, A_QUERY);
    uint32_t n = 0, columns = mg_rule_count(old, MG_O_COLUMN);
    if (!q || q->kind != Q_SELECT || q->flags & NF_DISTINCT || mg_child(q, A_GROUP_BY) || mg_child(q, A_LIMIT))
        return false;
    MG_EACH(target, mg_child(q, A_TARGETS)) {
        if (target->first && target->first->kind == E_COLUMN && mg_str_is(mg_text(target->first), "*"))
            return true;
        n++;
    }
    return n >= columns;
}

/* The file makes a view of the old name in the same transaction: at no moment is there nothing of it. */
static bool lives_on(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *view = mg_schema_find(mg_rule_after(rc), MG_O_VIEW, c->before->schema, c->before->name);
    bool reads = false;
    for (uint32_t i = 0; view && i < mg_n_deps(view); i++)
        reads = reads || view->deps[i] == c->after;
    if (!reads || !shows_all(view, c->before) || mg_rule_dialect(rc)->id != MG_POSTGRES)
        return false;
    const mg_vec *all = &mg_rule_after(rc)->statements;
    const mg_lint_stmt *renames = mg_lint_made(rc, c), *makes = view->statement < all->n ? mg_lint_of(rc, all->at[view->statement]) : NULL;
    return !rc->lint || (renames && makes && renames->tx && renames->tx == makes->tx);
}

/* Two tables have changed places, or a third one has come in the place of this. */
static bool has_heir(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = mg_schema_find_relation(mg_rule_after(rc), c->before->schema, c->before->name);
    return o && mg_is_table(o->kind) && o != c->after;
}

/* Foreign keys follow their table under its new name. */
static const mg_object *key_that_follows(const mg_rule_ctx *rc, const mg_change *c)
{
    for (const mg_object *const *u = mg_schema_dependants_of(mg_rule_after(rc), c->after, MG_O_FOREIGN_KEY); *u; u++)
        if ((*u)->kind == MG_O_FOREIGN_KEY && (*u)->parent != c->after)
            return *u;
    return NULL;
}

static void tell_heir(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str old = mg_rule_name(rc, c->before), new = mg_rule_own_name(rc, c->after), follows = MG_STR_NONE;
    const mg_object *fk = key_that_follows(rc, c);
    if (fk) {
        mg_str key = mg_rule_name(rc, fk);
        follows = mg_arena_printf(rc->arena, "; foreign key %S goes on with %S", &key, &new);
    }
    mg_finding *f = mg_emit(rc, c, "%S is renamed to %S, and another table has its name from then on: programs that use it read and write that one%S.", &old, &new, &follows);
    mg_rule_severity(f, MG_SEV_WARNING);
    mg_rule_suggest(rc, f, "Bring the rows of both level first, and give both names in one %s: else there is a moment without the table.%s",
                    mg_rule_is_mysql(rc) ? "RENAME TABLE" : "transaction", fk ? " Foreign keys have to be made anew for the other one." : "");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_RENAME, MG_O_TABLE) || !c->before || !c->after)
        return;
    mg_str old = mg_rule_name(rc, c->before);
    if (lives_on(rc, c)) {
        mg_str new = mg_rule_own_name(rc, c->after);
        mg_finding *f = mg_emit(rc, c, "%S is renamed to %S, and a view has the old name: programs read and write through it, but COPY, TRUNCATE, "
                                       "ALTER TABLE and foreign keys do not.", &old, &new);
        mg_rule_severity(f, MG_SEV_INFO);
        mg_rule_suggest(rc, f, "Drop the view once every program uses the new name.");
        return;
    }
    if (has_heir(rc, c)) {
        tell_heir(rc, c);
        return;
    }
    mg_finding *f = mg_rule_tell_rename(rc, c);
    mg_rule_suggest(rc, f, "Keep a view named %S over the new table until every program uses the new name.", &old);
}

const mg_rule mg_rule_compat_rename_table = {
    .id = "compat/rename-table",
    .title = "a table is renamed",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Programs that run with the old name fail at the moment of the rename, and new ones fail before it: "
        "there is no moment at which both work.",
    .fix =
        "Leave a view with the old name until every program uses the new one; it takes writes as well on "
        "PostgreSQL, MySQL and MariaDB.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_RENAME),
    .change = on_change,
};
