/* Bodies are text: nothing refuses, and calls fail. */
#include "rules/lint.h"
#include "rules/util.h"

enum { MANY = 64 }; /* more columns than that are not searched for one by one */

typedef struct gone {
    mg_map by_name;  /* one of a name is enough for a warning */
    mg_vec changes;  /* those of a table together */
} gone;

static bool gather(const mg_rule_ctx *rc, gone *g)
{
    for (uint32_t i = 0; i < rc->changes->list.n; i++) {
        mg_change *c = rc->changes->list.at[i];
        bool goes = (c->type == MG_C_DROP_COLUMN || c->type == MG_C_RENAME_COLUMN) && !c->forced && c->before->parent;
        if (goes && (!mg_map_put(&g->by_name, c->before->name, c) || !mg_vec_push(&g->changes, c)))
            return false;
    }
    return true;
}

/* Of the statement that made it, where the body's words stand among them; NULL: any may. */
static const mg_word_set *words_of(const mg_rule_ctx *rc, const mg_object *routine)
{
    const mg_vec *all = &(rc->lint ? rc->lint->state : mg_rule_after(rc))->statements;
    bool known = mg_rule_is_mysql(rc) && routine->source && routine->statement < all->n;
    return known ? ((const mg_stmt_info *)all->at[routine->statement])->words : NULL;
}

static bool may_name(const mg_word_set *words, mg_str text, mg_str name) { return mg_word_set_may_hold(words, name) && mg_rule_text_names(text, name); }

/* A look at bytes, which most often is enough: a table that loses a column, and such a column. */
static bool may_name_one(const mg_word_set *words, mg_str text, const gone *g)
{
    const mg_object *table = NULL;
    bool named = false;
    if (g->changes.n > MANY)
        return true;
    for (uint32_t i = 0; i < g->changes.n; i++) {
        const mg_object *column = ((const mg_change *)g->changes.at[i])->before;
        if (column->parent != table)
            named = may_name(words, text, column->parent->name);
        table = column->parent;
        if (named && may_name(words, text, column->name))
            return true;
    }
    return false;
}

static void look(const mg_rule_ctx *rc, const mg_object *routine, const gone *g)
{
    mg_str text = mg_attr_text(routine, A_BODY);
    if (!may_name_one(words_of(rc, routine), text, g))
        return;
    mg_words w = mg_rule_words_of(text);
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        const mg_change *c = mg_map_get(&g->by_name, mg_rule_bare(word));
        if (!c || !mg_rule_words_name(mg_rule_words_of(text), c->before->parent->name))
            continue;
        mg_str kind = mg_rule_kind(rc, routine), own = mg_rule_name(rc, routine), name = mg_rule_name(rc, c->before);
        mg_finding *f = mg_emit(rc, c, "The body of %S %S names %S, which %s: nothing refuses that, and calls may fail afterwards.", &kind, &own, &name,
                                c->type == MG_C_DROP_COLUMN ? "goes" : "is renamed");
        mg_rule_suggest(rc, f, "Read it, and CREATE OR REPLACE it in the same transaction where it has to change.");
        return;
    }
}

static void check(const mg_rule_ctx *rc)
{
    gone g;
    mg_map_init(&g.by_name, &rc->ctx->alloc);
    mg_vec_init(&g.changes, &rc->ctx->alloc);
    if (gather(rc, &g) && g.changes.n) {
        MG_EACH_OBJECT(o, rc->lint ? rc->lint->state : mg_rule_after(rc)) {
            if (mg_is_routine(o->kind))
                look(rc, o, &g);
        }
    }
    mg_map_free(&g.by_name);
    mg_vec_free(&g.changes);
}

const mg_rule mg_rule_dep_column_used_by_routine_body = {
    .id = "dep/column-used-by-routine-body",
    .title = "a routine names a column that goes",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "The body of a function or procedure is text: the engine does not look into it when a column is "
        "dropped or renamed. Calls fail when they reach the statement.",
    .fix =
        "Search the bodies; replace them in the same transaction.",
    .source = "measured on PostgreSQL 15-18, MariaDB 10.11",
    .check = check,
};
