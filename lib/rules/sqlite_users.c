/* Who names a table, of SQLite's state after a file: foreign keys of other tables, and the bodies of their triggers, of which the
 * text is all there is. All are looked through once, when the first question comes. */
#include "rules/sqlite_users.h"

#include "rules/util.h"

static mg_str folded(const mg_rule_ctx *rc, mg_str name) { return mg_arena_lower(rc->arena, name); }

/* What stands behind such a word is a table. */
static bool leads_to_table(mg_str word)
{
    static const char *const words[] = {"into", "from", "join", "update", "abort", "fail", "ignore", "replace", "rollback"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mg_str_iis(word, words[i]))
            return true;
    return false;
}

/* The first of them is enough. */
static bool enter(const mg_rule_ctx *rc, mg_map *by_table, mg_str table, const mg_object *o)
{
    mg_str key = folded(rc, table);
    return !key.n || mg_map_get(by_table, key) || mg_map_put(by_table, key, (void *)(uintptr_t)o);
}

static bool note_trigger(const mg_rule_ctx *rc, mg_map *by_table, const mg_object *trigger)
{
    mg_words w = mg_rule_words_of((mg_str){trigger->source->text.p + trigger->off, trigger->len});
    mg_str last = MG_STR_NONE;
    for (mg_str word = mg_rule_next_word(&w); word.n; last = word, word = mg_rule_next_word(&w)) {
        mg_str name = leads_to_table(last) ? mg_rule_bare(word) : MG_STR_NONE;
        if (name.n && !mg_str_ieq(name, trigger->parent->name) && !enter(rc, by_table, name, trigger))
            return false;
    }
    return true;
}

static bool note_children(const mg_rule_ctx *rc, mg_sqlite_users *u, const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        const mg_node *to = o->kind == MG_O_FOREIGN_KEY ? mg_attr_first(o, A_REFERENCES) : NULL;
        if (to && !mg_str_ieq(mg_text(to), table->name) && !enter(rc, &u->children, mg_text(to), o))
            return false;
        bool old = o->kind == MG_O_TRIGGER && o->source && o->source != rc->lint->source;
        if (old && !note_trigger(rc, &u->triggers, o))
            return false;
    }
    return true;
}

static bool note_all(const mg_rule_ctx *rc, mg_sqlite_users *u)
{
    MG_EACH_OBJECT(table, rc->lint->state) {
        if (!note_children(rc, u, table))
            return false;
    }
    return true;
}

static const mg_object *find(const mg_rule_ctx *rc, mg_sqlite_users *u, const mg_map *by_table, mg_str table)
{
    if (!u->noted && !note_all(rc, u))
        return NULL;
    u->noted = true;
    return mg_map_get(by_table, folded(rc, table));
}

void mg_sqlite_users_init(const mg_rule_ctx *rc, mg_sqlite_users *u)
{
    u->noted = false;
    mg_map_init(&u->children, &rc->ctx->alloc);
    mg_map_init(&u->triggers, &rc->ctx->alloc);
}

void mg_sqlite_users_free(mg_sqlite_users *u)
{
    mg_map_free(&u->children);
    mg_map_free(&u->triggers);
}

const mg_object *mg_sqlite_users_child(const mg_rule_ctx *rc, mg_sqlite_users *u, mg_str table) { return find(rc, u, &u->children, table); }

const mg_object *mg_sqlite_users_trigger(const mg_rule_ctx *rc, mg_sqlite_users *u, mg_str table) { return find(rc, u, &u->triggers, table); }
