/* Clauses of columns and constraints that the grammar takes one by one and the server refuses together. */
#include "dialect/postgres/build.h"

static void refuse_last(mg_parse *ps, const char *message)
{
    mg_pg_refuse(ps, &ps->tokens[ps->at ? ps->at - 1 : 0], mg_str_of(message));
}

void mg_pg_since_version(mg_parse *ps, uint32_t version)
{
    if (!ps->engine_version || ps->engine_version >= version)
        return;
    unsigned major = version / 10000;
    mg_pg_refuse(ps, &ps->tokens[ps->at ? ps->at - 1 : 0], mg_arena_printf(ps->arena, "only PostgreSQL %u and later take this", major));
}

/* ---- constraints of a column ---- */

/* What DEFERRABLE, INITIALLY and ENFORCED behind it speak of; NULL when nothing stands before. */
static const mg_node *owner_of(const mg_node *list, const mg_node *attr)
{
    const mg_node *owner = NULL;
    for (const mg_node *n = list->first; n && n != attr; n = n->next)
        if (n->kind != A_DEFERRABLE && n->kind != A_INITIALLY && n->kind != A_NOT_ENFORCED && n->kind != A_COLLATE)
            owner = n;
    return owner;
}

static bool can_defer(const mg_node *owner)
{
    return owner && owner->kind == N_CONSTRAINT && owner->sub != MG_CON_CHECK;
}

static bool can_enforce(const mg_node *owner)
{
    return owner && owner->kind == N_CONSTRAINT && (owner->sub == MG_CON_CHECK || owner->sub == MG_CON_FOREIGN_KEY);
}

/* A node of the kind between the owner and the attribute. */
static const mg_node *between(const mg_node *owner, const mg_node *attr, mg_kind kind)
{
    for (const mg_node *n = owner->next; n && n != attr; n = n->next)
        if (n->kind == kind)
            return n;
    return NULL;
}

static bool is_deferred(const mg_node *initially) { return initially && mg_str_is(mg_text(initially), "deferred"); }

static void check_attr(mg_parse *ps, const mg_node *list, const mg_node *attr)
{
    const mg_node *owner = owner_of(list, attr);
    bool fits = attr->kind == A_NOT_ENFORCED ? can_enforce(owner) : can_defer(owner);
    if (!fits) {
        refuse_last(ps, attr->kind == A_NOT_ENFORCED ? "ENFORCED belongs behind CHECK or REFERENCES"
                                                     : "DEFERRABLE and INITIALLY belong behind a key or REFERENCES");
        return;
    }
    if (between(owner, attr, (mg_kind)attr->kind)) {
        refuse_last(ps, "this stands behind the same constraint twice");
        return;
    }
    const mg_node *deferrable = attr->kind == A_DEFERRABLE ? attr : between(owner, attr, A_DEFERRABLE);
    const mg_node *initially = attr->kind == A_INITIALLY ? attr : between(owner, attr, A_INITIALLY);
    if (deferrable && deferrable->sub == 2 && is_deferred(initially))
        refuse_last(ps, "a constraint that is INITIALLY DEFERRED must be DEFERRABLE");
}

/* ---- clauses that a column has once ---- */

/* Kinds that exclude each other, or themselves. */
static const struct {
    mg_kind a, b;
    const char *message;
} once[] = {
    {A_DEFAULT, A_DEFAULT, "a column has one default"},
    {A_IDENTITY, A_IDENTITY, "a column has one identity"},
    {A_GENERATED, A_GENERATED, "a column is generated once"},
    {A_COLLATE, A_COLLATE, "a column has one collation"},
    {A_NULL, A_NOT_NULL, "NULL and NOT NULL exclude each other"},
    {A_DEFAULT, A_IDENTITY, "a column has a default or is an identity"},
    {A_DEFAULT, A_GENERATED, "a column has a default or is generated"},
    {A_IDENTITY, A_GENERATED, "a column is an identity or is generated"},
};

static bool has_before(const mg_node *list, const mg_node *fresh, mg_kind kind)
{
    for (const mg_node *n = list->first; n && n != fresh; n = n->next)
        if (n->kind == kind)
            return true;
    return false;
}

static void check_once(mg_parse *ps, const mg_node *list, const mg_node *fresh)
{
    for (size_t i = 0; i < sizeof once / sizeof *once; i++) {
        mg_kind other = fresh->kind == once[i].a ? once[i].b : fresh->kind == once[i].b ? once[i].a : N_NONE;
        if (other != N_NONE && has_before(list, fresh, other))
            refuse_last(ps, once[i].message);
    }
}

void mg_pg_check_column_attr(mg_parse *ps, const mg_node *list, const mg_node *fresh)
{
    if (!list || !fresh)
        return;
    if (fresh->kind == A_DEFERRABLE || fresh->kind == A_INITIALLY || fresh->kind == A_NOT_ENFORCED)
        check_attr(ps, list, fresh);
    else if (list->first != fresh)
        check_once(ps, list, fresh);
}

/* ---- constraints of a table ---- */

static bool contradict(const mg_node *a, const mg_node *b)
{
    if (a->kind == b->kind)
        return a->kind == A_INITIALLY ? !mg_str_eq(mg_text(a), mg_text(b)) : a->sub != b->sub;
    const mg_node *deferrable = a->kind == A_DEFERRABLE ? a : b->kind == A_DEFERRABLE ? b : NULL;
    return deferrable && deferrable->sub == 2 && is_deferred(deferrable == a ? b : a);
}

void mg_pg_check_con_attr(mg_parse *ps, const mg_node *list, const mg_node *fresh)
{
    for (const mg_node *n = list && fresh ? list->first : NULL; n && n != fresh; n = n->next)
        if (contradict(n, fresh))
            refuse_last(ps, "these properties of a constraint contradict each other");
}

/* ---- sequences ---- */

static mg_str option_name(const mg_node *option)
{
    mg_str name = mg_text(option);
    return mg_str_starts(name, "no ") ? (mg_str){name.p + 3, name.n - 3} : name;
}

static bool is_logging(mg_str name) { return mg_str_is(name, "logged") || mg_str_is(name, "unlogged"); }

static bool fits_identity(mg_str name)
{
    return !mg_str_is(name, "as") && !mg_str_is(name, "owned by");
}

void mg_pg_check_sequence(mg_parse *ps, const mg_node *options, bool identity)
{
    MG_EACH (option, options) {
        mg_str name = option_name(option);
        for (const mg_node *n = options->first; n != option; n = n->next)
            if (mg_str_eq(option_name(n), name))
                refuse_last(ps, "an option of the sequence stands here twice");
        const mg_node *owner = mg_str_is(name, "owned by") ? option->first : NULL;
        if (owner && !owner->first && !mg_str_is(mg_text(owner), "none"))
            refuse_last(ps, "OWNED BY wants table.column, or NONE");
        if (identity ? !fits_identity(name) : mg_str_is(name, "sequence name") || is_logging(name))
            refuse_last(ps, "a sequence takes no such option here");
    }
}

void mg_pg_check_identity_option(mg_parse *ps, const mg_node *option)
{
    mg_str name = mg_text(option);
    if (mg_str_is(name, "restart") || !fits_identity(name) || mg_str_is(name, "sequence name") || is_logging(name))
        refuse_last(ps, "an identity column takes no such option");
}

/* ---- ALTER ---- */

void mg_pg_check_reset(mg_parse *ps, const mg_node *options)
{
    MG_EACH (option, options)
        if (option->first)
            mg_pg_refuse_at(ps, option->off, MG_STR("RESET wants names without values"));
}

/* Actions that a kind of relation has and others have not. */
void mg_pg_check_actions(mg_parse *ps, int kind, uint32_t flags, const mg_node *actions)
{
    bool is_table = kind == MG_O_TABLE;
    MG_EACH (action, actions) {
        bool fits = true;
        if (action->sub == MG_ACT_ATTACH_PARTITION || action->sub == MG_ACT_DETACH_PARTITION)
            fits = is_table;
        else if (action->sub == MG_ACT_ATTACH_INDEX)
            fits = kind == MG_O_INDEX && !flags;
        else if (action->sub == MG_ACT_SET_SEQUENCE)
            fits = kind == MG_O_SEQUENCE;
        if (!fits)
            refuse_last(ps, "this change is not for this kind of relation");
    }
}

/* ---- names of a query's columns ---- */

void mg_pg_check_columns(mg_parse *ps, const mg_node *names, const mg_node *query)
{
    uint32_t width = names ? mg_query_width(query) : 0;
    if (width && mg_child_count(names) > width)
        mg_pg_refuse_at(ps, names->first->off, MG_STR("there are more names than the query has columns"));
}
