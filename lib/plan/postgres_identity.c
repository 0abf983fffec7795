/* PostgreSQL: identity columns, and how the sequences of those and of serial ones count on. */
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"

static void identity_options(mg_planner *pl, mg_buf *b, const mg_node *id, const char *sep)
{
    MG_EACH(p, id) {
        mg_buf_z(b, sep);
        mg_pg_sequence_param(b, pl, p);
    }
}

/* pg_get_serial_sequence('public.t', 'c') */
static mg_str serial_sequence(mg_planner *pl, const mg_object *column)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_plan_table(&t, pl, column);
    mg_str table = mg_buf_take(&t, pl->arena);
    mg_buf_z(&t, "pg_get_serial_sequence(");
    mg_print_string(&t, pl->d, table);
    mg_buf_z(&t, ", ");
    mg_print_string(&t, pl->d, column->name);
    mg_buf_char(&t, ')');
    mg_str call = mg_buf_take(&t, pl->arena);
    mg_buf_free(&t);
    return call;
}

/* Counting goes on behind the values that are there. */
static void count_on(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str sequence, const mg_node *options)
{
    mg_str first = MG_STR("1");
    MG_EACH(p, options) {
        if (mg_str_is(mg_text(p), "increment") && mg_str_starts(mg_text(p->first), "-"))
            return;
        if ((mg_str_is(mg_text(p), "start") || mg_str_is(mg_text(p), "minvalue")) && p->first && p->first->kind == E_CONST)
            first = mg_text(p->first);
    }
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_print_name(&t, pl->d, column->name);
    mg_str name = mg_buf_take(&t, pl->arena);
    mg_plan_table(&t, pl, column);
    mg_str table = mg_buf_take(&t, pl->arena);
    mg_buf_free(&t);
    mg_pg_next(b);
    mg_buf_printf(b, "SELECT setval(%S, greatest(coalesce(max(%S) + 1, %S), %S), false) FROM %S", &sequence, &name, &first, &first, &table);
}

static bool brings(const mg_vec *sequences, const mg_object *column)
{
    const mg_object *own = mg_pg_own_sequence(column->owner, column);
    for (uint32_t i = 0; own && i < sequences->n; i++)
        if (sequences->at[i] == own)
            return true;
    return false;
}

void mg_pg_count_on(mg_planner *pl, mg_buf *b, const mg_object *table, const mg_vec *sequences)
{
    MG_EACH_CHILD(c, table) {
        const mg_node *id = c->kind == MG_O_COLUMN ? mg_attr(c, A_IDENTITY) : NULL;
        if (c->kind == MG_O_COLUMN && (id || brings(sequences, c)))
            count_on(pl, b, c, serial_sequence(pl, c), id ? id : mg_attr(mg_pg_own_sequence(c->owner, c), A_SEQUENCE));
    }
}

/* The sequence of a serial that turns into an identity, or of an identity that turns into a serial: one has to go before the
 * other comes, for both want the same name. */
const mg_object *mg_pg_own_one(const mg_unit *u, const mg_schema *s)
{
    for (uint32_t i = 0; i < u->brings.n; i++) {
        const mg_object *o = u->brings.at[i];
        if (o->owner == s)
            return o;
    }
    return NULL;
}

static void come_sequence(mg_planner *pl, mg_buf *b, const mg_object *seq, const mg_object *column)
{
    const mg_object *free_one = mg_pg_free_sequence(pl, seq, column->parent);
    if (!free_one)
        return;
    mg_pg_create(b, pl, seq->owner, free_one);
    mg_pg_set_default(pl, b, column);
    mg_pg_alter_attr(pl, b, seq, A_OWNED_BY, NULL, mg_attr(seq, A_OWNED_BY));
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_plan_schema_name(&t, pl, seq->schema, seq->name);
    mg_str name = mg_buf_take(&t, pl->arena);
    mg_print_string(&t, pl->d, name);
    name = mg_buf_take(&t, pl->arena);
    mg_buf_free(&t);
    count_on(pl, b, column, name, mg_attr(seq, A_SEQUENCE));
}

static void next_setting(mg_planner *pl, mg_buf *b, const mg_object *column, bool *any)
{
    if (*any)
        mg_buf_char(b, ' ');
    else
        mg_pg_alter_column(b, pl, column);
    *any = true;
    mg_buf_z(b, "SET ");
}

static bool is_name(const mg_node *param) { return mg_str_is(mg_text(param), "sequence name"); }

static void rename_sequence(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str was, mg_str is)
{
    mg_buf_z(b, "ALTER SEQUENCE ");
    mg_plan_schema_name(b, pl, column->parent->schema, was);
    mg_buf_z(b, " RENAME TO ");
    mg_print_name(b, pl->d, is);
}

/* ALTER COLUMN has no word for it; the table is not locked, but who inserts waits for the sequence. */
void mg_pg_emit_identity_name(mg_planner *pl, mg_action *a)
{
    const mg_object *from = a->unit->before, *to = a->unit->after;
    mg_str was = mg_pg_identity_sequence(pl->arena, from), is = mg_pg_identity_sequence(pl->arena, to);
    if (!was.n || !is.n || mg_str_eq(was, is))
        return;
    rename_sequence(pl, &pl->sql, to, was, is);
    rename_sequence(pl, &pl->sql2, from, is, was);
    mg_buf name;
    mg_buf_init(&name, &pl->ctx->alloc);
    mg_plan_schema_name(&name, pl, to->parent->schema, was);
    mg_step *s = mg_pg_step(pl, a, "rename", NULL, &pl->sql, &pl->sql2);
    mg_step_lock_named(pl, s, "ACCESS EXCLUSIVE", mg_buf_take(&name, pl->arena));
    mg_buf_free(&name);
    mg_str label = mg_plan_label(pl, to);
    mg_step_title(pl, s, "rename the sequence of %S", &label);
}

void mg_pg_identity_sql(mg_planner *pl, mg_buf *b, const mg_unit *u, const mg_object *from, const mg_object *to)
{
    const mg_object *gone = mg_pg_own_one(u, from->owner), *comes = mg_pg_own_one(u, to->owner);
    const mg_node *x = mg_attr(from, A_IDENTITY), *y = mg_attr(to, A_IDENTITY);
    static const char *const when[] = {"ALWAYS", "ALWAYS", "BY DEFAULT"};
    if (x && !y) {
        mg_pg_alter_column(b, pl, to);
        mg_buf_z(b, "DROP IDENTITY");
        if (comes)
            come_sequence(pl, b, comes, to);
        return;
    }
    if (!x && y) {
        if (mg_attr(from, A_DEFAULT))
            mg_pg_drop_default(pl, b, to);
        if (gone)
            mg_pg_drop(b, pl, from->owner, gone);
        if (!mg_attr(from, A_NOT_NULL)) {
            mg_pg_alter_column(b, pl, to);
            mg_buf_z(b, "SET NOT NULL");
        }
        mg_pg_alter_column(b, pl, to);
        mg_buf_printf(b, "ADD GENERATED %s AS IDENTITY", when[y->sub < 3 ? y->sub : 0]);
        if (y->first) {
            mg_buf_z(b, " (");
            identity_options(pl, b, y, y->first ? " " : "");
            mg_buf_char(b, ')');
        }
        if (u->after->parent->kind == MG_O_TABLE && !u->new_table)
            count_on(pl, b, to, serial_sequence(pl, to), y);
        return;
    }
    const mg_node *least = NULL, *start = NULL, *was = NULL;
    MG_EACH(p, y) {
        least = mg_str_is(mg_text(p), "minvalue") && p->first ? p : least;
        start = mg_str_is(mg_text(p), "start") ? p : start;
    }
    MG_EACH(p, x)
        was = mg_str_is(mg_text(p), "minvalue") ? p : was;
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_pg_alter_column(&t, pl, to);
    mg_pg_counter counter = {.head = mg_buf_take(&t, pl->arena), .name = serial_sequence(pl, to), .set = "SET "};
    mg_buf_free(&t);
    if (counter.head.n)
        counter.head.n--; /* its blank */
    uint32_t done = mg_pg_fit_sequence(pl, b, &counter, x, y);
    if (least && was && mg_node_eq(least, was))
        least = NULL;
    bool any = false;
    bool had_start = false, has_least = false;
    MG_EACH(p, x)
        had_start |= mg_str_is(mg_text(p), "start");
    MG_EACH(p, y)
        has_least |= mg_str_is(mg_text(p), "minvalue");
    if (!start && !had_start && was && !has_least) {
        next_setting(pl, b, to, &any);
        mg_buf_z(b, "START WITH 1");
    }
    if (least && !start) { /* the engine starts at the least value unless told */
        next_setting(pl, b, to, &any);
        mg_buf_z(b, "START WITH ");
        mg_print_expr(b, pl->d, least->first);
    }
    if (x->sub != y->sub) {
        next_setting(pl, b, to, &any);
        mg_buf_printf(b, "GENERATED %s", when[y->sub < 3 ? y->sub : 0]);
    }
    MG_EACH(p, y) {
        bool same = is_name(p) || (done & MG_PG_FIT_MOST && mg_str_is(mg_text(p), "maxvalue")) ||
                    (done & MG_PG_FIT_LEAST && mg_str_is(mg_text(p), "minvalue"));
        MG_EACH(q, x)
            same |= mg_node_eq(p, q);
        if (same)
            continue;
        next_setting(pl, b, to, &any);
        mg_pg_sequence_param(b, pl, p);
    }
    MG_EACH(q, x) { /* what is left to the default again */
        bool kept = (done & MG_PG_FIT_MOST && mg_str_is(mg_text(q), "maxvalue")) ||
                    (done & MG_PG_FIT_LEAST && mg_str_is(mg_text(q), "minvalue"));
        MG_EACH(p, y)
            kept |= mg_str_eq(mg_text(p), mg_text(q));
        if (kept)
            continue;
        mg_str name = mg_text(q);
        const char *usual = mg_str_is(name, "increment") ? "INCREMENT BY 1" : mg_str_is(name, "cache") ? "CACHE 1"
                            : mg_str_is(name, "cycle") ? "NO CYCLE" : mg_str_is(name, "minvalue") ? "NO MINVALUE"
                            : mg_str_is(name, "maxvalue") ? "NO MAXVALUE" : mg_str_is(name, "start") ? "START WITH 1" : NULL;
        if (!usual)
            continue;
        next_setting(pl, b, to, &any);
        mg_buf_z(b, usual);
    }
}

/* Behind the values that have come back the column counts on by itself. */
void mg_pg_identity_back(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    static const char *const when[] = {"ALWAYS", "ALWAYS", "BY DEFAULT"};
    const mg_node *id = mg_attr(column, A_IDENTITY);
    mg_pg_alter_column(b, pl, column);
    mg_buf_printf(b, "ADD GENERATED %s AS IDENTITY", when[id->sub < 3 ? id->sub : 0]);
    if (id->first) {
        mg_buf_z(b, " (");
        identity_options(pl, b, id, " ");
        mg_buf_char(b, ')');
    }
    if (column->parent->kind == MG_O_TABLE)
        count_on(pl, b, column, serial_sequence(pl, column), id);
}
