/* USING converts the rows, not the default; and a default has to be a value of its column's type. */
#include "rules/util.h"

/* NULL fits every type. */
static bool is_typed(const mg_node *e)
{
    return e && !(e->kind == E_CONST && e->sub == MG_CONST_NULL);
}

static void type_changes(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (rc->plan || !mg_rule_type_change(rc, c, &t) || (t.cast != MG_CAST_USING && t.cast != MG_CAST_NONE) || !mg_rule_on_old_table(rc, c) ||
        !mg_rule_is_written(rc, c, "USING") || !is_typed(mg_attr_first(c->before, A_DEFAULT)) || mg_rule_text_alters(rc, c->before, "DROP DEFAULT"))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c), sql = mg_rule_sql_table(rc, c), word = mg_rule_sql_word(rc, c->after->name);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S and keeps its default: USING converts the rows, the default cannot be cast (42804).", &name, &words);
    mg_rule_suggest(rc, f, "Drop the default first, and set one of the new type behind.");
    mg_rule_sql(rc, f, "ALTER TABLE %S ALTER COLUMN %S DROP DEFAULT", &sql, &word);
    mg_rule_block(f);
}

static bool find_outside(mg_node *n, void *user_data)
{
    const char **found = user_data;
    if (n->kind == E_COLUMN)
        *found = "names a column, or has its text in double quotes (0A000)";
    else if (n->kind == E_SUBQUERY)
        *found = "is a query (0A000)";
    return !*found;
}

static const char *pg_reason(const mg_node *value)
{
    const char *found = NULL;
    if (value)
        mg_walk((mg_node *)(uintptr_t)value, find_outside, &found);
    return found;
}

/* PostgreSQL computes the default of a column that it adds for the rows there are, even when there are none. */
static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *column)
{
    const mg_node *value = mg_attr_first(column, A_DEFAULT), *type = mg_attr_first(column, A_TYPE);
    const char *why = mg_fact_value_misfit(mg_rule_after(rc), type, value, c->type == MG_C_ADD_COLUMN);
    if (!why && mg_rule_dialect(rc)->id == MG_POSTGRES)
        why = pg_reason(value);
    if (!why || (mg_rule_is_mysql(rc) && mg_rule_sql_mode_is_lax(rc)))
        return;
    mg_str name = mg_rule_name(rc, column), is = mg_rule_sql_type(rc, type), text = mg_rule_sql_expr(rc, value), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is of type %S, and its default %S %s: %S refuses the statement%s.", &name, &is, &text, why, &engine,
                            mg_rule_is_mysql(rc) ? " (1067)" : "");
    mg_rule_suggest(rc, f, "Give it a default that its type takes, or none.");
    mg_rule_at_object(f, column);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ALTER_COLUMN_TYPE && mg_rule_dialect(rc)->id == MG_POSTGRES)
        type_changes(rc, c);
    else if (c->type == MG_C_SET_DEFAULT || c->type == MG_C_ALTER_COLUMN_TYPE)
        look(rc, c, c->after);
    else
        mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_fail_default_not_castable = {
    .id = "fail/default-not-castable",
    .title = "a default that is no value of its column's type",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "A default has to be a value of its column's type: PostgreSQL reads what stands in quotes when the default is set, and looks at "
        "its length and digits when a column is added with it; MySQL and MariaDB look at all of it (1067). And ALTER COLUMN … TYPE … USING "
        "converts the rows in PostgreSQL, the default by an assignment cast alone; where there is none, the statement fails (42804).",
    .fix =
        "A default that the type takes; where the type changes, DROP DEFAULT, TYPE and SET DEFAULT, in one ALTER TABLE.",
    .source = "measured on PostgreSQL 11-19, defaults on 15-18; MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE) | MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_SET_DEFAULT),
    .change = on_change,
};
