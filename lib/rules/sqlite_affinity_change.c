/* Every value is converted by the new affinity while the table is copied. */
#include "dialect/sqlite/sqlite.h"
#include "rules/util.h"

static mg_affinity affinity_of(const mg_object *column)
{
    return mg_sqlite_affinity(mg_text(mg_attr_first(column, A_TYPE)));
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_COLUMN_TYPE || !mg_rule_on_old_table(rc, c))
        return;
    mg_affinity from = affinity_of(c->before), to = affinity_of(c->after);
    bool whole = (from == MG_AFF_INTEGER || from == MG_AFF_NUMERIC) && (to == MG_AFF_INTEGER || to == MG_AFF_NUMERIC);
    if (from == to || to == MG_AFF_BLOB || whole) /* these convert nothing */
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c),
        column = mg_rule_sql_word(rc, c->before->name);
    const char *was = mg_sqlite_affinity_name(from), *is = mg_sqlite_affinity_name(to);
    mg_finding *f = mg_emit(rc, c, "%S changes its affinity from %s to %s: the copy converts every value%s.", &name, was, is,
                            from == MG_AFF_TEXT ? ", and text of digits loses its spelling ('007' becomes 7)"
                            : to == MG_AFF_TEXT ? "; as text '10' sorts before '9'"
                                                : "");
    mg_rule_suggest(rc, f, "Keep a declared type with %s affinity; or add a column and fill it with an explicit CAST.", was);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE CAST(CAST(%S AS %s) AS %s) IS NOT %S", &table, &column, is, was, &column);
    bool numbers = from != MG_AFF_TEXT && from != MG_AFF_BLOB;
    if (numbers) /* they keep their value, and as numbers their order too */
        mg_rule_severity(f, to == MG_AFF_TEXT ? MG_SEV_WARNING : MG_SEV_INFO);
}

const mg_rule mg_rule_sqlite_affinity_change = {
    .id = "sqlite/affinity-change",
    .title = "a column changes its affinity",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "SQLite has no column types, only affinities; the copy into the new table converts every value by the"
        " new one. Text of digits loses its leading zeros and its exact spelling (`007` becomes 7), whole "
        "numbers past 64 bits become REAL, and what does not convert stays as it was, of another type than "
        "its neighbours.",
    .fix =
        "Keep the affinity of the declared type; or copy into a new column with an explicit CAST, and look at"
        " what typeof() says first.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
