/* What a statement does in MySQL and MariaDB beside what the common apply makes of it. */
#include "dialect/mysql/call.h"

#include <string.h>

static bool begins_with(mg_str text, const char *const *words)
{
    for (; *words; words++) {
        uint32_t n = (uint32_t)strlen(*words);
        if (text.n > n && mg_str_iis((mg_str){text.p, n}, *words) && strchr(" \t\r\n(", text.p[n]))
            return true;
    }
    return false;
}

/* PREPARE, EXECUTE, MariaDB's compound statements, and SET @x = of something that may be text. */
static bool is_program(const mg_statement *st, mg_str text)
{
    static const char *const words[] = {"prepare", "execute", "begin not", "if", "case", "loop", "while", "repeat", "for", NULL};
    if (st->ast->kind == S_OTHER)
        return begins_with(text, words);
    bool of_user = st->ast->kind == S_SET && st->ast->n && st->ast->p[0] == '@' && text.n;
    return of_user && (memchr(text.p, '\'', text.n) || memchr(text.p, '"', text.n) || memchr(text.p, '(', text.n));
}

static mg_my_call *session(mg_schema *s, const mg_statement *st)
{
    if (!s->session)
        s->session = MG_NEW(&s->arena, mg_my_call);
    mg_my_call *c = s->session;
    if (!c)
        return NULL;
    c->s = s;
    c->st = st;
    mg_arena_init(&c->tmp, &s->ctx->alloc);
    return c;
}

static void convert(mg_schema *s, const mg_node *alter)
{
    MG_EACH (action, alter) {
        const mg_node *charset = action->kind == N_ACTION && action->sub == MG_ACT_CONVERT_CHARSET ? mg_child(action, A_CHARSET) : NULL;
        if (!charset && action->kind == N_ACTION && action->sub == MG_ACT_CONVERT_CHARSET)
            charset = mg_child(mg_child(action, N_LIST), A_CHARSET);
        mg_object *table = charset ? mg_resolve_table(s, mg_child(alter, N_QNAME)) : NULL;
        if (table)
            mg_my_widen_texts(s, table, mg_text(charset));
    }
}

/* What the common apply has no function for; and what comes before it. */
bool mg_my_apply(mg_schema *s, const mg_statement *st)
{
    if (st->ast->kind == S_ALTER_TABLE)
        convert(s, st->ast);
    bool is_call = st->ast->kind == S_CALL;
    if (!is_call && !is_program(st, (mg_str){st->source->text.p + st->off, st->len}))
        return false;
    mg_my_call *c = session(s, st);
    if (!c)
        return is_call;
    mg_my_run(c);
    mg_arena_free(&c->tmp);
    return is_call;
}
