/* The engine computes it. */
#include "rules/lint.h"
#include "rules/util.h"

static const char *guarded(const mg_rule_ctx *rc, const mg_object *column)
{
    if (mg_attr(column, A_GENERATED))
        return "generated";
    const mg_node *identity = mg_rule_dialect(rc)->id == MG_POSTGRES ? mg_attr(column, A_IDENTITY) : NULL;
    return identity && identity->sub == 1 ? "GENERATED ALWAYS AS IDENTITY" : NULL;
}

/* Most tables have none. */
static bool has_guarded(const mg_rule_ctx *rc, const mg_object *table)
{
    MG_EACH_CHILD (c, table)
        if (c->kind == MG_O_COLUMN && guarded(rc, c))
            return true;
    return false;
}

static const mg_node *column_of(const mg_node *n)
{
    if (n->kind == E_OP)
        n = n->first;
    return n && (n->kind == E_COLUMN || n->kind == N_NAME) ? n : NULL;
}

/* DEFAULT, and in MariaDB NULL, is what may be written. */
static bool says_nothing(const mg_rule_ctx *rc, mg_str word)
{
    return mg_str_iis(word, "default") || (mg_rule_dialect(rc)->id == MG_MARIADB && mg_str_iis(word, "null"));
}

/* The first word of the n-th value in the first row; none when the rows come from a query. */
static mg_str value_at(const mg_lint_stmt *st, uint32_t n)
{
    mg_words w = mg_rule_words(st->info);
    if (!mg_rule_skip_to(&w, "VALUES") && !mg_rule_skip_to(&w, "VALUE"))
        return MG_STR_NONE;
    int depth = 0;
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        bool first = mg_str_is(word, "(") && !depth;
        if (depth == 1 && mg_str_is(word, ","))
            n--;
        depth += mg_str_is(word, "(") - mg_str_is(word, ")");
        if ((first || (depth == 1 && mg_str_is(word, ","))) && !n)
            return mg_rule_next_word(&w);
    }
    return MG_STR_NONE;
}

/* The word behind "column =". */
static mg_str value_behind(const mg_lint_stmt *st, const mg_node *column)
{
    const char *from = st->info->source->text.p + column->off, *end = st->info->source->text.p + st->info->off + st->info->len;
    mg_words w = mg_rule_words_of((mg_str){from, (uint32_t)(end - from)});
    mg_str word = mg_rule_next_word(&w);
    while (word.n && !mg_str_is(word, "="))
        word = mg_rule_next_word(&w);
    return mg_rule_next_word(&w);
}

static void report(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *at, const mg_object *column)
{
    static const char *const codes[MG_DIALECT_COUNT] = {[MG_POSTGRES] = " (428C9)", [MG_MYSQL] = " (3105)", [MG_MARIADB] = " (1906)"};
    const char *code = codes[mg_rule_dialect(rc)->id];
    mg_str name = mg_rule_name(rc, column), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, at, "%S is %s: %S refuses a statement that gives it a value%s.", &name, guarded(rc, column), &engine, code ? code : "");
    mg_rule_suggest(rc, f, "Leave the column out: its value follows from the others.");
    mg_rule_block(f);
}

static void inserted(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *list)
{
    bool sets = mg_rule_is_mysql(rc) && !mg_lint_has(st, MG_W_VALUES) && !mg_lint_has(st, MG_W_SELECT); /* INSERT … SET */
    uint32_t i = 0;
    MG_EACH (n, list) {
        const mg_node *c = column_of(n);
        const mg_object *column = c ? mg_object_child(st->object, MG_O_COLUMN, mg_text(c)) : NULL;
        bool overrides = column && mg_attr(column, A_IDENTITY) && mg_rule_statement_holds(st->info, "OVERRIDING");
        if (column && guarded(rc, column) && !overrides && !says_nothing(rc, sets ? value_behind(st, c) : value_at(st, i)))
            report(rc, st, c, column);
        i++;
    }
}

static void assigned(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *list)
{
    MG_EACH (n, list) {
        const mg_node *c = column_of(n);
        const mg_object *column = c ? mg_object_child(st->object, MG_O_COLUMN, mg_text(c)) : NULL;
        if (column && guarded(rc, column) && !says_nothing(rc, value_behind(st, c)))
            report(rc, st, c, column);
    }
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *list)
{
    uint16_t kind = st->info->kind;
    if ((kind != S_INSERT && kind != S_UPDATE) || !st->object || !mg_is_table(st->object->kind) || !has_guarded(rc, st->object))
        return;
    if (mg_rule_dialect(rc)->id == MG_MARIADB && (mg_lint_has(st, MG_W_IGNORE) || mg_rule_sql_mode_is_lax(rc)))
        return;
    const mg_node *own = mg_child(st->ast, (mg_kind)list->kind);
    if (list->kind == A_COLUMNS && own == list && kind == S_INSERT && mg_child_count(list) < 200)
        inserted(rc, st, list);
    else if (list->kind == A_ASSIGNMENTS && (own == list || kind == S_INSERT))
        assigned(rc, st, list);
}

const mg_rule mg_rule_stmt_write_to_generated = {
    .id = "stmt/write-to-generated",
    .title = "a generated column is given a value",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "What a generated column holds follows from the other columns. An INSERT or UPDATE that gives it anything but DEFAULT is refused "
        "(428C9 in PostgreSQL, 3105 in MySQL, 1906 in MariaDB's strict mode), in PostgreSQL one of an identity column that is GENERATED "
        "ALWAYS as well.",
    .fix =
        "Leave the column out. An identity column's own values go in by OVERRIDING SYSTEM VALUE.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40",
    .node = on_node,
    .nodes = {A_COLUMNS, A_ASSIGNMENTS},
};
