/* Attributes of objects, and the way of trees from scratch memory into the schema. */
#include "schema/internal.h"

/* What is not in the source is mostly one of few words, of types for instance: one copy serves many. */
static mg_str copy_text(mg_schema *s, mg_str text)
{
    if (!text.n || text.n > MG_KEPT_TEXT)
        return mg_arena_str(&s->arena, text);
    mg_str *last = &s->kept_texts[(text.n * 5u + (unsigned char)text.p[0] + (unsigned char)text.p[text.n - 1] * 3u) % MG_KEPT_TEXTS];
    if (!mg_str_eq(*last, text))
        *last = mg_arena_str(&s->arena, text);
    return *last;
}

static inline mg_str keep_text(mg_schema *s, mg_str text)
{
    return !text.p || mg_text_is_kept(s, text.p) ? text : copy_text(s, text);
}

mg_str mg_text_keep(mg_schema *s, mg_str text) { return keep_text(s, text); }

mg_str mg_schema_name_kept(mg_schema *s, mg_str schema)
{
    if (!schema.n)
        return MG_STR_NONE;
    if (mg_str_eq(schema, s->dialect->default_schema))
        return s->dialect->default_schema;
    if (!mg_str_eq(schema, s->last_schema_name)) {
        s->last_schema_name = mg_arena_str(&s->arena, schema);
        s->last_schema_hash = mg_name_hash(schema);
    }
    return s->last_schema_name;
}

mg_node *mg_node_make(mg_schema *s, mg_kind kind, mg_str text)
{
    mg_node *n = mg_node_new(&s->arena, kind);
    if (!n)
        return NULL;
    text = mg_text_keep(s, text);
    n->p = text.p;
    n->n = text.n;
    return n;
}

mg_node *mg_node_keep(mg_schema *s, const mg_node *n)
{
    if (!n)
        return NULL;
    mg_node *copy = MG_NEW_RAW(&s->arena, mg_node);
    if (!copy)
        return NULL;
    *copy = *n;
    copy->first = copy->last = copy->next = NULL;
    if (n->p && !mg_text_is_kept(s, n->p)) {
        copy->p = copy_text(s, mg_text(n)).p;
        if (n->n && !copy->p)
            return NULL;
    }
    mg_node **at = &copy->first;
    MG_EACH (child, n) {
        mg_node *c = mg_node_keep(s, child);
        if (!c)
            return NULL;
        *at = copy->last = c;
        at = &c->next;
    }
    return copy;
}

bool mg_node_replace(mg_node *parent, mg_node *old, mg_node *fresh)
{
    if (!parent || !fresh)
        return false;
    mg_node **at = &parent->first;
    for (; *at; at = &(*at)->next) {
        if (*at != old)
            continue;
        fresh->next = old->next;
        *at = fresh;
        if (parent->last == old)
            parent->last = fresh;
        old->next = NULL;
        return true;
    }
    return false;
}

static mg_node **link_to(mg_object *o, const mg_node *attr)
{
    mg_node **at = &o->attrs;
    while (*at && *at != attr)
        at = &(*at)->next;
    return at;
}

static void add_last(mg_object *o, mg_node *attr)
{
    attr->next = NULL;
    *link_to(o, NULL) = attr;
}

/* Of SET there may be several, one a variable. */
static mg_node *find_old(const mg_object *o, const mg_node *fresh)
{
    if (fresh->kind != A_SET)
        return mg_attr(o, (mg_kind)fresh->kind);
    MG_EACH_ATTR (n, o)
        if (n->kind == A_SET && mg_str_ieq(mg_text(n), mg_text(fresh)))
            return n;
    return NULL;
}

static void put_kept(mg_schema *s, mg_object *o, mg_node *fresh)
{
    if (!fresh)
        return;
    s->finished = false;
    mg_object_own(s, o);
    mg_object_touch(o);
    mg_node *old = find_old(o, fresh);
    if (!old) {
        add_last(o, fresh);
        return;
    }
    fresh->next = old->next;
    *link_to(o, old) = fresh;
    old->next = NULL;
}

static void reset_settings(mg_schema *s, mg_object *o, mg_str name)
{
    bool all = mg_str_is(name, "all");
    mg_object_own(s, o);
    for (mg_node *n = o->attrs, *next; n; n = next) {
        next = n->next;
        if (n->kind == A_SET && (all || mg_str_ieq(mg_text(n), name)))
            mg_attr_drop_this(o, n);
    }
}

void mg_attr_put(mg_schema *s, mg_object *o, const mg_node *attr)
{
    if (attr && attr->kind == A_RESET)
        reset_settings(s, o, mg_text(attr));
    else
        put_kept(s, o, mg_node_keep(s, attr));
}

void mg_attr_add(mg_schema *s, mg_object *o, mg_node *attr)
{
    s->finished = false;
    mg_object_own(s, o);
    add_last(o, attr);
    mg_object_touch(o);
}

void mg_attr_append(mg_schema *s, mg_object *o, const mg_node *attr)
{
    mg_node *n = mg_node_keep(s, attr);
    if (n)
        add_last(o, n);
    mg_object_touch(o);
}

mg_node *mg_attrs_keep(mg_schema *s, const mg_object *o)
{
    mg_node *first = NULL, **at = &first;
    MG_EACH_ATTR (attr, o) {
        *at = mg_node_keep(s, attr);
        if (!*at)
            break;
        at = &(*at)->next;
    }
    return first;
}

void mg_attrs_adopt(mg_object *o, mg_node *list)
{
    *link_to(o, NULL) = list->first;
    list->first = list->last = NULL;
    mg_object_touch(o);
}

mg_node *mg_attrs_clone(mg_arena *a, const mg_object *o)
{
    mg_node *first = NULL, **at = &first;
    MG_EACH_ATTR (attr, o) {
        *at = mg_node_clone(a, attr);
        if (!*at)
            break;
        at = &(*at)->next;
    }
    return first;
}

bool mg_attrs_are(const mg_object *o, mg_attr_test is)
{
    MG_EACH_ATTR (attr, o)
        if (!is(o, attr))
            return false;
    return true;
}

bool mg_keys_are_columns(const mg_node *keys)
{
    MG_EACH (k, keys)
        if (!k->first || k->first->kind != E_COLUMN || k->first->first)
            return false;
    return true;
}

void mg_attrs_walk(const mg_object *o, mg_walk_fn fn, void *user_data)
{
    MG_EACH_ATTR (attr, o)
        mg_walk(attr, fn, user_data);
}

mg_node *mg_attr_make(mg_schema *s, mg_object *o, mg_kind kind, mg_str text)
{
    mg_node *n = mg_node_make(s, kind, text);
    put_kept(s, o, n);
    return n;
}

void mg_attr_drop_this(mg_object *o, mg_node *attr)
{
    mg_attr_remove(o, attr);
    mg_object_touch(o);
    o->owner->finished = false;
}

void mg_attr_drop(mg_object *o, mg_kind kind)
{
    mg_node *n = mg_attr(o, kind);
    if (n)
        mg_attr_drop_this(o, n);
}

bool mg_attr_remove(mg_object *o, mg_node *attr)
{
    mg_node **at = link_to(o, attr);
    if (!*at)
        return false;
    *at = attr->next;
    attr->next = NULL;
    return true;
}

/* ---- lists of options --------------------------------------------------------------- */

/* "no cycle" is the same option as "cycle". */
static mg_str option_name(mg_str text)
{
    return mg_str_starts(text, "no ") ? (mg_str){text.p + 3, text.n - 3} : text;
}

static mg_node *find_param(const mg_node *list, mg_str name)
{
    MG_EACH (n, list)
        if (mg_str_ieq(option_name(mg_text(n)), option_name(name)))
            return n;
    return NULL;
}

void mg_params_merge(mg_schema *s, mg_object *o, const mg_node *params)
{
    mg_node *list = mg_attr(o, (mg_kind)params->kind);
    if (!list) {
        mg_attr_put(s, o, params);
        return;
    }
    mg_object_touch(o);
    s->finished = false;
    MG_EACH (n, params) {
        mg_node *old = find_param(list, mg_text(n));
        if (mg_str_starts(mg_text(n), "no ")) { /* what holds without being said */
            if (old)
                mg_node_remove(list, old);
            continue;
        }
        mg_node *fresh = mg_node_keep(s, n);
        if (old)
            mg_node_replace(list, old, fresh);
        else
            mg_node_add(list, fresh);
    }
}

void mg_foreign_options(mg_schema *s, mg_object *o, mg_kind attr, const mg_node *changes)
{
    mg_node *list = mg_attr(o, attr);
    if (!list)
        list = mg_attr_make(s, o, attr, MG_STR_NONE);
    if (list && attr == A_OPTIONS)
        list->sub = 1; /* as CREATE has them */
    mg_object_touch(o);
    s->finished = false;
    MG_EACH (n, changes) {
        mg_node *old = list ? find_param(list, mg_text(n)) : NULL, *how = mg_child(n, N_KEYWORD);
        if (how && mg_str_iis(mg_text(how), "drop")) {
            if (old)
                mg_node_remove(list, old);
            continue;
        }
        mg_node *fresh = mg_node_keep(s, n);
        if (fresh && mg_child(fresh, N_KEYWORD))
            mg_node_remove(fresh, mg_child(fresh, N_KEYWORD));
        if (old)
            mg_node_replace(list, old, fresh);
        else if (list)
            mg_node_add(list, fresh);
    }
}

void mg_params_reset(mg_schema *s, mg_object *o, mg_kind attr, const mg_node *names)
{
    mg_node *list = mg_attr(o, attr);
    if (!list)
        return;
    s->finished = false;
    MG_EACH (n, names) {
        mg_node *old = find_param(list, mg_text(n));
        if (old)
            mg_node_remove(list, old);
    }
    if (!list->first)
        mg_attr_drop(o, attr);
}
