/* CREATE STATISTICS is over several columns of one table. */
#include "rules/lint.h"
#include "rules/util.h"

enum { COLUMNS_MAX = 8 };

typedef struct list {
    mg_str columns[COLUMNS_MAX]; /* by name; none where it is an expression */
    uint32_t n;
    bool kinds;                  /* (ndistinct) and the like */
    mg_str bad_kind;
} list;

static bool is_word(mg_str w) { return w.n && (mg_is_word_byte(*w.p) || *w.p == '"'); }

/* ( ndistinct, mcv ) */
static void read_kinds(mg_words *w, list *l)
{
    l->kinds = true;
    for (mg_str word = mg_rule_next_word(w); word.n && !mg_str_is(word, ")"); word = mg_rule_next_word(w))
        if (is_word(word) && !mg_str_iis(word, "ndistinct") && !mg_str_iis(word, "dependencies") && !mg_str_iis(word, "mcv"))
            l->bad_kind = word;
}

/* One item up to its comma or FROM; false at the end. What is more than one word is an expression. */
static bool read_item(const mg_rule_ctx *rc, mg_words *w, list *l)
{
    mg_words start = *w;
    mg_str schema, word = mg_rule_next_word(w);
    uint32_t words = 0, depth = 0;
    for (; word.n && (depth || (!mg_str_is(word, ",") && !mg_str_iis(word, "from"))); word = mg_rule_next_word(w)) {
        depth += mg_str_is(word, "(");
        depth -= mg_str_is(word, ")") && depth;
        words++;
    }
    if (l->n < COLUMNS_MAX)
        l->columns[l->n] = words == 1 ? mg_rule_next_name(rc, &start, &schema) : MG_STR_NONE;
    l->n++;
    return mg_str_is(word, ",");
}

static bool read_list(const mg_rule_ctx *rc, mg_words *w, list *l)
{
    if (!mg_rule_skip_to(w, "STATISTICS"))
        return false;
    for (mg_str word = mg_rule_next_word(w); !mg_str_iis(word, "on"); word = mg_rule_next_word(w)) {
        if (!word.n)
            return false;
        if (mg_str_is(word, "("))
            read_kinds(w, l);
    }
    while (read_item(rc, w, l))
        ;
    return l->n;
}

/* ---- what is wrong with it ------------------------------------------------------------------------------ */

static const char *shape_reason(const list *l)
{
    if (l->n > COLUMNS_MAX)
        return "are over more than 8 columns (54011)";
    if (l->bad_kind.n)
        return "are of a kind that there is not (42601)";
    if (l->n == 1 && l->columns[0].n)
        return "are over one column, which has its own already (42P17)";
    return l->n == 1 && l->kinds ? "are over one expression, which goes without a kind (0A000)" : NULL;
}

static const char *column_reason(const mg_rule_ctx *rc, const list *l, const mg_object *table, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (mg_str_eq(l->columns[k], l->columns[i]))
            return "stands there twice (42701)";
    const mg_object *column = mg_object_child(table, MG_O_COLUMN, l->columns[i]);
    if (!column && table->kind == MG_O_TABLE && !(table->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL)) && !mg_attr(table, A_OF_TYPE))
        return "is not there (42703)";
    return column && mg_rule_type_is(rc, column, "json|xml|point|polygon|line|lseg|box|path|circle") ? "has no order (0A000)" : NULL;
}

static void refuse(const mg_rule_ctx *rc, const mg_lint_stmt *st, const char *why, mg_str column)
{
    mg_str engine = mg_rule_engine(rc), name = mg_arena_str(rc->arena, column), object = st->info->object;
    mg_finding *f = mg_emit_at(rc, st, "The statistics %S%s%S %s: %S refuses them.", &object, name.n ? ": the column " : "", &name, why, &engine);
    mg_rule_suggest(rc, f, "Statistics are over two to eight columns or expressions of one table.");
    mg_rule_block(f);
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    list l = {0};
    mg_str schema;
    mg_words w = mg_rule_words(st->info);
    if (ast != st->ast || ast->sub != MG_O_STATISTICS || !read_list(rc, &w, &l))
        return;
    const char *why = shape_reason(&l);
    mg_str table = mg_rule_next_name(rc, &w, &schema);
    const mg_object *o = table.n && !why ? mg_rule_find_named(rc, rc->lint->state, schema, table) : NULL;
    if (o && o->kind == MG_O_VIEW && !(o->state & MG_OS_ASSUMED))
        why = "are over a view, which has none (42809)";
    if (why)
        refuse(rc, st, why, MG_STR_NONE);
    for (uint32_t i = 0; !why && o && !(o->state & MG_OS_ASSUMED) && i < l.n; i++) {
        why = l.columns[i].n ? column_reason(rc, &l, o, i) : NULL;
        if (why)
            refuse(rc, st, why, l.columns[i]);
    }
}

const mg_rule mg_rule_fail_statistics_refused = {
    .id = "fail/statistics-refused",
    .title = "CREATE STATISTICS over what has none",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "Statistics are over two to eight columns or expressions of one table (42P17, 54011), each once (42701), each there (42703), and of types that have an order (0A000). Their kinds are ndistinct, "
        "dependencies and mcv (42601), which one expression goes without (0A000). Views have none (42809).",
    .fix =
        "Name two columns at least; one has its statistics already: ALTER COLUMN … SET STATISTICS makes them finer.",
    .source = "measured on PostgreSQL 15-18",
    .node = on_node,
    .nodes = {S_CREATE_OBJECT},
};
