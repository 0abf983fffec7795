/* Columns that are there keep their character set. */
#include "rules/util.h"

static bool has_text(const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        mg_str type = o->kind == MG_O_COLUMN ? mg_text(mg_attr_first(o, A_TYPE)) : MG_STR_NONE;
        if (mg_str_iis(type, "varchar") || mg_str_iis(type, "char") || mg_str_iis(type, "text") || mg_str_iis(type, "mediumtext") ||
            mg_str_iis(type, "longtext") || mg_str_iis(type, "tinytext"))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (rc->plan || c->type != MG_C_ALTER_TABLE_CHARSET || !mg_rule_on_old_table(rc, c) || !has_text(c->after))
        return;
    for (uint32_t i = 0; i < rc->changes->list.n; i++) {
        const mg_change *other = rc->changes->list.at[i];
        bool column = other->type == MG_C_ALTER_CHARSET || other->type == MG_C_ALTER_COLLATION;
        bool said = other->type == c->type && other->id < c->id;
        if (mg_change_table(other) == c->after && (column || said))
            return; /* some do; the character set and the collation are two changes */
    }
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "Only the default of %S changes: its columns keep their character set and collation.", &name);
    mg_rule_suggest(rc, f, "CONVERT TO CHARACTER SET changes the columns too (ALGORITHM=COPY).");
    mg_str sql = mg_rule_sql_name(rc, c->after), charset = mg_attr_text(c->after, A_CHARSET);
    if (charset.n)
        mg_rule_sql(rc, f, "ALTER TABLE %S CONVERT TO CHARACTER SET %S", &sql, &charset);
}

const mg_rule mg_rule_semantics_table_charset_only = {
    .id = "semantics/table-charset-only",
    .title = "the default character set of a table changes, its columns do not",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .why =
        "ALTER TABLE … DEFAULT CHARACTER SET changes what columns get that are added later. Those that are "
        "there keep their own.",
    .fix = "Use CONVERT TO CHARACTER SET, or MODIFY the columns, if they were meant.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_ALTER_TABLE_CHARSET),
    .change = on_change,
};
