/* An index over the few statements that can carry a table on under another name: who follows one table through a file
 * reads no statement that is about others. For each bit of the statements' word sets it has those that set it. */
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

static uint64_t *with_bit(const mg_moves *m, uint32_t bit) { return m->with_bit + (size_t)bit * m->row; }

static void enter(mg_moves *m, uint32_t place, const mg_word_set *set)
{
    for (uint32_t from = 0; from < MG_WORD_SET_BITS; from += 64)
        for (uint64_t rest = mg_word_set_bits_from(set, from); rest; rest &= rest - 1)
            with_bit(m, from + mg_lowest_bit(rest))[place / 64] |= UINT64_C(1) << place % 64;
}

static bool enter_all(mg_moves *m)
{
    m->row = m->n / 64 + 1;
    m->with_bit = mg_arena_get(&m->arena, sizeof *m->with_bit * MG_WORD_SET_BITS * m->row);
    for (uint32_t i = 0; m->with_bit && i < m->n; i++)
        enter(m, i, mg_lint_at(m->file, m->at[i])->info->words);
    return m->with_bit != NULL;
}

mg_moves *mg_moves_read(mg_ctx *ctx, const mg_lint_file *file)
{
    mg_moves *m = mg_malloc(&ctx->alloc, sizeof *m);
    if (!m)
        return NULL;
    *m = (mg_moves){.file = file};
    mg_arena_init(&m->arena, &ctx->alloc);
    m->what = mg_arena_raw(&m->arena, (size_t)file->statements.n + 1);
    m->at = MG_NEW_N(&m->arena, uint32_t, file->statements.n + 1);
    for (uint32_t i = 0; m->what && m->at && i < file->statements.n; i++) {
        m->what[i] = what_of(mg_lint_at(file, i));
        if (m->what[i])
            m->at[m->n++] = i;
    }
    if (m->what && m->at && enter_all(m))
        return m;
    mg_moves_free(m, ctx);
    return NULL;
}

void mg_moves_free(mg_moves *m, mg_ctx *ctx)
{
    if (!m)
        return;
    mg_arena_free(&m->arena);
    mg_free(&ctx->alloc, m, sizeof *m);
}

static uint32_t first_from(const mg_moves *m, uint32_t number)
{
    uint32_t low = 0, high = m->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (m->at[mid] < number)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

uint32_t mg_moves_next(const mg_moves *m, mg_str name, uint32_t from)
{
    uint32_t hash = mg_word_set_hash(name);
    const uint64_t *one = with_bit(m, mg_word_set_bit(hash)), *two = with_bit(m, mg_word_set_other_bit(hash));
    for (uint32_t i = first_from(m, from); name.n && i < m->n; i++) {
        uint64_t rest = (hash ? one[i / 64] & two[i / 64] : ~UINT64_C(0)) >> i % 64;
        if (!rest)
            i |= 63;
        else if (rest & 1 && mg_rule_statement_names(mg_lint_at(m->file, m->at[i])->info, name))
            return m->at[i];
    }
    return UINT32_MAX;
}

bool mg_moves_names(const mg_moves *m, uint32_t number, mg_str name)
{
    return name.n && mg_rule_words_name(mg_rule_words(mg_lint_at(m->file, number)->info), name);
}
