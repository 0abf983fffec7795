/* The same file gives two schemas. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_object *column = fk->parent ? mg_object_child(fk->parent, MG_O_COLUMN, mg_rule_key_column(fk, 0)) : NULL;
    bool inside = column && column->source == fk->source && fk->off >= column->off && fk->off < column->off + column->len &&
                  mg_rule_key_count(fk) == 1;
    if (!inside)
        return;
    mg_str name = mg_rule_name(rc, column), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S ignores REFERENCES behind the column %S: no foreign key is made.", &engine, &name);
    mg_rule_suggest(rc, f, "Write FOREIGN KEY (%S) REFERENCES … as a constraint of the table.", &column->name);
    mg_rule_at_object(f, fk);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_at_least(rc, 90000))
        mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
}

const mg_rule mg_rule_semantics_inline_references_ignored = {
    .id = "semantics/inline-references-ignored",
    .title = "REFERENCES in a column, which the version ignores",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MYSQL,
    .why =
        "MySQL before 9.0 parses REFERENCES behind a column and ignores it: no foreign key is made. MySQL 9 "
        "and MariaDB 10.5 and newer make one: the same file gives two schemas.",
    .fix = "Write FOREIGN KEY (…) REFERENCES … as a constraint of the table.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6; older versions from the manual",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
