/* What a type is made of, as far as type changes need it. For this folder. */
#ifndef MG_FACTS_TYPES_H
#define MG_FACTS_TYPES_H

#include "facts/tables.h"

typedef enum mg_family {
    MG_FAM_OTHER,
    MG_FAM_INTEGER,
    MG_FAM_DECIMAL,
    MG_FAM_FLOAT,
    MG_FAM_STRING,   /* varchar, text */
    MG_FAM_CHAR,     /* blank-padded */
    MG_FAM_BINARY,
    MG_FAM_BIT,
    MG_FAM_BOOLEAN,
    MG_FAM_DATE,
    MG_FAM_TIME,
    MG_FAM_TIMESTAMP,/* date and time; PostgreSQL timestamp, MySQL datetime */
    MG_FAM_INSTANT,  /* date and time that depend on the session's zone: timestamptz, MySQL timestamp */
    MG_FAM_INTERVAL,
    MG_FAM_YEAR,
    MG_FAM_JSON,
    MG_FAM_UUID,
    MG_FAM_ENUM,
    MG_FAM_SET,
} mg_family;

#define MG_UNLIMITED UINT64_MAX

typedef struct mg_type_info {
    const char *name;      /* as the tables know it; NULL = not known */
    mg_family family;
    uint32_t dimensions;   /* array */
    bool is_unsigned;
    uint32_t bytes;        /* integers, floats: width */
    uint64_t length;       /* strings: characters, or bytes where `in_bytes`; bits; MG_UNLIMITED */
    bool in_bytes;
    uint32_t precision, scale; /* decimals; precision 0 = unlimited. Times: precision = digits of the second */
    bool constrained_domain;
    const mg_node *members;/* enum, set: node whose E_CONST or N_ENUM_VALUE children are the members */
    const mg_node *type;   /* the N_TYPE after domains were resolved */
} mg_type_info;

void mg_type_describe(const mg_schema *s, const mg_node *type, mg_type_info *out);
/* Digits that the whole part of any value may need; 0 = no bound. */
uint32_t mg_type_whole_digits(const mg_type_info *t);
bool mg_type_number(const mg_node *n, uint32_t *out); /* a whole number of 32 bits; false: it is none */

#endif
