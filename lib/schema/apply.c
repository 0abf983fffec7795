/* Applying statements: one function a kind, chosen from a table. */
#include "schema/internal.h"

static void apply_nothing(mg_apply *a) { (void)a; }

/* The kinds that are NULL carry no schema. */
static const mg_apply_fn by_kind[N_COUNT] = {
    [S_CREATE_TABLE] = mg_apply_create_table,
    [S_CREATE_TABLE_AS] = mg_apply_create_table_as,
    [S_ALTER_TABLE] = mg_apply_alter_table,
    [S_CREATE_INDEX] = mg_apply_create_index,
    [S_ALTER_INDEX] = mg_apply_alter_object,
    [S_CREATE_SEQUENCE] = mg_apply_create_sequence,
    [S_ALTER_SEQUENCE] = mg_apply_alter_object,
    [S_CREATE_TYPE] = mg_apply_create_type,
    [S_ALTER_TYPE] = mg_apply_alter_object,
    [S_CREATE_DOMAIN] = mg_apply_create_domain,
    [S_ALTER_DOMAIN] = mg_apply_alter_object,
    [S_CREATE_SCHEMA] = mg_apply_create_schema,
    [S_ALTER_SCHEMA] = mg_apply_alter_object,
    [S_CREATE_EXTENSION] = mg_apply_create_extension,
    [S_ALTER_EXTENSION] = mg_apply_alter_object,
    [S_CREATE_VIEW] = mg_apply_create_view,
    [S_ALTER_VIEW] = mg_apply_alter_object,
    [S_CREATE_ROUTINE] = mg_apply_create_routine,
    [S_ALTER_ROUTINE] = mg_apply_alter_object,
    [S_CREATE_TRIGGER] = mg_apply_create_trigger,
    [S_ALTER_TRIGGER] = mg_apply_alter_object,
    [S_CREATE_POLICY] = mg_apply_create_policy,
    [S_ALTER_POLICY] = mg_apply_alter_object,
    [S_CREATE_RULE] = mg_apply_create_rule,
    [S_CREATE_EVENT] = mg_apply_create_event,
    [S_ALTER_EVENT] = mg_apply_alter_object,
    [S_CREATE_OBJECT] = mg_apply_create_object,
    [S_ALTER_OBJECT] = mg_apply_alter_object,
    [S_DROP] = mg_apply_drop,
    [S_RENAME] = mg_apply_rename,
    [S_COMMENT] = mg_apply_comment,
    [S_GRANT] = mg_apply_grant,
    [S_REVOKE] = mg_apply_grant,
    [S_SET_OWNER] = mg_apply_set_owner,
    [S_INSERT] = mg_apply_dml,
    [S_UPDATE] = mg_apply_dml,
    [S_DELETE] = mg_apply_dml,
    [S_MERGE] = mg_apply_dml,
    [S_TRUNCATE] = mg_apply_dml,
    [S_COPY] = mg_apply_dml,
    [S_SELECT] = mg_apply_set,
    [Q_SELECT] = mg_apply_set,
    [S_SET] = mg_apply_set,
    [S_USE] = mg_apply_use,
    [S_EMPTY] = apply_nothing,
};

void mg_schema_apply(mg_schema *s, const mg_statement *st)
{
    if (!st->ast || mg_failed(s->ctx))
        return;
    mg_apply a = {.s = s, .d = s->dialect, .st = st, .ast = st->ast};
    s->finished = s->settled = false;
    s->fresh_from = s->next_id;
    mg_apply_fn fn = st->ast->kind < N_COUNT ? by_kind[st->ast->kind] : NULL;
    if (!(a.d->apply && a.d->apply(s, st)) && fn)
        fn(&a);
    if (a.d->after_statement)
        a.d->after_statement(s);
}

/* ---- diagnostics -------------------------------------------------------------------- */

static void place_of(const mg_apply *a, const mg_node *at, uint32_t *off, uint32_t *len)
{
    *off = at && at->len ? at->off : a->st->off;
    *len = at && at->len ? at->len : a->st->len;
}

mg_diagnostic *mg_say(mg_apply *a, mg_severity sev, const char *code, const mg_node *at, const char *fmt, ...)
{
    uint32_t off, len;
    place_of(a, at, &off, &len);
    mg_buf b;
    mg_buf_init(&b, &a->s->ctx->alloc);
    va_list ap;
    va_start(ap, fmt);
    mg_buf_vprintf(&b, fmt, ap);
    va_end(ap);
    mg_str text = mg_buf_view(&b);
    mg_diagnostic *d = mg_diagnose(&a->s->diags, sev, code, a->st->source, off, len, "%S", &text);
    mg_buf_free(&b);
    return d;
}

/* Of a text read on its own: nobody made it, and the text has not dropped it; no guess is made at what it was. */
static bool may_have_been(const mg_schema *s, int kind, mg_str name)
{
    for (uint32_t i = 0; i < s->drops.n; i++) {
        const mg_drop *d = s->drops.at[i];
        if (mg_str_eq(d->name, name))
            return false;
    }
    return !mg_is_table(kind) && kind != MG_O_NONE;
}

/* Its parents hand constraints down, which stand with them alone. */
static bool may_be_inherited(const mg_object *parent, int kind)
{
    return kind == MG_O_CONSTRAINT && (mg_attr(parent, A_INHERITS) || mg_attr(parent, A_PARTITION_OF));
}

void mg_say_unresolved(mg_apply *a, const mg_node *at, int kind, mg_str name, const mg_object *parent)
{
    if (a->s->assumed && (parent ? !mg_schema_made_in_full(a->s, parent) : may_have_been(a->s, kind, name)))
        return;
    if (parent && may_be_inherited(parent, kind))
        return;
    const char *what = kind == MG_O_NONE ? "relation" : mg_object_kind_name(kind);
    mg_diagnostic *d = parent ? mg_say(a, MG_SEV_ERROR, "unresolved", at, "%s \"%S\" of \"%S\" does not exist", what, &name, &parent->name)
                              : mg_say(a, MG_SEV_ERROR, "unresolved", at, "%s \"%S\" does not exist", what, &name);
    if (!d)
        return;
    mg_str near = parent ? mg_suggest_child(a->s, parent, kind, name)
                  : kind == MG_O_NONE || mg_is_relation(kind) ? mg_suggest_relation(a->s, name)
                                                              : MG_STR_NONE;
    if (near.n)
        d->hint = mg_arena_printf(&a->s->arena, "did you mean \"%S\"?", &near);
}

void mg_say_duplicate(mg_apply *a, const mg_node *at, const mg_object *there)
{
    mg_diagnostic *d = mg_say(a, MG_SEV_ERROR, "duplicate", at, "%s \"%S\" already exists",
                              mg_object_kind_name(there->kind), &there->name);
    uint32_t column, line = mg_object_line(there, &column);
    if (d && line && there->source == a->st->source)
        d->hint = mg_arena_printf(&a->s->arena, "it was made at line %u", line);
    else if (d && line && there->source)
        d->hint = mg_arena_printf(&a->s->arena, "it was made at %S:%u", &there->source->name, line);
}

/* ---- helpers ---------------------------------------------------------------------------- */

void mg_object_place(mg_apply *a, mg_object *o, const mg_node *at)
{
    place_of(a, at, &o->off, &o->len);
    o->source = a->st->source;
    o->statement = a->st->index;
}

/* Places are kept as offsets: few are ever shown. */
uint32_t mg_object_line(const mg_object *o, uint32_t *column)
{
    uint32_t line = 0;
    *column = 0;
    if (o->source && (o->off || o->len))
        mg_lines_at((mg_lines *)(uintptr_t)&o->source->lines, o->off, &line, column);
    return line;
}

/* These tell the statement what to do; they are not properties of what it makes. */
static bool is_instruction(int kind)
{
    return kind == A_NULL || kind == A_POSITION || kind == A_ON_TABLE || kind == A_TARGET || kind == A_NEW_NAME ||
           kind == A_LOCK || kind == A_USING_INDEX || kind == A_NO_DATA || kind == A_FOLLOWS;
}

void mg_take_attrs(mg_apply *a, mg_object *o, const mg_node *n)
{
    MG_EACH (child, n) {
        if (child->kind == N_LIST && n->kind == N_ACTION) {
            mg_take_attrs(a, o, child);
            continue;
        }
        if (child->kind < A_NOT_NULL || child->kind >= S_CREATE_TABLE || is_instruction(child->kind))
            continue;
        mg_attr_put(a->s, o, child);
        if (child->flags & NF_PARTIAL)
            o->flags |= MG_OF_PARTIAL;
    }
    if (n->flags & NF_PARTIAL)
        o->flags |= MG_OF_PARTIAL;
}

mg_object *mg_need(mg_apply *a, int kind, const mg_node *qname)
{
    mg_object *o = mg_resolve(a->s, kind, qname);
    if (!o && qname && !(a->ast->flags & NF_IF_EXISTS))
        mg_say_unresolved(a, qname, kind, mg_text(qname), NULL);
    return o;
}

void mg_auto_name(mg_apply *a, mg_object *table, int kind, const mg_node *def, mg_str *name, bool *made)
{
    *name = mg_text(def);
    *made = name->n == 0;
    if (*made && a->d->auto_name)
        *name = a->d->auto_name(a->s, table, kind, def);
}
