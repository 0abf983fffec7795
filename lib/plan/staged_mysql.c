/* MySQL and MariaDB: columns beside columns. A trigger before INSERT and one before UPDATE keep them in step; a procedure
 * copies old rows, since a script cannot loop; LOCK TABLES stands for the transaction that DDL does not have. */
#include "plan/mysql_plan.h"
#include "plan/staged.h"

#include <string.h>

/* ---- for and against ----------------------------------------------------------------- */

static bool renames_columns(const mg_planner *pl)
{
    return pl->engine_version >= (mg_my_is_mariadb(pl->after) ? 100502u : 80000u);
}

static mg_refusal refuse(const mg_planner *pl, const mg_staged *s)
{
    if (!renames_columns(pl))
        return (mg_refusal){"this version of the server has no RENAME COLUMN", false};
    for (int side = 0; side < 2; side++) { /* MariaDB's CHECK in the column's own definition */
        const mg_object *column = side ? s->after : s->before;
        MG_EACH_CHILD(k, column->parent)
            if (s->shape != MG_STAGED_RENAME && mg_my_check_column(k) == column)
                return (mg_refusal){"a check constraint stands in its definition", false};
    }
    if (mg_attr(s->before->parent, A_TEMPORARY))
        return (mg_refusal){"a temporary table has no triggers", false};
    mg_type_change tc;
    mg_fact_type_change(pl->before, pl->after, mg_attr_first(s->before, A_TYPE), mg_attr_first(s->after, A_TYPE), s->before, &tc);
    if (s->shape != MG_STAGED_RENAME && tc.by_zone)
        return (mg_refusal){"what a value becomes depends on the time zone of the session that writes it", false};
    for (const mg_object *const *d = s->shape != MG_STAGED_RENAME ? mg_schema_dependants(pl->before, s->before) : NULL; d && *d; d++)
        if ((*d)->kind == MG_O_CHECK)
            return (mg_refusal){"a check constraint stands on it, and there is no renaming of those", false};
    return (mg_refusal){NULL, false};
}

/* At most what the columns of a table take of a row, large objects aside. */
static uint64_t row_bytes(const mg_object *table)
{
    uint64_t sum = 0;
    MG_EACH_CHILD(c, table) {
        const mg_node *type = c->kind == MG_O_COLUMN ? mg_attr_first(c, A_TYPE) : NULL;
        const mg_node *size = type ? mg_child(type, E_CONST) : NULL;
        bool sized = type && (mg_str_is(mg_text(type), "varchar") || mg_str_is(mg_text(type), "char") || mg_str_is(mg_text(type), "varbinary") ||
                              mg_str_is(mg_text(type), "binary"));
        uint64_t n = sized ? mg_leading_number(mg_text(size), 1000000) : 0;
        sum += n * mg_my_bytes_per_character(mg_attr_text(c, A_CHARSET)) + 12;
    }
    return sum;
}

static bool wants_type(mg_planner *pl, mg_staged *s)
{
    const mg_node *x = mg_attr_first(s->before, A_TYPE), *y = mg_attr_first(s->after, A_TYPE);
    mg_type_change there, back;
    if (s->unit && mg_unit_change(s->unit, MG_C_MOVE_COLUMN)) /* the second one would have to stand where the first goes */
        return false;
    mg_fact_type_change(pl->before, pl->after, x, y, s->before, &there);
    mg_fact_type_change(pl->after, pl->before, y, x, s->after, &back);
    if (there.cast == MG_CAST_NONE || !there.rewrites || mg_str_is(mg_str_of(there.algorithm ? there.algorithm : "COPY"), "INPLACE"))
        return false;
    if (row_bytes(s->before->parent) + row_bytes(s->after->parent) > 65535) /* a row has no room for both columns */
        return false;
    s->lossy = s->loss != MG_LOSS_NONE || there.may_change || there.loss || back.may_change;
    s->may_fail = there.may_fail || there.loss || there.class_change;
    s->back_may_fail = back.may_fail || back.loss || back.class_change;
    return true;
}

static mg_step *step(mg_planner *pl, const mg_action *a, const char *op, const char *fact, mg_buf *sql, mg_buf *undo)
{
    static const struct { const char *common, *own; } facts[] = {
        {"add_column", "add_column_after"},
        {"drop_column", "drop_column"},
        {"set_not_null", "set_not_null"},
        {"drop_not_null", "drop_not_null"},
    };
    const char *own = op && !strcmp(op, "create_index") ? fact : NULL;
    for (size_t i = 0; fact && i < sizeof facts / sizeof *facts; i++)
        if (strcmp(facts[i].common, fact) == 0)
            own = facts[i].own;
    const mg_staged *s = a->unit->staged;
    if (fact && !strcmp(op, "rename_column") && s && s->shape == MG_STAGED_RENAME) {
        const char *more = mg_my_rename_fact(pl, s->before);
        own = more && strcmp(more, "rename_column") ? more : NULL; /* for two columns and no more, the server chooses */
    }
    return mg_my_step(pl, a, op, own, sql, undo);
}

/* ---- the column -------------------------------------------------------------------------- */

static void next(mg_buf *b)
{
    if (b->n)
        mg_buf_z(b, ";\n");
}

static void add_at(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *column, mg_str place)
{
    next(b);
    mg_my_alter_table(b, pl, column);
    mg_buf_z(b, "ADD COLUMN ");
    mg_my_definition(b, pl, s, column);
    mg_buf_str(b, place);
}

static void add(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    add_at(pl, b, pl->after, s->beside, mg_my_words_after(pl, s->old->name));
}

static void drop(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    next(b);
    mg_my_alter_table(b, pl, column);
    mg_buf_z(b, "DROP COLUMN ");
    mg_print_name(b, pl->d, column->name);
}

/* ---- the triggers -------------------------------------------------------------------------- */

static void ref(mg_planner *pl, mg_buf *b, const char *row, const mg_object *column)
{
    mg_buf_z(b, row);
    mg_print_name(b, pl->d, column->name);
}

/* By bytes: a collation holds too much equal. */
static void agree(mg_planner *pl, mg_buf *b, const char *row, const mg_object *x, const char *other, const mg_object *y)
{
    mg_buf_z(b, "CAST(");
    ref(pl, b, row, x);
    mg_buf_z(b, " AS BINARY) <=> CAST(");
    ref(pl, b, other, y);
    mg_buf_z(b, " AS BINARY)");
}

static void differ(mg_planner *pl, mg_buf *b, const char *row, const mg_object *x, const char *other, const mg_object *y)
{
    mg_buf_z(b, "NOT (");
    agree(pl, b, row, x, other, y);
    mg_buf_char(b, ')');
}

/* What the second column holds for a value of the first. */
static void forward(mg_planner *pl, mg_buf *b, const mg_staged *s, const char *row)
{
    const mg_node *for_null = mg_staged_for_null(s);
    mg_buf_z(b, for_null ? "COALESCE(" : "");
    ref(pl, b, row, s->old);
    if (!for_null)
        return;
    mg_buf_z(b, ", ");
    mg_print_expr(b, pl->d, for_null);
    mg_buf_char(b, ')');
}

static void set_forward(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_buf_z(b, "SET ");
    ref(pl, b, "NEW.", s->beside);
    mg_buf_z(b, " = ");
    forward(pl, b, s, "NEW.");
    mg_buf_char(b, ';');
}

static void set(mg_planner *pl, mg_buf *b, const mg_object *to, const mg_object *from)
{
    mg_buf_z(b, "SET ");
    ref(pl, b, "NEW.", to);
    mg_buf_z(b, " = ");
    if (from)
        ref(pl, b, "NEW.", from);
    else
        mg_buf_z(b, "NULL");
    mg_buf_z(b, ";");
}

/* The statement gave the column a value of its own. */
static void was_written(mg_planner *pl, mg_buf *b, const mg_object *column, bool insert)
{
    if (!insert) {
        differ(pl, b, "NEW.", column, "OLD.", column);
        return;
    }
    ref(pl, b, "NEW.", column);
    mg_buf_z(b, " IS NOT NULL");
}

static void body_of_rename(mg_planner *pl, mg_buf *b, const mg_staged *s, bool insert)
{
    mg_buf_z(b, "BEGIN\n  IF ");
    differ(pl, b, "NEW.", s->beside, "NEW.", s->old);
    mg_buf_z(b, " THEN\n    IF ");
    was_written(pl, b, s->beside, insert);
    mg_buf_z(b, " THEN\n      ");
    set(pl, b, s->old, s->beside);
    mg_buf_z(b, "\n    ELSE\n      ");
    set(pl, b, s->beside, s->old);
    mg_buf_z(b, "\n    END IF;\n  END IF;\nEND");
}

/* A value without a counterpart must not stop who writes it: it leaves a null, which the check before the swap finds. */
static void body_of_type(mg_planner *pl, mg_buf *b, const mg_staged *s, bool insert, bool turned)
{
    const mg_object *from = turned ? s->after : s->old, *to = turned ? s->aside : s->beside;
    mg_buf_z(b, "BEGIN\n");
    if (turned ? s->back_may_fail : s->may_fail) {
        mg_buf_z(b, "  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION ");
        set(pl, b, to, NULL);
        mg_buf_char(b, '\n');
    }
    mg_buf_z(b, "  ");
    if (!insert) {
        mg_buf_z(b, "IF ");
        differ(pl, b, "NEW.", from, "OLD.", from);
        mg_buf_z(b, " THEN\n    ");
    }
    if (turned)
        set(pl, b, to, from);
    else
        set_forward(pl, b, s);
    mg_buf_z(b, insert ? "\nEND" : "\n  END IF;\nEND");
}

static void try_to(mg_planner *pl, mg_buf *b, const char *indent, const mg_object *to, mg_str value)
{
    mg_buf_printf(b, "%sBEGIN\n%s  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION SET ", indent, indent);
    const char *row = mg_str_is(to->name, "_migra_said") ? "" : "NEW.";
    ref(pl, b, row, to);
    mg_buf_printf(b, " = NULL;\n%s  SET ", indent);
    ref(pl, b, row, to);
    mg_buf_printf(b, " = %S;\n%sEND;\n", &value, indent);
}

/* Whichever is written is converted into the other. What the first one says, as the copying writes it, is no news; and what the
 * first one has no room for leaves a null there, which no later write of the row mistakes for its will. */
static void body_of_both(mg_planner *pl, mg_buf *b, const mg_staged *s, bool insert)
{
    mg_object *said = mg_staged_copy(pl, s->beside, MG_STR("_migra_said"));
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    forward(pl, &t, s, "NEW.");
    mg_str there = mg_buf_take(&t, pl->arena);
    ref(pl, &t, "NEW.", s->beside);
    mg_str back = mg_buf_take(&t, pl->arena);
    mg_buf_free(&t);
    if (!said)
        return;
    mg_buf_z(b, "BEGIN\n  DECLARE _migra_said ");
    mg_print_type(b, pl->d, mg_attr_first(s->beside, A_TYPE));
    mg_buf_z(b, ";\n");
    try_to(pl, b, "  ", said, there);
    mg_buf_z(b, "  IF ");
    differ(pl, b, "NEW.", s->beside, "", said);
    mg_buf_z(b, " THEN\n    IF ");
    was_written(pl, b, s->beside, insert);
    mg_buf_z(b, " THEN\n");
    try_to(pl, b, "      ", s->old, back);
    mg_buf_z(b, insert ? "    ELSE\n" : "    ELSEIF ");
    if (!insert) {
        ref(pl, b, "NEW.", s->beside);
        mg_buf_z(b, " IS NULL OR ");
        differ(pl, b, "NEW.", s->old, "OLD.", s->old);
        mg_buf_z(b, " THEN\n");
    }
    mg_buf_z(b, "      SET ");
    ref(pl, b, "NEW.", s->beside);
    mg_buf_z(b, " = _migra_said;\n    END IF;\n  END IF;\nEND");
}

static void trigger_name(mg_planner *pl, mg_buf *b, const mg_staged *s, bool insert)
{
    const mg_object *table = s->old->parent;
    mg_plan_schema_name(b, pl, table->schema, mg_plan_helper_name(pl, insert ? "insert" : "update", table->name, s->after->name));
}

static void sync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which, bool turned)
{
    bool insert = which == 0;
    next(b);
    mg_buf_z(b, "CREATE TRIGGER ");
    trigger_name(pl, b, s, insert);
    mg_buf_z(b, insert ? " BEFORE INSERT ON " : " BEFORE UPDATE ON ");
    mg_plan_table(b, pl, s->old);
    mg_buf_z(b, " FOR EACH ROW\n");
    if (s->shape == MG_STAGED_RENAME)
        body_of_rename(pl, b, s, insert);
    else if (s->shape == MG_STAGED_BOTH)
        body_of_both(pl, b, s, insert);
    else
        body_of_type(pl, b, s, insert, turned);
}

static void unsync(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which)
{
    next(b);
    mg_buf_z(b, "DROP TRIGGER ");
    trigger_name(pl, b, s, which == 0);
}

/* ---- old rows --------------------------------------------------------------------------------- */

static void differs(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    if (s->shape == MG_STAGED_RENAME)
        differ(pl, b, "", s->beside, "", s->old);
    else
        mg_staged_lacks_value(pl, b, s->beside, s->demands ? NULL : s->old);
}

/* Before or after: a change of that may come between. */
static bool is_moment(const mg_planner *pl, const mg_object *column)
{
    const mg_object *later = mg_attr(column, A_ON_UPDATE) ? column : mg_plan_after_of(pl, column);
    const mg_unit *u = mg_unit_of_before(pl, column);
    return later && mg_attr(later, A_ON_UPDATE) && (later == column || !u || u->mode == MG_UNIT_ALTER);
}

/* The copying is no news to columns that note the time of a change. */
static void keep_moments(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    MG_EACH_CHILD(c, s->old->parent) {
        if (c->kind != MG_O_COLUMN || c == s->before || !is_moment(pl, c))
            continue;
        mg_str name = mg_staged_name_now(pl, c);
        mg_buf_z(b, ", ");
        mg_print_name(b, pl->d, name);
        mg_buf_z(b, " = ");
        mg_print_name(b, pl->d, name);
    }
}

static void set_list(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_print_name(b, pl->d, s->beside->name);
    mg_buf_z(b, " = ");
    forward(pl, b, s, "");
    keep_moments(pl, b, s);
}

static void update(mg_planner *pl, mg_buf *b, const void *what, const char *range, mg_str key)
{
    const mg_staged *s = what;
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, s->old);
    mg_buf_z(b, " SET ");
    set_list(pl, b, s);
    mg_buf_z(b, " WHERE ");
    if (range)
        mg_buf_printf(b, range, &key, &key);
    differs(pl, b, s);
}

static void procedure_name(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    const mg_object *table = s->old->parent;
    mg_plan_schema_name(b, pl, table->schema, mg_plan_helper_name(pl, "fill", table->name, s->after->name));
}

static void procedure(mg_planner *pl, mg_buf *b, const mg_staged *s, bool is_drop)
{
    next(b);
    mg_buf_z(b, is_drop ? "DROP PROCEDURE " : "CREATE PROCEDURE ");
    procedure_name(pl, b, s);
    if (is_drop)
        return;
    mg_buf_z(b, "()\n");
    const mg_object *key = mg_my_single_key(pl, s->old->parent);
    mg_my_batches(pl, b, s->old, key != s->before ? key : NULL, update, s);
}

static void fill(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    next(b);
    mg_buf_z(b, "CALL ");
    procedure_name(pl, b, s);
    mg_buf_z(b, "()");
}

/* Only a stored program can raise an error of its own; a subquery of two rows is one that every client stops at. */
static void guard(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_buf_z(b, "SELECT IF(EXISTS (SELECT 1 FROM ");
    mg_plan_table(b, pl, s->old);
    mg_buf_z(b, " WHERE ");
    differs(pl, b, s);
    mg_buf_z(b, "), (SELECT 'not every row is in step' UNION SELECT 'run the backfill again'), 'in step')");
}

/* ---- what stands on the column --------------------------------------------------------------------- */

static bool can_build(const mg_planner *pl, const mg_staged *s, const mg_object *o)
{
    if (s->shape != MG_STAGED_RENAME)
        return true;
    /* an index over an expression may copy the table: for readers of a while that is too much */
    return !mg_attr(o, A_INDEX_KIND) && !mg_my_has_expression(o) && mg_staged_alone(pl, s, o);
}

static void build(mg_planner *pl, mg_buf *b, const mg_staged *s, const mg_carried *c)
{
    (void)s;
    next(b);
    mg_my_alter_table(b, pl, c->built);
    mg_buf_z(b, "ADD ");
    mg_my_render_constraint(b, pl->after, c->built);
}

static void unbuild(mg_planner *pl, mg_buf *b, const mg_staged *s, const mg_carried *c)
{
    (void)s;
    next(b);
    mg_my_alter_table(b, pl, c->built);
    mg_buf_z(b, "DROP INDEX ");
    mg_print_name(b, pl->d, c->built->name);
}

/* ---- changing names ----------------------------------------------------------------------------------- */

static void clause(mg_planner *pl, mg_buf *b, const char **comma, const char *verb, mg_str name, const char *to, mg_str new_name)
{
    mg_buf_printf(b, "%s%s ", *comma, verb);
    mg_print_name(b, pl->d, name);
    if (to) {
        mg_buf_printf(b, " %s ", to);
        mg_print_name(b, pl->d, new_name);
    }
    *comma = ", ";
}

static void rename_back_and_forth(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    const char *comma = "";
    mg_my_alter_table(b, pl, s->old);
    if (!back) {
        for (uint32_t i = 0; i < s->carried.n; i++)
            clause(pl, b, &comma, "DROP INDEX", ((const mg_carried *)s->carried.at[i])->built->name, NULL, MG_STR_NONE);
        clause(pl, b, &comma, "DROP COLUMN", s->beside->name, NULL, MG_STR_NONE);
        mg_buf_z(b, comma);
        mg_my_staged_rename_clauses(pl, b, s->before, s->old->name, s->after->name);
        return;
    }
    mg_my_staged_rename_clauses(pl, b, s->before, s->after->name, s->old->name);
    add(pl, b, s);
    for (uint32_t i = 0; i < s->carried.n; i++)
        build(pl, b, s, s->carried.at[i]);
}


static void take_over(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    const char *comma = "";
    if (s->shape == MG_STAGED_TYPE || s->carried.n)
        mg_my_alter_table(b, pl, s->old);
    if (s->shape == MG_STAGED_TYPE) {
        clause(pl, b, &comma, "RENAME COLUMN", s->old->name, "TO", s->aside->name);
        clause(pl, b, &comma, "RENAME COLUMN", s->beside->name, "TO", s->after->name);
    }
    for (uint32_t i = 0; i < s->carried.n; i++) {
        const mg_carried *c = s->carried.at[i];
        clause(pl, b, &comma, "DROP INDEX", c->before->name, NULL, MG_STR_NONE);
        clause(pl, b, &comma, "RENAME INDEX", c->built->name, "TO", c->after->name);
    }
}

static void hand_back(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    const char *comma = "";
    if (s->shape == MG_STAGED_TYPE || s->carried.n)
        mg_my_alter_table(b, pl, s->old);
    if (s->shape == MG_STAGED_TYPE) {
        clause(pl, b, &comma, "RENAME COLUMN", s->after->name, "TO", s->beside->name);
        clause(pl, b, &comma, "RENAME COLUMN", s->aside->name, "TO", s->old->name);
    }
    for (uint32_t i = 0; i < s->carried.n; i++) {
        const mg_carried *c = s->carried.at[i];
        clause(pl, b, &comma, "RENAME INDEX", c->after->name, "TO", c->built->name);
    }
    for (uint32_t i = 0; i < s->carried.n; i++) {
        const mg_carried *c = s->carried.at[i];
        next(b);
        mg_my_alter_table(b, pl, c->before);
        mg_buf_z(b, "ADD ");
        mg_my_render_constraint(b, pl->before, c->before);
    }
}

static void swap(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back)
{
    if (back)
        hand_back(pl, b, s);
    else
        take_over(pl, b, s);
}

static void modify(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *column, mg_str name)
{
    mg_object *named = mg_staged_copy(pl, column, name);
    if (!named)
        return;
    next(b);
    mg_my_alter_table(b, pl, column);
    mg_buf_z(b, "MODIFY COLUMN ");
    mg_my_definition(b, pl, s, named);
}

/* After the swap: the old column takes nulls, the new one gets its default and its NOT NULL. */
static void tighten(mg_planner *pl, const mg_action *a, const mg_staged *s, bool after_swap)
{
    if (!after_swap)
        return;
    mg_str label = mg_plan_label(pl, s->after);
    if (mg_attr(s->before, A_NOT_NULL) || mg_attr(s->before, A_DEFAULT)) {
        modify(pl, &pl->sql, pl->before, s->aside, s->aside->name);
        modify(pl, &pl->sql2, pl->before, s->before, s->aside->name);
        mg_step *r = step(pl, a, "drop_not_null", "drop_not_null", &pl->sql, &pl->sql2);
        mg_step_title(pl, r, "the old column of %S may stay empty", &label);
    }
    if (!mg_attr(s->after, A_NOT_NULL) && !mg_attr(s->after, A_DEFAULT))
        return;
    mg_object *bare = mg_staged_copy(pl, s->beside, s->after->name);
    modify(pl, &pl->sql, pl->after, s->after, s->after->name);
    if (bare)
        modify(pl, &pl->sql2, pl->after, bare, s->after->name);
    mg_step *m = step(pl, a, "set_not_null", mg_attr(s->after, A_NOT_NULL) && mg_my_not_null_fact(s->after) ? "set_not_null" : NULL, &pl->sql, &pl->sql2);
    mg_step_title(pl, m, "%S as it is to be", &label);
}

/* … and has no value saved: what stands in it was filled in, and need not be one of the old type. */
static void unless_filled_in(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    mg_vec keys;
    mg_vec_init(&keys, &pl->ctx->alloc);
    mg_buf_printf(b, " AND NOT EXISTS (SELECT 1 FROM %S AS s WHERE ", &s->saved);
    if (mg_table_key(pl, s->aside->parent, &keys))
        for (uint32_t i = 0; i < keys.n; i++) {
            ref(pl, b, "s.", keys.at[i]);
            mg_buf_z(b, " = ");
            ref(pl, b, "t.", keys.at[i]);
            mg_buf_z(b, " AND ");
        }
    mg_vec_free(&keys);
    ref(pl, b, "s.", s->aside);
    mg_buf_z(b, " IS NULL AND ");
    agree(pl, b, "t.", s->after, "s.", s->after);
    mg_buf_char(b, ')');
}

static void restore_saved(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    next(b);
    mg_restore_column_sql(pl, b, s->aside, s->saved);
    mg_buf_z(b, " WHERE ");
    agree(pl, b, "t.", s->after, "s.", s->after);
}

/* Saved values of rows that nobody has changed since; of all others what the new value says in the old type. */
static void restore(mg_planner *pl, mg_buf *b, const mg_staged *s)
{
    bool filled = s->saved.n && s->demands;
    add_at(pl, b, pl->before, s->aside, mg_my_place_now(pl, s->after)); /* left of the second one, as it stood */
    if (s->saved.n)
        restore_saved(pl, b, s);
    next(b);
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, s->aside);
    mg_buf_z(b, filled ? " AS t SET " : " SET ");
    mg_print_name(b, pl->d, s->aside->name);
    mg_buf_z(b, " = ");
    mg_print_name(b, pl->d, s->after->name);
    keep_moments(pl, b, s);
    mg_buf_z(b, " WHERE ");
    mg_staged_lacks_value(pl, b, s->aside, s->after);
    if (filled)
        unless_filled_in(pl, b, s);
}

/* ---- a view under a table's old name ------------------------------------------------------------------- */

static void view(mg_planner *pl, mg_buf *b, const mg_object *table, mg_str old_name)
{
    mg_buf_z(b, "CREATE SQL SECURITY INVOKER VIEW ");
    mg_plan_schema_name(b, pl, table->schema, old_name);
    mg_buf_z(b, " AS ");
    mg_plan_select(b, pl, table);
}

const mg_staged_ops mg_staged_mysql = {
    .refuse = refuse,
    .wants_type = wants_type,
    .step = step,
    .add = add,
    .drop = drop,
    .n_sync = 2,
    .sync = sync,
    .unsync = unsync,
    .fill = fill,
    .procedure = procedure,
    .differs = differs,
    .guard = guard,
    .can_build = can_build,
    .views_break = true,
    .build = build,
    .unbuild = unbuild,
    .build_fact = mg_my_create_fact,
    .lock = "LOCK TABLES %S WRITE",
    .unlock = "UNLOCK TABLES",
    .rename = rename_back_and_forth,
    .swap = swap,
    .tighten = tighten,
    .restore = restore,
    .view = view,
    .differ = differ,
    .moved = &mg_moved_mysql,
};
