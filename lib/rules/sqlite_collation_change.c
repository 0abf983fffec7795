/* Values that were different become equal while the key is built. */
#include "rules/util.h"

static bool is_unique_over(const mg_object *o, mg_str column)
{
    if (o->kind != MG_O_UNIQUE && o->kind != MG_O_PRIMARY_KEY && !(o->kind == MG_O_INDEX && mg_attr(o, A_UNIQUE)))
        return false;
    return mg_rule_key_holds(o, column);
}

static const mg_object *unique_over(const mg_object *column)
{
    MG_EACH_CHILD(o, column->parent) {
        if (is_unique_over(o, column->name))
            return o;
    }
    return NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str to = mg_text(mg_attr_first(c->after, A_COLLATE));
    if (c->type != MG_C_ALTER_COLLATION || !mg_rule_on_old_table(rc, c) || !to.n || mg_str_iis(to, "binary"))
        return;
    if (!unique_over(c->after))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c),
        column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S is compared by %S from now on: values that it holds equal make the copy fail: a unique key covers it.", &name, &to);
    mg_rule_suggest(rc, f, "Resolve such pairs first.");
    mg_rule_probe(rc, f, "SELECT %S COLLATE %S, count(*) FROM %S WHERE %S IS NOT NULL GROUP BY 1 HAVING count(*) > 1", &column, &to,
                  &table, &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_sqlite_collation_change = {
    .id = "sqlite/collation-change",
    .title = "the collation of a unique column changes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "The key is built anew by the new collation while the table is copied: values that were different "
        "become equal under NOCASE or RTRIM, and the copy fails on the first pair.",
    .fix = "Look for pairs that the new collation holds equal, and resolve them first.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ALTER_COLLATION),
    .change = on_change,
};
