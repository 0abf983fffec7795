/* PostgreSQL: tables, views, routines, sequences and all else that stands alone. */
#include "normalise/normalise.h"
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"

#include <string.h>

static bool is_relation(int kind)
{
    return kind == MG_O_TABLE || kind == MG_O_VIEW || kind == MG_O_MATVIEW || kind == MG_O_FOREIGN_TABLE;
}

static const char *op_word(mg_planner *pl, const char *verb, int kind)
{
    mg_str s = mg_arena_printf(pl->arena, "%s_%s", verb, mg_object_kind_name(kind));
    return s.p ? s.p : verb;
}

static const char *fact_of(int kind, bool create)
{
    switch (kind) {
    case MG_O_TABLE:
        return create ? "create_table" : "drop_table";
    case MG_O_FOREIGN_TABLE:
        return create ? NULL : "drop_table";
    case MG_O_TRIGGER:
        return create ? "create_trigger" : "drop_trigger";
    case MG_O_POLICY:
        return create ? "create_policy" : "policy.drop";
    case MG_O_RULE:
        return create ? "rule.create" : "rule.drop";
    case MG_O_VIEW:
        return create ? "view.create" : "view.drop";
    case MG_O_MATVIEW:
        return create ? "matview.create" : "matview.drop";
    case MG_O_SEQUENCE:
        return create ? "seq.create" : "seq.drop";
    default:
        return NULL;
    }
}

/* ---- create ------------------------------------------------------------------------- */

/* Sequences that come with the table: before it, not yet owned. */
static void create_sequences(mg_planner *pl, mg_buf *b, const mg_unit *u)
{
    for (uint32_t i = 0; i < u->brings.n; i++) {
        const mg_object *o = u->brings.at[i];
        const mg_object *free_one = mg_pg_free_sequence(pl, o, u->after);
        if (!free_one)
            return;
        mg_pg_create_bare(b, pl, pl->after, free_one);
        mg_pg_satellites(b, pl, free_one);
    }
}

static void give_sequences(mg_planner *pl, mg_buf *b, const mg_unit *u)
{
    for (uint32_t i = 0; i < u->brings.n; i++) {
        const mg_object *o = u->brings.at[i];
        mg_pg_alter_attr(pl, b, o, A_OWNED_BY, NULL, mg_attr(o, A_OWNED_BY));
    }
}

static void emit_create(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    const mg_object *o = u->after;
    mg_str label = mg_plan_label(pl, o);
    create_sequences(pl, &pl->sql, u);
    mg_pg_create(&pl->sql, pl, pl->after, o);
    mg_pg_name_parts(pl, &pl->sql, o);
    give_sequences(pl, &pl->sql, u);
    mg_pg_drop(&pl->sql2, pl, pl->after, o);
    mg_step *s = mg_pg_step(pl, a, op_word(pl, "create", o->kind), fact_of(o->kind, true), &pl->sql, &pl->sql2);
    mg_step_title(pl, s, u->forced || u->mode == MG_UNIT_RECREATE ? "create %s %S again" : "create %s %S",
                  mg_object_kind_label(o->kind), &label);
    mg_pg_verify_exists(pl, s, o, true);
    if (s && o->kind == MG_O_TABLE) {
        s->lock = NULL;
        s->lock_targets.n = 0;
        mg_pg_lock_parent(pl, s, o);
    }
}

/* ---- drop ------------------------------------------------------------------------------ */

static void emit_drop(mg_planner *pl, mg_action *a)
{
    mg_unit *u = a->unit;
    const mg_object *o = u->before;
    mg_str label = mg_plan_label(pl, o), saved = MG_STR_NONE;
    const char *why = NULL;
    bool rows = o->kind == MG_O_TABLE && !mg_pg_is_partitioned(o), wanted = pl->opts.save_data;
    pl->opts.save_data |= u->rebuilt; /* the rows go on in the new table */
    if (rows && u->rebuilt)
        mg_pg_lock_rows(pl, a, o);
    if (rows)
        saved = mg_save_table(pl, a, o, &why);
    pl->opts.save_data = wanted;
    u->saved = saved;
    mg_pg_drop(&pl->sql, pl, pl->before, o);
    if (is_relation(o->kind))
        mg_pg_create_whole_table(&pl->sql2, pl, pl->before, u, saved);
    else
        mg_pg_create(&pl->sql2, pl, pl->before, o);
    const mg_object *owner = mg_pg_owner_column(pl->before, o);
    const mg_unit *ou = owner ? mg_unit_of_before(pl, owner) : NULL;
    if (owner && !(ou && ou->destroyed))
        mg_pg_alter_attr(pl, &pl->sql2, o, A_OWNED_BY, NULL, mg_attr(o, A_OWNED_BY));
    mg_step *s = mg_pg_step(pl, a, op_word(pl, "drop", o->kind), fact_of(o->kind, false), &pl->sql, &pl->sql2);
    mg_step_title(pl, s, u->mode == MG_UNIT_RECREATE || u->rebuilt ? "drop %s %S, to create it again below" : "drop %s %S",
                  mg_object_kind_label(o->kind), &label);
    mg_pg_verify_exists(pl, s, o, false);
    if (!s)
        return;
    s->destroys_data = rows && !u->rebuilt;
    if (rows && !u->rebuilt)
        mg_step_finding(pl, s, "data-loss/drop-table");
    if (rows && !saved.n)
        mg_step_no_rollback(pl, s, "the table comes back empty: %s", why);
}

/* ---- change ------------------------------------------------------------------------------ */

static void create_or_replace(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    pl->d->render_create(&t, s, o);
    mg_str text = mg_buf_view(&t);
    if (mg_str_starts(text, "CREATE ") && !mg_str_starts(text, "CREATE OR REPLACE ")) {
        mg_buf_z(b, "CREATE OR REPLACE ");
        mg_buf_add(b, text.p + 7, text.n - 7);
    } else {
        mg_buf_str(b, text);
    }
    mg_buf_free(&t);
}

static const char *alter_fact(const mg_change *c)
{
    switch (c->type) {
    case MG_C_SET_COMMENT:
        return mg_is_relation(mg_change_object(c)->kind) ? "comment.table" : NULL;
    case MG_C_GRANT:
        return "grant.table";
    case MG_C_REVOKE:
        return "revoke.table";
    case MG_C_ATTACH_PARTITION:
        return "attach_partition";
    case MG_C_DETACH_PARTITION:
        return "detach_partition";
    case MG_C_ALTER_ROW_SECURITY:
        return "tab.rls_enable";
    case MG_C_ALTER_INHERITANCE:
        return "tab.inherit";
    default:
        break;
    }
    switch (c->attr) {
    case A_OPTIONS:
        return !c->before                       ? "tab.set_fillfactor"
               : c->before->kind == MG_O_INDEX ? "idx.set_fillfactor"
               : c->before->kind == MG_O_VIEW  ? "view.replace"
                                               : "tab.set_fillfactor";
    case A_OWNER:
        return "tab.owner";
    case A_TABLESPACE:
        return "tab.set_tablespace";
    case A_UNLOGGED:
        return "tab.set_logged";
    case A_SEQUENCE:
        return "seq.alter_increment";
    case A_OWNED_BY:
        return "seq.alter_owned_by";
    case A_ROLES: case A_USING: case A_WITH_CHECK:
        return "alter_policy";
    case A_REPLICA_IDENTITY:
        return "tab.replica_identity_full";
    case A_CLUSTER:
        return "cluster_on";
    case A_ACCESS_METHOD:
        return "set_access_method";
    case A_SERVER: /* as all that ALTER FOREIGN TABLE does */
        return "set_storage";
    case A_ENABLED:
        return mg_change_object(c)->kind == MG_O_TRIGGER ? "disable_trigger" : mg_change_object(c)->kind == MG_O_RULE ? "tab.disable_rule" : NULL;
    default:
        return NULL;
    }
}

/* Of the index that a switch of the table names; NULL: the index stays as it is, or none is named. */
static const mg_unit *index_unit(const mg_planner *pl, const mg_object *table, const mg_node *named)
{
    MG_EACH_CHILD(c, table)
        if (named && (c->kind == MG_O_INDEX || c->kind == MG_O_PRIMARY_KEY || c->kind == MG_O_UNIQUE) && mg_str_eq(c->name, mg_text(named)))
            return table->owner == pl->before ? mg_unit_of_before(pl, c) : mg_unit_of_after(pl, c);
    return NULL;
}

static const mg_node *named(mg_planner *pl, const mg_node *attr, const mg_object *index)
{
    mg_node *n = index ? mg_node_clone(pl->arena, attr) : NULL;
    if (!n)
        return attr;
    n->p = index->name.p;
    n->n = index->name.n;
    return n;
}

/* By the numbers in them: 1.9 is older than 1.10. */
static bool is_older(mg_str x, mg_str y)
{
    uint32_t i = 0, k = 0;
    while (i < x.n && k < y.n) {
        uint64_t a = mg_take_number(x, &i, UINT64_MAX), b = mg_take_number(y, &k, UINT64_MAX);
        if (a != b)
            return a < b;
        i++;
        k++;
    }
    return x.n && i >= x.n && k < y.n;
}

/* Back to the old owner: what the new one had before goes to it again, which the server has made one with the owner's own. */
static void rights_of_old_owner(mg_planner *pl, mg_buf *b, const mg_object *o, const mg_change *c)
{
    mg_object there = *o;
    uint32_t version = pl->engine_version;
    mg_node *owner = mg_node_text(pl->arena, A_OWNER, mg_text(c->to));
    mg_node *grants = mg_attr(o, A_GRANTS) ? mg_pg_rights_moved(pl->arena, version, o, mg_text(c->to)) : NULL;
    if (!owner || !grants)
        return;
    owner->next = grants;
    grants->next = NULL;
    there.attrs = owner;
    mg_pg_rights_between(pl, b, o, mg_pg_rights_moved(pl->arena, version, &there, mg_text(c->from)), mg_attr(o, A_GRANTS));
}

static void emit_change(mg_planner *pl, mg_action *a, const mg_change *c)
{
    const mg_unit *u = a->unit;
    const mg_node *from = c->from, *to = c->to;
    if (c->type == MG_C_DETACH_PARTITION && !mg_attr(u->after, A_PARTITION_OF) && mg_pg_emit_detach(pl, a))
        return;
    if (c->type == MG_C_ATTACH_PARTITION && !mg_attr(u->before, A_PARTITION_OF) && mg_pg_emit_attach(pl, a))
        return;
    bool by_index = c->attr == A_REPLICA_IDENTITY || c->attr == A_CLUSTER;
    const mg_unit *old = by_index ? index_unit(pl, u->before, from) : NULL, *fresh = by_index ? index_unit(pl, u->after, to) : NULL;
    bool comes = fresh && fresh->mode == MG_UNIT_CREATE, goes = old && old->mode == MG_UNIT_DROP;
    if (comes && goes)
        return; /* with their indexes */
    if (goes && !to && c->attr == A_CLUSTER)
        return; /* the mark goes, and comes back, with its index */
    if (comes)
        to = from; /* the index brings it; the way back is said here */
    if (goes && mg_pg_index_steps_aside(pl, old))
        from = named(pl, from, mg_pg_index_aside(pl, old->before));
    if (c->type == MG_C_DETACH_PARTITION)
        to = NULL;
    if (c->type == MG_C_ATTACH_PARTITION || (u->kind == MG_O_SEQUENCE && c->attr == A_OWNED_BY && u->actions.n > 1))
        from = NULL; /* it was freed before */
    mg_str label = mg_plan_label(pl, u->after);
    if (!mg_pg_alter_attr(pl, &pl->sql, u->after, c->attr, from, to)) {
        mg_buf_reset(&pl->sql);
        mg_plan_leave_out(pl, "%s of %s %S: PostgreSQL cannot change it in place", mg_kind_name(c->attr),
                          mg_object_kind_name(u->kind), &label);
        return;
    }
    bool one_way = c->attr == A_VERSION && is_older(mg_text(from), mg_text(to));
    if (!one_way)
        mg_pg_alter_attr(pl, &pl->sql2, u->before, c->attr, to, from);
    if (c->type == MG_C_SET_OWNER && from && to)
        rights_of_old_owner(pl, &pl->sql2, u->before, c);
    if (c->type == MG_C_DETACH_PARTITION && !mg_attr(u->after, A_PARTITION_OF))
        mg_pg_drop_left_by_detach(pl, &pl->sql, u->before, u->after);
    if (c->type == MG_C_ATTACH_PARTITION && !mg_attr(u->before, A_PARTITION_OF))
        mg_pg_drop_made_by_attach(pl, &pl->sql2, u->before, u->after, false);
    mg_buf what;
    mg_buf_init(&what, &pl->ctx->alloc);
    mg_change_print_type(&what, c);
    mg_str type = mg_buf_take(&what, pl->arena);
    mg_buf_free(&what);
    mg_step *s = mg_pg_step(pl, a, type.p ? type.p : "alter", alter_fact(c), &pl->sql, &pl->sql2);
    for (uint32_t i = 0; i < type.n; i++)
        if (type.p[i] == '_')
            type.p = mg_arena_str(pl->arena, type).p;
    mg_step_title(pl, s, "%S: %S", &type, &label);
    if (one_way)
        mg_step_no_rollback(pl, s, "extensions bring scripts to newer versions, not to older ones: %S stays at the new one", &label);
    if (u->kind == MG_O_DOMAIN && c->attr == A_NOT_NULL && to)
        mg_pg_lock_domain_users(pl, s, u->after);
    if (c->type == MG_C_ATTACH_PARTITION && c->after)
        mg_pg_lock_attached(pl, s, c->after);
}

bool mg_pg_grants_columns(const mg_change *c)
{
    MG_EACH(p, c->type == MG_C_GRANT ? c->to : NULL)
        if (p->first)
            return true;
    return false;
}

/* What is taken away: a table-wide REVOKE takes columns' rights too; a partition with another bound is attached anew. */
static bool goes_first(const mg_change *c) { return c->type == MG_C_REVOKE || c->type == MG_C_DETACH_PARTITION; }

/* Rights are said as they are once the owner is another. */
static bool is_new_owner(const mg_change *c) { return c->type == MG_C_SET_OWNER; }

static void alter_role(mg_planner *pl, const mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_str from = mg_attr_text(u->before, A_DEFINITION), to = mg_attr_text(u->after, A_DEFINITION), label = mg_plan_label(pl, u->after);
    mg_buf_z(&pl->sql, "ALTER ");
    mg_pg_ref(&pl->sql, pl, u->after);
    mg_buf_z(&pl->sql2, "ALTER ");
    mg_pg_ref(&pl->sql2, pl, u->before);
    if (!mg_pg_role_change(&pl->sql, from, to) || !mg_pg_role_change(&pl->sql2, to, from)) {
        mg_buf_reset(&pl->sql);
        mg_buf_reset(&pl->sql2);
        mg_plan_leave_out(pl, "the change of role %S: ALTER ROLE cannot say it", &label);
        return;
    }
    mg_step *s = mg_pg_step(pl, a, "alter_role", NULL, &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "other options for role %S", &label);
}

/* Both ways: a plan that can be taken back only by making it anew would lose what hangs on it. */
bool mg_pg_alters_definition(const mg_planner *pl, const mg_unit *u)
{
    const mg_change *c = mg_unit_change(u, MG_C_REPLACE);
    mg_str from = mg_attr_text(u->before, A_DEFINITION), to = mg_attr_text(u->after, A_DEFINITION), out[MG_PG_CHANGES_MAX];
    return c && c->attr == A_DEFINITION && mg_pg_definition_changes(pl->arena, u->kind, from, to, out) &&
           mg_pg_definition_changes(pl->arena, u->kind, to, from, out);
}

static void put_definition_changes(mg_buf *b, mg_planner *pl, const mg_object *from, const mg_object *to)
{
    mg_str out[MG_PG_CHANGES_MAX];
    uint32_t n = mg_pg_definition_changes(pl->arena, to->kind, mg_attr_text(from, A_DEFINITION), mg_attr_text(to, A_DEFINITION), out);
    for (uint32_t i = 0; i < n; i++) {
        mg_pg_next(b);
        mg_buf_z(b, "ALTER ");
        mg_pg_ref(b, pl, to);
        mg_buf_printf(b, " %S", &out[i]);
    }
}

static void alter_definition(mg_planner *pl, const mg_action *a)
{
    const mg_unit *u = a->unit;
    put_definition_changes(&pl->sql, pl, u->before, u->after);
    put_definition_changes(&pl->sql2, pl, u->after, u->before);
    mg_str label = mg_plan_label(pl, u->after);
    mg_step *s = mg_pg_step(pl, a, op_word(pl, "alter", u->kind), NULL, &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "alter %s %S", mg_object_kind_label(u->kind), &label);
}

static void emit_alter(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    const mg_change *replace = mg_unit_change(u, MG_C_REPLACE);
    bool routine = u->kind == MG_O_FUNCTION || u->kind == MG_O_PROCEDURE;
    bool by_text = replace != NULL && mg_pg_alters_definition(pl, u), redefine = replace != NULL && u->kind != MG_O_ROLE && !by_text;
    if (by_text)
        alter_definition(pl, a);
    if (replace && u->kind == MG_O_ROLE)
        alter_role(pl, a);
    for (uint32_t i = 0; routine && i < u->changes.n; i++)
        redefine |= ((const mg_change *)u->changes.at[i])->type == MG_C_ALTER;
    if (redefine) {
        mg_str label = mg_plan_label(pl, u->after);
        create_or_replace(pl, &pl->sql, pl->after, u->after);
        create_or_replace(pl, &pl->sql2, pl->before, u->before);
        mg_step *s = mg_pg_step(pl, a, op_word(pl, "replace", u->kind), u->kind == MG_O_VIEW ? "view.replace" : NULL, &pl->sql,
                                &pl->sql2);
        mg_step_title(pl, s, "replace %s %S", mg_object_kind_label(u->kind), &label);
    }
    for (uint32_t i = 0; i < u->changes.n; i++)
        if (is_new_owner(u->changes.at[i]))
            emit_change(pl, a, u->changes.at[i]);
    for (uint32_t i = 0; i < u->changes.n; i++)
        if (goes_first(u->changes.at[i]))
            emit_change(pl, a, u->changes.at[i]);
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (goes_first(c) || is_new_owner(c) || c->type == MG_C_REPLACE || mg_pg_grants_columns(c) || (redefine && routine && c->type == MG_C_ALTER))
            continue;
        emit_change(pl, a, c);
    }
}

void mg_pg_emit_object(mg_planner *pl, mg_action *a)
{
    switch (a->op) {
    case MG_OP_CREATE:
        emit_create(pl, a);
        return;
    case MG_OP_DROP:
        emit_drop(pl, a);
        return;
    case PG_OP_COLUMN_RIGHTS:
        for (uint32_t i = 0; i < a->unit->changes.n; i++)
            if (mg_pg_grants_columns(a->unit->changes.at[i]))
                emit_change(pl, a, a->unit->changes.at[i]);
        return;
    case PG_OP_COPY_ROWS:
        mg_pg_emit_copy(pl, a);
        return;
    case PG_OP_FREE_SEQUENCE: {
        mg_pg_alter_attr(pl, &pl->sql, a->unit->after, A_OWNED_BY, mg_attr(a->unit->before, A_OWNED_BY), NULL);
        mg_pg_alter_attr(pl, &pl->sql2, a->unit->before, A_OWNED_BY, NULL, mg_attr(a->unit->before, A_OWNED_BY));
        mg_step *s = mg_pg_step(pl, a, "alter_sequence", "seq.alter_owned_by", &pl->sql, &pl->sql2);
        mg_str label = mg_plan_label(pl, a->unit->after);
        mg_step_title(pl, s, "untie sequence %S from its old column", &label);
        return;
    }
    case PG_OP_OWN_SEQUENCE: {
        mg_pg_alter_attr(pl, &pl->sql, a->unit->after, A_OWNED_BY, NULL, mg_attr(a->unit->after, A_OWNED_BY));
        mg_pg_alter_attr(pl, &pl->sql2, a->unit->after, A_OWNED_BY, mg_attr(a->unit->after, A_OWNED_BY), NULL);
        mg_step *s = mg_pg_step(pl, a, "alter_sequence", "seq.alter_owned_by", &pl->sql, &pl->sql2);
        mg_str label = mg_plan_label(pl, a->unit->after);
        mg_step_title(pl, s, "tie sequence %S to its column", &label);
        return;
    }
    default:
        emit_alter(pl, a);
    }
}
