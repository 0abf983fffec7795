/* A statement that the grammar refused, but whose head says what it makes:
 * CREATE/ALTER kind name, and the rest as text. So a routine in a language
 * variant nobody described is still an object that can be compared. Tables and
 * indexes are left out on purpose: half a table would be worse than none. */
#include "parse/internal.h"

typedef struct cursor {
    mg_parse *ps;
    uint32_t at;
} cursor;

static bool take(cursor *c, const char *word)
{
    if (!mg_token_is(c->ps, c->at, word))
        return false;
    c->at++;
    return true;
}

static bool take_two(cursor *c, const char *a, const char *b)
{
    if (!mg_token_is(c->ps, c->at, a) || !mg_token_is(c->ps, c->at + 1, b))
        return false;
    c->at += 2;
    return true;
}

/* Words in SQL, longest first where one begins another. */
static const uint16_t kinds[] = {
    MG_O_MATVIEW, MG_O_EVENT_TRIGGER, MG_O_FOREIGN_TABLE, MG_O_FDW, MG_O_OPERATOR_CLASS, MG_O_OPERATOR_FAMILY,
    MG_O_TS_PARSER, MG_O_TS_TEMPLATE, MG_O_TS_DICTIONARY, MG_O_TS_CONFIGURATION, MG_O_ACCESS_METHOD, MG_O_USER_MAPPING,
    MG_O_EXTENSION, MG_O_LANGUAGE, MG_O_COLLATION, MG_O_TYPE, MG_O_DOMAIN, MG_O_SEQUENCE, MG_O_FUNCTION,
    MG_O_PROCEDURE, MG_O_AGGREGATE, MG_O_OPERATOR, MG_O_CAST, MG_O_CONVERSION, MG_O_TRANSFORM, MG_O_SERVER,
    MG_O_STATISTICS, MG_O_VIEW, MG_O_RULE, MG_O_TRIGGER, MG_O_POLICY, MG_O_EVENT, MG_O_PUBLICATION,
    MG_O_SUBSCRIPTION, MG_O_PACKAGE, MG_O_ROLE, MG_O_TABLESPACE, MG_O_DATABASE, MG_O_SCHEMA,
};

/* Matches the label's words, one token each. */
static bool take_label(cursor *c, const char *label)
{
    uint32_t at = c->at;
    while (*label) {
        char word[24];
        uint32_t n = 0;
        while (*label && *label != ' ' && n + 1 < sizeof word)
            word[n++] = *label++;
        word[n] = 0;
        if (!mg_token_is(c->ps, at, word))
            return false;
        at++;
        while (*label == ' ')
            label++;
    }
    c->at = at;
    return true;
}

static int take_kind(cursor *c)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (take_label(c, mg_object_kind_label(kinds[i])))
            return kinds[i];
    if (take_two(c, "virtual", "table"))
        return MG_O_VIRTUAL_TABLE;
    return MG_O_NONE;
}

/* Words that may stand between CREATE and the kind. DEFINER = a@b and the like: skipped up to the kind. */
static uint32_t take_modifiers(cursor *c)
{
    uint32_t flags = 0;
    for (uint32_t most = 0; most < 16; most++) {
        if (take_two(c, "or", "replace"))
            flags |= NF_OR_REPLACE;
        else if (take(c, "temp") || take(c, "temporary"))
            flags |= NF_TEMP;
        else if (take(c, "recursive"))
            flags |= NF_RECURSIVE;
        else if (take(c, "constraint") || take(c, "trusted") || take(c, "procedural") || take(c, "local") ||
                 take(c, "global") || take(c, "default") || take_two(c, "sql", "security"))
            ;
        else if (take(c, "definer") || take(c, "algorithm") || take(c, "invoker")) {
            while (c->at < c->ps->n_tokens && !mg_token_is(c->ps, c->at, "view") && !mg_token_is(c->ps, c->at, "function") &&
                   !mg_token_is(c->ps, c->at, "procedure") && !mg_token_is(c->ps, c->at, "trigger") &&
                   !mg_token_is(c->ps, c->at, "event") && !mg_token_is(c->ps, c->at, "sql") && most++ < 16)
                c->at++;
        } else
            break;
    }
    return flags;
}

static mg_node *name_node(mg_parse *ps, mg_kind kind, uint32_t at)
{
    const mg_token *t = &ps->tokens[at];
    bool quoted = t->flags & MG_TF_QUOTED;
    mg_str value = mg_token_value(ps->arena, ps->dialect->lex_mode, ps->source->text.p, t);
    mg_node *n = mg_node_text(ps->arena, kind, ps->dialect->fold ? ps->dialect->fold(ps->arena, value, quoted) : value);
    if (!n)
        return NULL;
    n->off = t->off;
    n->len = t->len;
    if (quoted)
        n->flags |= NF_QUOTED;
    return n;
}

static bool could_be_name(const mg_parse *ps, uint32_t at)
{
    if (at >= ps->n_tokens)
        return false;
    char c = mg_token_text(ps, at).p[0];
    return (ps->tokens[at].flags & MG_TF_QUOTED) || mg_is_letter(c) || c == '_' ||
           (unsigned char)c >= 0x80;
}

static mg_node *take_qname(cursor *c)
{
    mg_parse *ps = c->ps;
    if (!could_be_name(ps, c->at))
        return NULL;
    uint32_t start = c->at++;
    while (c->at + 1 < ps->n_tokens && ps->tokens[c->at].kind == MG_T_DOT && could_be_name(ps, c->at + 1))
        c->at += 2;
    mg_node *q = name_node(ps, N_QNAME, c->at - 1);
    for (uint32_t i = start; i + 1 < c->at; i += 2)
        mg_node_add(q, name_node(ps, N_NAME, i));
    return q;
}

/* Triggers, policies and rules belong to the table after ON. */
static mg_node *find_table(mg_parse *ps, uint32_t from)
{
    for (uint32_t i = from; i + 1 < ps->n_tokens && i < from + 64; i++) {
        if (!mg_token_is(ps, i, "on") || !could_be_name(ps, i + 1))
            continue;
        cursor c = {ps, i + 1};
        return mg_node_add(mg_node_new(ps->arena, A_ON_TABLE), take_qname(&c));
    }
    return NULL;
}

static mg_node *definition(mg_parse *ps, uint32_t from)
{
    mg_buf b;
    mg_buf_init(&b, &ps->ctx->alloc);
    mg_tokens_text(&b, ps, from, ps->n_tokens);
    mg_node *n = mg_node_text(ps->arena, A_DEFINITION, mg_buf_take(&b, ps->arena));
    mg_buf_free(&b);
    return n;
}

static bool belongs_to_table(int kind)
{
    return kind == MG_O_TRIGGER || kind == MG_O_POLICY || kind == MG_O_RULE;
}

mg_node *mg_parse_partially(mg_parse *ps)
{
    cursor c = {ps, 0};
    mg_kind stmt = take(&c, "create") ? S_CREATE_OBJECT : take(&c, "alter") ? S_ALTER_OBJECT : N_NONE;
    if (stmt == N_NONE)
        return NULL;
    uint32_t flags = take_modifiers(&c);
    int kind = take_kind(&c);
    if (kind == MG_O_NONE)
        return NULL;
    if (mg_token_is(ps, c.at, "if") && take_two(&c, "if", "exists"))
        flags |= NF_IF_EXISTS;
    else if (take(&c, "if") && take_two(&c, "not", "exists"))
        flags |= NF_IF_NOT_EXISTS;
    mg_node *name = take_qname(&c);
    if (!name)
        return NULL;
    mg_node *s = mg_node_new(ps->arena, stmt);
    if (!s)
        return NULL;
    s->sub = (uint16_t)kind;
    s->flags = flags | NF_PARTIAL;
    mg_node_add(s, name);
    if (belongs_to_table(kind))
        mg_node_add(s, find_table(ps, c.at));
    return mg_node_add(s, definition(ps, c.at));
}
