/* MySQL counts AUTO_INCREMENT among a column's type, and copies no table whose foreign key's column becomes NOT NULL. */
#include <string.h>

#include "rules/held.h"
#include "rules/util.h"

static mg_finding *say(const mg_rule_ctx *rc, const mg_change *c, const mg_hold *h, const char *what)
{
    mg_str name = mg_rule_name(rc, c->before), key = mg_rule_name(rc, h->fk), held = mg_rule_name(rc, h->other), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S %s while the foreign key %S ties it to %S: %S refuses the statement (error %s) unless foreign_key_checks is off.", &name, what,
                            &key, &held, &engine, h->is_parent ? "1833" : "1832");
    mg_rule_block(f);
    return f;
}

static bool look_at_counter(const mg_rule_ctx *rc, const mg_change *c, const mg_lint_stmt *st, const mg_hold *h)
{
    if (h->gone || mg_rule_fk_checks_are_off(rc, st->info))
        return false;
    mg_str table = mg_rule_sql_name(rc, h->fk->parent), word = mg_rule_sql_word(rc, h->fk->name);
    mg_finding *f = say(rc, c, h, mg_attr(c->after, A_AUTO_INCREMENT) ? "becomes AUTO_INCREMENT" : "loses AUTO_INCREMENT");
    mg_rule_suggest(rc, f, "Drop the key first, change the column, then add the key again.");
    mg_rule_sql(rc, f, "ALTER TABLE %S DROP FOREIGN KEY %S", &table, &word);
    return true;
}

static bool copies(const mg_rule_ctx *rc, const mg_change *c)
{
    const char *lock, *algorithm = mg_rule_algorithm(rc, c, &lock);
    return algorithm && !strcmp(algorithm, "COPY");
}

static bool asks_for_copy(const mg_lint_stmt *st)
{
    return mg_rule_statement_holds(st->info, "ALGORITHM = COPY") || mg_rule_statement_holds(st->info, "ALGORITHM COPY");
}

/* Another clause of the statement copies the table, and this one with it. */
static bool is_copied_along(const mg_rule_ctx *rc, const mg_change *c, const mg_lint_stmt *st)
{
    const mg_object *table = mg_change_table(c);
    for (uint32_t i = 0; i < rc->changes->list.n; i++) {
        const mg_change *other = rc->changes->list.at[i];
        if (mg_change_table(other) == table && other != c && mg_lint_made(rc, other) == st && copies(rc, other))
            return true;
    }
    return false;
}

static bool look_at_not_null(const mg_rule_ctx *rc, const mg_change *c, const mg_lint_stmt *st, const mg_hold *h)
{
    if (h->gone || mg_rule_fk_checks_are_off(rc, st->info))
        return false;
    if (!asks_for_copy(st) && !mg_rule_sql_mode_is_lax(rc) && !is_copied_along(rc, c, st))
        return false;
    mg_finding *f = say(rc, c, h, "becomes NOT NULL in a copy of its table");
    mg_rule_suggest(rc, f, "Give it an ALTER TABLE of its own under a strict sql_mode, which is done without a copy.");
    return true;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_hold(rc, c, c->type == MG_C_SET_NOT_NULL ? look_at_not_null : look_at_counter);
}

const mg_rule mg_rule_fail_fk_column_held = {
    .id = "fail/fk-column-held",
    .title = "a column changes in a way that its foreign key does not allow",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MYSQL,
    .why =
        "MySQL counts AUTO_INCREMENT among a column's type, which stays as it is while a foreign key holds the column: neither "
        "the key's own columns nor those that it refers to may get or lose it. NOT NULL is refused where the table is copied for it, which "
        "it is when sql_mode is not strict, when another clause of the ALTER TABLE needs a copy, and when ALGORITHM=COPY is written.",
    .fix = "Drop the key, change the column, add the key again; NOT NULL goes through in an ALTER TABLE of its own under a strict sql_mode.",
    .source = "measured on MySQL 9.7.4; MariaDB 10.11 and 11.8 take all of it",
    .types = MG_ON(MG_C_ALTER_AUTO_INCREMENT) | MG_ON(MG_C_SET_NOT_NULL),
    .change = on_change,
};
