/* Every name with the old schema in it fails. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool schema = mg_rule_is(c, MG_C_RENAME, MG_O_SCHEMA);
    bool moved = c->type == MG_C_SET_SCHEMA && c->before && c->after;
    if (!schema && !moved)
        return;
    mg_finding *f;
    if (schema) {
        mg_str from = c->before->name, to = c->after->name;
        f = mg_emit(rc, c, "Schema %S is renamed to %S: whatever says %S, in queries, in a search_path, in a function, fails.", &from, &to,
                    &from);
    } else {
        mg_str kind = mg_rule_kind(rc, c->before), name = c->before->name, from = c->before->schema, to = c->after->schema;
        f = mg_emit(rc, c, "The %S %S moves from schema %S to %S: programs that look for it there fail, and so do those whose search_path "
                           "lacks %S.", &kind, &name, &from, &to, &to);
    }
    mg_rule_suggest(rc, f, "%s", schema ? "Put the new schema into the search_path of all roles first; keep views in a schema of the old name for "
                                          "a while."
                                        : "Put the new schema into the search_path of all roles first; leave a view of the old name for a while.");
    if (schema) {
        mg_str from = mg_rule_sql_word(rc, c->before->name);
        mg_rule_sql(rc, f, "CREATE SCHEMA %S", &from);
    } else if (c->before->kind == MG_O_TABLE || c->before->kind == MG_O_VIEW) {
        mg_str old = mg_rule_sql_name(rc, c->before), new = mg_rule_sql_name(rc, c->after);
        mg_rule_sql(rc, f, "CREATE VIEW %S AS SELECT * FROM %S", &old, &new);
    }
    if (moved && c->before->kind == MG_O_SEQUENCE) /* columns that draw from it follow it */
        mg_rule_severity(f, MG_SEV_WARNING);
}

const mg_rule mg_rule_compat_rename_schema = {
    .id = "compat/rename-schema",
    .title = "a schema is renamed, or something moves to another one",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "Names written with the old schema fail, and names without any are looked up in the search_path, which does not hold the new one.",
    .fix = "Extend the search_path of all roles first, move, and leave views under the old names for a while.",
    .source = "PostgreSQL manual, ALTER SCHEMA",
    .types = MG_ON(MG_C_RENAME) | MG_ON(MG_C_SET_SCHEMA),
    .change = on_change,
};
