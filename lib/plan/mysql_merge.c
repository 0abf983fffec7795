/* Neighbours that would each rebuild one table become one ALTER: it is rebuilt once. */
#include "plan/mysql_plan.h"

#include <string.h>

static const char *const by_cost[] = {"INSTANT", "NOCOPY", "INPLACE", "COPY"};
static const char *const by_lock[] = {"NONE", "SHARED", "EXCLUSIVE"};

static int rank_of(const char *const *list, int n, const char *word)
{
    for (int i = 0; word && i < n; i++)
        if (strcmp(list[i], word) == 0)
            return i;
    return -1;
}

static bool same_table(const mg_step *a, const mg_step *b)
{
    return a->table && b->table && mg_str_eq(a->table->name, b->table->name) && mg_str_eq(a->table->schema, b->table->schema);
}

static mg_str text(mg_str s, uint32_t from, uint32_t to) { return s.p ? (mg_str){s.p + from, to - from} : MG_STR_NONE; }

/* The first statement of a rollback ends here; 0 when that cannot be told (a literal holds what looks like an end). */
static uint32_t first_end(mg_str sql)
{
    uint32_t quotes = 0, i = 0;
    for (; i < sql.n; i++) {
        quotes += sql.p[i] == '\'';
        if (sql.p[i] == ';' && i + 1 < sql.n && sql.p[i + 1] == '\n')
            break;
    }
    return quotes % 2 ? 0 : i;
}

static bool starts_alike(mg_str a, mg_str b, uint32_t n) { return a.n > n && b.n > n && memcmp(a.p, b.p, n) == 0; }

/* InnoDB makes one full-text index at a time. */
static bool makes_fulltext(const mg_step *s)
{
    static const char words[] = "ADD FULLTEXT ";
    return mg_str_starts(text(s->sql, s->clause, s->sql.n), words);
}

/* What it says of partitions stands alone, or at the end. */
static bool is_of_partitions(const mg_step *s)
{
    static const char *const starts[] = {"PARTITION ", "REMOVE PARTITIONING", "ADD PARTITION ", "DROP PARTITION ", "REORGANIZE PARTITION ",
                                         "COALESCE PARTITION "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (mg_str_starts(text(s->sql, s->clause, s->sql.n), starts[i]))
            return true;
    return false;
}

/* MySQL refuses NOT NULL of a foreign key's column (error 1832) where another clause makes it copy the table: it stands alone. */
static bool is_under_foreign_key(const mg_step *s)
{
    const mg_object *c = s->change && s->change->after ? s->change->after : NULL;
    if (!c || c->kind != MG_O_COLUMN || c->owner->dialect->id != MG_MYSQL || !mg_attr(c, A_NOT_NULL))
        return false;
    MG_EACH_CHILD(fk, c->parent)
        if (fk->kind == MG_O_FOREIGN_KEY && mg_my_key_has(fk, c->name))
            return true;
    return false;
}

/* An index that goes and comes back otherwise: a foreign key may want what only its neighbour brings. */
static bool replaces_index(const mg_step *s)
{
    const mg_object *made = s->change ? s->change->after : NULL;
    return made && (made->kind == MG_O_INDEX || made->kind == MG_O_UNIQUE) && mg_str_starts(text(s->sql, s->clause, s->sql.n), "DROP INDEX ");
}

static bool has_foreign_key(const mg_object *table)
{
    if (table)
        MG_EACH_CHILD(c, table)
            if (c->kind == MG_O_FOREIGN_KEY)
                return true;
    return false;
}

static bool adds_foreign_key(const mg_step *s) { return s->op && !strcmp(s->op, "add_foreign_key"); }

/* MariaDB looks at the columns as they were (error 1005). */
static bool refers_to_itself(const mg_step *s)
{
    const mg_object *of = s->change ? s->change->after : NULL;
    if (!of || of->owner->dialect->id != MG_MARIADB || !adds_foreign_key(s))
        return false;
    const mg_object *table = of->parent ? of->parent : of;
    MG_EACH_CHILD(c, table) {
        const mg_node *to = c->kind == MG_O_FOREIGN_KEY ? mg_child(mg_attr(c, A_REFERENCES), N_QNAME) : NULL;
        if (to && mg_str_eq(mg_text(to), table->name))
            return true;
    }
    return false;
}

static bool can_merge(const mg_step *a, const mg_step *b)
{
    if (refers_to_itself(a) || refers_to_itself(b))
        return false;
    if (is_under_foreign_key(a) || is_under_foreign_key(b))
        return false;
    if (makes_fulltext(a) || makes_fulltext(b) || is_of_partitions(a) || is_of_partitions(b))
        return false;
    bool worth = (a->rewrites_table && b->rewrites_table) || (replaces_index(a) && replaces_index(b) && has_foreign_key(a->table));
    if (!a->clause || !b->clause || a->clause != b->clause || !worth || a->phase != b->phase)
        return false;
    if (!same_table(a, b) || a->manual.n || b->manual.n || a->destroys_data || b->destroys_data)
        return false;
    if (!starts_alike(a->sql, b->sql, a->clause) || !starts_alike(a->rollback_sql, b->rollback_sql, a->clause) ||
        !starts_alike(a->sql, a->rollback_sql, a->clause))
        return false;
    return first_end(a->rollback_sql) > a->clause && first_end(b->rollback_sql) > b->clause;
}

static void demand(mg_buf *b, const mg_step *a, const mg_step *c, int cost)
{
    bool both_ask = a->clause_end < a->sql.n && c->clause_end < c->sql.n;
    if (!both_ask || cost < 0)
        return;
    int x = rank_of(by_lock, 3, a->lock ? a->lock : "NONE"), y = rank_of(by_lock, 3, c->lock ? c->lock : "NONE");
    mg_buf_printf(b, ", ALGORITHM=%s, LOCK=%s", by_cost[cost], by_lock[x > y ? x : y]);
}

static void merge_into(mg_planner *pl, mg_step *a, const mg_step *c)
{
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    int x = rank_of(by_cost, 4, a->algorithm), y = rank_of(by_cost, 4, c->algorithm), cost = x < 0 || y < 0 ? -1 : x > y ? x : y;
    mg_buf_str(&b, text(a->sql, 0, a->clause_end));
    mg_buf_z(&b, ", ");
    mg_buf_str(&b, text(c->sql, c->clause, c->clause_end));
    uint32_t end = b.n;
    demand(&b, a, c, cost);
    mg_str sql = mg_plan_take(pl, &b);
    uint32_t ea = first_end(a->rollback_sql), ec = first_end(c->rollback_sql);
    mg_buf_str(&b, text(c->rollback_sql, 0, ec));
    mg_buf_z(&b, ", ");
    mg_buf_str(&b, text(a->rollback_sql, a->clause, ea));
    mg_buf_str(&b, text(c->rollback_sql, ec, c->rollback_sql.n));
    mg_buf_str(&b, text(a->rollback_sql, ea, a->rollback_sql.n));
    mg_str back = mg_plan_take(pl, &b);
    mg_buf_free(&b);
    if (mg_failed(pl->ctx))
        return;
    a->sql = sql;
    a->clause_end = end;
    a->rollback_sql = back;
    a->title = mg_arena_printf(pl->arena, "%S; %S", &a->title, &c->title);
    a->scans_table |= c->scans_table;
    a->algorithm = cost < 0 ? NULL : by_cost[cost];
    if (rank_of(by_lock, 3, c->lock) > rank_of(by_lock, 3, a->lock))
        a->lock = c->lock;
    for (uint32_t i = 0; !a->lock_targets.n && i < c->lock_targets.n; i++)
        mg_vec_push(&a->lock_targets, c->lock_targets.at[i]);
    for (uint32_t i = 0; i < c->findings.n; i++)
        mg_vec_push(&a->findings, c->findings.at[i]);
    if (!a->no_rollback.n)
        a->no_rollback = c->no_rollback;
    a->verify_sql = MG_STR_NONE; /* one of two would say little */
}

/* What saves or fills a column may as well happen before the neighbour's ALTER. */
static bool may_go_ahead(const mg_step *data, const mg_step *alter)
{
    return data->is_data && !data->manual.n && alter->clause && alter->rewrites_table && data->phase == alter->phase && same_table(data, alter);
}

static void gather_data(mg_vec *steps)
{
    for (uint32_t i = 1; i < steps->n; i++)
        for (uint32_t k = i; k > 0 && may_go_ahead(steps->at[k], steps->at[k - 1]); k--) {
            void *data = steps->at[k];
            steps->at[k] = steps->at[k - 1];
            steps->at[k - 1] = data;
        }
}

/* Only where an ALTER that could take the next one in stands behind the data steps. */
static bool worth_it(const mg_vec *steps)
{
    const mg_step *last = NULL;
    for (uint32_t i = 0; i < steps->n; i++) {
        const mg_step *s = steps->at[i];
        if (s->is_data)
            continue;
        if (last && can_merge(last, s))
            return true;
        last = s;
    }
    return false;
}

void mg_my_merge(mg_planner *pl)
{
    mg_vec *steps = &pl->plan->steps;
    if (pl->actual || !worth_it(steps)) /* merged steps can only be told done together */
        return;
    gather_data(steps);
    uint32_t n = 0;
    for (uint32_t i = 0; i < steps->n; i++) {
        mg_step *s = steps->at[i], *last = n ? steps->at[n - 1] : NULL;
        if (last && can_merge(last, s)) {
            merge_into(pl, last, s);
            mg_vec_free(&s->lock_targets);
            mg_vec_free(&s->findings);
        } else {
            steps->at[n++] = s;
        }
    }
    steps->n = n;
}
