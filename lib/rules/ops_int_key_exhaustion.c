/* Inserts fail when it does. */
#include "rules/lint.h"
#include "rules/util.h"

static double range(const mg_rule_ctx *rc, const mg_object *column)
{
    bool plain = !mg_child(mg_attr_first(column, A_TYPE), A_UNSIGNED);
    if (mg_rule_type_is(rc, column, "integer|int|int4|serial"))
        return plain ? 2147483647.0 : 4294967295.0;
    if (mg_rule_type_is(rc, column, "mediumint"))
        return plain ? 8388607.0 : 16777215.0;
    return mg_rule_type_is(rc, column, "smallint|int2") ? plain ? 32767.0 : 65535.0 : 0;
}

static const mg_object *numbered(const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        if (o->kind == MG_O_COLUMN && (mg_attr(o, A_AUTO_INCREMENT) || mg_attr(o, A_IDENTITY) || mg_rule_is_serial(o)))
            return o;
    }
    return NULL;
}

static void check(const mg_rule_ctx *rc)
{
    for (uint32_t i = 0; rc->opts && i < rc->opts->n_tables; i++) {
        const mg_table_rows *t = &rc->opts->tables[i];
        mg_str name = mg_str_of(t->table), schema = mg_rule_dialect(rc)->default_schema;
        for (uint32_t k = 0; k < name.n; k++)
            if (name.p[k] == '.') {
                schema = (mg_str){name.p, k};
                name = (mg_str){name.p + k + 1, name.n - k - 1};
                break;
            }
        const mg_object *table = mg_schema_find(rc->lint ? rc->lint->state : mg_rule_after(rc), MG_O_TABLE, schema, name);
        const mg_object *key = table ? numbered(table) : NULL;
        double most = key ? range(rc, key) : 0;
        if (most == 0 || (double)t->rows < most / 2)
            continue;
        mg_str column = mg_rule_name(rc, key), sql = mg_rule_sql_name(rc, table), word = mg_rule_sql_word(rc, key->name);
        mg_finding *f = mg_emit(rc, NULL, "%S has used at least %u %% of its numbers: inserts fail when they are used up.", &column, (unsigned)((double)t->rows * 100 / most));
        mg_rule_suggest(rc, f, "A bigint column beside it, filled in batches, with every column that refers to it; then swap the names.");
        mg_rule_probe(rc, f, "SELECT max(%S) FROM %S", &word, &sql);
        mg_rule_at_object(f, key);
    }
}

const mg_rule mg_rule_ops_int_key_exhaustion = {
    .id = "ops/int-key-exhaustion",
    .title = "a numbered key that runs out",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "An integer key has 2,147,483,647 numbers, a smallint 32,767. Deleted rows and rolled back inserts "
        "use numbers up as well: a table that is half full by rows is nearer to the end than that.",
    .fix =
        "Change to bigint early, with everything that refers to it.",
    .source = "manuals of the engines",
    .check = check,
};
