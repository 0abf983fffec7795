/* MySQL and MariaDB write a key's columns when the parent changes: not where something else is computed from them. */
#include "rules/util.h"

static bool writes(mg_str action) { return mg_str_iis(action, "cascade") || mg_str_iis(action, "set null") || mg_str_iis(action, "set default"); }

typedef struct key {
    const mg_rule_ctx *rc;
    const mg_object *fk;
    bool updates, nulls;  /* it writes its columns when the parent's change; or when the parent goes */
    const mg_object *seen; /* a column of it that an expression names */
} key;

static key key_of(const mg_rule_ctx *rc, const mg_object *fk)
{
    mg_str on_delete = mg_attr_text(fk, A_ON_DELETE), on_update = mg_attr_text(fk, A_ON_UPDATE);
    return (key){.rc = rc, .fk = fk, .updates = writes(on_update), .nulls = mg_str_iis(on_delete, "set null") || mg_str_iis(on_delete, "set default")};
}

static bool find(mg_node *n, void *user_data)
{
    key *k = user_data;
    const mg_object *column = n->kind == E_COLUMN && mg_rule_key_holds(k->fk, mg_text(n)) ? mg_object_child(k->fk->parent, MG_O_COLUMN, mg_text(n)) : NULL;
    k->seen = k->seen ? k->seen : column;
    return !k->seen;
}

static bool is_mysql(const mg_rule_ctx *rc) { return mg_rule_dialect(rc)->id == MG_MYSQL; }

/* A generated column in the key itself. */
static const char *own_reason(const key *k, const mg_object *column)
{
    const mg_node *generated = mg_attr(column, A_GENERATED);
    if (!generated || !mg_rule_key_holds(k->fk, column->name))
        return NULL;
    if (k->updates || k->nulls)
        return is_mysql(k->rc) ? "is generated, and would be written (3104)" : "is generated, and would be written (1905)";
    return is_mysql(k->rc) && generated->sub != MG_GEN_STORED ? "is generated and VIRTUAL (3733)" : NULL;
}

static const char *check_reason(key *k, const mg_object *check)
{
    bool checks = !is_mysql(k->rc) || mg_rule_at_least(k->rc, 80016);
    if (!(k->updates || k->nulls) || !checks)
        return NULL;
    mg_walk(mg_attr(check, A_EXPR), find, k);
    return !k->seen ? NULL : is_mysql(k->rc) ? "would be written, and a CHECK names it (3823)" : "would be written, and a CHECK names it (1901)";
}

/* What is stored would have to be computed again. */
static const char *generated_reason(key *k, const mg_object *column)
{
    const mg_node *generated = mg_attr(column, A_GENERATED);
    bool deletes = is_mysql(k->rc) && mg_str_iis(mg_attr_text(k->fk, A_ON_DELETE), "cascade");
    if (!generated || generated->sub != MG_GEN_STORED || !(k->updates || k->nulls || deletes))
        return NULL;
    mg_walk((mg_node *)(uintptr_t)generated, find, k);
    return !k->seen ? NULL : is_mysql(k->rc) ? "is what a STORED column is computed from (1215)" : "is what a STORED column is computed from (1901)";
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    key k = key_of(rc, fk);
    const char *why = NULL;
    const mg_object *at = NULL;
    if (!fk->parent || mg_rule_ignores_fk(rc, fk->parent))
        return;
    for (const mg_object *o = fk->parent->first; o && !why; o = o->next) {
        if (o->kind == MG_O_COLUMN && !(o->state & MG_OS_ASSUMED)) {
            why = own_reason(&k, o);
            at = why ? o : NULL;
            why = why ? why : generated_reason(&k, o);
        } else if (o->kind == MG_O_CHECK) {
            why = check_reason(&k, o);
        }
    }
    if (!why)
        return;
    mg_str own = mg_rule_own_name(rc, fk), column = mg_rule_name(rc, at ? at : k.seen), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "Foreign key %S: %S %s: %S refuses it.", &own, &column, why, &engine);
    mg_rule_suggest(rc, f, "Leave its action at RESTRICT, and let the program or a trigger follow the parent.");
    mg_rule_at_object(f, c->type == MG_C_ADD_CHECK ? c->after : fk);
    mg_rule_block(f);
}

/* A CHECK that comes behind the key. */
static void look_at_keys(const mg_rule_ctx *rc, const mg_change *c)
{
    MG_EACH_CHILD (o, c->after->parent)
        if (o->kind == MG_O_FOREIGN_KEY && mg_changes_counterpart(rc->changes, o))
            look(rc, c, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ADD_CHECK && c->after->parent)
        look_at_keys(rc, c);
    else
        mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
}

const mg_rule mg_rule_fail_fk_action_unsuitable = {
    .id = "fail/fk-action-unsuitable",
    .title = "a foreign key whose action writes what something else is computed from",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "ON UPDATE CASCADE and SET NULL write the key's columns behind the back of what hangs on them: MySQL and MariaDB refuse them where a CHECK names such a column (3823, 1901), where a STORED column is "
        "computed from it (1215, 1901; in MySQL ON DELETE CASCADE, too), and where it is generated itself (3104, 1905). MySQL has no foreign key over a VIRTUAL column (3733).",
    .fix =
        "Leave the action out (RESTRICT), drop the CHECK, or make the generated column VIRTUAL.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY) | MG_ON(MG_C_ADD_CHECK),
    .change = on_change,
};
