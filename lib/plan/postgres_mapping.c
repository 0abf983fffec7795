/* PostgreSQL: what ALTER said of objects that are kept as text; of text search configurations, token type by token type. */
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"

static const mg_node *same_token(const mg_node *list, mg_str token)
{
    MG_EACH(n, list)
        if (mg_str_eq(mg_pg_mapping_token(mg_text(n)), token))
            return n;
    return NULL;
}

static bool is_added(const mg_node *line)
{
    return mg_str_starts(mg_text(line), "add ");
}

static mg_str dictionaries(const mg_node *line)
{
    mg_str t = mg_text(line);
    for (uint32_t i = 0; i + 6 < t.n; i++)
        if (mg_str_starts((mg_str){t.p + i, t.n - i}, " with "))
            return (mg_str){t.p + i, t.n - i};
    return MG_STR_NONE;
}

static void say(mg_buf *b, mg_planner *pl, const mg_object *o, mg_str text)
{
    mg_pg_next(b);
    mg_buf_z(b, "ALTER ");
    mg_pg_ref(b, pl, o);
    mg_buf_char(b, ' ');
    mg_buf_str(b, text);
}

/* What a COPY brought is not known here: it can be changed, but not brought back. */
static bool is_known(const mg_node *list)
{
    MG_EACH(n, list)
        if (!is_added(n) || !mg_pg_mapping_token(mg_text(n)).n)
            return false;
    return true;
}

bool mg_pg_mappings_alterable(const mg_unit *u)
{
    return u->kind == MG_O_TS_CONFIGURATION && is_known(mg_attr(u->before, A_ALTERATIONS)) && is_known(mg_attr(u->after, A_ALTERATIONS));
}

void mg_pg_alterations(mg_buf *b, mg_planner *pl, const mg_object *o, const mg_node *from, const mg_node *to)
{
    MG_EACH(x, from) {
        mg_str token = mg_pg_mapping_token(mg_text(x));
        if (!same_token(to, token))
            say(b, pl, o, mg_arena_printf(pl->arena, "drop mapping for %S", &token));
    }
    MG_EACH(y, to) {
        mg_str token = mg_pg_mapping_token(mg_text(y)), with = dictionaries(y);
        const mg_node *x = token.n ? same_token(from, token) : NULL;
        if (!x)
            say(b, pl, o, mg_text(y));
        else if (!mg_node_eq(x, y))
            say(b, pl, o, mg_arena_printf(pl->arena, "alter mapping for %S%S", &token, &with));
    }
}
