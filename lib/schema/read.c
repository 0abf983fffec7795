/* A text, statement by statement, into the schema. */
#include <string.h>

#include "schema/internal.h"

typedef struct reader {
    mg_schema *s;
    mg_source *source;
} reader;

/* A schema needs six to eight times its text. Much of a text that is very long is mostly data, which is not kept. */
#define RESERVE_TIMES 4u
#define RESERVE_MAX ((size_t)8 << 20)

static size_t room_for(mg_str text)
{
    size_t n = (size_t)text.n * RESERVE_TIMES;
    return n < RESERVE_MAX ? n : RESERVE_MAX;
}

static mg_source *add_source(mg_schema *s, mg_str name, mg_str text)
{
    mg_source *src = MG_NEW(&s->arena, mg_source);
    if (!src || !text.p)
        return NULL;
    src->name = mg_arena_str(&s->arena, name);
    src->text = text;
    mg_lines_init(&src->lines, &s->ctx->alloc, text.p, text.n);
    return mg_vec_push(&s->sources, src) ? src : NULL;
}

/* ---- what is remembered of a statement ----------------------------------------------- */

#define HEAD_MAX 60

/* Places are kept as offsets: few are ever shown. */
uint32_t mg_stmt_line(const mg_stmt_info *st, uint32_t *column)
{
    uint32_t line;
    mg_lines_at((mg_lines *)(uintptr_t)&st->source->lines, st->off, &line, column);
    return line;
}

/* Up to the first line break, clipped at a character's end: a slice of the source. */
mg_str mg_stmt_head(const mg_stmt_info *st)
{
    mg_str text = {st->source->text.p + st->off, st->len};
    uint32_t n = 0;
    while (n < text.n && n < HEAD_MAX && text.p[n] != '\n' && text.p[n] != '\r')
        n++;
    return (mg_str){text.p, mg_utf8_clip(text, n)};
}

static const mg_node *main_name(const mg_node *ast)
{
    const mg_node *q = mg_child(ast, N_QNAME);
    if (q)
        return q;
    static const mg_kind holders[] = {A_ON_TABLE, A_TARGET};
    for (size_t i = 0; i < sizeof holders / sizeof *holders; i++) {
        const mg_node *holder = mg_child(ast, holders[i]);
        q = mg_child(holder, N_QNAME);
        if (!q)
            q = mg_child(holder, N_NAME);
        if (q)
            return q;
    }
    return mg_child(ast, N_NAME);
}

static bool is_dotted(mg_str whole, mg_str schema, mg_str text)
{
    return whole.n == schema.n + 1 + text.n && whole.p[schema.n] == '.' && memcmp(whole.p, schema.p, schema.n) == 0 &&
           memcmp(whole.p + schema.n + 1, text.p, text.n) == 0;
}

/* Statements on one table mostly follow each other. */
static mg_str dotted(mg_schema *s, mg_str schema, mg_str text)
{
    const mg_stmt_info *before = s->statements.n ? s->statements.at[s->statements.n - 1] : NULL;
    if (before && is_dotted(before->object, schema, text))
        return before->object;
    char *p = mg_arena_raw(&s->arena, (size_t)schema.n + 1 + text.n + 1);
    if (!p)
        return MG_STR_NONE;
    memcpy(p, schema.p, schema.n);
    p[schema.n] = '.';
    memcpy(p + schema.n + 1, text.p, text.n);
    p[schema.n + 1 + text.n] = 0;
    return (mg_str){p, schema.n + 1 + text.n};
}

static mg_str object_text(mg_schema *s, const mg_node *ast)
{
    const mg_node *name = main_name(ast);
    if (!name || !name->n)
        return MG_STR_NONE;
    mg_str schema = name->kind == N_QNAME ? mg_name_schema(s, name) : MG_STR_NONE, text = mg_text(name);
    if (!schema.n && name->kind == N_QNAME && s->dialect->has_schemas)
        schema = mg_schema_for_new(s, name);
    if (!schema.n)
        return mg_text_keep(s, text);
    /* where it is written just so, it need not be built */
    if (mg_text_is_kept(s, schema.p) && schema.p + schema.n + 1 == text.p && schema.p[schema.n] == '.')
        return (mg_str){schema.p, schema.n + 1 + text.n};
    return dotted(s, schema, text);
}

static mg_stmt_info *remember(mg_schema *s, const mg_statement *st)
{
    mg_stmt_info *info = MG_NEW(&s->arena, mg_stmt_info);
    if (!info)
        return NULL;
    info->index = s->statements.n;
    info->off = st->off;
    info->len = st->len;
    info->source = st->source;
    info->kind = st->ast ? st->ast->kind : S_UNKNOWN;
    info->understood = st->understood;
    if (st->ast)
        info->object = object_text(s, st->ast);
    if (!mg_vec_push(&s->statements, info))
        return NULL;
    if (st->understood == MG_NOT_UNDERSTOOD)
        mg_vec_push(&s->not_understood, info);
    return info;
}

static void remember_words(mg_schema *s, mg_stmt_info *info, const mg_statement *st)
{
    mg_word_set *set = st->n_tokens ? MG_NEW(&s->arena, mg_word_set) : NULL;
    if (set)
        mg_word_set_take(set, st->source->text.p, st->tokens, st->n_tokens);
    info->words = set;
}

static bool take_statement(const mg_statement *st, void *user_data)
{
    reader *r = user_data;
    mg_stmt_info *info = remember(r->s, st);
    if (!info)
        return false;
    if (r->s->observe)
        remember_words(r->s, info, st);
    mg_statement numbered = *st;
    numbered.index = info->index;
    if (r->s->assumed)
        mg_schema_assume(r->s, &numbered);
    if (r->s->observe)
        r->s->observe(r->s, &numbered, info, r->s->observer);
    mg_schema_apply(r->s, &numbered);
    return !mg_failed(r->s->ctx);
}

/* ---- migra: comments ------------------------------------------------------------------- */

static const char prefix[] = "migra:";

static void keep_comment(mg_schema *s, const mg_source *src, const mg_comment *c)
{
    mg_comment_ref *ref = MG_NEW(&s->arena, mg_comment_ref);
    if (!ref)
        return;
    mg_str text = {src->text.p + c->off, c->len};
    if (mg_str_starts(text, prefix))
        text = (mg_str){text.p + sizeof prefix - 1, text.n - (uint32_t)(sizeof prefix - 1)};
    ref->text = mg_str_trim(text);
    ref->source = src;
    ref->off = c->off;
    ref->own_line = c->own_line;
    uint32_t column;
    mg_lines_at((mg_lines *)&src->lines, c->off, &ref->line, &column);
    mg_vec_push(&s->comments, ref);
}

bool mg_schema_read(mg_schema *s, mg_str source_name, mg_str text)
{
    mg_arena_reserve(&s->arena, room_for(text));
    return mg_schema_read_kept(s, source_name, mg_arena_str(&s->arena, text.n ? text : MG_STR("")));
}

bool mg_schema_read_kept(mg_schema *s, mg_str source_name, mg_str text)
{
    mg_source *src = add_source(s, source_name, text);
    if (!src)
        return false;
    s->reading = src;
    s->finished = s->settled = false;
    reader r = {s, src};
    mg_comment_sink sink = {.arena = &s->arena};
    mg_vec_init(&sink.list, &s->ctx->alloc);
    bool ok = mg_parse_source_comments(s->ctx, s->dialect, s->engine_version, src, &s->diags, take_statement, &r, &sink);
    for (uint32_t i = 0; ok && i < sink.list.n; i++)
        keep_comment(s, src, sink.list.at[i]);
    mg_vec_free(&sink.list);
    s->reading = NULL;
    return ok && !mg_failed(s->ctx);
}
