/* MySQL and MariaDB: the body of a procedure that copies old rows, a batch for each transaction: along the key where it is one column, else
 * as many rows at a time as are not in step yet. */
#include "plan/mysql_plan.h"
#include "plan/staged.h"

const mg_object *mg_my_single_key(mg_planner *pl, const mg_object *table)
{
    mg_vec keys;
    mg_vec_init(&keys, &pl->ctx->alloc);
    mg_table_key(pl, table, &keys);
    const mg_object *key = keys.n == 1 ? keys.at[0] : NULL;
    mg_vec_free(&keys);
    return key;
}

static void by_key(mg_planner *pl, mg_buf *b, const mg_object *column, const mg_object *key, mg_my_update_fn update, const void *what)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_print_name(&t, pl->d, mg_staged_name_now(pl, key));
    mg_str name = mg_buf_take(&t, pl->arena);
    mg_plan_table(&t, pl, column);
    mg_str table = mg_buf_take(&t, pl->arena);
    mg_buf_free(&t);
    mg_buf_z(b, "BEGIN\n  DECLARE _migra_here, _migra_next ");
    mg_print_type(b, pl->d, mg_attr_first(key, A_TYPE));
    mg_buf_printf(b, ";\n  SELECT min(%S) INTO _migra_here FROM %S;\n  WHILE _migra_here IS NOT NULL DO\n", &name, &table);
    mg_buf_printf(b, "    SET _migra_next = (SELECT %S FROM %S WHERE %S >= _migra_here ORDER BY %S LIMIT %u, 1);\n", &name, &table, &name,
                  &name, pl->opts.batch_rows);
    mg_buf_z(b, "    IF _migra_next IS NULL THEN\n      ");
    update(pl, b, what, "%S >= _migra_here AND ", name);
    mg_buf_z(b, ";\n    ELSE\n      ");
    update(pl, b, what, "%S >= _migra_here AND %S < _migra_next AND ", name);
    mg_buf_z(b, ";\n    END IF;\n    COMMIT;\n    SET _migra_here = _migra_next;\n  END WHILE;\nEND");
}

void mg_my_batches(mg_planner *pl, mg_buf *b, const mg_object *column, const mg_object *key, mg_my_update_fn update, const void *what)
{
    if (key) {
        by_key(pl, b, column, key, update, what);
        return;
    }
    mg_buf_z(b, "BEGIN\n  DECLARE _migra_done BIGINT;\n  REPEAT\n    ");
    update(pl, b, what, NULL, MG_STR_NONE);
    mg_buf_printf(b, " LIMIT %u;\n    SET _migra_done = ROW_COUNT();\n    COMMIT;\n  UNTIL _migra_done = 0 END REPEAT;\nEND",
                  pl->opts.batch_rows);
}
