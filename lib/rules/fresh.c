/* For rules of taste: their options, patterns for names, and what a change brings. */
#include "base/pattern.h"
#include "rules/util.h"

/* ---- options ----------------------------------------------------------------- */

mg_str mg_rule_text(const mg_rule_ctx *rc, const char *param)
{
    for (uint32_t i = rc->opts ? rc->opts->n_values : 0; i > 0; i--) {
        const mg_rule_value *v = &rc->opts->values[i - 1];
        if (mg_str_is(v->rule, rc->rule->id) && mg_str_is(v->param, param))
            return v->value;
    }
    const mg_rule_param *p = mg_rule_param_of(rc->rule, mg_str_of(param));
    return p ? mg_str_of(p->value) : MG_STR_NONE;
}

uint32_t mg_rule_number(const mg_rule_ctx *rc, const char *param)
{
    return (uint32_t)mg_leading_number(mg_rule_text(rc, param), 1000000000);
}

bool mg_rule_list_has(const mg_rule_ctx *rc, const char *param, mg_str name)
{
    mg_str list = mg_rule_text(rc, param);
    for (uint32_t at = 0; at <= list.n;) {
        uint32_t end = at;
        while (end < list.n && list.p[end] != ',')
            end++;
        if (end > at && mg_str_ieq(mg_str_trim((mg_str){list.p + at, end - at}), name))
            return true;
        at = end + 1;
    }
    return false;
}

/* ---- patterns ------------------------------------------------------------------ */

static bool at_word(mg_str s, uint32_t i, const char *word)
{
    uint32_t n = (uint32_t)strlen(word);
    return s.n - i >= n && memcmp(s.p + i, word, n) == 0;
}

static void quote_columns(mg_buf *b, const mg_object *o)
{
    uint32_t n = mg_rule_key_count(o);
    for (uint32_t i = 0; i < n; i++) {
        mg_str column = mg_rule_key_column(o, i);
        mg_buf_z(b, i ? "_" : "");
        if (column.n)
            mg_pattern_quote(b, column);
        else
            mg_buf_z(b, ".+"); /* an expression */
    }
}

static void expand(mg_buf *b, mg_str pattern, const mg_object *o)
{
    const mg_node *parent = mg_attr_first(o, A_REFERENCES);
    for (uint32_t i = 0; i < pattern.n; i++) {
        if (at_word(pattern, i, "{table}")) {
            mg_pattern_quote(b, o->parent ? o->parent->name : o->name);
            i += 6;
        } else if (at_word(pattern, i, "{columns}")) {
            quote_columns(b, o);
            i += 8;
        } else if (at_word(pattern, i, "{referenced}")) {
            mg_pattern_quote(b, mg_text(parent));
            i += 11;
        } else {
            mg_buf_char(b, pattern.p[i]);
        }
    }
}

bool mg_rule_pattern_is_good(mg_arena *a, mg_str pattern)
{
    static const mg_object nothing = {0};
    mg_mark mark = mg_arena_mark(a);
    mg_buf b;
    mg_buf_init(&b, a->alloc);
    expand(&b, pattern, &nothing);
    bool good = mg_pattern_new(a, (mg_str){b.p, (uint32_t)b.n}) != NULL;
    mg_buf_free(&b);
    mg_arena_rewind(a, mark);
    return good;
}

bool mg_rule_matches(const mg_rule_ctx *rc, mg_str pattern, const mg_object *o, mg_str name)
{
    mg_mark mark = mg_arena_mark(rc->arena);
    mg_buf b;
    mg_buf_init(&b, &rc->ctx->alloc);
    expand(&b, pattern, o);
    mg_pattern *p = mg_pattern_new(rc->arena, (mg_str){b.p, (uint32_t)b.n});
    bool matches = !p || mg_pattern_matches(p, name);
    mg_buf_free(&b);
    mg_arena_rewind(rc->arena, mark);
    return matches;
}

/* ---- what is new ------------------------------------------------------------------- */

static bool is_kind(const mg_object *o, int kind)
{
    return o->kind == kind || kind == MG_O_NONE || (kind == MG_O_CONSTRAINT && mg_is_constraint(o->kind)) || (kind == MG_NEW_KEYS && mg_rule_is_key(o));
}

static bool brings(const mg_change *c)
{
    static const uint64_t bringing = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON_ADD_CONSTRAINT;
    return bringing & MG_ON(c->type) && c->after && !(c->after->flags & MG_OF_IMPLIED) && !mg_attr(mg_change_table(c), A_TEMPORARY);
}

/* Some twenty rules ask. */
static bool is_news(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_change_note *note = rc->notes ? (mg_change_note *)(uintptr_t)mg_rule_note(rc, c) : NULL;
    if (!note)
        return brings(c);
    if (!note->news_known)
        note->news = brings(c);
    note->news_known = true;
    return note->news;
}

/* Columns stand before all other children, and are most of them. */
static const mg_object *first_child(const mg_object *table, int kind)
{
    const mg_object *o = table->last;
    if (kind == MG_O_COLUMN || kind == MG_O_NONE)
        return table->first;
    while (o && o->prev && o->prev->kind != MG_O_COLUMN)
        o = o->prev;
    return o;
}

void mg_rule_each_new(const mg_rule_ctx *rc, const mg_change *c, int kind, mg_rule_new_fn fn)
{
    bool is_it = c->after && is_kind(c->after, kind), may_hold = c->type == MG_C_CREATE && c->after && c->after->first;
    if ((!is_it && !may_hold) || !is_news(rc, c))
        return;
    if (is_it)
        fn(rc, c, c->after);
    if (!may_hold || !mg_is_table(c->after->kind))
        return;
    for (const mg_object *o = first_child(c->after, kind); o; o = o->next) {
        if (kind == MG_O_COLUMN && o->kind != kind)
            return;
        if (is_kind(o, kind) && !(o->flags & MG_OF_IMPLIED))
            fn(rc, c, o);
    }
}

void mg_rule_judge_name(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o, const char *noun)
{
    mg_str pattern = mg_rule_text(rc, "pattern");
    if (!o->name.n || mg_rule_matches(rc, pattern, o, o->name))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The name of %s %S does not match the pattern %S.", noun, &name, &pattern);
    mg_rule_suggest(rc, f, "Name it by the pattern while it is new.");
    mg_rule_at_object(f, o);
}

void mg_rule_each_new_type(const mg_rule_ctx *rc, const mg_change *c, mg_rule_new_fn fn)
{
    if (c->type == MG_C_ALTER_COLUMN_TYPE)
        fn(rc, c, c->after);
    else
        mg_rule_each_new(rc, c, MG_O_COLUMN, fn);
}

mg_finding *mg_rule_tell_rename(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str old = mg_rule_name(rc, c->before), new = mg_rule_own_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S is renamed to %S: programs that use the old name fail from that moment.", &old, &new);
    if (!f || c->confidence >= 100)
        return f;
    mg_str said = f->message, reason = c->reason.n ? c->reason : MG_STR("names and types");
    f->message = mg_arena_printf(rc->arena, "%S Taken for a rename with %u %% confidence (%S): please confirm.", &said, (unsigned)c->confidence, &reason);
    mg_rule_block(f);
    return f;
}

bool mg_rule_has_whole_key(const mg_object *view)
{
    MG_EACH_CHILD(o, view) {
        bool whole = o->kind == MG_O_INDEX && mg_attr(o, A_UNIQUE) && !mg_attr(o, A_PREDICATE) && mg_rule_key_count(o) > 0;
        uint32_t n = mg_rule_key_count(o);
        for (uint32_t i = 0; whole && i < n; i++)
            whole = mg_rule_key_column(o, i).n != 0;
        if (whole)
            return true;
    }
    return false;
}

bool mg_rule_type_is(const mg_rule_ctx *rc, const mg_object *column, const char *types)
{
    const mg_node *type = mg_attr_first(column, A_TYPE);
    if (!type || type->sub)
        return false;
    const char *known = mg_fact_type_name(mg_rule_dialect(rc), mg_text(type));
    mg_str name = known ? mg_str_of(known) : mg_text(type);
    for (const char *p = types, *end; *p; p = end + (*end == '|')) {
        end = strchr(p, '|');
        end = end ? end : p + strlen(p);
        if (mg_str_ieq(name, (mg_str){p, (uint32_t)(end - p)}))
            return true;
    }
    return false;
}

bool mg_rule_is_key_of(const mg_object *table, int kind, mg_str column)
{
    MG_EACH_CHILD(o, table) {
        if (o->kind == kind && mg_rule_key_count(o) == 1 && mg_str_ieq(mg_rule_key_column(o, 0), column))
            return true;
    }
    return false;
}
