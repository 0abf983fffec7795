/* PostgreSQL: columns. */
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"

#include <string.h>

bool mg_pg_needs_value(const mg_object *column)
{
    return mg_attr(column, A_NOT_NULL) && !mg_attr(column, A_DEFAULT) && !mg_attr(column, A_GENERATED) &&
           !mg_attr(column, A_IDENTITY);
}

bool mg_pg_type_changes(const mg_unit *u)
{
    return u->kind == MG_O_COLUMN && (mg_unit_change(u, MG_C_ALTER_COLUMN_TYPE) || mg_unit_change(u, MG_C_ALTER_COLLATION));
}

/* ---- the safe NOT NULL ----------------------------------------------------------- */

void mg_pg_emit_not_null(mg_planner *pl, const mg_action *a, const mg_object *column)
{
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_str label = mg_plan_label(pl, column);
    bool staged = !mg_plan_fast(pl) && pl->engine_version >= 120000;
    mg_str check = mg_plan_helper_name(pl, "not_null", column->parent->name, column->name);
    mg_step *s;
    if (staged) {
        mg_pg_alter_table(b, pl, column);
        mg_buf_z(b, "ADD CONSTRAINT ");
        mg_print_name(b, pl->d, check);
        mg_buf_z(b, " CHECK (");
        mg_print_name(b, pl->d, column->name);
        mg_buf_z(b, " IS NOT NULL) NOT VALID");
        mg_pg_alter_table(undo, pl, column);
        mg_buf_z(undo, "DROP CONSTRAINT IF EXISTS ");
        mg_print_name(undo, pl->d, check);
        s = mg_pg_step(pl, a, "add_check", "add_check_not_valid", b, undo);
        mg_step_title(pl, s, "demand values in %S from now on, without looking at old rows", &label);

        mg_pg_alter_table(b, pl, column);
        mg_buf_z(b, "VALIDATE CONSTRAINT ");
        mg_print_name(b, pl->d, check);
        s = mg_pg_step(pl, a, "validate_constraint", "validate_check", b, NULL);
        mg_step_title(pl, s, "check that no old row has a null in %S; fails harmlessly if one has", &label);
        if (s)
            s->transaction = MG_TX_OWN;
    }
    mg_pg_alter_column(b, pl, column);
    mg_buf_z(b, "SET NOT NULL");
    mg_pg_alter_column(undo, pl, column);
    mg_buf_z(undo, "DROP NOT NULL");
    s = mg_pg_step(pl, a, "set_not_null", staged ? "set_not_null_proved" : "set_not_null", b, undo);
    mg_step_title(pl, s, "set %S NOT NULL", &label);
    mg_step_finding(pl, s, "fail/set-not-null-with-nulls");
    mg_pg_verify_column(pl, s, column, "attnotnull");
    if (!staged)
        return;
    mg_pg_alter_table(b, pl, column);
    mg_buf_z(b, "DROP CONSTRAINT ");
    mg_print_name(b, pl->d, check);
    s = mg_pg_step(pl, a, "drop_check", "drop_constraint", b, NULL);
    mg_step_title(pl, s, "drop the check that proved it");
}

/* ---- backfill -------------------------------------------------------------------- */

void mg_pg_body(mg_buf *b, mg_str body)
{
    static const char tags[][12] = {"$migra$", "$migra_1$", "$migra_2$", "$migra_3$"};
    size_t t = 0;
    for (; t < sizeof tags / sizeof *tags - 1; t++) {
        bool held = false;
        uint32_t n = (uint32_t)strlen(tags[t]);
        for (uint32_t i = 0; i + n <= body.n && !held; i++)
            held = !memcmp(body.p + i, tags[t], n);
        if (!held)
            break;
    }
    mg_buf_printf(b, "%s\n%S\n%s", tags[t], &body, tags[t]);
}

void mg_pg_batches(mg_buf *b, mg_planner *pl, const mg_object *of, mg_str set, mg_str where)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_plan_table(&t, pl, of);
    mg_str table = mg_buf_take(&t, pl->arena);
    if (mg_pg_is_partitioned(of->parent) || pl->engine_version < 140000) {
        mg_buf_printf(&t,
                      "DECLARE\n  done bigint;\nBEGIN\n  LOOP\n"
                      "    UPDATE %S SET %S WHERE (tableoid, ctid) IN (\n"
                      "      SELECT tableoid, ctid FROM %S WHERE %S LIMIT %u);\n"
                      "    GET DIAGNOSTICS done = ROW_COUNT;\n    EXIT WHEN done = 0;\n    COMMIT;\n  END LOOP;\nEND",
                      &table, &set, &table, &where, pl->opts.batch_rows);
    } else {
        uint32_t pages = pl->opts.batch_rows / 50 + 1; /* about so many rows stand on them */
        mg_buf_z(&t, "DECLARE\n  page bigint := 0;\n  last bigint := pg_relation_size(");
        mg_print_string(&t, pl->d, table);
        mg_buf_printf(&t,
                      ") / current_setting('block_size')::bigint;\nBEGIN\n"
                      "  WHILE page <= last LOOP\n"
                      "    UPDATE %S SET %S WHERE ctid >= format('(%%s,0)', page)::tid\n"
                      "      AND ctid < format('(%%s,0)', page + %u)::tid AND %S;\n"
                      "    COMMIT;\n    page := page + %u;\n  END LOOP;\nEND",
                      &table, &set, pages, &where, pages);
    }
    mg_buf_z(b, "DO ");
    mg_pg_body(b, mg_buf_view(&t));
    mg_buf_free(&t);
}

/* Fills the column where it is null. */
static void batches(mg_buf *b, mg_planner *pl, const mg_object *column, const char *value)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_print_name(&t, pl->d, column->name);
    mg_str name = mg_buf_take(&t, pl->arena);
    mg_buf_free(&t);
    mg_str set = mg_arena_printf(pl->arena, "%S = %s", &name, value), where = mg_arena_printf(pl->arena, "%S IS NULL", &name);
    mg_pg_batches(b, pl, column, set, where);
}

/* ---- add ------------------------------------------------------------------------- */

static const mg_object *without(mg_planner *pl, const mg_object *column, int attr)
{
    mg_object *copy = MG_NEW(pl->arena, mg_object);
    if (!copy)
        return column;
    *copy = *column;
    copy->attrs = mg_attrs_clone(pl->arena, column);
    mg_attr_drop(copy, (mg_kind)attr);
    return copy;
}

static bool default_is_volatile(const mg_object *column)
{
    const mg_node *def = mg_attr_first(column, A_DEFAULT);
    return def && mg_fact_default_is_volatile(def);
}

/* A sequence that comes with the column, to be made before it. */
const mg_object *mg_pg_own_sequence(const mg_schema *s, const mg_object *column)
{
    for (uint32_t i = 0; i < column->n_deps; i++) {
        const mg_object *o = column->deps[i];
        const mg_node *owned = mg_attr(o, A_OWNED_BY);
        const mg_node *table = mg_child(owned, N_QNAME), *name = mg_child(owned, N_NAME);
        if (o->kind == MG_O_SEQUENCE && table && name && mg_str_eq(mg_text(table), column->parent->name) &&
            mg_str_eq(mg_text(name), column->name))
            return o;
    }
    (void)s;
    return NULL;
}

static bool renders_serial(mg_planner *pl, const mg_schema *s, const mg_object *column)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    pl->d->render_column(&t, s, column);
    bool serial = false;
    for (uint32_t i = 0; i + 6 <= t.n && !serial; i++)
        serial = mg_str_eq((mg_str){t.p + i, 6}, MG_STR("serial"));
    for (uint32_t i = 0; i + 7 <= t.n && serial; i++)
        if (mg_str_eq((mg_str){t.p + i, 7}, MG_STR("nextval")))
            serial = false;
    mg_buf_free(&t);
    return serial;
}

/* ADD COLUMN together with the sequence that it owns. */
static void add_with_sequence(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *column)
{
    const mg_object *seq = mg_pg_own_sequence(s, column);
    bool explicit_one = seq && !renders_serial(pl, s, column);
    bool alone = seq && (s == pl->after ? mg_unit_of_after(pl, seq) != mg_unit_of_after(pl, column)
                                        : mg_unit_of_before(pl, seq) != mg_unit_of_before(pl, column));
    const mg_object *free_one = explicit_one && !alone ? mg_pg_free_sequence(pl, seq, column->parent) : NULL;
    if (free_one) {
        mg_pg_create_bare(b, pl, s, free_one);
        mg_pg_satellites(b, pl, free_one);
    }
    mg_pg_create(b, pl, s, column);
    if (explicit_one && !(alone && s == pl->after))
        mg_pg_alter_attr(pl, b, seq, A_OWNED_BY, NULL, mg_attr(seq, A_OWNED_BY));
}

static bool has_constrained_domain(const mg_object *c)
{
    for (uint32_t i = 0; i < c->n_deps; i++) {
        const mg_object *d = c->deps[i];
        if (d->kind != MG_O_DOMAIN)
            continue;
        if (mg_attr(d, A_NOT_NULL))
            return true;
        MG_EACH_CHILD(k, d)
            if (k->kind == MG_O_CHECK)
                return true;
    }
    return false;
}

static const char *add_fact(const mg_object *c, bool is_volatile)
{
    const mg_node *g = mg_attr(c, A_GENERATED);
    if (has_constrained_domain(c))
        return "add_column_constrained_domain";
    if (g)
        return g->sub == MG_GEN_VIRTUAL ? "add_column_generated_virtual" : "add_column_generated_stored";
    if (mg_attr(c, A_IDENTITY))
        return "add_column_identity";
    if (is_volatile)
        return "add_column_volatile_default";
    return mg_attr(c, A_DEFAULT) ? "add_column_default" : "add_column";
}

static void emit_add(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    const mg_object *c = u->after;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_str label = mg_plan_label(pl, c);
    bool is_volatile = default_is_volatile(c), sequence = mg_pg_own_sequence(pl->after, c) != NULL;
    bool staged = !u->forced && !mg_plan_fast(pl) && is_volatile && !sequence && c->parent->kind == MG_O_TABLE;
    const mg_object *first = c;
    if (!u->forced && (staged || mg_pg_needs_value(c)))
        first = without(pl, first, A_NOT_NULL);
    if (staged)
        first = without(pl, first, A_DEFAULT);
    if (first == c)
        add_with_sequence(b, pl, pl->after, c);
    else
        mg_pg_create(b, pl, pl->after, first);
    mg_pg_drop(undo, pl, pl->after, c);
    mg_step *s = mg_pg_step(pl, a, "add_column", add_fact(first, is_volatile && !staged), b, undo);
    mg_step_title(pl, s, "add column %S", &label);
    mg_pg_verify_exists(pl, s, c, true);
    if (!staged)
        return;
    mg_pg_alter_column(b, pl, c);
    mg_buf_z(b, "SET DEFAULT ");
    mg_pg_print_default(b, c->owner, c);
    mg_pg_alter_column(undo, pl, c);
    mg_buf_z(undo, "DROP DEFAULT");
    s = mg_pg_step(pl, a, "set_default", "set_default", b, undo);
    mg_step_title(pl, s, "set the default of %S for new rows", &label);
}

static void emit_fill(mg_planner *pl, mg_action *a)
{
    const mg_object *c = a->unit->after;
    mg_buf *b = &pl->sql;
    mg_str label = mg_plan_label(pl, c);
    batches(b, pl, c, "DEFAULT");
    mg_step *s = mg_step_add(pl, a, "backfill", mg_buf_view(b));
    mg_buf_reset(b);
    mg_step_title(pl, s, "fill %S in old rows, %u at a time", &label, pl->opts.batch_rows);
    mg_step_lock(pl, s, "ROW EXCLUSIVE", c);
    if (!s)
        return;
    s->is_data = true;
    s->scans_table = true;
    s->transaction = MG_TX_NONE;
}

/* A foreign table's rows are not touched by what is done to it here. */
static bool is_elsewhere(const mg_object *column)
{
    return column->parent && column->parent->kind == MG_O_FOREIGN_TABLE;
}

/* Nulls become the default that AFTER declares; what they were is kept for the way back. */
static void fill_nulls(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    const char *why = NULL;
    mg_str label = mg_plan_label(pl, u->before);
    for (uint32_t i = 0; i < pl->plan->recovery.n; i++)
        if (mg_str_eq(((const mg_recovery *)pl->plan->recovery.at[i])->object, label)) { /* the type change saved it already */
            emit_fill(pl, a);
            return;
        }
    mg_str saved = mg_save_column(pl, a, u->before, &why);
    emit_fill(pl, a);
    if (!pl->plan->steps.n)
        return;
    mg_step *s = pl->plan->steps.at[pl->plan->steps.n - 1];
    mg_buf *undo = &pl->sql2;
    if (saved.n) {
        mg_pg_restore_column(pl, undo, u->before, saved, false);
        mg_step_rollback(pl, s, mg_buf_view(undo));
        mg_buf_reset(undo);
    } else {
        mg_step_no_rollback(pl, s, "which rows held a null is not known afterwards: %s", why ? why : "not saved");
    }
}

void mg_pg_emit_ask(mg_planner *pl, mg_action *a)
{
    const mg_object *c = a->unit->after;
    mg_buf *b = &pl->sql;
    mg_str label = mg_plan_label(pl, c);
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, c);
    mg_buf_z(b, " SET ");
    mg_print_name(b, pl->d, c->name);
    mg_buf_z(b, " = <value> WHERE ");
    mg_print_name(b, pl->d, c->name);
    mg_buf_z(b, " IS NULL");
    mg_step *s = mg_step_add(pl, a, "backfill", mg_buf_view(b));
    mg_buf_reset(b);
    mg_step_title(pl, s, "give old rows a value in %S", &label);
    mg_step_manual(pl, s, "%S is NOT NULL and has no default: what rows that exist shall hold is for you to say; "
                          "nothing to do when the table is empty", &label);
    if (s)
        s->is_data = true;
}

/* ---- drop ------------------------------------------------------------------------- */

static void emit_drop(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    const mg_object *c = u->before;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_str label = mg_plan_label(pl, c);
    const char *why = NULL;
    bool computed = mg_attr(c, A_GENERATED) || is_elsewhere(c);
    mg_str saved = computed ? MG_STR_NONE : mg_save_column(pl, a, c, &why);
    bool by_rows = !computed && !saved.n && pl->opts.save_data;
    if (by_rows)
        saved = mg_pg_save_beside(pl, a, c);
    mg_pg_drop_column(pl, b, c);
    const mg_object *back = !computed && (saved.n || mg_pg_needs_value(c)) ? without(pl, c, A_NOT_NULL) : c;
    bool value_lost = !computed && !saved.n, identity = saved.n && mg_attr(c, A_IDENTITY);
    if (identity) /* whose values only the server may give */
        back = without(pl, back, A_IDENTITY);
    mg_pg_heirs_give_back(pl, undo, c, true);
    if (mg_pg_own_sequence(pl->before, c))
        add_with_sequence(undo, pl, pl->before, back == c ? c : back);
    else
        mg_pg_create(undo, pl, pl->before, back);
    if (saved.n) {
        mg_pg_restore_column(pl, undo, c, saved, by_rows);
    }
    mg_pg_heirs_give_back(pl, undo, c, false);
    if (back != c && mg_attr(c, A_NOT_NULL)) {
        mg_pg_alter_column(undo, pl, c);
        mg_buf_z(undo, "SET NOT NULL");
    }
    if (identity)
        mg_pg_identity_back(pl, undo, c);
    mg_step *s = mg_pg_step(pl, a, "drop_column", "drop_column", b, undo);
    mg_step_title(pl, s, "drop column %S", &label);
    mg_pg_verify_exists(pl, s, c, false);
    if (s)
        s->destroys_data = !computed;
    if (!computed)
        mg_step_finding(pl, s, "data-loss/drop-column");
    if (value_lost)
        mg_step_no_rollback(pl, s, "the column comes back without its values: %s", why);
}

/* ---- change ------------------------------------------------------------------------ */

static void print_collate(mg_buf *b, mg_planner *pl, const mg_object *c)
{
    const mg_node *name = mg_attr_first(c, A_COLLATE);
    if (!name)
        return;
    mg_buf_z(b, " COLLATE ");
    mg_print_qname(b, pl->d, name);
}

/* One direction of a type change. */
static void type_sql(mg_planner *pl, mg_buf *b, const mg_object *from, const mg_object *to, bool by_text)
{
    const mg_node *x = mg_attr_first(from, A_TYPE), *y = mg_attr_first(to, A_TYPE);
    const mg_schema *fs = from->owner, *ts = to->owner;
    mg_type_change tc = {.cast = MG_CAST_VIA_TEXT};
    if (!by_text)
        mg_fact_type_change(fs, ts, x, y, from, &tc);
    mg_pg_alter_column(b, pl, to);
    mg_buf_z(b, "TYPE ");
    mg_print_type(b, pl->d, y);
    print_collate(b, pl, to);
    if (tc.cast == MG_CAST_AUTO)
        return;
    mg_buf_z(b, " USING ");
    mg_pg_begin_cast(b, x, y);
    mg_print_name(b, pl->d, to->name);
    mg_pg_end_cast(pl, b, &tc, x, y);
}

void mg_pg_drop_default(mg_planner *pl, mg_buf *b, const mg_object *c)
{
    mg_pg_alter_column(b, pl, c);
    mg_buf_z(b, "DROP DEFAULT");
}

/* Type, with the default out of the way: it may have no cast of its own. */
static void whole_type_sql(mg_planner *pl, mg_buf *b, const mg_object *from, const mg_object *to, bool by_text, bool *with_default)
{
    *with_default = mg_attr(from, A_DEFAULT) && !mg_attr(from, A_IDENTITY);
    if (*with_default)
        mg_pg_drop_default(pl, b, to);
    type_sql(pl, b, from, to, by_text);
    if (mg_attr(to, A_DEFAULT) && (*with_default || !mg_attr(from, A_DEFAULT)))
        mg_pg_set_default(pl, b, to);
    if (mg_attr(to, A_STORAGE)) /* a new type brings its own */
        mg_pg_alter_attr(pl, b, to, A_STORAGE, NULL, mg_attr(to, A_STORAGE));
    mg_pg_name_parts_again(pl, b, to);
}

static void emit_type(mg_planner *pl, mg_action *a, bool by_text)
{
    const mg_unit *u = a->unit;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_str label = mg_plan_label(pl, u->after);
    const mg_change *c = mg_unit_change(u, MG_C_ALTER_COLUMN_TYPE);
    mg_type_change tc = {.rewrites = true};
    if (!by_text)
        mg_fact_type_change(pl->before, pl->after, mg_attr_first(u->before, A_TYPE), mg_attr_first(u->after, A_TYPE), u->before, &tc);
    const char *why = NULL;
    mg_str saved = MG_STR_NONE;
    bool lossy = c && (c->data_loss != MG_LOSS_NONE || tc.may_change);
    if (lossy && !u->new_table && !is_elsewhere(u->before))
        saved = mg_save_column(pl, a, u->before, &why);
    bool with_default;
    whole_type_sql(pl, b, u->before, u->after, by_text, &with_default);
    bool back_default;
    whole_type_sql(pl, undo, u->after, u->before, by_text, &back_default);
    if (saved.n) {
        mg_pg_restore_column(pl, undo, u->before, saved, false);
    }
    mg_step *s = mg_pg_step(pl, a, "alter_column_type", tc.rewrites ? "alter_type_rewrite" : "alter_type_free", b, undo);
    mg_step_title(pl, s, "change the type of %S", &label);
    if (s) {
        bool here = u->after->parent->kind == MG_O_TABLE; /* a foreign table has no rows */
        s->rewrites_table = here && tc.rewrites;
        s->scans_table = here && (tc.rewrites || tc.may_fail);
        s->destroys_data = lossy;
    }
    if (lossy && !saved.n)
        mg_step_no_rollback(pl, s, "the way back cannot restore what the new type does not hold: %s", why ? why : "not saved");
}

static void generated_sql(mg_planner *pl, mg_buf *b, const mg_object *from, const mg_object *to)
{
    const mg_node *y = mg_attr_first(to, A_GENERATED);
    mg_pg_alter_column(b, pl, to);
    if (!y) {
        mg_buf_z(b, "DROP EXPRESSION");
        return;
    }
    (void)from;
    mg_buf_z(b, "SET EXPRESSION AS (");
    mg_print_expr(b, pl->d, y);
    mg_buf_char(b, ')');
}

/* GENERATED … AS IDENTITY with its sequence options. */
static void simple(mg_planner *pl, mg_action *a, const char *op, const char *fact, const char *what)
{
    mg_str label = mg_plan_label(pl, a->unit->after);
    mg_step *s = mg_pg_step(pl, a, op, fact, &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "%s %S", what, &label);
}

static const char *option_fact(const mg_object *column, const mg_change *c)
{
    if (c->type == MG_C_SET_COMMENT)
        return "comment.column";
    bool hard = c->attr == A_STORAGE || c->attr == A_COMPRESSION || is_elsewhere(column);
    return hard ? "set_storage" : "col.set_options";
}

/* A sequence counts within its column's type: its bounds are made fit before that becomes narrower. */
static bool is_narrowed(const mg_unit *u)
{
    static const char *const types[] = {"smallint", "integer", "bigint"};
    int was = -1, is = -1;
    for (int i = 0; i < 3; i++) {
        was = mg_str_is(mg_text(mg_attr_first(u->before, A_TYPE)), types[i]) ? i : was;
        is = mg_str_is(mg_text(mg_attr_first(u->after, A_TYPE)), types[i]) ? i : is;
    }
    return is >= 0 && is < was;
}

static void emit_identity(mg_planner *pl, mg_action *a, bool to_identity)
{
    const mg_unit *u = a->unit;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_pg_emit_identity_name(pl, a);
    mg_pg_identity_sql(pl, b, u, u->before, u->after);
    mg_pg_identity_sql(pl, undo, u, u->after, u->before);
    if (!b->n && !undo->n)
        return;
    if (to_identity && mg_attr(u->before, A_DEFAULT) && !mg_pg_own_one(u, u->before->owner))
        mg_pg_set_default(pl, undo, u->before);
    if (to_identity && !mg_attr(u->before, A_NOT_NULL)) {
        mg_pg_alter_column(undo, pl, u->before);
        mg_buf_z(undo, "DROP NOT NULL");
    }
    simple(pl, a, "alter_identity", "col.add_identity", "identity of");
}

static void emit_alter(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    bool identity = mg_unit_change(u, MG_C_ALTER_IDENTITY) != NULL;
    bool to_identity = identity && mg_attr(u->after, A_IDENTITY) && !mg_attr(u->before, A_IDENTITY);
    bool from_identity = identity && mg_attr(u->before, A_IDENTITY) && !mg_attr(u->after, A_IDENTITY);
    bool type = mg_pg_type_changes(u) || mg_pg_rebuilt_type(pl, u->before);
    bool drops_null = mg_unit_change(u, MG_C_DROP_NOT_NULL) && !to_identity;
    if (from_identity) {
        mg_pg_identity_sql(pl, b, u, u->before, u->after);
        mg_pg_identity_sql(pl, undo, u, u->after, u->before);
        simple(pl, a, "alter_identity", "col.drop_identity", "no identity any more:");
    }
    if (drops_null) {
        mg_pg_alter_column(b, pl, u->after);
        mg_buf_z(b, "DROP NOT NULL");
        mg_pg_alter_column(undo, pl, u->after);
        mg_buf_z(undo, "SET NOT NULL");
        simple(pl, a, "drop_not_null", "drop_not_null", "allow nulls in");
    }
    bool first = identity && !from_identity && !to_identity && is_narrowed(u);
    if (first)
        emit_identity(pl, a, false);
    if (type)
        emit_type(pl, a, mg_pg_rebuilt_type(pl, u->before) != NULL);
    bool def = mg_unit_change(u, MG_C_SET_DEFAULT) || mg_unit_change(u, MG_C_DROP_DEFAULT);
    bool done_by_type = type && (mg_attr(u->before, A_DEFAULT) || mg_attr(u->after, A_DEFAULT));
    bool counted = from_identity && mg_pg_own_one(u, u->after->owner);
    if (def && !done_by_type && !to_identity && !counted && !mg_attr(u->after, A_GENERATED)) {
        mg_pg_set_default(pl, b, u->after);
        mg_pg_set_default(pl, undo, u->before);
        simple(pl, a, mg_attr(u->after, A_DEFAULT) ? "set_default" : "drop_default",
               mg_attr(u->after, A_DEFAULT) ? "set_default" : "drop_default", "default of");
    }
    if (mg_unit_change(u, MG_C_ALTER_GENERATED)) {
        generated_sql(pl, b, u->before, u->after);
        if (pl->engine_version < 170000 && mg_attr(u->before, A_GENERATED) && !mg_attr(u->after, A_GENERATED)) {
            mg_pg_drop(undo, pl, pl->after, u->after); /* there is no way to make it compute again but to make it anew */
            mg_pg_create(undo, pl, pl->before, u->before);
        } else {
            generated_sql(pl, undo, u->after, u->before);
        }
        simple(pl, a, "alter_generated", "col.set_expression_stored", "expression of");
    }
    if (identity && !from_identity && !first)
        emit_identity(pl, a, to_identity);
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (c->type != MG_C_ALTER_COLUMN && c->type != MG_C_SET_COMMENT && c->type != MG_C_GRANT && c->type != MG_C_REVOKE &&
            c->type != MG_C_ALTER)
            continue;
        if (!mg_pg_alter_attr(pl, b, u->after, c->attr, c->from, c->to)) {
            mg_str label = mg_plan_label(pl, u->after);
            mg_plan_leave_out(pl, "%s of column %S", mg_kind_name(c->attr), &label);
            continue;
        }
        mg_pg_alter_attr(pl, undo, u->after, c->attr, c->to, c->from);
        simple(pl, a, "alter_column", option_fact(u->after, c), "options of");
    }
    if (!mg_unit_change(u, MG_C_SET_NOT_NULL) || to_identity)
        return;
    if (mg_attr(u->after, A_DEFAULT) && u->after->parent->kind == MG_O_TABLE)
        fill_nulls(pl, a);
    else if (mg_pg_needs_value(u->after))
        mg_pg_emit_ask(pl, a);
    mg_pg_emit_not_null(pl, a, u->after);
}

static void emit_bind(mg_planner *pl, mg_action *a, bool bind)
{
    const mg_unit *u = a->unit;
    mg_str label = mg_plan_label(pl, u->after);
    if (bind)
        mg_pg_set_default(pl, &pl->sql, u->after);
    else
        mg_pg_drop_default(pl, &pl->sql, u->before);
    if (bind)
        mg_pg_drop_default(pl, &pl->sql2, u->after);
    else
        mg_pg_set_default(pl, &pl->sql2, u->before);
    mg_step *s = mg_pg_step(pl, a, bind ? "set_default" : "drop_default", bind ? "set_default" : "drop_default", &pl->sql, &pl->sql2);
    mg_step_title(pl, s, bind ? "give %S its default again" : "take the default of %S away for a moment", &label);
}

void mg_pg_emit_column(mg_planner *pl, mg_action *a)
{
    switch (a->op) {
    case MG_OP_CREATE:
        emit_add(pl, a);
        return;
    case MG_OP_BACKFILL:
        emit_fill(pl, a);
        return;
    case MG_OP_FINISH:
        mg_pg_emit_ask(pl, a);
        return;
    case PG_OP_SAFE_NOT_NULL:
        mg_pg_emit_not_null(pl, a, a->unit->after);
        return;
    case MG_OP_DROP:
        emit_drop(pl, a);
        return;
    case PG_OP_UNBIND:
    case PG_OP_BIND:
        emit_bind(pl, a, a->op == PG_OP_BIND);
        return;
    default:
        emit_alter(pl, a);
    }
}
