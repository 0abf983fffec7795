/* PostgreSQL makes the index anew, and cannot. */
#include "rules/util.h"

/* Operator classes that take text, and nothing else. */
static const char *const of_text[] = {"text_pattern_ops", "varchar_pattern_ops", "bpchar_pattern_ops", "text_ops", "varchar_ops", "gin_trgm_ops",
                                      "gist_trgm_ops"};

static mg_str text_class(const mg_object *index, mg_str column)
{
    MG_EACH(key, mg_attr(index, A_KEYS)) {
        mg_str name = mg_text(mg_child(mg_child(key, A_OPCLASS), N_QNAME));
        bool same = key->first && key->first->kind == E_COLUMN && mg_str_eq(mg_text(key->first), column);
        for (size_t i = 0; same && i < sizeof of_text / sizeof *of_text; i++)
            if (mg_str_is(name, of_text[i]))
                return name;
    }
    return MG_STR_NONE;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_COLUMN_TYPE || !mg_rule_on_old_table(rc, c) || mg_rule_type_is(rc, c->after, "text|varchar|char|bpchar|citext|name"))
        return;
    MG_EACH_CHILD(o, c->before->parent) {
        mg_str name = o->kind == MG_O_INDEX ? text_class(o, c->before->name) : MG_STR_NONE;
        const mg_object *after = name.n ? mg_changes_counterpart(rc->changes, o) : NULL;
        if (!after || !mg_object_eq(o, after) || mg_rule_was_dropped(rc, o))
            continue;
        mg_str own = mg_rule_own_name(rc, o), column = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
        mg_finding *f = mg_emit(rc, c, "%S changes from %S, and index %S orders it by %S, which takes text alone: the statement fails (42804).", &column, &words, &own,
                                &name);
        mg_rule_suggest(rc, f, "Drop %S first; make it again for the new type behind, CONCURRENTLY.", &own);
        mg_str sql = mg_rule_sql_name(rc, o);
        mg_rule_sql(rc, f, "DROP INDEX CONCURRENTLY %S", &sql);
        mg_rule_block(f);
    }
}

const mg_rule mg_rule_fail_index_opclass_after_type_change = {
    .id = "fail/index-opclass-after-type-change",
    .title = "an index's operator class does not fit the column's new type",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A change of type builds the column's indexes anew with their operator classes. One that takes text "
        "alone (text_pattern_ops, gin_trgm_ops) refuses another type, and the statement fails.",
    .fix =
        "Drop the index first and make another one behind.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
