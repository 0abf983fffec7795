/* PostgreSQL refuses while it is used. */
#include "rules/lint.h"
#include "rules/util.h"

typedef struct search { const mg_rule_ctx *rc; mg_map dropped; mg_change *found; } search;

static bool node(mg_node *n, void *user_data)
{
    search *s = user_data;
    if (n->kind == E_CALL && !s->found)
        s->found = mg_map_get(&s->dropped, mg_text(n));
    return !s->found;
}

static void look(search *s, const mg_object *o)
{
    s->found = NULL;
    mg_attrs_walk(o, node, s);
    if (!s->found)
        return;
    const mg_rule_ctx *rc = s->rc;
    mg_str name = mg_rule_name(rc, s->found->before), kind = mg_rule_kind(rc, o), user = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, s->found, "%S is dropped while the %S %S uses it: PostgreSQL refuses that (2BP01).", &name, &kind, &user);
    mg_rule_suggest(rc, f, "Replace the function, which keeps what uses it; else change or drop the %S first.", &kind);
    mg_rule_block(f);
    mg_map_remove(&s->dropped, s->found->before->name);
}

/* Dropped for good, without CASCADE: no function of that name is left. */
static uint32_t gather(const mg_rule_ctx *rc, mg_map *dropped)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < rc->changes->list.n; i++) {
        mg_change *c = rc->changes->list.at[i];
        const mg_stmt_info *st = c->type == MG_C_DROP && mg_is_routine(c->before->kind) ? mg_rule_note(rc, c)->dropped_by : NULL;
        if (!st || mg_rule_statement_holds(st, "CASCADE") || mg_schema_find(rc->lint->state, MG_O_FUNCTION, c->before->schema, c->before->name))
            continue;
        n += mg_map_put(dropped, c->before->name, c);
    }
    return n;
}

static void check(const mg_rule_ctx *rc)
{
    search s = {.rc = rc};
    mg_map_init(&s.dropped, &rc->ctx->alloc);
    if (rc->lint && gather(rc, &s.dropped)) {
        MG_EACH_OBJECT(o, rc->lint->state) {
            look(&s, o);
            MG_EACH_CHILD(child, o) {
                look(&s, child);
            }
        }
    }
    mg_map_free(&s.dropped);
}

const mg_rule mg_rule_dep_function_in_use = {
    .id = "dep/function-in-use",
    .title = "a function is dropped that something uses",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A function that a default, a generated column, a CHECK, an index, a trigger, a policy or a view uses"
        " cannot be dropped (2BP01).",
    .fix =
        "Replace it, or change what uses it first.",
    .source = "measured on PostgreSQL 11-19",
    .check = check,
};
