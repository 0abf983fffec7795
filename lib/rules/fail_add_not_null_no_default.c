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

/* Behind ADD [COLUMN] [IF NOT EXISTS] name, up to the next clause: NOT NULL, or a value for the rows that exist. */
static bool is_whole(mg_words w, bool *has_value)
{
    int depth = 0;
    bool not_null = false;
    for (mg_str word = mg_rule_next_word(&w); word.n && !mg_str_is(word, ";") && (depth > 0 || !mg_str_is(word, ",")); word = mg_rule_next_word(&w)) {
        depth += mg_str_is(word, "(") ? 1 : mg_str_is(word, ")") ? -1 : 0;
        mg_words ahead = w;
        bool null = mg_str_iis(mg_rule_next_word(&ahead), "NULL");
        not_null |= depth == 0 && ((mg_str_iis(word, "NOT") && null) || mg_str_iis(word, "PRIMARY"));
        *has_value |= depth == 0 && mg_str_iis(word, "DEFAULT") && !null;
    }
    return not_null;
}

static bool was_called(const mg_object *column, mg_str name)
{
    bool same = mg_str_ieq(column->name, name);
    for (const mg_former *f = mg_object_former(column); f && !same; f = f->older)
        same = mg_str_ieq(f->name, name);
    return same;
}

/* The statement that adds the column without saying NOT NULL: a later one does. NULL: it is added so. */
static const mg_stmt_info *added_nullable(const mg_rule_ctx *rc, const mg_change *c, bool *has_value)
{
    const mg_schema *after = mg_rule_after(rc);
    for (uint32_t i = 0; !rc->plan && i <= c->after->statement && i < after->statements.n; i++) {
        const mg_stmt_info *st = after->statements.at[i];
        mg_words w = mg_rule_words(st);
        mg_str schema;
        while (st->kind == S_ALTER_TABLE && mg_rule_is_about(st, c->after->parent) && mg_rule_skip_to(&w, "ADD")) {
            mg_words at = w;
            mg_str name = mg_rule_next_name(rc, &at, &schema);
            if (mg_str_iis(name, "column"))
                name = mg_rule_next_name(rc, &at, &schema);
            if (mg_str_iis(name, "if") && mg_rule_skip_to(&at, "EXISTS"))
                name = mg_rule_next_name(rc, &at, &schema);
            if (was_called(c->after, name))
                return is_whole(at, has_value) || mg_rule_is_mysql(rc) ? NULL : st;
        }
    }
    return NULL;
}

static bool is_set_by(const mg_stmt_info *st, mg_str column)
{
    mg_words w = mg_rule_words(st);
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w))
        if (mg_str_ieq(word, column) || (word.n > 2 && word.p[0] == '`' && mg_str_ieq((mg_str){word.p + 1, word.n - 2}, column)))
            return true;
    return false;
}

/* What MySQL made up is replaced, where an UPDATE names the column. */
static bool is_filled_after(const mg_rule_ctx *rc, const mg_change *c, const mg_stmt_info *add, bool by_name)
{
    const mg_vec *dml = &mg_rule_after(rc)->dml;
    for (uint32_t i = 0; i < dml->n; i++) {
        const mg_dml *d = dml->at[i];
        if (d->kind != S_TRUNCATE && mg_str_eq(d->table, c->after->parent->name) && d->stmt && d->stmt->index > add->index &&
            (!by_name || (d->kind == S_UPDATE && is_set_by(d->stmt, c->after->name))))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_COLUMN || !mg_attr(c->after, A_NOT_NULL) || mg_rule_column_has_value(c->after) ||
        !mg_rule_on_old_table(rc, c))
        return;
    bool has_value = false;
    const mg_stmt_info *add = added_nullable(rc, c, &has_value);
    const mg_stmt_info *made = !rc->plan && mg_rule_is_mysql(rc) ? mg_rule_statement_of(rc, c) : NULL;
    if (has_value || (add && is_filled_after(rc, c, add, false)) || (made && is_filled_after(rc, c, made, true)))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c), column = mg_rule_own_name(rc, c->after);
    mg_finding *f;
    if (mg_rule_is_mysql(rc))
        f = mg_emit(rc, c, "%S is NOT NULL without a default: existing rows silently get 0, an empty string, the first value "
                           "of an ENUM or a zero date (an error "
                           "for dates where NO_ZERO_DATE is on).", &name);
    else if (add)
        f = mg_emit(rc, c, "%S is added without a value and becomes NOT NULL in the same file: rows that were there hold NULL and make that fail.", &name);
    else
        f = mg_emit(rc, c, "%S is NOT NULL without a default: adding it fails as soon as the table has a row.", &name);
    suggest(rc, f, column);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S", &table);
    mg_rule_block(f);
    if (add && f)
        mg_rule_at_statement(f, mg_rule_after(rc)->statements.at[c->after->statement]);
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
