/* What the PostgreSQL rules share. */
#ifndef MG_NORMALISE_PG_H
#define MG_NORMALISE_PG_H

#include "normalise/normalise.h"

typedef struct mg_pg_type_name {
    mg_str name;   /* short: "varchar"; none = unknown */
    uint16_t dims;
    bool has_mods; /* varchar(20) */
} mg_pg_type_of;

/* The type of an expression as far as it can be told. */
mg_pg_type_of mg_pg_type(const mg_norm *n, const mg_node *expr);
mg_pg_type_of mg_pg_type_node(const mg_norm *n, const mg_node *type); /* of an N_TYPE; domains give their base */
bool mg_pg_is(mg_pg_type_of t, const char *name);
bool mg_pg_is_text_like(mg_pg_type_of t); /* text, varchar, bpchar, name, citext, "char" */
bool mg_pg_is_number(mg_pg_type_of t);
int mg_pg_number_rank(mg_str name);       /* int2 < int4 < int8 < numeric < float4 < float8; 0 = no number */

extern const mg_norm_rule mg_pg_rules[];
mg_node *mg_pg_rule_cast(mg_norm *n, mg_node *node);
mg_node *mg_pg_rule_operator(mg_norm *n, mg_node *node);
mg_node *mg_pg_rule_call(mg_norm *n, mg_node *node);
mg_node *mg_pg_rule_operands(mg_norm *n, mg_node *node);
mg_node *mg_pg_rule_in(mg_norm *n, mg_node *node);
mg_node *mg_pg_rule_logic(mg_norm *n, mg_node *node);
mg_node *mg_pg_rule_names(mg_norm *n, mg_node *node);
mg_node *mg_pg_rule_case(mg_norm *n, mg_node *node);

mg_node *mg_pg_rule_target(mg_norm *n, mg_node *node);

void mg_pg_plain_elements(const mg_norm *n, mg_node *array);
/* Takes off a cast that the server adds to a default. */
mg_node *mg_pg_plain_default(mg_norm *n, mg_node *node);

/* pg_text.c */
void mg_pg_plain_definition(mg_norm *n, const mg_object *o, mg_node *definition);
/* pg_rule.c */
void mg_pg_plain_rule(mg_norm *n, const mg_object *rule);
/* pg_role.c */
void mg_pg_plain_role(mg_norm *n, mg_object *role);
/* pg_from.c */
void mg_pg_name_function(mg_norm *n, mg_node *item);
/* pg_alterable.c */
mg_str mg_pg_trimmed(mg_str s); /* without the blanks around it */
void mg_pg_plain_alterable(mg_norm *n, mg_object *o);
/* Options of `set`, "(a = x)", put into those of `with`, "with (a = y)"; none: they are not understood. */
mg_str mg_pg_merge_options(mg_arena *a, mg_str with, mg_str set);
bool mg_pg_option_changes(mg_arena *a, mg_str from, mg_str to, mg_str *out); /* "SET (…)", or none when nothing differs */
/* pg_publication.c */
uint32_t mg_pg_publication_changes(mg_arena *a, mg_str from, mg_str to, mg_str *out); /* as mg_pg_definition_changes */
void mg_pg_plain_publication(mg_norm *n, mg_object *publication);
/* pg_grants.c */
void mg_pg_plain_grants(mg_schema *s, const mg_object *o, mg_node *grants);
void mg_pg_plain_interval(mg_schema *s, mg_node *c); /* 1 month is 1 mon */
void mg_pg_plain_moment(mg_schema *s, mg_node *c, bool zone_counts); /* a string read as a date or time; midnight goes without saying */
/* pg_sequence.c */
void mg_pg_plain_sequence(mg_norm *n, mg_object *sequence);
void mg_pg_plain_identity(mg_norm *n, mg_object *column, mg_node *identity);

#endif
