/* WITH (…) takes what the server knows, within its bounds. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

/* ---- values --------------------------------------------------------------------------------------- */

static bool is_begun_by(mg_str value, const char *word, uint32_t least)
{
    return value.n >= least && value.n <= strlen(word) && mg_str_ieq(value, (mg_str){word, value.n});
}

/* As the server reads it: what begins "true", "yes" and so on will do. */
static bool is_switch(mg_str v)
{
    return is_begun_by(v, "true", 1) || is_begun_by(v, "false", 1) || is_begun_by(v, "yes", 1) || is_begun_by(v, "no", 1) || is_begun_by(v, "on", 2) ||
           is_begun_by(v, "off", 2) || mg_str_is(v, "1") || mg_str_is(v, "0");
}

static bool is_word(mg_str v, const char *words)
{
    for (const char *p = words, *end; p; p = end ? end + 1 : NULL) {
        end = strchr(p, '|');
        if (mg_str_ieq(v, (mg_str){p, end ? (uint32_t)(end - p) : (uint32_t)strlen(p)}))
            return true;
    }
    return false;
}

/* Of the form 12.5, with a sign: its whole part, and whether more stands behind the point. */
static bool read_fraction(mg_str v, int64_t *whole, bool *more)
{
    const char *point = memchr(v.p, '.', v.n);
    mg_str first = {v.p, point ? (uint32_t)(point - v.p) : v.n};
    *more = false;
    for (const char *p = point ? point + 1 : v.p + v.n; p < v.p + v.n; p++) {
        if (*p < '0' || *p > '9')
            return false;
        *more |= *p != '0';
    }
    return mg_is_integer(first, whole);
}

/* Numbers that are written in another way are not looked at. */
static const char *fraction_reason(const mg_storage_parameter *p, mg_str v)
{
    int64_t whole;
    bool more;
    if ((*v.p < '0' || *v.p > '9') && *v.p != '-' && *v.p != '.')
        return "is no number";
    if (!read_fraction(v, &whole, &more))
        return NULL;
    bool low = *v.p == '-' ? whole < p->least || (whole == p->least && more) : whole < p->least;
    return low || whole > p->most || (whole == p->most && more) ? "is out of its bounds" : NULL;
}

static const char *number_reason(const mg_storage_parameter *p, mg_str v)
{
    int64_t number;
    if (!mg_is_integer(v, &number))
        return fraction_reason(p, v);
    return number < p->least || number > p->most ? "is out of its bounds" : NULL;
}

static const char *value_reason(const mg_storage_parameter *p, mg_str v)
{
    if (!v.n)
        return p->takes == MG_TAKES_SWITCH ? NULL : "has no value";
    switch (p->takes) {
    case MG_TAKES_NUMBER: return number_reason(p, v);
    case MG_TAKES_FRACTION: return fraction_reason(p, v);
    case MG_TAKES_SWITCH: return is_switch(v) ? NULL : "is neither on nor off";
    default: return is_word(v, p->words) ? NULL : "is none of its words";
    }
}

/* ---- parameters ------------------------------------------------------------------------------------ */

static const char *reason(const mg_rule_ctx *rc, const char *of, const mg_node *param)
{
    mg_str name = mg_text(param), v = mg_text(param->first);
    bool heap = strcmp(of, "heap") == 0;
    if (heap && mg_str_starts(name, "toast.")) {
        of = "toast";
        name = (mg_str){name.p + 6, name.n - 6};
    } else if (name.n && memchr(name.p, '.', name.n)) {
        return NULL; /* an extension's */
    }
    if (heap && mg_str_iis(name, "oids"))
        return mg_rule_at_least(rc, 120000) && (!v.n || (is_switch(v) && memchr("tTyY1", *v.p, 5))) ? "is gone since 12" : NULL;
    const mg_storage_parameter *p = mg_fact_storage_parameter(of, name);
    if (!p)
        return "is no parameter there";
    return p->from && !mg_rule_at_least(rc, p->from) ? "is no parameter there yet" : value_reason(p, v);
}

static void look(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *at, const char *of)
{
    MG_EACH (param, mg_child(at, A_OPTIONS)) {
        const char *why = param->kind == N_PARAM && !mg_child(param, N_KEYWORD) ? reason(rc, of, param) : NULL;
        if (!why)
            continue;
        mg_str name = mg_arena_str(rc->arena, mg_text(param)), value = mg_arena_str(rc->arena, mg_text(param->first)), engine = mg_rule_engine(rc);
        mg_finding *f = mg_emit_node(rc, st, param, "%S%s%S %s: %S refuses the statement (%s).", &name, value.n ? " = " : "", &value, why, &engine, mg_str_iis(name, "oids") ? "0A000" : "22023");
        mg_rule_suggest(rc, f, "Mend the name or the value; a fillfactor goes from 10 to 100.");
        mg_rule_block(f);
    }
}

/* ---- of what ----------------------------------------------------------------------------------------- */

static const char *method_of(mg_str method)
{
    static const char *const methods[] = {"btree", "hash", "gin", "gist", "spgist", "brin"};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (mg_str_is(method, methods[i]))
            return methods[i];
    return method.n ? NULL : "btree";
}

/* Those of partitioned tables are fail/alter-refused. */
static const char *relation_of(const mg_lint_stmt *st)
{
    const mg_object *o = st->object;
    if (!o || !o->owner || st->info->kind == S_ALTER_INDEX || mg_attr(o, A_PARTITION_BY) || mg_attr(o, A_ACCESS_METHOD) || mg_rule_statement_holds(st->info, "OPTIONS"))
        return NULL;
    if (o->state & MG_OS_ASSUMED) /* what it is nobody said */
        return st->info->kind == S_ALTER_TABLE ? "heap" : NULL;
    return o->kind == MG_O_TABLE || o->kind == MG_O_MATVIEW ? "heap" : o->kind == MG_O_VIEW ? "view" : NULL;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    const char *of = NULL;
    if (n->kind == S_CREATE_TABLE)
        of = mg_child(n, A_PARTITION_BY) || mg_child(n, A_ACCESS_METHOD) || n->sub ? NULL : "heap";
    else if (n->kind == S_CREATE_VIEW)
        of = mg_child(n, A_ACCESS_METHOD) ? NULL : n->flags & NF_MATERIALIZED ? "heap" : "view";
    else if (n->kind == N_INDEX)
        of = method_of(mg_text(mg_child(n, A_METHOD)));
    else if (n->kind == N_CONSTRAINT)
        of = n->sub == MG_CON_PRIMARY_KEY || n->sub == MG_CON_UNIQUE ? "btree" : NULL;
    else if (n->sub == MG_ACT_SET_OPTIONS)
        of = relation_of(st);
    else if (n->sub == MG_ACT_SET_COLUMN_OPTIONS)
        of = relation_of(st) ? "column" : NULL;
    if (of && mg_child(n, A_OPTIONS))
        look(rc, st, n, of);
}

const mg_rule mg_rule_fail_storage_parameter_refused = {
    .id = "fail/storage-parameter-refused",
    .title = "a storage parameter that the server does not know, or not with that value",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "WITH (…) and SET (…) take the parameters that a table, an index of that method, a view or a column has, and values within their bounds: a fillfactor from 10 to 100, switches as on or off. "
        "Anything else is refused (22023), and OIDS since 12 (0A000). What stands behind an extension's name and a point is the extension's.",
    .fix =
        "Mend the name or the value, or leave it out.",
    .source = "measured on PostgreSQL 15-18; lib/facts/storage_parameters.tsv",
    .node = on_node,
    .nodes = {S_CREATE_TABLE, S_CREATE_VIEW, N_INDEX, N_CONSTRAINT, N_ACTION},
};
