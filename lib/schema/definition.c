/* Definitions that are kept as text, with trees for what they refer to: the text follows when a tree gets another name. */
#include <string.h>

#include "schema/internal.h"

/* ---- which of the nodes that bear the same name it is ---- */

typedef struct count {
    const mg_node *node; /* looked for */
    mg_str schema, name;
    uint32_t before;
    bool found;
} count;

static bool count_node(mg_node *n, void *user_data)
{
    count *c = user_data;
    if (n == c->node)
        c->found = true;
    else if (!c->found && (n->kind == N_QNAME || n->kind == N_TYPE || n->kind == E_CALL) && mg_str_eq(mg_text(n), c->name) &&
             mg_str_eq(mg_qname_schema(n), c->schema))
        c->before++;
    return !c->found;
}

/* ---- names in the text ---- */

static bool is_word(char c)
{
    return mg_is_word_byte(c) || c == '$';
}

static bool is_operator(char c) { return c && strchr("+-*/<>=~!@#%^&|`?", c); }

/* The end of a string, a quoted name, a word, an operator or one character. */
static uint32_t piece_end(mg_str t, uint32_t at)
{
    char c = t.p[at];
    uint32_t i = at + 1;
    if (c == '\'' || c == '"') {
        while (i < t.n && (t.p[i] != c || (i + 1 < t.n && t.p[i + 1] == c)))
            i += t.p[i] == c ? 2 : 1;
        return i < t.n ? i + 1 : t.n;
    }
    while (i < t.n && ((is_word(c) && is_word(t.p[i])) || (is_operator(c) && is_operator(t.p[i]))))
        i++;
    return i;
}

static bool starts_name(mg_str t, uint32_t at) { return at < t.n && (t.p[at] == '"' || is_word(t.p[at]) || is_operator(t.p[at])); }

static bool is_name(mg_str piece, mg_str name)
{
    if (piece.n < 2 || piece.p[0] != '"')
        return mg_str_ieq(piece, name);
    uint32_t k = 0;
    for (uint32_t i = 1; i + 1 < piece.n; i++, k++) {
        if (k >= name.n || name.p[k] != piece.p[i])
            return false;
        i += piece.p[i] == '"';
    }
    return k == name.n;
}

typedef struct dotted {
    mg_str last, before; /* before: what stands in front of the last dot; none = nothing */
    uint32_t end;
} dotted;

static dotted read_dotted(mg_str t, uint32_t at)
{
    dotted d = {.end = piece_end(t, at)};
    d.last = (mg_str){t.p + at, d.end - at};
    while (d.end < t.n && t.p[d.end] == '.' && starts_name(t, d.end + 1)) {
        at = d.end + 1;
        d.end = piece_end(t, at);
        d.before = d.last;
        d.last = (mg_str){t.p + at, d.end - at};
    }
    return d;
}

/* "sfunc = f": sfunc is the option's name, whatever else is called so. */
static bool is_option(mg_str t, uint32_t end)
{
    while (end < t.n && t.p[end] == ' ')
        end++;
    return end < t.n && t.p[end] == '=';
}

/* Where the name stands for the n-th time; an empty range when it does not. */
static mg_str find_name(mg_str t, mg_str schema, mg_str name, uint32_t n)
{
    for (uint32_t at = 0, end; at < t.n; at = end) {
        if (!starts_name(t, at)) {
            end = piece_end(t, at);
            continue;
        }
        dotted d = read_dotted(t, at);
        end = d.end;
        bool same = is_name(d.last, name) && (schema.n ? is_name(d.before, schema) : !d.before.n);
        if (same && (d.before.n || !is_option(t, end)) && n-- == 0)
            return (mg_str){t.p + at, end - at};
    }
    return MG_STR_NONE;
}

/* The text in which the node's name stands: the definition, the actions of a rule, the statements of a BEGIN ATOMIC body, or what
 * one ALTER said. */
static mg_node *text_of(mg_node *attr, const mg_node *node)
{
    if (attr && (attr->kind == A_DEFINITION || (attr->kind == A_BODY && attr->n && attr->first && attr->first->kind != A_LINK_SYMBOL)))
        return attr;
    if (attr && attr->kind == A_ALTERATIONS)
        MG_EACH (text, attr) {
            count c = {.node = node, .schema = MG_STR_NONE, .name = MG_STR_NONE};
            mg_walk(text, count_node, &c);
            if (c.found)
                return text;
        }
    return NULL;
}

void mg_definition_follow(mg_schema *s, const mg_ref *ref, mg_str schema, mg_str name)
{
    mg_node *attr = s->dialect->has_schemas ? text_of(ref->attr, ref->node) : NULL;
    if (!attr)
        return;
    count c = {.node = ref->node, .schema = mg_qname_schema(ref->node), .name = mg_text(ref->node)};
    mg_walk(attr, count_node, &c);
    mg_str text = mg_text(attr), old = find_name(text, c.schema, c.name, c.before);
    if (!c.found || !old.n)
        return;
    uint32_t from = (uint32_t)(old.p - text.p);
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    mg_buf_add(&b, text.p, from);
    if (schema.n) {
        mg_print_name(&b, s->dialect, schema);
        mg_buf_char(&b, '.');
    }
    if (name.n && is_operator(name.p[0]))
        mg_buf_str(&b, name);
    else
        mg_print_name(&b, s->dialect, name);
    mg_buf_add(&b, old.p + old.n, text.n - from - old.n);
    mg_str out = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    if (!out.p)
        return;
    attr->p = out.p;
    attr->n = out.n;
}
