/* A statement that fills a column, rewritten for one batch of rows. */
#include "rules/util.h"

typedef struct update {
    mg_str target, sets, condition, first; /* as they are written; condition: none without WHERE; first: the first column that is set */
} update;

static mg_str until(const char *from, const char *end)
{
    while (end > from && (end[-1] == ' ' || end[-1] == '\n' || end[-1] == '\t' || end[-1] == '\r'))
        end--;
    while (from < end && (*from == ' ' || *from == '\n' || *from == '\t' || *from == '\r'))
        from++;
    return (mg_str){from, (uint32_t)(end - from)};
}

/* What a batch cannot be made of by words alone. */
static bool is_beyond(mg_str word)
{
    static const char *const words[] = {"FROM", "JOIN", "USING", "LIMIT", "ORDER", "RETURNING", "WITH", "AS", "IGNORE", "LOW_PRIORITY", "CURRENT"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mg_str_iis(word, words[i]))
            return true;
    return false;
}

static bool read_update(const mg_stmt_info *st, update *u)
{
    mg_words w = mg_rule_words(st);
    const char *set = NULL, *where = NULL, *last = NULL, *start = NULL;
    int depth = 0;
    *u = (update){MG_STR_NONE, MG_STR_NONE, MG_STR_NONE, MG_STR_NONE};
    if (!mg_str_iis(mg_rule_next_word(&w), "UPDATE"))
        return false;
    start = w.p;
    for (mg_str word; (word = mg_rule_next_word(&w)).n; last = word.p + word.n) {
        depth += word.p[0] == '(' ? 1 : word.p[0] == ')' ? -1 : 0;
        if (depth == 0 && is_beyond(word))
            return false;
        if (depth == 0 && !set && mg_str_iis(word, "SET")) {
            u->target = until(start, word.p);
            set = w.p;
            mg_words next = w;
            u->first = mg_rule_next_word(&next);
        } else if (depth == 0 && set && !where && mg_str_iis(word, "WHERE")) {
            u->sets = until(set, word.p);
            where = w.p;
        }
    }
    if (!set || !last)
        return false;
    if (where)
        u->condition = until(where, last);
    else
        u->sets = until(set, last);
    return u->first.n && u->first.p[0] != '(' && u->sets.n < 500 && u->condition.n < 500;
}

static mg_str key_of(const mg_rule_ctx *rc, const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        if (o->kind == MG_O_PRIMARY_KEY)
            return mg_rule_sql_keys(rc, o);
    }
    return mg_rule_dialect(rc)->id == MG_POSTGRES ? MG_STR("ctid") : MG_STR("rowid");
}

void mg_rule_sql_batch(const mg_rule_ctx *rc, mg_finding *f, const mg_stmt_info *st, const mg_object *table)
{
    update u;
    if (!f || !table || !read_update(st, &u))
        return;
    mg_str where = u.condition.n ? u.condition : mg_arena_printf(rc->arena, "%S IS NULL", &u.first);
    if (mg_rule_is_mysql(rc)) {
        mg_rule_sql(rc, f, "UPDATE %S SET %S WHERE %S LIMIT 1000", &u.target, &u.sets, &where);
        return;
    }
    mg_str key = key_of(rc, table);
    mg_rule_sql(rc, f, "UPDATE %S SET %S WHERE (%S) IN (SELECT %S FROM %S WHERE %S LIMIT 1000)", &u.target, &u.sets, &key, &key, &u.target, &where);
}
