/* Comments, owners, grants, settings, data statements. */
#include "schema/internal.h"

/* ---- comments and owners -------------------------------------------------------------------- */

/* A view's columns are no objects: what is said of them is kept at the view, in order of their names. */
static void comment_on_view(mg_apply *a, const mg_node *target, const mg_node *comment)
{
    const mg_node *name = mg_child(target, N_QNAME), *view_name = NULL, *schema = NULL;
    MG_EACH (n, name)
        if (n->kind == N_NAME) {
            schema = view_name;
            view_name = n;
        }
    mg_object *view = view_name ? mg_resolve_name(a->s, MG_O_NONE, mg_text(schema), mg_text(view_name)) : NULL;
    if (!view && view_name) /* a composite type */
        view = mg_resolve_name(a->s, MG_O_TYPE, mg_text(schema), mg_text(view_name));
    if (!view || (view->kind != MG_O_VIEW && view->kind != MG_O_MATVIEW && view->kind != MG_O_TYPE))
        return;
    mg_node *old = mg_attr(view, A_COLUMN_COMMENTS), *list = mg_node_make(a->s, A_COLUMN_COMMENTS, MG_STR_NONE);
    mg_node *fresh = comment && comment->n ? mg_node_make(a->s, N_PARAM, mg_text(name)) : NULL;
    if (!list)
        return;
    if (fresh) {
        mg_node *text = mg_node_make(a->s, E_CONST, mg_text(comment));
        if (text)
            text->sub = MG_CONST_STRING;
        mg_node_add(fresh, text);
    }
    MG_EACH (n, old) {
        int order = mg_str_cmp(mg_text(n), mg_text(name));
        if (order > 0 && fresh) {
            mg_node_add(list, fresh);
            fresh = NULL;
        }
        if (order)
            mg_node_add(list, mg_node_keep(a->s, n));
    }
    if (fresh)
        mg_node_add(list, fresh);
    if (list->first)
        mg_attr_put(a->s, view, list);
    else
        mg_attr_drop(view, A_COLUMN_COMMENTS);
}

void mg_apply_comment(mg_apply *a)
{
    const mg_node *target = mg_child(a->ast, A_TARGET), *comment = mg_child(a->ast, A_COMMENT);
    if (!target)
        return;
    mg_object *o = mg_find_target(a, a->ast->sub, target, mg_child(a->ast, A_ON_TABLE), true);
    if (!o) {
        if (a->ast->sub == MG_O_COLUMN)
            comment_on_view(a, target, comment);
        return;
    }
    bool of_key = a->ast->sub == MG_O_INDEX && o->kind != MG_O_INDEX;
    if (!comment || !comment->n)
        mg_attr_drop(o, of_key ? A_INDEX_COMMENT : A_COMMENT);
    else if (!of_key)
        mg_attr_put(a->s, o, comment);
    else
        mg_attr_put(a->s, o, mg_node_make(a->s, A_INDEX_COMMENT, mg_text(comment)));
}

void mg_apply_set_owner(mg_apply *a)
{
    const mg_node *owner = mg_child(a->ast, A_OWNER);
    MG_EACH (target, a->ast) {
        if (target->kind != A_TARGET)
            continue;
        mg_object *o = mg_find_target(a, a->ast->sub, target, mg_child(a->ast, A_ON_TABLE), true);
        if (!o || !owner)
            continue;
        if (a->d->change_owner)
            a->d->change_owner(a->s, o, mg_text(owner));
        mg_attr_put(a->s, o, owner);
    }
}

/* ---- grants ------------------------------------------------------------------------------------ */

static mg_node *find_role(mg_node *grants, mg_str role, uint16_t with_option)
{
    MG_EACH (n, grants)
        if (n->sub == with_option && mg_str_eq(mg_text(n), role))
            return n;
    return NULL;
}

static bool same_columns(const mg_node *a, const mg_node *b)
{
    const mg_node *x = a->first, *y = b->first;
    for (; x && y; x = x->next, y = y->next)
        if (!mg_str_eq(mg_text(x), mg_text(y)))
            return false;
    return !x && !y;
}

static mg_node *find_privilege(mg_node *role, const mg_node *privilege)
{
    MG_EACH (n, role)
        if (mg_str_eq(mg_text(n), mg_text(privilege)) && same_columns(n, privilege))
            return n;
    return NULL;
}

static bool is_all(const mg_node *privilege)
{
    return mg_str_is(mg_text(privilege), "all") || mg_str_is(mg_text(privilege), "all privileges");
}

static void grant_to(mg_apply *a, mg_object *o, mg_str role, const mg_node *privileges, uint16_t with_option)
{
    mg_node *grants = mg_attr(o, A_GRANTS);
    if (!grants)
        grants = mg_attr_make(a->s, o, A_GRANTS, MG_STR_NONE);
    mg_node *entry = find_role(grants, role, with_option);
    if (!entry) {
        entry = mg_node_make(a->s, N_PARAM, role);
        if (!entry || !grants)
            return;
        entry->sub = with_option;
        mg_node_add(grants, entry);
    }
    MG_EACH (p, privileges)
        if (!find_privilege(entry, p))
            mg_node_add(entry, mg_node_keep(a->s, p));
}

static void revoke_from(mg_apply *a, mg_object *o, mg_str role, const mg_node *privileges, bool option_only)
{
    mg_node *grants = mg_attr(o, A_GRANTS);
    for (mg_node *entry = grants ? grants->first : NULL, *next; entry; entry = next) {
        next = entry->next;
        if (!mg_str_eq(mg_text(entry), role) || (option_only && !entry->sub))
            continue;
        MG_EACH (p, privileges) {
            if (is_all(p)) {
                entry->first = entry->last = NULL;
                break;
            }
            mg_node *there = find_privilege(entry, p);
            if (there)
                mg_node_remove(entry, there);
        }
        if (!entry->first)
            mg_node_remove(grants, entry);
    }
    if (grants && !grants->first)
        mg_attr_drop(o, A_GRANTS);
    a->s->finished = false;
}

static void change_grants(mg_apply *a, mg_object *o)
{
    const mg_node *privileges = mg_child(a->ast, A_PRIVILEGES), *grantees = mg_child(a->ast, A_GRANTEES);
    uint16_t option = privileges && privileges->sub == 1;
    if (a->d->grant) {
        a->d->grant(a->s, o, a->ast);
        return;
    }
    MG_EACH (role, grantees) {
        if (a->ast->kind == S_GRANT)
            grant_to(a, o, mg_text(role), privileges, option || (grantees->sub == 1));
        else
            revoke_from(a, o, mg_text(role), privileges, option != 0);
    }
}

void mg_apply_grant(mg_apply *a)
{
    int kind = a->ast->sub;
    if (!mg_child(a->ast, A_PRIVILEGES))
        return; /* membership in roles: not the schema's business */
    MG_EACH (target, a->ast) {
        if (target->kind != A_TARGET)
            continue;
        mg_object *o = mg_find_target(a, kind == MG_O_NONE ? MG_O_TABLE : kind, target, NULL, a->d->has_schemas);
        if (o)
            change_grants(a, o);
    }
}

/* ---- settings ------------------------------------------------------------------------------------- */

static void remember_setting(mg_apply *a, mg_str name, mg_str value)
{
    mg_buf b;
    mg_buf_init(&b, &a->s->ctx->alloc);
    for (uint32_t i = 0; i < name.n; i++)
        mg_buf_char(&b, mg_lower(name.p[i]));
    mg_str view = mg_buf_view(&b);
    mg_str *there = mg_map_get(&a->s->settings, view);
    if (there) {
        *there = mg_arena_str(&a->s->arena, value);
    } else {
        mg_str *kept = MG_NEW(&a->s->arena, mg_str);
        mg_str key = mg_arena_str(&a->s->arena, view);
        if (kept && key.p) {
            *kept = mg_arena_str(&a->s->arena, value);
            mg_map_put(&a->s->settings, key, kept);
        }
    }
    mg_buf_free(&b);
}

bool mg_setting_is_off(const mg_schema *s, const char *name)
{
    const mg_str *value = mg_map_get(&s->settings, mg_str_of(name));
    return value && (mg_str_is(*value, "0") || mg_str_iis(*value, "off") || mg_str_iis(*value, "false"));
}

static mg_str plain_name(mg_str name)
{
    static const char *const prefixes[] = {"session ", "local ", "@@session.", "@@local.", "@@"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        mg_str p = mg_str_of(prefixes[i]);
        if (name.n > p.n && mg_str_ieq((mg_str){name.p, p.n}, p))
            return (mg_str){name.p + p.n, name.n - p.n};
    }
    return name;
}

/* SELECT pg_catalog.set_config('search_path', '', false) of dumps. */
static void select_set_config(mg_apply *a)
{
    const mg_node *query = a->ast->kind == Q_SELECT ? a->ast : a->ast->first;
    const mg_node *call = mg_child(mg_child(mg_child(query, A_TARGETS), Q_TARGET), E_CALL);
    if (!call || !mg_str_is(mg_text(call), "set_config"))
        return;
    const mg_node *name = mg_child(call, E_CONST), *value = name ? name->next : NULL;
    if (!value || value->kind != E_CONST)
        return;
    if (mg_str_is(mg_text(name), "search_path")) {
        mg_node list = {.kind = N_LIST, .first = (mg_node *)value, .last = (mg_node *)value};
        mg_node alone = *value;
        alone.next = NULL;
        list.first = list.last = &alone;
        mg_search_path_set(a->s, &list);
    } else {
        remember_setting(a, mg_text(name), mg_text(value));
    }
}

void mg_apply_set(mg_apply *a)
{
    if (a->ast->kind != S_SET) {
        select_set_config(a);
        mg_apply_with(a);
        return;
    }
    mg_str name = plain_name(mg_text(a->ast));
    if (mg_str_iis(name, "search_path") && a->d->has_schemas) {
        mg_search_path_set(a->s, a->ast);
        return;
    }
    const mg_node *value = a->ast->first;
    if (name.n && value)
        remember_setting(a, name, mg_text(value));
}

void mg_apply_use(mg_apply *a) { a->s->current_database = mg_arena_str(&a->s->arena, mg_text(a->ast)); }

/* ---- statements that touch data ----------------------------------------------------------------------- */

static bool is_always_true(const mg_node *e)
{
    if (e->kind == E_OP && mg_str_is(mg_text(e), "=") && e->first && e->first->next)
        return e->first->kind == E_CONST && mg_node_eq(e->first, e->first->next);
    bool number = e->kind == E_CONST && e->sub == MG_CONST_NUMBER;
    return (e->kind == E_CONST && e->sub == MG_CONST_TRUE) || (number && mg_str_is(mg_text(e), "1"));
}

static void note_data(mg_apply *a, const mg_node *change, const mg_node *qname)
{
    mg_dml *d = MG_NEW(&a->s->arena, mg_dml);
    if (!d)
        return;
    const mg_object *table = mg_resolve_table(a->s, qname);
    d->kind = change->kind;
    const mg_node *where = mg_child(change, A_WHERE);
    d->always_true = where && where->first && is_always_true(where->first);
    d->has_where = where && !d->always_true;
    d->schema = table ? table->schema : mg_text_keep(a->s, mg_schema_for_new(a->s, qname));
    d->table = table ? table->name : mg_text_keep(a->s, mg_text(qname));
    if (a->s->statements.n)
        d->stmt = a->s->statements.at[a->s->statements.n - 1];
    mg_vec_push(&a->s->dml, d);
}

static const mg_node *changed_in(const mg_node *cte)
{
    const mg_node *dml = mg_child(cte, Q_DML);
    return dml ? dml->first : NULL;
}

/* WITH moved AS (DELETE FROM t …) … */
void mg_apply_with(mg_apply *a)
{
    MG_EACH (cte, mg_child(a->ast, A_WITH)) {
        const mg_node *change = changed_in(cte);
        MG_EACH (n, change)
            if (n->kind == N_QNAME)
                note_data(a, change, n);
    }
}

void mg_apply_dml(mg_apply *a)
{
    mg_apply_with(a);
    MG_EACH (n, a->ast)
        if (n->kind == N_QNAME)
            note_data(a, a->ast, n);
}
