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

/* What the file makes, by name; behind each the one before. */
typedef struct made {
    const mg_object *o;
    struct made *older;
} made;

static bool note_made(const mg_rule_ctx *rc, mg_map *by_name, const mg_object *o)
{
    made *x = MG_NEW(rc->arena, made);
    if (!x)
        return false;
    *x = (made){o, mg_map_get(by_name, o->name)};
    return mg_map_put(by_name, o->name, x);
}

static const mg_object *find_made(const mg_map *by_name, const mg_object *o)
{
    for (const made *x = mg_map_get(by_name, o->name); x; x = x->older)
        if ((x->o->kind == MG_O_CHECK) == (o->kind == MG_O_CHECK) && mg_str_eq(x->o->parent->schema, o->parent->schema))
            return x->o;
    return NULL;
}

static bool gather(const mg_rule_ctx *rc, mg_map *by_name)
{
    for (uint32_t i = 0; i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        for (const mg_object *o = c->after && c->after->parent ? c->after : c->after ? c->after->first : NULL; o; o = o == c->after ? NULL : o->next)
            if (o->name.n && is_shared(rc, o) && !mg_changes_counterpart(rc->changes, o) && !note_made(rc, by_name, o))
                return false;
    }
    return by_name->n;
}

/* A migration that is judged on its own: the new ones against all there are. */
static void check_new(const mg_rule_ctx *rc)
{
    mg_map by_name;
    mg_map_init(&by_name, &rc->ctx->alloc);
    for (const mg_object *table = gather(rc, &by_name) ? rc->lint->state->first : NULL; table; table = table->next) {
        MG_EACH_CHILD(o, table) {
            const mg_object *new = o->name.n && is_shared(rc, o) ? find_made(&by_name, o) : NULL;
            if (new && !mg_str_eq(new->parent->name, table->name))
                report(rc, o, new);
        }
    }
    mg_map_free(&by_name);
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
