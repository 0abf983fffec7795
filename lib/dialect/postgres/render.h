/* Shared by the printers of this folder. */
#ifndef MG_PG_RENDER_H
#define MG_PG_RENDER_H

#include "dialect/postgres/postgres.h"

typedef struct mg_pg_out {
    mg_buf *b;
    const mg_schema *s;
} mg_pg_out;

void mg_pg_put(mg_pg_out *w, const char *z);
void mg_pg_put_str(mg_pg_out *w, mg_str s);
void mg_pg_put_name(mg_pg_out *w, mg_str name);
void mg_pg_put_object(mg_pg_out *w, const mg_object *o);          /* schema.name */
void mg_pg_put_upper(mg_pg_out *w, mg_str words);
void mg_pg_put_names(mg_pg_out *w, const mg_node *list);          /* a, b */
void mg_pg_put_expr(mg_pg_out *w, const mg_node *expr);
void mg_pg_put_part(mg_pg_out *w, const char *word, const mg_node *name); /* nothing without the name */
void mg_pg_put_with(mg_pg_out *w, const mg_node *options);        /* WITH (a = 1, b) where there are some */
void mg_pg_put_options(mg_pg_out *w, const mg_node *options);     /* a = 1, b */
void mg_pg_put_keys(mg_pg_out *w, const mg_object *o, const mg_node *keys);           /* keys of an index */
void mg_pg_put_sequence_options(mg_pg_out *w, const mg_node *options);
void mg_pg_put_bound(mg_pg_out *w, const mg_node *bound);
void mg_pg_put_fdw_options(mg_pg_out *w, const mg_node *options);
void mg_pg_put_args(mg_pg_out *w, const mg_node *args);           /* name type DEFAULT x, … */

bool mg_is_constraint_kind(int kind);
bool mg_pg_stands_alone(const mg_object *con); /* has to be added by ALTER TABLE */
/* The first child of an attribute or key, as its source has it when that says the same; see written.c. */
void mg_pg_put_written(mg_pg_out *w, const mg_object *o, const mg_node *holder);
/* The names of a view's columns where they are needed, `between`, and its query as its source has it; false, and nothing is put,
 * when that would say something else; see written_query.c. */
bool mg_pg_put_written_query(mg_pg_out *w, const mg_object *view, mg_str between);
void mg_pg_put_default(mg_pg_out *w, const mg_node *expr);
void mg_pg_render_table(mg_pg_out *w, const mg_object *o, bool foreign_keys);
void mg_pg_render_index(mg_pg_out *w, const mg_object *o);
void mg_pg_render_routine(mg_pg_out *w, const mg_object *o);
void mg_pg_render_trigger(mg_pg_out *w, const mg_object *o);
void mg_pg_render_policy(mg_pg_out *w, const mg_object *o);
void mg_pg_render_rule(mg_pg_out *w, const mg_object *o);
void mg_pg_render_object(mg_pg_out *w, const mg_object *o);
void mg_pg_render_text(mg_pg_out *w, const mg_object *o);
/* Statements behind CREATE: comments, owners, grants, switches. Each ends in ";\n". */
void mg_pg_print_extras(mg_pg_out *w, const mg_object *o);
/* "TABLE public.t", "FUNCTION public.f(integer)", "TRIGGER x ON public.t" */
void mg_pg_put_target(mg_pg_out *w, const mg_object *o);

#endif
