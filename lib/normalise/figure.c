/* The name that PostgreSQL gives a target without alias. */
#include "normalise/normalise.h"

static mg_str type_word(mg_str name)
{
    static const struct {
        const char *from, *to;
    } words[] = {
        {"integer", "int4"}, {"bigint", "int8"}, {"smallint", "int2"}, {"boolean", "bool"}, {"double precision", "float8"},
        {"real", "float4"}, {"character varying", "varchar"}, {"character", "bpchar"},
        {"timestamp with time zone", "timestamptz"}, {"timestamp without time zone", "timestamp"},
        {"time with time zone", "timetz"}, {"time without time zone", "time"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mg_str_is(name, words[i].from))
            return mg_str_of(words[i].to);
    return name;
}

static mg_str figure(const mg_node *e, int depth, bool *strong)
{
    *strong = true;
    if (!e || depth > 50)
        return MG_STR("?column?");
    switch (e->kind) {
    case E_COLUMN:
    case E_CALL:
    case E_FIELD:
        return mg_text(e);
    case E_INDEX:
    case E_COLLATE:
        return figure(e->first, depth + 1, strong);
    case E_CAST: {
        mg_str inner = figure(e->first, depth + 1, strong);
        if (*strong)
            return inner;
        return mg_second(e) ? type_word(mg_text(mg_second(e))) : inner;
    }
    case E_AT_TIME_ZONE:
        return MG_STR("timezone");
    case E_ARRAY:
        return MG_STR("array");
    case E_ROW:
        return MG_STR("row");
    case E_EXISTS:
        return MG_STR("exists");
    case E_CASE: {
        const mg_node *otherwise = mg_child(e, A_ELSE);
        mg_str name = otherwise ? figure(otherwise->first, depth + 1, strong) : MG_STR_NONE;
        if (otherwise && *strong)
            return name;
        *strong = false;
        return MG_STR("case");
    }
    case E_SUBQUERY: {
        const mg_node *targets = mg_query_targets(e->first);
        const mg_node *t = targets ? targets->first : NULL;
        if (t && t->n)
            return mg_text(t);
        return t ? figure(t->first, depth + 1, strong) : MG_STR("?column?");
    }
    case E_CONST:
        *strong = false;
        return e->sub == MG_CONST_TRUE || e->sub == MG_CONST_FALSE ? MG_STR("bool") : MG_STR("?column?");
    default:
        *strong = false;
        return MG_STR("?column?");
    }
}

mg_str mg_figure_name(const mg_dialect *d, const mg_node *expr)
{
    bool strong;
    return figure(expr, 0, &strong);
}
