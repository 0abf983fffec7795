/* Who uses a thing, by name, for messages. */
#include "rules/util.h"

enum { NAMED = 6 };

uint32_t mg_rule_name_all(const mg_rule_ctx *rc, const mg_object *const *objects, mg_rule_pick pick, mg_str *names)
{
    mg_buf b;
    uint32_t n = 0;
    mg_buf_init(&b, &rc->ctx->alloc);
    for (; *objects; objects++) {
        if (pick && !pick(rc, *objects))
            continue;
        mg_str name = mg_rule_name(rc, *objects);
        if (n++ < NAMED)
            mg_buf_printf(&b, "%s%S", n > 1 ? ", " : "", &name);
    }
    if (n > NAMED)
        mg_buf_z(&b, " and more");
    *names = mg_buf_take(&b, rc->arena);
    mg_buf_free(&b);
    return n;
}

uint32_t mg_rule_name_users(const mg_rule_ctx *rc, const mg_object *o, mg_rule_pick pick, mg_str *names)
{
    return mg_rule_name_all(rc, mg_schema_dependants(o->owner, o), pick, names);
}

uint32_t mg_rule_name_users_of(const mg_rule_ctx *rc, const mg_object *o, mg_object_kind kind, mg_rule_pick pick, mg_str *names)
{
    return mg_rule_name_all(rc, mg_schema_dependants_of(o->owner, o, kind), pick, names);
}

void mg_rule_sql_users(const mg_rule_ctx *rc, mg_finding *f, const mg_object *o, mg_rule_pick pick, const char *fmt)
{
    const mg_object *const *users = mg_schema_dependants(o->owner, o);
    for (uint32_t i = 0, n = 0; users && users[i] && n < 20; i++) {
        const mg_object *c = users[i];
        if (c->kind != MG_O_COLUMN || !pick(rc, c))
            continue;
        mg_str table = mg_rule_sql_name(rc, c->parent), column = mg_rule_sql_word(rc, c->name);
        mg_rule_sql(rc, f, fmt, &table, &column, &column);
        n++;
    }
}

bool mg_rule_is_column(const mg_rule_ctx *rc, const mg_object *o)
{
    (void)rc;
    return o->kind == MG_O_COLUMN;
}

/* ---- a column that goes or changes, and who uses it ------------------------------------ */

bool mg_rule_was_dropped(const mg_rule_ctx *rc, const mg_object *o)
{
    const mg_vec *drops = &mg_rule_after(rc)->drops;
    mg_str table = o->parent ? o->parent->name : MG_STR_NONE;
    for (uint32_t i = 0; i < drops->n; i++) {
        const mg_drop *d = drops->at[i];
        if (d->kind == o->kind && mg_str_eq(d->name, o->name) && mg_str_eq(d->schema, o->schema) && mg_str_eq(d->table, table))
            return true;
    }
    return false;
}

void mg_rule_each_column_user(const mg_rule_ctx *rc, const mg_change *c, int kind, mg_rule_user_fn fn)
{
    const mg_object *column = c->before;
    if (!column || column->kind != MG_O_COLUMN || column->owner != mg_rule_before(rc))
        return;
    for (const mg_object *const *user = mg_schema_dependants_of(column->owner, column, (mg_object_kind)kind); *user; user++) {
        const mg_object *after = (*user)->kind == kind ? mg_changes_counterpart(rc->changes, *user) : NULL;
        if (!after || (*user)->flags & MG_OF_IMPLIED)
            continue;
        bool changes = !mg_object_eq(*user, after) || (!rc->plan && mg_rule_was_dropped(rc, *user));
        fn(rc, c, *user, changes);
    }
}

mg_finding *mg_rule_column_user(const mg_rule_ctx *rc, const mg_change *c, const mg_object *user, bool changes)
{
    const char *what = c->type == MG_C_DROP_COLUMN ? "goes" : c->type == MG_C_RENAME_COLUMN ? "is renamed" : "changes its type";
    mg_str kind = mg_rule_kind(rc, user), name = mg_rule_name(rc, user), column = mg_rule_name(rc, c->before);
    mg_str engine = mg_rule_engine(rc);
    mg_finding *f;
    if (changes || (rc->plan && mg_rule_note(rc, c)->served)) {
        f = mg_emit(rc, c, "The %S %S uses %S, which %s: it is dropped before and made again after the change.", &kind, &name, &column,
                    what);
        mg_rule_severity(f, MG_SEV_INFO);
    } else {
        f = mg_emit(rc, c, "The %S %S uses %S, which %s: %S refuses that while it is there.", &kind, &name, &column, what, &engine);
        mg_rule_block(f);
    }
    return f;
}
