/* There is no value for the rows that exist: the statement fails, or MySQL makes one up. */
#include "rules/util.h"

static void suggest(const mg_rule_ctx *rc, mg_finding *f, mg_str column)
{
    if (mg_rule_dialect(rc)->id == MG_POSTGRES)
        mg_rule_suggest(rc, f, "Add %S nullable, fill it in batches, then SET NOT NULL over a validated CHECK; "
                               "or give it a constant "
                               "DEFAULT, which costs nothing from PostgreSQL 11 on.", &column);
    else if (mg_rule_is_mysql(rc))
        mg_rule_suggest(rc, f, "Add %S nullable, fill it in batches, then MODIFY it to NOT NULL; or give it an "
                               "explicit DEFAULT.", &column);
    else
        mg_rule_suggest(rc, f, "Give %S a constant DEFAULT, or say which value the existing rows get when the "
                               "table is rebuilt.", &column);
}

/* As it is written, the column comes nullable, is filled, and becomes NOT NULL afterwards. */
static bool is_filled_between(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *add = rc->plan || mg_rule_is_mysql(rc) || mg_rule_is_written(rc, c, "NOT NULL") ? NULL : mg_rule_made_by(rc, c);
    const mg_vec *dml = &mg_rule_after(rc)->dml;
    for (uint32_t i = 0; add && i < dml->n; i++) {
        const mg_dml *d = dml->at[i];
        if (d->kind != S_TRUNCATE && mg_str_eq(d->table, c->after->parent->name) && d->stmt && d->stmt->index > add->index)
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_COLUMN || !mg_attr(c->after, A_NOT_NULL) || mg_rule_column_has_value(c->after) ||
        !mg_rule_on_old_table(rc, c) || is_filled_between(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c), column = mg_rule_own_name(rc, c->after);
    mg_finding *f;
    if (mg_rule_is_mysql(rc))
        f = mg_emit(rc, c, "%S is NOT NULL without a default: existing rows silently get 0, an empty string or "
                           "a zero date (an error "
                           "for dates where NO_ZERO_DATE is on).", &name);
    else
        f = mg_emit(rc, c, "%S is NOT NULL without a default: adding it fails as soon as the table has a row.", &name);
    suggest(rc, f, column);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S", &table);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_add_not_null_no_default = {
    .id = "fail/add-not-null-no-default",
    .title = "a NOT NULL column is added without a default",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Rows that exist have no value for the new column. PostgreSQL and SQLite refuse the statement as soon"
        " as there is a row; MySQL and MariaDB fill in 0, an empty string or a zero date silently.",
    .fix =
        "Add it nullable, fill it in batches, then make it NOT NULL the safe way. Or give a default, for good"
        " or for the time of the change.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .change = on_change,
};
