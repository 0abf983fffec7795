/* Foreign keys share one name space, in MySQL checks too. */
#include "rules/lint.h"
#include "rules/util.h"

typedef struct seen { mg_map names; const mg_rule_ctx *rc; } seen;

static bool is_shared(const mg_rule_ctx *rc, const mg_object *o)
{
    return o->kind == MG_O_FOREIGN_KEY || (o->kind == MG_O_CHECK && mg_rule_dialect(rc)->id == MG_MYSQL);
}

static void report(const mg_rule_ctx *rc, const mg_object *first, const mg_object *o)
{
    if (!rc->lint && mg_changes_counterpart(rc->changes, o) && mg_changes_counterpart(rc->changes, first))
        return;
    mg_str own = mg_rule_own_name(rc, o), a = mg_rule_name(rc, first->parent), b = mg_rule_name(rc, o->parent), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, NULL, "%S is a constraint of %S and of %S: %S wants such names to be unique in a database (%s).", &own, &a, &b, &engine,
                            mg_rule_dialect(rc)->id == MG_MARIADB ? "errno 121" : o->kind == MG_O_CHECK ? "3822" : "1826");
    mg_rule_suggest(rc, f, "Put the table's name in front: CONSTRAINT %S_%S.", &b, &own);
    mg_rule_at_object(f, o);
    mg_rule_block(f);
}

/* A migration that is judged on its own: the new ones against all there are. */
static void check_new(const mg_rule_ctx *rc)
{
    mg_map made_here;
    mg_map_init(&made_here, &rc->ctx->alloc);
    bool ok = true, any = false;
    for (uint32_t i = 0; ok && i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        for (const mg_object *o = c->after && c->after->parent ? c->after : c->after ? c->after->first : NULL; ok && o; o = o == c->after ? NULL : o->next) {
            if (o->name.n && is_shared(rc, o) && !mg_changes_counterpart(rc->changes, o))
                ok = mg_map_put(&made_here, mg_arena_printf(rc->arena, "%d %S.%S", o->kind == MG_O_CHECK, &o->parent->schema, &o->name), (void *)(uintptr_t)o), any = true;
        }
    }
    for (const mg_object *table = ok && any ? rc->lint->state->first : NULL; table; table = table->next) {
        MG_EACH_CHILD(o, table) {
            if (!o->name.n || !is_shared(rc, o))
                continue;
            const mg_object *made = mg_map_get(&made_here, mg_arena_printf(rc->arena, "%d %S.%S", o->kind == MG_O_CHECK, &table->schema, &o->name));
            if (made && !mg_str_eq(made->parent->name, table->name))
                report(rc, o, made);
        }
    }
    mg_map_free(&made_here);
}

static void check(const mg_rule_ctx *rc)
{
    if (rc->lint) {
        check_new(rc);
        return;
    }
    mg_map names[2];
    mg_map_init(&names[0], &rc->ctx->alloc);
    mg_map_init(&names[1], &rc->ctx->alloc);
    MG_EACH_OBJECT(table, mg_rule_after(rc)) {
        MG_EACH_CHILD(o, table) {
            if (!o->name.n || !is_shared(rc, o))
                continue;
            mg_map *m = &names[o->kind == MG_O_CHECK];
            mg_str key = mg_arena_printf(rc->arena, "%S.%S", &table->schema, &o->name);
            const mg_object *first = mg_map_get(m, key);
            if (first)
                report(rc, first, o);
            else if (!mg_map_put(m, key, o))
                break;
        }
    }
    mg_map_free(&names[0]);
    mg_map_free(&names[1]);
}

const mg_rule mg_rule_fail_duplicate_constraint_name = {
    .id = "fail/duplicate-constraint-name",
    .title = "a name that must be unique in the database is there twice",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "Names of foreign keys are unique in a database: the second one fails (1826 in MySQL, errno 121 in "
        "MariaDB). In MySQL names of CHECKs are, too (3822).",
    .fix =
        "Put the name of the table in front of the name.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11",
    .check = check,
};
