/* Constructors: places, nodes, texts, names. */
#include "parse/build.h"
#include "dialect/dialect.h"

#include <string.h>

static mg_str slice(const mg_parse *ps, const mg_token *t)
{
    return (mg_str){ps->source->text.p + t->off, t->len};
}

/* ---- places ---- */

mg_node *mg_ast_at(mg_parse *ps, mg_node *n, const mg_token *t)
{
    return mg_ast_place(ps, n, t, t);
}

mg_node *mg_ast_place(mg_parse *ps, mg_node *n, const mg_token *first, const mg_token *last)
{
    (void)ps;
    if (n) {
        n->off = first->off;
        n->len = last->off + last->len - first->off;
    }
    return n;
}

mg_node *mg_ast_from(mg_parse *ps, mg_node *n, const mg_token *t)
{
    (void)ps;
    if (n) {
        uint32_t end = n->len ? n->off + n->len : t->off + t->len;
        n->off = t->off;
        n->len = end - t->off;
    }
    return n;
}

mg_node *mg_ast_to(mg_parse *ps, mg_node *n, const mg_token *t)
{
    (void)ps;
    if (n && t) {
        if (!n->len)
            n->off = t->off;
        n->len = t->off + t->len - n->off;
    }
    return n;
}

static void cover(mg_node *n, const mg_node *child)
{
    if (!child->len)
        return;
    if (!n->len) {
        n->off = child->off;
        n->len = child->len;
    } else if (child->off >= n->off) {
        n->len = child->off + child->len - n->off;
    }
}

/* ---- nodes ---- */

mg_node *mg_ast_new(mg_parse *ps, int kind)
{
    return mg_node_new(ps->arena, (mg_kind)kind);
}

mg_node *mg_ast_as(mg_node *n, int kind)
{
    if (n)
        n->kind = (uint16_t)kind;
    return n;
}

mg_node *mg_ast_flag(mg_node *n, uint32_t flags)
{
    if (n)
        n->flags |= flags;
    return n;
}

mg_node *mg_ast_partial(mg_parse *ps, mg_node *n)
{
    ps->partial = true;
    return mg_ast_flag(n, NF_PARTIAL);
}

mg_node *mg_ast_sub(mg_node *n, int sub)
{
    if (n)
        n->sub = (uint16_t)sub;
    return n;
}

mg_node *mg_ast_add(mg_node *parent, mg_node *child)
{
    if (!parent || !child)
        return parent;
    mg_node_add(parent, child);
    cover(parent, child);
    return parent;
}

mg_node *mg_ast_add2(mg_node *parent, mg_node *a, mg_node *b)
{
    return mg_ast_add(mg_ast_add(parent, a), b);
}

mg_node *mg_ast_add3(mg_node *parent, mg_node *a, mg_node *b, mg_node *c)
{
    return mg_ast_add(mg_ast_add2(parent, a, b), c);
}

mg_node *mg_ast_adopt(mg_node *parent, mg_node *list)
{
    if (!parent || !list)
        return parent;
    cover(parent, list);
    return mg_node_adopt(parent, list);
}

mg_node *mg_ast_wrap(mg_parse *ps, int kind, mg_node *child)
{
    return mg_ast_add(mg_ast_new(ps, kind), child);
}

mg_node *mg_ast_pair(mg_parse *ps, int kind, mg_node *a, mg_node *b)
{
    return mg_ast_add2(mg_ast_new(ps, kind), a, b);
}

mg_node *mg_ast_three(mg_parse *ps, int kind, mg_node *a, mg_node *b, mg_node *c)
{
    return mg_ast_add3(mg_ast_new(ps, kind), a, b, c);
}

mg_node *mg_ast_with(mg_parse *ps, int kind, mg_node *child, mg_node *list)
{
    return mg_ast_adopt(mg_ast_wrap(ps, kind, child), list);
}

mg_node *mg_ast_list(mg_parse *ps, mg_node *first)
{
    return mg_ast_wrap(ps, N_LIST, first);
}

mg_node *mg_ast_list2(mg_parse *ps, mg_node *a, mg_node *b)
{
    return mg_ast_pair(ps, N_LIST, a, b);
}

mg_node *mg_ast_more(mg_parse *ps, mg_node *list, mg_node *item)
{
    return list ? mg_ast_add(list, item) : mg_ast_list(ps, item);
}

/* ---- texts ---- */

static mg_node *set_text(mg_node *n, mg_str s)
{
    if (n) {
        n->p = s.p;
        n->n = s.n;
    }
    return n;
}

mg_node *mg_ast_text(mg_node *n, const mg_node *named)
{
    if (n && named) {
        set_text(n, mg_text(named));
        n->flags |= named->flags & NF_QUOTED;
    }
    return n;
}

mg_node *mg_ast_textz(mg_parse *ps, mg_node *n, const char *z)
{
    (void)ps;
    return set_text(n, mg_str_of(z));
}

mg_node *mg_ast_textual(mg_parse *ps, mg_node *n, const char *z)
{
    return mg_ast_add(n, mg_ast_z(ps, N_TEXT, z));
}

mg_node *mg_ast_z(mg_parse *ps, int kind, const char *z)
{
    return set_text(mg_ast_new(ps, kind), mg_str_of(z));
}

mg_str mg_ast_lower(mg_parse *ps, const mg_token *t)
{
    mg_str s = slice(ps, t);
    return t->flags & MG_TF_UPPER ? mg_arena_lower(ps->arena, s) : s;
}

mg_node *mg_ast_word(mg_parse *ps, int kind, const mg_token *t)
{
    return mg_ast_at(ps, set_text(mg_ast_new(ps, kind), mg_ast_lower(ps, t)), t);
}

mg_node *mg_ast_word2(mg_parse *ps, const mg_token *t, const char *z)
{
    mg_str word = mg_ast_lower(ps, t);
    return set_text(mg_ast_new(ps, N_KEYWORD), mg_arena_printf(ps->arena, "%S %s", &word, z));
}

mg_node *mg_ast_words(mg_parse *ps, const char *z, mg_node *a, mg_node *b)
{
    mg_str one = mg_text(a), two = mg_text(b);
    return set_text(mg_ast_new(ps, N_KEYWORD), mg_arena_printf(ps->arena, "%s%s%S%s%S", z, a ? " " : "", &one, b ? " " : "", &two));
}

mg_node *mg_ast_raw_token(mg_parse *ps, int kind, const mg_token *t)
{
    return mg_ast_at(ps, set_text(mg_ast_new(ps, kind), slice(ps, t)), t);
}

static mg_str decode(mg_parse *ps, const mg_token *t)
{
    return mg_token_value(ps->arena, ps->dialect->lex_mode, ps->source->text.p, t);
}

mg_node *mg_ast_value(mg_parse *ps, int kind, const mg_token *t)
{
    if (t->kind == MG_T_ID)
        return mg_ast_as(mg_ast_name(ps, t), kind);
    return mg_ast_at(ps, set_text(mg_ast_new(ps, kind), decode(ps, t)), t);
}

mg_node *mg_ast_lower_value(mg_parse *ps, int kind, const mg_token *t)
{
    return mg_ast_at(ps, set_text(mg_ast_new(ps, kind), mg_arena_lower(ps->arena, decode(ps, t))), t);
}

/* ---- runs ---- */

static bool is_open(int kind) { return kind == MG_T_LP || kind == MG_T_LB; }
static bool is_tight(int kind) { return kind == MG_T_DOT || kind == MG_T_TYPECAST; }
static bool closes(int kind) { return kind == MG_T_RP || kind == MG_T_RB || kind == MG_T_COMMA || kind == MG_T_SEMI; }

/* One blank between tokens but where no one writes one. A parenthesis after a
 * word touches it only when it did so in the text, since (1) in "in (1)" and f(1) look alike. */
static bool needs_blank(const mg_token *a, const mg_token *b)
{
    if (is_open(a->kind) || is_tight(a->kind) || is_tight(b->kind) || closes(b->kind) || b->kind == MG_T_LB)
        return false;
    if (b->kind == MG_T_LP)
        return a->kind != MG_T_ID;
    return true;
}

static void add_token(mg_parse *ps, mg_buf *b, const mg_token *t)
{
    switch (t->kind) {
    case MG_T_STRING:
    case MG_T_STRINGS: {
        mg_print_string(b, ps->dialect, decode(ps, t));
        return;
    }
    case MG_T_ID:
        if (t->flags & MG_TF_QUOTED) {
            char quote = ps->source->text.p[t->off];
            if (ps->dialect->id == MG_SQLITE && (quote == '"' || quote == '\''))
                mg_buf_str(b, slice(ps, t)); /* may be a string where no such name is */
            else
                mg_print_name(b, ps->dialect, decode(ps, t));
            return;
        }
        break;
    case MG_T_NUMBER:
    case MG_T_OP:
        mg_buf_str(b, slice(ps, t));
        return;
    default:
        break;
    }
    if (t->hash)
        mg_buf_str(b, mg_ast_lower(ps, t));
    else
        mg_buf_str(b, slice(ps, t));
}

mg_str mg_ast_run_text(mg_parse *ps, mg_run run)
{
    mg_buf b;
    if (!run.first || !run.last)
        return MG_STR_NONE;
    mg_buf_init(&b, &ps->ctx->alloc);
    for (const mg_token *t = run.first; t <= run.last; t++) {
        if (t != run.first && needs_blank(t - 1, t))
            mg_buf_char(&b, ' ');
        add_token(ps, &b, t);
    }
    mg_str text = mg_buf_take(&b, ps->arena);
    mg_buf_free(&b);
    return text;
}

mg_node *mg_ast_run(mg_parse *ps, int kind, mg_run run)
{
    mg_node *n = set_text(mg_ast_new(ps, kind), mg_ast_run_text(ps, run));
    return run.first && run.last ? mg_ast_place(ps, n, run.first, run.last) : n;
}

/* ---- names ---- */

#define ALWAYS_SHORT 63 /* no dialect cuts a name of so many bytes */

mg_node *mg_ast_name(mg_parse *ps, const mg_token *t)
{
    mg_node *n = mg_ast_new(ps, N_NAME);
    if (!n)
        return NULL;
    mg_ast_at(ps, n, t);
    bool quoted = (t->flags & MG_TF_QUOTED) != 0;
    mg_str s = quoted ? decode(ps, t) : slice(ps, t);
    if (quoted)
        n->flags |= NF_QUOTED;
    bool changes = s.n > ALWAYS_SHORT || (!quoted && (t->flags & MG_TF_UPPER)) || t->kind == MG_T_STRING;
    if (changes && ps->dialect->fold)
        s = ps->dialect->fold(ps->arena, s, quoted);
    return set_text(n, s);
}

mg_node *mg_ast_dot(mg_node *qname, mg_node *name)
{
    if (!qname || !name)
        return qname;
    mg_node last = *name;
    name->p = qname->p;
    name->n = qname->n;
    name->flags = qname->flags;
    name->off = qname->off;
    name->kind = N_NAME;
    qname->p = last.p;
    qname->n = last.n;
    qname->flags = last.flags;
    qname->len = last.off + last.len - qname->off;
    mg_node_add(qname, name);
    return qname;
}

mg_node *mg_ast_keys(mg_parse *ps, mg_node *names)
{
    mg_node *keys = mg_ast_new(ps, A_KEYS);
    for (mg_node *n = names ? names->first : NULL, *next; n; n = next) {
        next = n->next;
        mg_ast_add(keys, mg_ast_wrap(ps, N_KEY, mg_ast_as(n, E_COLUMN)));
    }
    return keys;
}

mg_node *mg_ast_param(mg_parse *ps, const char *name, mg_node *value)
{
    return mg_ast_add(mg_ast_z(ps, N_PARAM, name), value);
}

mg_node *mg_ast_setting(mg_parse *ps, mg_node *qname, mg_node *values)
{
    mg_node *n = mg_ast_text(mg_ast_new(ps, N_PARAM), qname);
    if (qname && qname->first) {
        mg_buf b;
        mg_buf_init(&b, &ps->ctx->alloc);
        MG_EACH (part, qname) {
            mg_buf_str(&b, mg_text(part));
            mg_buf_char(&b, '.');
        }
        mg_buf_str(&b, mg_text(qname));
        set_text(n, mg_buf_take(&b, ps->arena));
        mg_buf_free(&b);
    }
    return mg_ast_adopt(n, values);
}

mg_node *mg_ast_relabel(mg_parse *ps, mg_node *n, int kind, const mg_token *t)
{
    return set_text(mg_ast_as(n, kind), mg_ast_lower(ps, t));
}

void mg_ast_refuse(mg_parse *ps, const mg_token *t, const char *why)
{
    if (ps->error)
        return;
    ps->error = true;
    ps->refused = why;
    ps->error_at = t ? (uint32_t)(t - ps->tokens) : ps->at;
}

void mg_ast_result(mg_parse *ps, mg_node *statement)
{
    if (statement && statement->kind >= Q_SELECT && statement->kind <= Q_TABLE)
        statement = mg_ast_wrap(ps, S_SELECT, statement);
    ps->result = statement;
}
