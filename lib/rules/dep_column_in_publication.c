/* PostgreSQL refuses while a publication lists the column or filters by it. */
#include "rules/util.h"

/* The publication is kept as text: the column stands in a list or a condition, so behind a parenthesis. */
static bool names(const mg_object *publication, mg_str column)
{
    mg_str text = mg_attr_text(publication, A_DEFINITION);
    mg_words w = mg_rule_words_of(text);
    int depth = 0;
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        depth += mg_str_is(word, "(") ? 1 : mg_str_is(word, ")") ? -1 : 0;
        if (depth > 0 && mg_str_ieq(word, column))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if ((c->type != MG_C_DROP_COLUMN && c->type != MG_C_ALTER_COLUMN_TYPE) || !mg_rule_on_old_table(rc, c) ||
        !mg_rule_at_least(rc, 150000))
        return;
    for (const mg_object *const *o = mg_schema_dependants_of(c->before->owner, c->before->parent, MG_O_PUBLICATION); *o; o++) {
        const mg_object *after = (*o)->kind == MG_O_PUBLICATION ? mg_changes_counterpart(rc->changes, *o) : NULL;
        if (!after || !names(*o, c->before->name))
            continue;
        if (!names(after, c->before->name))
            continue;
        mg_str own = mg_rule_own_name(rc, *o), column = mg_rule_name(rc, c->before), engine = mg_rule_engine(rc);
        mg_finding *f = mg_emit(rc, c, "Publication %S names %S, which %s: %S refuses that.", &own, &column,
                                c->type == MG_C_DROP_COLUMN ? "goes" : "changes its type", &engine);
        mg_rule_block(f);
        mg_rule_suggest(rc, f, "ALTER PUBLICATION %S SET TABLE … without the column first; subscribers have to follow.", &own);
    }
}

const mg_rule mg_rule_dep_column_in_publication = {
    .id = "dep/column-in-publication",
    .title = "a publication lists a column that goes or changes its type",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "From PostgreSQL 15 on a publication can name columns and filter rows. A column that it names cannot be dropped, and one "
           "that it filters by cannot change its type.",
    .fix = "Take the column out of the publication first (ALTER PUBLICATION … SET TABLE), and tell the subscribers.",
    .source = "measured on PostgreSQL 15-19",
    .types = MG_ON(MG_C_DROP_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
