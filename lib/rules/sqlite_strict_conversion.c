/* The copy into a STRICT table fails on the first value of another type. */
#include "rules/util.h"

static bool became_strict(const mg_change *c)
{
    return c->attr == A_STRICT && c->before && c->after && mg_attr(c->after, A_STRICT) && !mg_attr(c->before, A_STRICT);
}

/* The column whose values are most in danger: any that is not ANY or BLOB without a type. */
static const mg_object *typed_column(const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        if (o->kind == MG_O_COLUMN && !mg_attr(o, A_GENERATED) && !mg_str_iis(mg_text(mg_attr_first(o, A_TYPE)), "any"))
            return o;
    }
    return NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!became_strict(c) || !mg_rule_on_old_table(rc, c) || !typed_column(c->after))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_name(rc, c->before),
        column = mg_rule_sql_word(rc, typed_column(c->after)->name);
    mg_finding *f = mg_emit(rc, c, "%S becomes STRICT: the copy fails on the first value that is not of its column's type.", &name);
    mg_rule_suggest(rc, f, "Look at typeof() of each column and repair first; give mixed columns the type ANY.");
    mg_rule_probe(rc, f, "SELECT typeof(%S), count(*) FROM %S GROUP BY 1", &column, &table);
    mg_rule_block(f);
}

const mg_rule mg_rule_sqlite_strict_conversion = {
    .id = "sqlite/strict-conversion",
    .title = "a table becomes STRICT",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "A STRICT table refuses every value that is not of its column's type and cannot be converted without "
        "loss: the copy into it fails on the first one. Ordinary tables hold such values without a word, for "
        "example text in an INTEGER column or an empty string for a missing number.",
    .fix =
        "Count the types that are really stored, repair what does not fit, and give mixed columns the type "
        "ANY.",
    .source = "measured on SQLite 3.40, 3.46, 3.53",
    .change = on_change,
};
