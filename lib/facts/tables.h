/* The generated tables (tools/facts.py), for the lookups of this folder and for lib/report, which prints them. */
#ifndef MG_FACTS_TABLES_H
#define MG_FACTS_TABLES_H

#include "facts/facts.h"

enum { MG_FACT_MYSQL = 1 << MG_MYSQL, MG_FACT_MARIADB = 1 << MG_MARIADB };

typedef struct mg_lite_row {
    mg_lite_fact fact; /* since 1 = always */
} mg_lite_row;

typedef struct mg_pg_type_row {
    const char *from, *to;
    mg_cast_need cast;
    bool rewrites, rebuilds_index;
    const char *fails, *changes, *source;
} mg_pg_type_row;

typedef struct mg_my_type_row {
    const char *from, *to;
    uint32_t dialects; /* MG_FACT_MYSQL, MG_FACT_MARIADB */
    const char *algorithm, *fails, *changes, *source;
} mg_my_type_row;

typedef struct mg_function_row {
    const char *name;
    bool is_volatile;
} mg_function_row;

typedef struct mg_rate_row {
    const char *op;
    uint8_t dialect;
    uint32_t from, until;
    int32_t a, b, c; /* ms, ms a million rows, ms a GiB */
    const char *source;
} mg_rate_row;

/* A dialect's type limits: those of numbers and members, then those of types themselves (MG_PART_COLUMN). */
typedef struct mg_limit_rows {
    uint32_t from, of_types, end;
} mg_limit_rows;

/* For people and tests only: lib/normalise and lib/dialect do by rules what these show by example. */
typedef struct mg_spelling_row {
    uint8_t dialect;
    const char *kind, *context, *written, *canonical, *source;
} mg_spelling_row;

typedef struct mg_name_row {
    uint8_t dialect;
    const char *what, *statements, *names, *source;
} mg_name_row;

extern const mg_spelling_row mg_facts_spellings[];
extern const size_t mg_n_facts_spellings;
extern const mg_name_row mg_facts_names[];
extern const size_t mg_n_facts_names;
extern const mg_storage_parameter mg_facts_storage_parameters[];
extern const size_t mg_n_facts_storage_parameters;
extern const mg_pg_fact mg_facts_postgres[];
extern const size_t mg_n_facts_postgres;
extern const uint64_t mg_facts_postgres_heads[]; /* the operations' first eight letters */
extern const mg_my_fact mg_facts_mysql[];
extern const size_t mg_n_facts_mysql;
extern const uint64_t mg_facts_mysql_heads[];
extern const mg_lite_row mg_facts_sqlite[];
extern const size_t mg_n_facts_sqlite;
extern const mg_pg_type_row mg_facts_pg_types[];
extern const size_t mg_n_facts_pg_types;
extern const mg_my_type_row mg_facts_my_types[];
extern const size_t mg_n_facts_my_types;
extern const mg_function_row mg_facts_functions[];
extern const size_t mg_n_facts_functions;
extern const mg_type_limit mg_facts_type_limits[];
extern const mg_limit_rows mg_facts_type_limit_rows[]; /* by dialect */
extern const mg_rate_row mg_facts_rates[];
extern const size_t mg_n_facts_rates;

#endif
