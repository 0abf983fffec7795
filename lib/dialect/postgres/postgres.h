/* Shared by the files of this folder. */
#ifndef MG_POSTGRES_H
#define MG_POSTGRES_H

#include "dialect/dialect.h"

/* ---- types.c ---- */

/* The canonical name of a built-in type: int4 -> integer; none when it is not one of those with several names. */
mg_str mg_pg_type_canonical(mg_str name);
/* "smallint", "integer" or "bigint" for the serial types; NULL for others. */
const char *mg_pg_serial_base(mg_str name);
void mg_pg_normalise_type(mg_schema *s, mg_node *type);

/* ---- names.c ---- */

mg_str mg_pg_fold(mg_arena *a, mg_str name, bool quoted);
/* makeObjectName: name1[_name2][_label], shortened to 63 bytes. */
mg_str mg_pg_object_name(mg_arena *a, mg_str name1, mg_str name2, mg_str label);
mg_str mg_pg_auto_name(mg_schema *s, const mg_object *table, int kind, const mg_node *def);
mg_str mg_pg_heir_name(const mg_schema *s, mg_arena *arena, const mg_object *table, const mg_object *from);
/* The first of name, name1, name2 … that no relation in the schema has. */
mg_str mg_pg_relation_name(mg_schema *s, mg_str schema, mg_str name1, mg_str name2, const char *label, bool constraint);

mg_str mg_pg_multirange_name(mg_arena *a, mg_str range); /* textrange: textmultirange; spans: spans_multirange */

/* ---- builtin.c ---- */

bool mg_pg_is_builtin(mg_str function);
void mg_pg_print_policy_part(mg_buf *b, const mg_object *o, int attr);

/* question.c */
bool mg_pg_question(mg_arena *a, const mg_object *before, const mg_object *after, int attr, mg_question *q);

/* ---- filter.c ---- */

void mg_pg_parse(mg_parse *ps);

/* ---- apply.c ---- */

void mg_pg_after_create_table(mg_schema *s, mg_object *table);
bool mg_pg_apply(mg_schema *s, const mg_statement *st);
void mg_pg_after_detach(struct mg_apply *a, mg_object *table, const mg_object *parent, const mg_node *of); /* detached.c */
void mg_pg_apply_do(mg_schema *s, const mg_statement *st); /* do_block.c: the DDL of a DO block, as far as it surely runs */
void mg_pg_apply_call(mg_schema *s, const mg_statement *st); /* SELECT f(): likewise */

/* ---- rights.c ---- */

const char *const *mg_pg_privileges_on(const mg_object *o, uint32_t version); /* of default privileges: on what they are about */
const char *const *mg_pg_privileges(int kind, uint32_t version); /* NULL-terminated; NULL for kinds without */
void mg_pg_change_rights(mg_schema *s, mg_object *o, const mg_node *statement); /* GRANT or REVOKE on one object */
void mg_pg_default_privileges(mg_schema *s, const mg_statement *st);
int mg_pg_default_class(const mg_object *defaults);
/* What the default privileges of `s` give to the object when it is made there: an A_GRANTS; NULL when there are none. */
mg_node *mg_pg_first_rights(mg_arena *arena, const mg_schema *s, const mg_object *o);
/* The object's A_GRANTS once it is `to`'s. NULL on failure. */
mg_node *mg_pg_rights_moved(mg_arena *arena, uint32_t version, const mg_object *o, mg_str to);
void mg_pg_change_owner(mg_schema *s, mg_object *o, mg_str to); /* before the owner is written down */
/* identity.c */
mg_str mg_pg_identity_sequence(mg_arena *arena, const mg_object *column); /* none: not known */
bool mg_pg_rename_identity(mg_schema *s, const mg_node *qname, mg_str fresh); /* ALTER SEQUENCE … RENAME TO; false: no such one */
void mg_pg_keep_identities(mg_schema *s, mg_object *o); /* a table or column gets another name: its sequences do not */
void mg_pg_after_statement(mg_schema *s);
void mg_pg_print_role(mg_buf *b, const mg_dialect *d, mg_str role);
void mg_pg_print_default_right(mg_buf *b, const mg_object *o, const mg_node *entry, bool revoke);
void mg_pg_print_defaults(mg_buf *b, const mg_object *o, bool back); /* one statement a role; back: their inverse */

/* ---- storage.c ---- */

mg_str mg_pg_type_storage(const mg_schema *s, const mg_node *type); /* "plain", "main", "extended"; none = not known */

/* ---- text_search.c ---- */

/* Folds ADD, ALTER, DROP MAPPING FOR … into the list (N_TEXT, one a token type); false: a form that has to be kept as it is. */
bool mg_pg_map_tokens(mg_schema *s, mg_node *list, mg_str text);
mg_str mg_pg_mapping_token(mg_str line); /* the token type of such a line; none for other lines */

/* ---- written.c ---- */

extern const mg_wording mg_pg_wording;
bool mg_pg_print_default(mg_buf *b, const mg_schema *s, const mg_object *o); /* what stands behind DEFAULT; false: nothing */

/* ---- render*.c ---- */

void mg_pg_render_create(mg_buf *b, const mg_schema *s, const mg_object *o);
void mg_pg_render_column(mg_buf *b, const mg_schema *s, const mg_object *column);
void mg_pg_render_constraint(mg_buf *b, const mg_schema *s, const mg_object *con);
void mg_pg_render_drop(mg_buf *b, const mg_schema *s, const mg_object *o);
void mg_pg_print_dump(mg_buf *b, const mg_schema *s);

/* ---- dialect.c ---- */

int mg_pg_precedence(mg_str op, int n_operands);

#endif
