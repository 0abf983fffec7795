/* One value that does not parse makes the statement fail, or SQLite keeps it as text. */
#include "rules/util.h"

static const char *pattern_for(const char *type)
{
    static const struct {
        const char *type, *pattern;
    } known[] = {
        {"bigint", "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$"},  {"integer", "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$"},
        {"smallint", "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$"}, {"int", "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$"},
        {"tinyint", "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$"},  {"mediumint", "^[[:space:]]*[-+]?[0-9]+[[:space:]]*$"},
        {"numeric", "^[[:space:]]*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)[[:space:]]*$"},
        {"decimal", "^[[:space:]]*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)[[:space:]]*$"},
        {"uuid", "^[{]?[0-9A-Fa-f]{8}-?([0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}[}]?$"},
        {"date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    };
    for (size_t i = 0; type && i < sizeof known / sizeof *known; i++)
        if (mg_str_is(mg_str_of(type), known[i].type))
            return known[i].pattern;
    return NULL;
}

/* MySQL compares each value's SRID with the column's; MariaDB does not. */
static void on_srid(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *srid = mg_rule_dialect(rc)->id == MG_MYSQL ? mg_attr(c->after, A_SRID) : NULL;
    if (!srid)
        return;
    mg_str name = mg_rule_name(rc, c->after), wanted = mg_text(srid);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S gets SRID %S: one value of another SRID makes the statement fail.", &name, &wanted);
    mg_rule_suggest(rc, f, "Give the values that SRID first: ST_SRID(%S, %S), or ST_Transform where they are of another system.",
                    &column, &wanted);
    mg_rule_block(f);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE ST_SRID(%S) <> %S", &table, &column, &wanted);
}

/* USING with more in it than a cast of the column: what that gives is for its writer to know. */
static bool has_own_expression(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = rc->plan || mg_rule_dialect(rc)->id != MG_POSTGRES ? NULL : mg_rule_statement_of(rc, c);
    const mg_stmt_info *made = st ? mg_rule_made_by(rc, c) : NULL;
    st = made ? made : st;
    mg_words w = st ? mg_rule_words(st) : (mg_words){NULL, NULL, NULL};
    mg_str schema, name;
    if (!st || !mg_rule_skip_to(&w, "USING"))
        return false;
    do
        name = mg_rule_next_name(rc, &w, &schema);
    while (mg_str_is(name, "(") || mg_str_iis(name, "cast"));
    if (!mg_str_ieq(name, c->after->name))
        return true;
    for (mg_str word = mg_rule_next_word(&w); word.n && !mg_str_is(word, ";") && !mg_str_is(word, ","); word = mg_rule_next_word(&w))
        if (mg_str_is(word, "|") || mg_str_iis(word, "CASE") || mg_str_is(word, "+"))
            return true;
    return false;
}

/* MariaDB knows no assignment from the one type to the other: the statement is refused without a look at the rows. */
static void on_refused(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: MariaDB has no such conversion, and refuses the statement (error 4078), whatever the "
                                   "table holds.", &name, &words);
    mg_rule_suggest(rc, f, "Add a column of the new type, write into it what the old values are to be there, and drop the old one.");
    mg_rule_block(f);
}

/* MySQL, MariaDB: values of it were refused when that was tried, and no rule speaks of their range or length. */
static bool is_measured_to_fail(const mg_rule_ctx *rc, const mg_type_change *t)
{
    const uint32_t others = MG_TC_STRING | MG_TC_INTEGER | MG_TC_SIGN | MG_TC_RANGE | MG_TC_ENUM_VALUES;
    mg_dialect_id d = mg_rule_dialect(rc)->id;
    return (d == MG_MYSQL || d == MG_MARIADB) && t->fails && !(t->loss & others);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (c->type == MG_C_ALTER_COLUMN && c->attr == A_SRID) {
        on_srid(rc, c);
        return;
    }
    bool types = mg_rule_type_change(rc, c, &t);
    if (types && t.cast == MG_CAST_NONE && mg_rule_dialect(rc)->id == MG_MARIADB) {
        on_refused(rc, c);
        return;
    }
    if (!types || (!(t.loss & MG_TC_PARSE) && !is_measured_to_fail(rc, &t)) || has_own_expression(rc, c))
        return;
    mg_dialect_id d = mg_rule_dialect(rc)->id;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, d == MG_SQLITE ? "%S changes from %S: values that do not convert stay text "
                                                    "in the new column."
                                                  : "%S changes from %S: one value that does not parse makes "
                                                    "the statement fail.", &name, &words);
    mg_rule_suggest(rc, f, "List the values that do not parse and repair them first; or copy what converts into "
                           "a new column.");
    mg_rule_block(f);
    const char *pattern = pattern_for(t.to_name);
    if (d == MG_SQLITE)
        mg_rule_probe(rc, f, "SELECT typeof(%S), count(*) FROM %S GROUP BY 1", &column, &table);
    else if (pattern)
        mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S IS NOT NULL AND %S %s '%s'", &table, &column, &column,
                      d == MG_POSTGRES ? "!~" : "NOT REGEXP", pattern);
}

const mg_rule mg_rule_fail_cast_invalid_value = {
    .id = "fail/cast-invalid-value",
    .title = "text that has to parse as the new type",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Every value has to parse as the new type: one that does not makes the whole statement fail. SQLite "
        "keeps such values as text in a column that says otherwise.",
    .fix =
        "List the values that do not parse and repair them; or convert into a new column what can be, and "
        "deal with the rest.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE) | MG_ON(MG_C_ALTER_COLUMN),
    .change = on_change,
};
