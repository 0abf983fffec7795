#ifndef MG_DIALECT_SQLITE_H
#define MG_DIALECT_SQLITE_H

#include "dialect/dialect.h"

static inline uint32_t mg_sqlite_version(const mg_schema *s)
{
    return s->engine_version ? s->engine_version : s->dialect->newest_version;
}

typedef enum mg_affinity { MG_AFF_BLOB, MG_AFF_TEXT, MG_AFF_NUMERIC, MG_AFF_INTEGER, MG_AFF_REAL } mg_affinity;

/* names.c */
mg_str mg_sqlite_fold(mg_arena *a, mg_str name, bool quoted);
mg_str mg_sqlite_auto_name(mg_schema *s, const mg_object *table, int kind, const mg_node *def);
void mg_sqlite_name_again(mg_schema *s, mg_object *con); /* after its columns changed their names */
bool mg_sqlite_is_internal(mg_str name); /* sqlite_… */

/* types.c */
mg_affinity mg_sqlite_affinity(mg_str type);
const char *mg_sqlite_affinity_name(mg_affinity a); /* as CAST takes it */
bool mg_sqlite_is_rowid_alias(const mg_object *column); /* INTEGER PRIMARY KEY */

/* apply.c */
bool mg_sqlite_apply(mg_schema *s, const mg_statement *st);

/* normalise.c */
void mg_sqlite_normalise_expr(mg_schema *s, mg_node **expr, const mg_object *table, const mg_node *type);
void mg_sqlite_normalise_object(mg_schema *s, mg_object *o);
bool mg_sqlite_has_own_normal(const mg_object *o);

/* render.c */
void mg_sqlite_render_create(mg_buf *b, const mg_schema *s, const mg_object *o);
/* CREATE TABLE under another name: for a rebuild. Foreign keys to itself keep naming the final table. */
void mg_sqlite_render_table_as(mg_buf *b, const mg_schema *s, const mg_object *table, mg_str name);
void mg_sqlite_render_column(mg_buf *b, const mg_schema *s, const mg_object *column);
/* With the constraints that stand at this column alone, as ADD COLUMN wants them. */
void mg_sqlite_render_column_whole(mg_buf *b, const mg_schema *s, const mg_object *column);
bool mg_sqlite_is_own(const mg_object *con, const mg_object *column); /* CHECK, FOREIGN KEY about this column alone */
void mg_sqlite_render_constraint(mg_buf *b, const mg_schema *s, const mg_object *con);
void mg_sqlite_render_drop(mg_buf *b, const mg_schema *s, const mg_object *o);
void mg_sqlite_print_dump(mg_buf *b, const mg_schema *s);

/* written.c: the source's own text for n, a piece of o's definition, where it says what the canonical text says. */
mg_str mg_sqlite_as_written(const mg_schema *s, const mg_object *o, const mg_node *n, mg_str canonical);

#endif
