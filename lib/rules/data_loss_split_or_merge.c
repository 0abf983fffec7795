/* One column goes and several of kindred names come, or the other way round: values may have been split or joined, and
 * only a person knows how. The template says where the copying belongs; nothing is copied by itself. */
#include "rules/util.h"

enum { MOST = 8 };

static bool is_text(const mg_object *column)
{
    static const char *const types[] = {"text", "character varying", "varchar", "character", "char", "citext", "tinytext", "mediumtext",
                                        "longtext", "nvarchar", "clob"};
    mg_str type = mg_text(mg_attr_first(column, A_TYPE));
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (mg_str_iis(type, types[i]))
            return true;
    return false;
}

static bool next_word(mg_str *rest, mg_str *word)
{
    while (rest->n && rest->p[0] == '_') {
        rest->p++;
        rest->n--;
    }
    uint32_t n = 0;
    while (n < rest->n && rest->p[n] != '_')
        n++;
    *word = (mg_str){rest->p, n};
    rest->p += n;
    rest->n -= n;
    return n > 0;
}

static bool holds_word(mg_str name, mg_str wanted)
{
    mg_str word;
    while (next_word(&name, &word))
        if (mg_str_ieq(word, wanted))
            return true;
    return false;
}

/* Columns of `table` that have no counterpart and whose name holds the word. */
static uint32_t kindred(const mg_rule_ctx *rc, const mg_object *table, mg_str word, const mg_object **out)
{
    uint32_t n = 0;
    MG_EACH_CHILD(c, table)
        if (c->kind == MG_O_COLUMN && n < MOST && !mg_changes_counterpart(rc->changes, c) && holds_word(c->name, word) && is_text(c) &&
            !mg_attr(c, A_GENERATED))
            out[n++] = c;
    return n;
}

static mg_str list(const mg_rule_ctx *rc, const mg_object **columns, uint32_t n, const char *before, const char *between)
{
    mg_str out = MG_STR_NONE;
    for (uint32_t i = 0; i < n; i++) {
        mg_str name = mg_rule_sql_word(rc, columns[i]->name);
        out = mg_arena_printf(rc->arena, "%S%s%S%s", &out, i ? between : "", &name, before);
    }
    return out;
}

static void say_split(const mg_rule_ctx *rc, const mg_change *c, const mg_object **parts, uint32_t n)
{
    mg_str whole = mg_rule_name(rc, c->before), table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_str names = list(rc, parts, n, "", ", ");
    mg_str from = mg_arena_printf(rc->arena, " = <part of %S>", &column);
    mg_str sets = list(rc, parts, n, from.p ? from.p : "", ", ");
    mg_finding *f = mg_emit(rc, c, "%S is dropped while %S are added: if its values were split, nothing copies them.", &whole, &names);
    mg_rule_suggest(rc, f, "After expand, in batches, with an expression of your own for each part: %S, in %S where %S IS NOT NULL; keep both in step until contract.",
                    &sets, &table, &column);
}

static void say_merge(const mg_rule_ctx *rc, const mg_change *c, const mg_object **parts, uint32_t n)
{
    mg_str whole = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->after->name);
    mg_str names = list(rc, parts, n, "", ", ");
    bool sqlite = mg_rule_dialect(rc)->lex_mode == MG_LEX_SQLITE;
    mg_str sum = sqlite ? list(rc, parts, n, "", " || ' ' || ") : mg_arena_printf(rc->arena, "concat_ws(' ', %S)", &names);
    mg_finding *f = mg_emit(rc, c, "%S is added while %S are dropped: if their values were joined, nothing copies them.", &whole, &names);
    mg_rule_suggest(rc, f, "After expand, in batches; keep both in step until contract.");
    mg_rule_sql(rc, f, "UPDATE %S SET %S = %S WHERE %S IS NULL", &table, &column, &sum, &column);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool drop = c->type == MG_C_DROP_COLUMN, add = c->type == MG_C_ADD_COLUMN;
    const mg_object *one = drop ? c->before : add ? c->after : NULL;
    const mg_object *table = one && one->parent ? mg_changes_counterpart(rc->changes, one->parent) : NULL;
    if (!table || !is_text(one))
        return;
    const mg_object *parts[MOST], *others[MOST];
    mg_str rest = one->name, word;
    while (next_word(&rest, &word)) {
        if (word.n < 4) /* id, at, on, is, no … say nothing */
            continue;
        uint32_t n = kindred(rc, table, word, parts);
        if (n < 2 || kindred(rc, one->parent, word, others) != 1)
            continue;
        if (drop)
            say_split(rc, c, parts, n);
        else
            say_merge(rc, c, parts, n);
        return;
    }
}

const mg_rule mg_rule_data_loss_split_or_merge = {
    .id = "data-loss/split-or-merge",
    .title = "a column may have been split, or several joined",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "One column goes and several of kindred names come, or the other way round. If they hold the same values in "
        "other pieces, dropping and adding loses them, and how to take them apart only a person knows.",
    .fix =
        "Copy between the expand and the contract phase, in batches, with your own expression; have programs write both until "
        "then. When the columns have nothing to do with each other, ignore this.",
    .source = "by comparison of names, types and places",
    .types = MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_DROP_COLUMN),
    .change = on_change,
};
