/* An index over the few statements that can carry a table on under another name: who follows one table through a file
 * reads no statement that is about others. */
#include "rules/moves.h"

#include "rules/util.h"

static bool copies(const mg_lint_stmt *st)
{
    int kind = st->info->kind;
    if (kind != S_INSERT && kind != S_CREATE_TABLE)
        return kind == S_CREATE_TABLE_AS;
    return mg_lint_has(st, MG_W_SELECT) || mg_rule_statement_holds(st->info, "SELECT");
}

static bool renames(const mg_lint_stmt *st)
{
    int kind = st->info->kind;
    return (kind == S_ALTER_TABLE || kind == S_RENAME) && mg_rule_statement_holds(st->info, "RENAME");
}

static bool drops(const mg_lint_stmt *st) { return st->info->kind == S_DROP && st->sub == MG_O_TABLE; }

static uint8_t what_of(const mg_lint_stmt *st)
{
    return copies(st) ? MG_MOVES_COPIES : renames(st) ? MG_MOVES_RENAMES : drops(st) ? MG_MOVES_DROPS : MG_MOVES_NOTHING;
}

enum { LONGEST = 256 };

/* Names are compared in either case. */
static mg_str small_letters(mg_str name, char *room)
{
    for (uint32_t i = 0; i < name.n; i++)
        room[i] = mg_lower(name.p[i]);
    return (mg_str){room, name.n};
}

static bool grow(mg_arena *a, mg_places *p)
{
    uint32_t cap = p->cap ? p->cap * 2 : 4;
    uint32_t *at = MG_NEW_N(a, uint32_t, cap);
    for (uint32_t i = 0; at && i < p->n; i++)
        at[i] = p->at[i];
    p->at = at ? at : p->at;
    p->cap = at ? cap : p->cap;
    return at != NULL;
}

static bool enter(mg_moves *m, mg_str word, uint32_t number)
{
    char room[LONGEST];
    mg_str name = mg_rule_bare(word);
    if (name.n > LONGEST || name.p[0] == '\'')
        return true;
    mg_str key = small_letters(name, room);
    mg_places *p = mg_map_get(&m->by_name, key);
    if (!p) {
        p = MG_NEW(&m->arena, mg_places);
        key = mg_arena_str(&m->arena, key);
        if (!p || !key.p || !mg_map_put(&m->by_name, key, p))
            return false;
    }
    if (p->n && p->at[p->n - 1] == number)
        return true;
    if (p->n == p->cap && !grow(&m->arena, p))
        return false;
    p->at[p->n++] = number;
    return true;
}

static bool is_sign(mg_str word)
{
    char c = word.p[0];
    return c == ',' || c == '(' || c == ')' || c == '.' || c == ';' || c == '=' || c == '*';
}

static bool enter_words(mg_moves *m, const mg_stmt_info *st, uint32_t number)
{
    mg_words w = mg_rule_words(st);
    bool ok = true;
    for (mg_str word = mg_rule_next_word(&w); ok && word.n; word = mg_rule_next_word(&w))
        ok = is_sign(word) || enter(m, word, number);
    return ok;
}

mg_moves *mg_moves_read(mg_ctx *ctx, const mg_lint_file *file)
{
    mg_moves *m = mg_malloc(&ctx->alloc, sizeof *m);
    bool ok = m != NULL;
    if (!ok)
        return NULL;
    m->scratch = NULL;
    mg_arena_init(&m->arena, &ctx->alloc);
    mg_map_init(&m->by_name, &ctx->alloc);
    m->what = mg_arena_raw(&m->arena, (size_t)file->statements.n + 1);
    ok = m->what != NULL;
    for (uint32_t i = 0; ok && i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        m->what[i] = what_of(st);
        if (m->what[i])
            ok = enter_words(m, st->info, i);
    }
    if (ok)
        return m;
    mg_moves_free(m, ctx);
    return NULL;
}

void mg_moves_free(mg_moves *m, mg_ctx *ctx)
{
    if (!m)
        return;
    mg_map_free(&m->by_name);
    mg_arena_free(&m->arena);
    mg_free(&ctx->alloc, m, sizeof *m);
}

uint32_t mg_moves_next(const mg_moves *m, mg_str name, uint32_t from)
{
    char room[LONGEST];
    const mg_places *p = name.n && name.n <= LONGEST ? mg_map_get(&m->by_name, small_letters(name, room)) : NULL;
    uint32_t low = 0, high = p ? p->n : 0;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (p->at[mid] < from)
            low = mid + 1;
        else
            high = mid;
    }
    return p && low < p->n ? p->at[low] : UINT32_MAX;
}
