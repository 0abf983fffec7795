/* The bound of a partition speaks of what its table is partitioned by. */
#include "rules/util.h"

static uint32_t count_keys(const mg_node *by)
{
    uint32_t n = 0;
    MG_EACH (k, by)
        n += k->kind == N_KEY || (k->kind != N_PARTITION && k->kind != N_PARAM && k->kind != A_SUBPARTITION);
    return n;
}

static uint32_t count_values(const mg_node *limits)
{
    return limits && limits->kind == N_LIST ? mg_child_count(limits) : limits != NULL;
}

static const mg_object *key_column(const mg_object *parent, const mg_node *by, uint32_t wanted)
{
    uint32_t i = 0;
    MG_EACH (k, by) {
        if (k->kind == N_PARTITION || k->kind == N_PARAM || k->kind == A_SUBPARTITION || i++ != wanted)
            continue;
        const mg_node *e = k->kind == N_KEY ? k->first : k;
        return e && (e->kind == E_COLUMN || e->kind == N_NAME) ? mg_object_child(parent, MG_O_COLUMN, mg_text(e)) : NULL;
    }
    return NULL;
}

/* The first value that is none of its column's type. */
static const mg_object *misfit(const mg_schema *s, const mg_object *parent, const mg_node *by, const mg_node *limits, bool list)
{
    uint32_t i = 0;
    for (const mg_node *v = limits && limits->kind == N_LIST ? limits->first : limits; v; v = v->next, i++) {
        const mg_object *column = key_column(parent, by, list ? 0 : i);
        const mg_node *type = column && v->kind == E_CONST ? mg_attr_first(column, A_TYPE) : NULL;
        if (type && mg_fact_value_misfit(s, type, v, false))
            return column;
        if (limits->kind != N_LIST && !list)
            break;
    }
    return NULL;
}

static const char *reason(const mg_object *parent, const mg_node *bound)
{
    const mg_node *by = mg_attr(parent, A_PARTITION_BY);
    mg_str how = mg_text(by), says = mg_text(bound);
    if (!by)
        return "which is not partitioned (42P17)";
    bool range = mg_str_iis(how, "range"), list = mg_str_iis(how, "list"), hash = mg_str_iis(how, "hash");
    if (mg_str_is(says, "default"))
        return hash ? "which is partitioned by hash, and has no default partition (42P16)" : NULL;
    if (range && (!mg_str_is(says, "from") || !bound->first))
        return mg_str_is(says, "from") ? NULL : "which is partitioned by range, and wants FROM … TO (42P16)";
    if (list && !mg_str_is(says, "in"))
        return "which is partitioned by list, and wants IN (42P16)";
    if (hash && !mg_str_is(says, "with"))
        return "which is partitioned by hash, and wants WITH (MODULUS, REMAINDER) (42P16)";
    bool uneven = range && (count_values(bound->first) != count_keys(by) || count_values(bound->first->next) != count_keys(by));
    return uneven ? "whose key has another number of columns than the bound has values (42P16)" : NULL;
}

static bool is_known(const mg_object *o) { return !(o->state & MG_OS_ASSUMED) && !(o->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL)) && o->kind == MG_O_TABLE; }

static void refuse(const mg_rule_ctx *rc, const mg_change *c, const mg_object *parent, mg_str why)
{
    mg_str name = mg_rule_name(rc, c->after), of = mg_rule_name(rc, parent), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is to be a partition of %S, %S: %S refuses it.", &name, &of, &why, &engine);
    mg_rule_suggest(rc, f, "Give the bound in the way that the table is partitioned.");
    mg_rule_at_object(f, c->after);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *of = c->after ? mg_attr(c->after, A_PARTITION_OF) : NULL, *bound = mg_child(of, A_BOUND);
    const mg_object *parent = bound && mg_child(of, N_QNAME) ? mg_schema_resolve((mg_schema *)(uintptr_t)mg_rule_after(rc), MG_O_NONE, mg_child(of, N_QNAME)) : NULL;
    if (!parent || !is_known(parent) || (c->type == MG_C_CREATE && c->after->kind != MG_O_TABLE))
        return;
    const char *why = reason(parent, bound);
    if (why) {
        refuse(rc, c, parent, mg_str_of(why));
        return;
    }
    const mg_node *by = mg_attr(parent, A_PARTITION_BY);
    bool list = mg_str_is(mg_text(bound), "in");
    if (!list && !mg_str_is(mg_text(bound), "from"))
        return;
    const mg_schema *s = mg_rule_after(rc);
    const mg_object *column = misfit(s, parent, by, bound->first, list);
    if (!column && !list)
        column = misfit(s, parent, by, bound->first->next, false);
    if (column)
        refuse(rc, c, parent, mg_arena_printf(rc->arena, "and a value of its bound is none of the type of %S", &column->name));
}

const mg_rule mg_rule_partition_bound_unsuitable = {
    .id = "partition/bound-unsuitable",
    .title = "a partition whose bound does not suit its table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A partition's bound is FROM … TO where the table is partitioned by range, IN by list, WITH (MODULUS, REMAINDER) by hash, with a value for each column of "
        "the key, and of its type: PostgreSQL refuses any other (42P16, 22P02), a default partition of a table by hash, and a partition of a table that is not partitioned (42P17).",
    .fix =
        "Give the bound in the way that the table is partitioned.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ATTACH_PARTITION),
    .change = on_change,
};
