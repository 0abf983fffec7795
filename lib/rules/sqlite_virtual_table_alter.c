/* Only the module of a virtual table knows how to carry its content over. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = mg_change_table(c);
    if (!table || table->kind != MG_O_VIRTUAL_TABLE || !c->before || !c->after || c->type == MG_C_RENAME)
        return;
    mg_str name = mg_rule_name(rc, table), sql = mg_rule_sql_name(rc, table);
    mg_finding *f = mg_emit(rc, c, "Virtual table %S cannot be altered: SQLite refuses it, and its content has to be carried over by hand.",
                            &name);
    mg_rule_suggest(rc, f, "Create %S_new with the new arguments, copy, drop %S, rename the new one to it.", &name, &name);
    mg_str made = mg_rule_sql_word(rc, mg_arena_printf(rc->arena, "%S_new", &table->name));
    mg_rule_sql(rc, f, "INSERT INTO %S SELECT * FROM %S;\nDROP TABLE %S;\nALTER TABLE %S RENAME TO %S", &made, &sql, &sql, &made, &sql);
    mg_rule_block(f);
}

const mg_rule mg_rule_sqlite_virtual_table_alter = {
    .id = "sqlite/virtual-table-alter",
    .title = "a virtual table changes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "SQLite refuses ALTER TABLE … ADD, DROP or RENAME COLUMN on a virtual table (\"virtual tables may not"
        " be altered\"), and its arguments are fixed when it is created. Only its module knows how to carry "
        "the content over.",
    .fix =
        "Create a second virtual table with the new arguments, fill it with INSERT … SELECT (or the module's "
        "rebuild command), drop the old one, rename the new one.",
    .source = "measured on SQLite 3.34-3.53",
    .change = on_change,
};
