/* Types, literals with a type, keys, options. */
#include "dialect/postgres/build.h"
#include "dialect/postgres/postgres.h"

static mg_node *set_text(mg_node *n, mg_str s)
{
    if (n) {
        n->p = s.p;
        n->n = s.n;
    }
    return n;
}

/* ---- types ---- */

static uint32_t number_of(const mg_node *n)
{
    uint64_t v;
    bool whole = n && n->kind == E_CONST && n->sub == MG_CONST_NUMBER && mg_is_number(mg_text(n), UINT32_MAX, &v);
    return whole ? (uint32_t)v : UINT32_MAX;
}

static bool is_word(mg_str s, const char *a, const char *b, const char *c)
{
    return mg_str_is(s, a) || mg_str_is(s, b) || mg_str_is(s, c);
}

/* What the words after the name make of it. */
static mg_str with_words(mg_str name, const char *how)
{
    mg_str words = mg_str_of(how);
    if (mg_str_is(words, "varying"))
        return mg_str_is(name, "bit") ? MG_STR("bit varying") : MG_STR("character varying");
    if (mg_str_is(words, "precision"))
        return MG_STR("double precision");
    if (mg_str_is(words, "with time zone"))
        return mg_str_is(name, "time") ? MG_STR("time with time zone") : MG_STR("timestamp with time zone");
    if (mg_str_is(words, "without time zone"))
        return mg_str_is(name, "time") ? MG_STR("time without time zone") : MG_STR("timestamp without time zone");
    return MG_STR_NONE;
}

/* pg_catalog.int4 is integer too; pg_catalog."char" is not. */
static bool drop_catalog(mg_node *type)
{
    mg_node *q = type->first;
    if (!q)
        return !(type->flags & NF_QUOTED);
    if (q->next || !mg_str_is(mg_text(q), "pg_catalog"))
        return false;
    mg_node_remove(type, q);
    if (mg_str_is(mg_text(type), "char")) {
        type->flags |= NF_QUOTED;
        return false;
    }
    return true;
}

static void fix_modifiers(mg_parse *ps, mg_node *type, mg_str written, mg_node *mods)
{
    mg_str name = mg_text(type);
    const mg_node *first = mods ? mods->first : NULL;
    if (!first) {
        if (is_word(written, "char", "character", "nchar") || mg_str_is(written, "bit"))
            mg_ast_add(type, mg_ast_number(ps, "1"));
        return;
    }
    if (mg_str_is(written, "float")) {
        if (number_of(first) <= 24)
            mg_ast_textz(ps, type, "real");
        return;
    }
    if (mg_str_is(written, "bpchar"))
        mg_ast_textz(ps, type, "character");
    bool alone = !first->next;
    mg_ast_adopt(type, mods);
    if (alone && mg_str_is(name, "numeric"))
        mg_ast_add(type, mg_ast_number(ps, "0"));
}

mg_node *mg_pg_ast_type(mg_parse *ps, mg_node *qname, mg_node *mods, const char *how)
{
    if (!qname)
        return NULL;
    if (!(qname->flags & NF_QUOTED))
        mg_pg_check_type(ps, qname, mods != NULL);
    qname->kind = N_TYPE;
    bool built_in = drop_catalog(qname);
    mg_str written = mg_text(qname);
    if (how && how[0] == 'w' && !is_word(written, "time", "timestamp", "timestamp"))
        mg_pg_refuse_at(ps, qname->off, MG_STR("only TIME and TIMESTAMP have a time zone"));
    if (how && how[0] == '%') { /* table.column%TYPE */
        mg_str name = mg_arena_printf(ps->arena, "%S%%type", &written);
        return set_text(qname, name);
    }
    if (how) {
        set_text(qname, with_words(written, how));
        if (mods)
            mg_ast_adopt(qname, mods);
        return qname;
    }
    mg_str name = built_in ? mg_pg_type_canonical(written) : MG_STR_NONE;
    if (name.p) {
        set_text(qname, name);
        qname->flags &= ~(uint32_t)NF_QUOTED;
        fix_modifiers(ps, qname, written, mods);
        return qname;
    }
    if (mods && mods->first && !mods->first->next && mg_str_is(written, "numeric"))
        mg_ast_add(mods, mg_ast_number(ps, "0"));
    return mg_ast_adopt(qname, mods);
}

mg_node *mg_pg_ast_array(mg_node *type, int dims)
{
    if (type && type->sub == 0) /* int[][] is int[] to the server */
        type->sub = (uint16_t)dims;
    return type;
}

mg_node *mg_pg_ast_fields(mg_parse *ps, mg_node *from, mg_node *to, mg_node *precision)
{
    if (to) {
        mg_str a = mg_text(from), b = mg_text(to);
        set_text(from, mg_arena_printf(ps->arena, "%S to %S", &a, &b));
    }
    return mg_ast_add(from, precision);
}

mg_node *mg_pg_ast_interval(mg_parse *ps, mg_node *fields)
{
    mg_str words = mg_text(fields);
    mg_node *type = set_text(mg_ast_new(ps, N_TYPE), mg_arena_printf(ps->arena, "interval %S", &words));
    return mg_ast_adopt(type, fields);
}

/* type 'literal' */
static mg_node *typed(mg_parse *ps, mg_node *type, const mg_token *t)
{
    mg_node *n = mg_ast_pair(ps, E_CAST, mg_ast_const(ps, t, MG_CONST_STRING), type);
    if (n && type && type->len)
        mg_ast_to(ps, n, t)->off = type->off;
    if (n && type && type->len)
        n->len = t->off + t->len - n->off;
    return mg_ast_sub(n, 2);
}

mg_node *mg_pg_ast_typed_string(mg_parse *ps, mg_node *qname, mg_node *mods, const char *how, const mg_token *t)
{
    return typed(ps, mg_pg_ast_type(ps, qname, mods, how), t);
}

mg_node *mg_pg_ast_interval_string(mg_parse *ps, mg_node *fields, const mg_token *t)
{
    return typed(ps, mg_pg_ast_interval(ps, fields), t);
}

mg_node *mg_pg_ast_qualified_op(mg_parse *ps, mg_node *op, mg_node *left, mg_node *right)
{
    if (!op)
        return NULL;
    mg_node *n = mg_ast_op(ps, "", left, right);
    set_text(n, mg_text(op));
    if (!n || !op->first || (!op->first->next && mg_str_is(mg_text(op->first), "pg_catalog")))
        return n;
    op->last->next = n->first; /* qualifiers come first */
    n->first = op->first;
    return n;
}

/* ---- calls ---- */

mg_node *mg_pg_ast_call(mg_parse *ps, const mg_token *word, mg_node *args, const mg_token *last)
{
    return mg_ast_call(ps, mg_ast_as(mg_ast_name(ps, word), N_QNAME), args, NULL, last);
}

mg_node *mg_pg_ast_worded(mg_parse *ps, mg_node *list, const mg_token *word, mg_node *expr)
{
    return mg_ast_add2(list, mg_ast_word(ps, N_KEYWORD, word), expr);
}

mg_node *mg_pg_ast_raw_call(mg_parse *ps, const mg_token *word, mg_node *trees, const mg_token *last)
{
    mg_node *n = mg_ast_raw_call(ps, word, mg_run_of(word + 2, last - 1), last);
    mg_node *raw = n ? n->first : NULL;
    if (trees && trees->kind == N_LIST)
        mg_ast_adopt(raw, trees);
    else
        mg_ast_add(raw, trees);
    return n;
}

/* ---- keys ---- */

mg_node *mg_pg_ast_key(mg_parse *ps, mg_node *expr, mg_node *collate, mg_node *opclass)
{
    return mg_ast_add2(mg_ast_wrap(ps, N_KEY, expr), collate, opclass);
}

/* ---- options ---- */

mg_run mg_pg_since(const mg_parse *ps, const mg_token *first)
{
    const mg_token *last = ps->tokens + ps->at - 1; /* the token at `at` is only looked at */
    return last < first ? mg_run_of(first, first) : mg_run_of(first, last);
}

static mg_node *option_value(mg_parse *ps, const mg_token *first, const mg_token *last)
{
    if (first == last && first->kind == MG_T_STRING)
        return mg_ast_const(ps, first, MG_CONST_STRING);
    if (first == last && first->kind == MG_T_NUMBER)
        return mg_ast_const(ps, first, MG_CONST_NUMBER);
    if (first + 1 == last && first->kind == MG_T_MINUS && last->kind == MG_T_NUMBER)
        return mg_ast_negative(ps, first, last);
    return mg_ast_run(ps, N_TEXT, mg_run_of(first, last));
}

static bool is_action(mg_str s) { return is_word(s, "add", "set", "drop"); }

mg_node *mg_pg_ast_option(mg_parse *ps, mg_run run)
{
    const mg_token *t = run.first;
    /* OPTIONS (SET name 'value') */
    mg_node *act = NULL;
    if (t < run.last && t->hash && t[1].kind != MG_T_EQ && t[1].kind != MG_T_DOT && is_action(mg_ast_lower(ps, t))) {
        act = mg_ast_word(ps, N_KEYWORD, t);
        t++;
    }
    const mg_token *end = t;
    while (end < run.last && end[1].kind == MG_T_DOT && end + 1 < run.last)
        end += 2;
    mg_node *n = mg_ast_run(ps, N_PARAM, mg_run_of(t, end));
    if (t == end && t->kind == MG_T_ID)
        n = mg_ast_as(mg_ast_name(ps, t), N_PARAM);
    if (end < run.last) {
        end++;
        if (end->kind == MG_T_EQ && end < run.last)
            end++;
        mg_ast_add(n, option_value(ps, end, run.last));
    }
    return mg_ast_add(n, act);
}

mg_node *mg_pg_ast_role(mg_parse *ps, const mg_token *t)
{
    return mg_ast_as(mg_ast_name(ps, t), N_ROLE);
}
