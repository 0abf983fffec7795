/* Users, roles and rights are no part of the model of MySQL and MariaDB. What only one side says of them is named, so that nobody
 * believes it planned; not in its own words, which may hold a password. */
#include "plan/mysql_plan.h"

static mg_str word_at(mg_str text, uint32_t *i)
{
    while (*i < text.n && (text.p[*i] == ' ' || text.p[*i] == '\t' || text.p[*i] == '\n' || text.p[*i] == '\r'))
        ++*i;
    uint32_t from = *i;
    while (*i < text.n && ((text.p[*i] | 32) >= 'a' && (text.p[*i] | 32) <= 'z'))
        ++*i;
    return (mg_str){text.p + from, *i - from};
}

static mg_str text_of(const mg_stmt_info *st) { return (mg_str){st->source->text.p + st->off, st->len}; }

/* Its first words, "GRANT" or "CREATE USER"; none when it is about something else. */
static mg_str about_rights(const mg_stmt_info *st)
{
    static const struct { const char *verb, *thing; } kinds[] = {
        {"grant", NULL},    {"revoke", NULL},    {"create", "user"}, {"create", "role"}, {"alter", "user"}, {"drop", "user"},
        {"drop", "role"},   {"rename", "user"},  {"set", "password"}, {"set", "default"}, {"create", "or"},
    };
    if (st->kind == S_CREATE_TABLE || st->kind == S_ALTER_TABLE || st->kind == S_CREATE_INDEX) /* most of a large schema */
        return MG_STR_NONE;
    mg_str text = st->source ? text_of(st) : MG_STR_NONE;
    uint32_t i = 0;
    mg_str verb = word_at(text, &i);
    uint32_t end = i;
    mg_str thing = word_at(text, &i);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        if (!verb.n || !mg_str_ieq(verb, mg_str_of(kinds[k].verb)))
            continue;
        if (!kinds[k].thing)
            return (mg_str){verb.p, end - (uint32_t)(verb.p - text.p)};
        if (!mg_str_ieq(thing, mg_str_of(kinds[k].thing)))
            continue;
        mg_str whole = {verb.p, (uint32_t)(thing.p + thing.n - verb.p)};
        if (!mg_str_iis(thing, "or") && !mg_str_iis(thing, "default"))
            return whole;
        word_at(text, &i); /* OR REPLACE USER; SET DEFAULT ROLE */
        bool role = mg_str_iis(thing, "default") || (thing = word_at(text, &i), mg_str_iis(thing, "user") || mg_str_iis(thing, "role"));
        return role ? whole : MG_STR_NONE;
    }
    return MG_STR_NONE;
}

static void collect(const mg_schema *s, mg_map *into)
{
    for (uint32_t i = 0; i < s->statements.n; i++) {
        const mg_stmt_info *st = s->statements.at[i];
        if (about_rights(st).n)
            mg_map_put(into, text_of(st), (void *)(uintptr_t)st);
    }
}

static void name_those_of(mg_planner *pl, const mg_schema *s, const mg_map *other, const char *side, const char *against)
{
    const mg_stmt_info *first = NULL;
    uint32_t n = 0, column;
    for (uint32_t i = 0; i < s->statements.n; i++) {
        const mg_stmt_info *st = s->statements.at[i];
        if (!about_rights(st).n || mg_map_get(other, text_of(st)))
            continue;
        first = first ? first : st;
        n++;
    }
    if (!first)
        return;
    mg_str what = about_rights(first), source = first->source->name;
    mg_plan_leave_out(pl, "users and rights, which are not compared: %u %s of %s that %s has not, the first at %S:%u (%S)", n,
                      n == 1 ? "statement" : "statements", side, against, &source, mg_stmt_line(first, &column), &what);
}

void mg_my_name_rights(mg_planner *pl)
{
    const mg_schema *before = pl->actual ? pl->actual : pl->changes->before, *after = pl->changes->after;
    mg_map old, fresh;
    mg_map_init(&old, &pl->ctx->alloc);
    mg_map_init(&fresh, &pl->ctx->alloc);
    collect(before, &old);
    collect(after, &fresh);
    if (fresh.n)
        name_those_of(pl, after, &old, "AFTER", "BEFORE");
    if (old.n)
        name_those_of(pl, before, &fresh, "BEFORE", "AFTER");
    mg_map_free(&fresh);
    mg_map_free(&old);
}

/* Rights on tables and views outlive those, rights to execute a routine go with it (measured on MySQL 9.7.4, MariaDB 10.11.19). */
void mg_my_name_lost_rights(mg_planner *pl)
{
    const mg_object *first = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < pl->units.n; i++) {
        const mg_unit *u = pl->units.at[i];
        if (u->mode != MG_UNIT_RECREATE || !u->before || !mg_is_routine(u->kind))
            continue;
        first = first ? first : u->before;
        n++;
    }
    if (!first)
        return;
    mg_str label = mg_plan_label(pl, first);
    if (n == 1)
        mg_plan_leave_out(pl, "rights to execute %S, which the server drops with it before it is made anew: grant them again", &label);
    else
        mg_plan_leave_out(pl, "rights to execute %S and %u more, which the server drops with the routines before they are made anew: grant them again",
                          &label, n - 1);
}
