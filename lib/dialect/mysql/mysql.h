/* What MySQL and MariaDB share. The two differ by the tables behind mg_my_is_mariadb and by version. */
#ifndef MG_DIALECT_MYSQL_H
#define MG_DIALECT_MYSQL_H

#include "dialect/dialect.h"

static inline bool mg_my_is_mariadb(const mg_schema *s) { return s->dialect->id == MG_MARIADB; }
/* The version to plan for: the newest known when none was named. */
static inline uint32_t mg_my_version(const mg_schema *s)
{
    return s->engine_version ? s->engine_version : s->dialect->newest_version;
}

/* names.c */
mg_str mg_my_fold(mg_arena *a, mg_str name, bool quoted);
mg_str mg_my_auto_name(mg_schema *s, const mg_object *table, int kind, const mg_node *def);

/* charset.c */
mg_str mg_my_default_collation(const mg_schema *s, mg_str charset); /* none when the charset is not known */
bool mg_my_charset_holds(mg_str from, mg_str to);                   /* every character of the one is one of the other */
bool mg_my_is_charset(mg_str name);
mg_str mg_my_charset_of_collation(mg_str collation);                /* "latin1_bin" -> "latin1" */
mg_str mg_my_canonical_charset(mg_schema *s, mg_str charset);       /* lower case; utf8 is utf8mb3 */
mg_str mg_my_canonical_collation(mg_schema *s, mg_str collation);
/* The table's default made explicit, then that of its columns which do not say: as it stands at this moment. */
void mg_my_resolve_charsets(mg_schema *s, mg_object *table);
void mg_my_resolve_database(mg_schema *s, mg_object *database);
bool mg_my_is_text_type(mg_str type);
void mg_my_widen_texts(mg_schema *s, mg_object *table, mg_str charset);

/* implied.c */
void mg_my_after_create_table(mg_schema *s, mg_object *table);
bool mg_my_yields(const mg_schema *s, const mg_object *implied, const mg_object *to); /* goes by itself when the other stands */
bool mg_my_gives_way(const mg_schema *s, const mg_object *there, const mg_node *def);

/* call.c: CALL */
bool mg_my_apply(mg_schema *s, const mg_statement *st);

/* types.c */
void mg_my_normalise_type(mg_schema *s, mg_node *type);
void mg_my_size_text(mg_node *type, mg_str charset); /* TEXT(n) to what holds n characters */
uint32_t mg_my_bytes_per_character(mg_str charset);  /* at most */
/* engines.c */
bool mg_my_is_engine(mg_str name);
/* normalise.c */
void mg_my_normalise_object(mg_schema *s, mg_object *o);
bool mg_my_has_own_normal(const mg_object *o);

/* render*.c */
void mg_my_render_create(mg_buf *b, const mg_schema *s, const mg_object *o);
void mg_my_render_trigger(mg_buf *b, const mg_schema *s, const mg_object *o, mg_str next); /* that fires before `next`, if any */
void mg_my_render_table(mg_buf *b, const mg_schema *s, const mg_object *table, bool foreign_keys);
void mg_my_render_column(mg_buf *b, const mg_schema *s, const mg_object *column);
/* `charset`: character set and collation are printed even where they are the table's. */
bool mg_my_lies_beside(const mg_object *column); /* TEXT, BLOB, JSON, geometry: not in the row itself */
void mg_my_render_column_with(mg_buf *b, const mg_schema *s, const mg_object *column, bool charset);
/* As a line of CREATE TABLE or behind ADD: "UNIQUE KEY `k` (`a`)", "CONSTRAINT `c` FOREIGN KEY …", indexes too. */
void mg_my_render_constraint(mg_buf *b, const mg_schema *s, const mg_object *con);
void mg_my_render_drop(mg_buf *b, const mg_schema *s, const mg_object *o);
void mg_my_render_table_options(mg_buf *b, const mg_schema *s, const mg_object *table);
/* The value of a table option: words and numbers bare, texts quoted. */
void mg_my_render_option_value(mg_buf *b, const mg_schema *s, const mg_node *option);
void mg_my_render_partitions(mg_buf *b, const mg_schema *s, const mg_node *by);
void mg_my_print_dump(mg_buf *b, const mg_schema *s);

/* written.c */
extern const mg_wording mg_my_wording;
bool mg_my_default_was_in_parentheses(const mg_schema *s, const mg_object *column);
/* "RESTRICT", "NO ACTION" where the source says so behind ON `event`; else NULL. */
const char *mg_my_written_action(const mg_schema *s, const mg_object *fk, const char *event);

/* written_object.c: false when nothing was printed, for the canonical spelling has to do. */
bool mg_my_put_written_args(mg_buf *b, const mg_schema *s, const mg_object *routine);
bool mg_my_query_in_parentheses(const mg_schema *s, const mg_object *view); /* as it was written */
bool mg_my_put_written_query(mg_buf *b, const mg_schema *s, const mg_object *view);

/* ---- qualify.c: queries of views of other databases than the session's ---- */
#define MG_MY_MAX_NAMES 256
typedef struct mg_my_names {
    mg_node *at[MG_MY_MAX_NAMES]; /* relations and functions without a database */
    uint32_t n;
    bool incomplete;
} mg_my_names;
/* text: of the source, where what stands at a name's place has to be the name; or none. */
void mg_my_names_to_qualify(const mg_schema *s, const mg_object *view, const mg_node *query, mg_str text, mg_my_names *out);
void mg_my_drop_own_database(mg_object *view);
void mg_my_print_qualified(mg_buf *b, const mg_schema *s, const mg_object *view);
void mg_my_put_text_qualified(mg_buf *b, const mg_schema *s, mg_str database, mg_str whole, mg_str place, const mg_my_names *names);

/* expr.c */
int mg_my_op_precedence(mg_str op, int n_operands);

/* What both dialects' tables hold alike. */
extern const mg_name_follow mg_mysql_names_follow[], mg_mariadb_names_follow[];

#define MG_MY_HOOKS                                                                                             \
    .fold = mg_my_fold, .auto_name = mg_my_auto_name, .after_create_table = mg_my_after_create_table,           \
    .gives_way = mg_my_gives_way, .apply = mg_my_apply,                                                         \
    .normalise_type = mg_my_normalise_type, .normalise_expr = mg_normalise_mysql_expr,                          \
    .normalise_object = mg_my_normalise_object, .has_own_normal = mg_my_has_own_normal, .render_create = mg_my_render_create,                           \
    .render_column = mg_my_render_column, .render_constraint = mg_my_render_constraint,                         \
    .charset_holds = mg_my_charset_holds, .is_charset = mg_my_is_charset, .is_engine = mg_my_is_engine, .render_drop = mg_my_render_drop, .print_dump = mg_my_print_dump, .op_precedence = mg_my_op_precedence,    \
    .wording = &mg_my_wording

#endif
