/* The engine lets the column go, and every firing fails. */
#include "rules/lint.h"
#include "rules/util.h"

/* NEW.column or OLD.column */
static bool names(mg_str text, mg_str column)
{
    if (!mg_rule_text_names(text, column))
        return false;
    mg_words w = mg_rule_words_of(text);
    mg_str a = MG_STR_NONE, b = MG_STR_NONE;
    for (mg_str word = mg_rule_next_word(&w); word.n; a = b, b = word, word = mg_rule_next_word(&w)) {
        if (word.n > 1 && (word.p[0] == '"' || word.p[0] == '`'))
            word = (mg_str){word.p + 1, word.n - 2};
        if (mg_str_is(b, ".") && (mg_str_iis(a, "new") || mg_str_iis(a, "old")) && mg_str_ieq(word, column))
            return true;
    }
    return false;
}

/* The body: MySQL's stands in the trigger, PostgreSQL's in its function. */
static mg_str body_of(const mg_schema *s, const mg_object *trigger)
{
    if (s->dialect->id != MG_POSTGRES)
        return trigger->source ? (mg_str){trigger->source->text.p + trigger->off, trigger->len} : MG_STR_NONE;
    const mg_node *call = mg_attr_first(trigger, A_EXECUTE), *q = call ? mg_child(call, N_NAME) : NULL;
    const mg_object *f = call ? mg_schema_find_routine(s, MG_O_FUNCTION, q ? mg_text(q) : s->dialect->default_schema, mg_text(call), MG_STR_NONE) : NULL;
    if (f)
        return mg_attr_text(f, A_BODY);
    return MG_STR_NONE;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool goes = c->type == MG_C_DROP_COLUMN || c->type == MG_C_RENAME_COLUMN;
    const mg_object *table = goes && c->before->parent ? mg_changes_counterpart(rc->changes, c->before->parent) : NULL;
    MG_EACH_CHILD(o, table ? table : &(const mg_object){0}) {
        if (o->kind != MG_O_TRIGGER || !names(body_of(rc->lint ? rc->lint->state : mg_rule_after(rc), o), c->before->name) || mg_object_child(table, MG_O_COLUMN, c->before->name))
            continue;
        mg_str own = mg_rule_own_name(rc, o), name = mg_rule_name(rc, c->before);
        mg_finding *f = mg_emit(rc, c, "Trigger %S names %S, which %s: nothing refuses that, and from then on every write that fires it fails.", &own, &name,
                                c->type == MG_C_DROP_COLUMN ? "goes" : "is renamed");
        mg_rule_suggest(rc, f, "Replace what the trigger runs in the same transaction, without the column; where nothing replaces it, drop the trigger first and make it again.");
        mg_rule_block(f);
    }
}

const mg_rule mg_rule_dep_column_used_by_trigger_body = {
    .id = "dep/column-used-by-trigger-body",
    .title = "a trigger names a column that goes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "Bodies of triggers are text: no engine looks into them when a column is dropped or renamed "
        "(PostgreSQL, MySQL and MariaDB). Every INSERT, UPDATE or DELETE that fires the trigger fails "
        "afterwards.",
    .fix =
        "Change what the trigger runs first, or in the same transaction.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11",
    .types = MG_ON(MG_C_DROP_COLUMN) | MG_ON(MG_C_RENAME_COLUMN),
    .change = on_change,
};
