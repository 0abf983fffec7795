/* One row without its parent makes the statement fail, or stays wrong where it is not checked. */
#include "rules/rebuild.h"
#include "rules/util.h"

static mg_str fk_condition(const mg_rule_ctx *rc, const mg_object *fk, const mg_object *parent)
{
    mg_buf b;
    const mg_node *references = mg_attr(fk, A_REFERENCES);
    const mg_node *name = references ? references->first : NULL;
    uint32_t n = 0;
    mg_buf_init(&b, &rc->ctx->alloc);
    while (name && name->kind != N_NAME)
        name = name->next;
    const mg_object *key = NULL;
    if (!name && parent) {
        MG_EACH_CHILD(o, parent) {
            if (o->kind == MG_O_PRIMARY_KEY)
                key = o;
        }
    }
    for (; n < mg_rule_key_count(fk); n++) {
        mg_str child = mg_rule_sql_word(rc, mg_rule_key_column(fk, n));
        mg_str other = name ? mg_text(name) : mg_rule_key_column(key, n);
        mg_str column = mg_rule_sql_word(rc, other);
        mg_buf_printf(&b, "%sp.%S = c.%S", n ? " AND " : "", &column, &child);
        name = name ? name->next : NULL;
    }
    mg_str s = mg_buf_take(&b, rc->arena);
    mg_buf_free(&b);
    return s;
}

static mg_str not_null_condition(const mg_rule_ctx *rc, const mg_object *fk)
{
    mg_buf b;
    mg_buf_init(&b, &rc->ctx->alloc);
    for (uint32_t n = 0; n < mg_rule_key_count(fk); n++) {
        mg_str column = mg_rule_sql_word(rc, mg_rule_key_column(fk, n));
        mg_buf_printf(&b, "%sc.%S IS NOT NULL", n ? " AND " : "", &column);
    }
    mg_str s = mg_buf_take(&b, rc->arena);
    mg_buf_free(&b);
    return s;
}

static bool column_is_new(const mg_rule_ctx *rc, const mg_object *fk)
{
    for (uint32_t i = 0; i < mg_rule_key_count(fk); i++) {
        const mg_object *column = mg_object_child(fk->parent, MG_O_COLUMN, mg_rule_key_column(fk, i));
        if (column && !mg_changes_counterpart(rc->changes, column) && !mg_rule_column_has_value(column))
            return true;
    }
    return false;
}

/* Same columns, same parent: only the actions differ, and the rows were checked before. */
static bool was_checked(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_change *drop = mg_rule_note(rc, c)->replaces;
    return drop && mg_node_eq(mg_attr(drop->before, A_KEYS), mg_attr(c->after, A_KEYS)) &&
           mg_node_eq(mg_attr(drop->before, A_REFERENCES), mg_attr(c->after, A_REFERENCES));
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_FOREIGN_KEY || !c->after->parent || !mg_rule_on_old_table(rc, c) || column_is_new(rc,
        c->after) ||
        mg_rule_ignores_fk(rc, c->after->parent) || mg_attr(c->after, A_NOT_ENFORCED) || mg_attr(c->after, A_NOT_VALID) || was_checked(rc, c) ||
        mg_rule_is_written(rc, c, "RENAME CONSTRAINT"))
        return;
    const mg_object *parent = mg_rule_parent_of(rc, c->after);
    const mg_object *old_parent = parent ? mg_changes_counterpart(rc->changes, parent) : NULL;
    mg_str child = mg_rule_name(rc, c->after->parent), other = parent ? mg_rule_name(rc, parent) : MG_STR("its parent");
    mg_str own = mg_rule_own_name(rc, c->after), keys = mg_rule_sql_keys(rc, c->after);
    bool unseen = mg_rule_dialect(rc)->id == MG_SQLITE && mg_rebuild_of(rc, c->after);
    mg_finding *f;
    if (mg_rule_is_validated(rc, c)) {
        f = mg_emit(rc, c, "VALIDATE CONSTRAINT %S fails where a row of %S(%S) has no parent in %S; nothing else is lost by that.", &own, &child,
                    &keys, &other);
        mg_rule_severity(f, MG_SEV_INFO);
        mg_rule_suggest(rc, f, "Clean such rows in batches first; then run VALIDATE CONSTRAINT again.");
    } else {
        f = mg_emit(rc, c, "%S makes %S(%S) refer to %S: rows without a parent %s.", &own, &child, &keys, &other,
                    unseen ? "make the copy fail where foreign_keys is ON, and are copied unseen where it is not" : "make the statement fail");
        mg_rule_suggest(rc, f, mg_rule_dialect(rc)->id == MG_POSTGRES
                                   ? "Add it NOT VALID so that no new orphans come, clean the old ones in batches, "
                                     "then VALIDATE CONSTRAINT."
                                   : "Delete or repair the orphans first, and keep programs from adding new ones "
                                     "meanwhile.");
        mg_rule_block(f);
    }
    if (!parent)
        return;
    mg_str table = mg_rule_sql_table(rc, c), ptable = mg_rule_sql_name(rc, old_parent ? old_parent : parent);
    mg_str set = not_null_condition(rc, c->after), match = fk_condition(rc, c->after, parent);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S c WHERE %S AND NOT EXISTS (SELECT 1 FROM %S p WHERE %S)", &table,
                  &set, &ptable, &match);
}

const mg_rule mg_rule_fail_add_fk_orphans = {
    .id = "fail/add-fk-orphans",
    .title = "a foreign key is added while rows may have no parent",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Rows that refer to nothing make the statement fail. Where the check is switched off "
        "(foreign_key_checks=0, SQLite) they stay, and break later.",
    .fix = "Stop new orphans first (PostgreSQL: NOT VALID), clean the old ones in batches, then validate.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
