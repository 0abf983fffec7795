/* Bodies are text: nothing refuses, and calls fail. */
#include "rules/lint.h"
#include "rules/util.h"

enum { MANY = 64 }; /* more columns than that are not searched for one by one */

typedef struct going {
    const mg_object *column;
    uint32_t hash, of_table; /* of their names, for sets of words */
    struct going *next;
} going;

typedef struct gone {
    mg_map by_name;  /* one of a name is enough for a warning */
    going *first;    /* those of a table together */
    uint32_t n;
} gone;

static bool gather(const mg_rule_ctx *rc, gone *g)
{
    going **last = &g->first;
    for (uint32_t i = 0; i < rc->changes->list.n; i++) {
        mg_change *c = rc->changes->list.at[i];
        if ((c->type != MG_C_DROP_COLUMN && c->type != MG_C_RENAME_COLUMN) || c->forced || !c->before->parent)
            continue;
        going *x = *last = MG_NEW(rc->arena, going);
        if (!x || !mg_map_put(&g->by_name, c->before->name, c))
            return false;
        *x = (going){c->before, mg_word_set_hash(c->before->name), mg_word_set_hash(c->before->parent->name), NULL};
        last = &x->next;
        g->n++;
    }
    return true;
}

/* A look at bytes, which most often is enough: a table that loses a column, and such a column. */
static bool may_name_one(mg_str text, const gone *g)
{
    mg_word_set words = {0};
    const mg_object *table = NULL;
    bool named = false;
    if (g->n > MANY)
        return true;
    mg_word_set_take_text(&words, text);
    for (const going *x = g->first; x; x = x->next) {
        if (x->column->parent != table)
            named = mg_word_set_may_hold_hash(&words, x->of_table) && mg_rule_text_names(text, x->column->parent->name);
        table = x->column->parent;
        if (named && mg_word_set_may_hold_hash(&words, x->hash) && mg_rule_text_names(text, x->column->name))
            return true;
    }
    return false;
}

static void look(const mg_rule_ctx *rc, const mg_object *routine, const gone *g)
{
    mg_str text = mg_attr_text(routine, A_BODY);
    if (!may_name_one(text, g))
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
    gone g = {.first = NULL};
    mg_map_init(&g.by_name, &rc->ctx->alloc);
    if (gather(rc, &g) && g.n) {
        MG_EACH_OBJECT(o, rc->lint ? rc->lint->state : mg_rule_after(rc)) {
            if (mg_is_routine(o->kind))
                look(rc, o, &g);
        }
    }
    mg_map_free(&g.by_name);
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
