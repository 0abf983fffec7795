/* A child has its parent's columns and checks before it becomes one. */
#include "rules/lint.h"
#include "rules/util.h"

typedef struct pair {
    const mg_rule_ctx *rc;
    const mg_object *parent, *child;
    bool attaches; /* as a partition */
    const char *why;
    mg_str what;   /* that is missing or other */
} pair;

/* ---- columns ------------------------------------------------------------------------------------ */

static bool is_same_name(const mg_dialect *d, mg_str a, mg_str b)
{
    const char *x = mg_fact_type_name(d, a), *y = mg_fact_type_name(d, b);
    return mg_str_eq(x ? mg_str_of(x) : a, y ? mg_str_of(y) : b);
}

/* Of built-in types alone: others have names that hang on the search path. */
static bool types_differ(const pair *p, const mg_node *a, const mg_node *b)
{
    const mg_dialect *d = mg_rule_dialect(p->rc);
    if (!a || !b || mg_child(a, N_NAME) || mg_child(b, N_NAME) || !mg_is_builtin_type(mg_text(a)) || !mg_is_builtin_type(mg_text(b)))
        return false;
    if (a->sub != b->sub || !is_same_name(d, mg_text(a), mg_text(b)))
        return true;
    const mg_node *x = mg_child(a, E_CONST), *y = mg_child(b, E_CONST);
    return is_same_name(d, mg_text(a), MG_STR("varchar")) && !mg_str_eq(mg_text(x), mg_text(y));
}

static bool look_at_column(pair *p, const mg_object *from)
{
    const mg_object *own = mg_object_child(p->child, MG_O_COLUMN, from->name);
    const mg_node *was = mg_attr(from, A_GENERATED), *is = mg_attr(own, A_GENERATED);
    p->what = from->name;
    if (!own)
        p->why = "does not have its column %S (42804)";
    else if (types_differ(p, mg_attr_first(from, A_TYPE), mg_attr_first(own, A_TYPE)))
        p->why = "has its column %S with another type (42804)";
    else if (mg_attr(from, A_NOT_NULL) && !mg_attr(own, A_NOT_NULL))
        p->why = "has its column %S without NOT NULL (42804)";
    else if (was && !is)
        p->why = "has its column %S, which is generated there, as a plain one (42804)";
    else if (is && !was && mg_rule_at_least(p->rc, 160000))
        p->why = "has its column %S as a generated one (42804)";
    else if (p->attaches && mg_attr(own, A_IDENTITY) && mg_rule_at_least(p->rc, 170000))
        p->why = "has its column %S as an identity of its own (55000)";
    return p->why != NULL;
}

/* ---- the rest ------------------------------------------------------------------------------------- */

static bool look_at_check(pair *p, const mg_object *check)
{
    const mg_object *own = mg_object_child(p->child, MG_O_CHECK, check->name);
    p->what = check->name;
    if (mg_attr(check, A_NO_INHERIT) || check->flags & MG_OF_IMPLIED || !check->name.n)
        return false;
    if (!own)
        p->why = "does not have its CHECK %S (42804)";
    else if (mg_attr(own, A_NOT_VALID) && !mg_attr(check, A_NOT_VALID))
        p->why = "has its CHECK %S as NOT VALID (42P17)";
    return p->why != NULL;
}

static bool look_at_own(pair *p)
{
    MG_EACH_CHILD (o, p->child) {
        if (o->kind != MG_O_COLUMN || mg_object_child(p->parent, MG_O_COLUMN, o->name))
            continue;
        p->what = o->name;
        p->why = "has a column %S, and that does not (42804)";
        return true;
    }
    return false;
}

static bool look_at_kinds(pair *p)
{
    bool part = mg_attr(p->child, A_PARTITION_OF);
    if (part)
        p->why = p->attaches ? "is a partition already (42809)" : "is a partition, which inherits from nothing else (42809)";
    else if (!p->attaches && mg_attr(p->child, A_PARTITION_BY))
        p->why = "is partitioned, and inherits from nothing (42809)";
    else if (!p->attaches && mg_attr(p->parent, A_PARTITION_BY))
        p->why = "can be a partition of it alone (42809)";
    return p->why != NULL;
}

static void look(pair *p)
{
    if (look_at_kinds(p))
        return;
    MG_EACH_CHILD (o, p->parent)
        if ((o->kind == MG_O_COLUMN && look_at_column(p, o)) || (o->kind == MG_O_CHECK && look_at_check(p, o)))
            return;
    if (p->attaches)
        look_at_own(p);
}

/* ---- all ------------------------------------------------------------------------------------------- */

static bool is_known(const mg_object *table)
{
    return table && table->owner && table->kind == MG_O_TABLE && !(table->state & MG_OS_ASSUMED) && !(table->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL));
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    bool attaches = action->sub == MG_ACT_ATTACH_PARTITION;
    const mg_node *qname = attaches || action->sub == MG_ACT_INHERIT ? mg_child(action, N_QNAME) : NULL;
    const mg_object *table = st->object;
    if (!qname || !is_known(table) || mg_child_count(st->ast) != 2) /* another action may mend it */
        return;
    const mg_object *other = mg_schema_resolve(table->owner, MG_O_TABLE, qname);
    pair p = {.rc = rc, .parent = attaches ? table : other, .child = attaches ? other : table, .attaches = attaches};
    if (!is_known(other))
        return;
    look(&p);
    if (!p.why)
        return;
    mg_str child = mg_rule_name(rc, p.child), parent = mg_rule_name(rc, p.parent), engine = mg_rule_engine(rc), why = mg_arena_printf(rc->arena, p.why, &p.what);
    mg_finding *f = mg_emit_node(rc, st, action, "%S cannot become a child of %S: it %S: %S refuses the statement.", &child, &parent, &why, &engine);
    mg_rule_suggest(rc, f, "Give it the columns, types, NOT NULLs and CHECKs (of the same names) that the parent has first.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_inherit_mismatch = {
    .id = "fail/inherit-mismatch",
    .title = "a table becomes a child or partition of one that it is not like",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "ATTACH PARTITION and INHERIT ask for each column of the parent, with its type, length and NOT NULL, and for each CHECK by its name, which is valid (42804, 42P17). A partition has no other "
        "columns, and from 17 on no identity of its own (55000). Partitions and partitioned tables inherit from nothing else (42809).",
    .fix =
        "Change the table first, so that it has what its parent has: CREATE TABLE … (LIKE parent INCLUDING CONSTRAINTS) does that at once.",
    .source = "measured on PostgreSQL 15-18",
    .node = on_node,
    .nodes = {N_ACTION},
};
