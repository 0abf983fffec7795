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

/* The statement about the table, by whatever name it had. */
static bool is_about(const mg_stmt_info *st, const mg_object *table)
{
    bool it_is = mg_rule_is_about(st, table);
    for (const mg_former *f = mg_object_former(table); f && !it_is; f = f->older)
        it_is = st->object.n >= f->name.n && mg_str_ieq((mg_str){st->object.p + st->object.n - f->name.n, f->name.n}, f->name);
    return it_is;
}

typedef struct adding {
    const mg_stmt_info *st; /* says ADD COLUMN; NULL where no text does */
    bool has_value;         /* for the rows that are there */
    bool nullable;          /* a later statement makes it NOT NULL */
} adding;

static adding added_by(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_schema *after = mg_rule_after(rc);
    uint32_t last = c->after->statement < after->statements.n ? c->after->statement + 1 : 0;
    for (uint32_t i = rc->plan ? 0 : last; i-- > 0;) {
        const mg_stmt_info *st = after->statements.at[i];
        mg_words w = mg_rule_words(st);
        mg_str schema;
        while (st->kind == S_ALTER_TABLE && is_about(st, c->after->parent) && mg_rule_skip_to(&w, "ADD")) {
            mg_words at = w;
            mg_str name = mg_rule_next_name(rc, &at, &schema);
            if (mg_str_iis(name, "column"))
                name = mg_rule_next_name(rc, &at, &schema);
            if (mg_str_iis(name, "if") && mg_rule_skip_to(&at, "EXISTS"))
                name = mg_rule_next_name(rc, &at, &schema);
            if (!mg_rule_was_called(c->after, name))
                continue;
            adding out = {.st = st};
            out.nullable = !is_whole(at, &out.has_value);
            return out;
        }
    }
    return (adding){0};
}

static bool is_touched_after(const mg_rule_ctx *rc, const mg_change *c, const mg_stmt_info *add)
{
    const mg_vec *dml = &mg_rule_after(rc)->dml;
    for (uint32_t i = 0; i < dml->n; i++) {
        const mg_dml *d = dml->at[i];
        if (d->kind != S_TRUNCATE && d->stmt && d->stmt->index > add->index && mg_rule_was_called(c->after->parent, d->table))
            return true;
    }
    return false;
}

/* A value for the rows that are there comes by some other statement of the text. */
static bool is_filled(const mg_rule_ctx *rc, const mg_change *c, const adding *add)
{
    if (add->has_value)
        return true;
    if (!add->st)
        return false;
    return mg_rule_is_updated(rc, c->after, add->st, NULL) || (add->nullable && !mg_rule_is_mysql(rc) && is_touched_after(rc, c, add->st));
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_COLUMN || !mg_attr(c->after, A_NOT_NULL) || mg_rule_column_has_value(c->after) ||
        !mg_rule_on_old_table(rc, c))
        return;
    adding add = added_by(rc, c);
    if (is_filled(rc, c, &add))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c), column = mg_rule_own_name(rc, c->after);
    mg_finding *f;
    if (mg_rule_is_mysql(rc) && add.nullable)
        f = mg_emit(rc, c, "%S is added without a value and becomes NOT NULL in the same file: rows that were there hold NULL; strict mode refuses them, "
                           "without it they get 0, an empty string or the first value of an ENUM.", &name);
    else if (mg_rule_is_mysql(rc))
        f = mg_emit(rc, c, "%S is NOT NULL without a default: existing rows silently get 0, an empty string, the first value "
                           "of an ENUM or a zero date (an error "
                           "for dates where NO_ZERO_DATE is on).", &name);
    else if (add.nullable)
        f = mg_emit(rc, c, "%S is added without a value and becomes NOT NULL in the same file: rows that were there hold NULL and make that fail.", &name);
    else
        f = mg_emit(rc, c, "%S is NOT NULL without a default: adding it fails as soon as the table has a row.", &name);
    suggest(rc, f, column);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S", &table);
    mg_rule_block(f);
    const mg_stmt_info *set = add.nullable ? mg_rule_statement_of(rc, c) : NULL;
    if (set)
        mg_rule_at_statement(f, set);
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
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
