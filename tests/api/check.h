/* The smallest test frame: every check counts, the last line sums up. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "migra/migra.h"

extern unsigned checks_passed, checks_failed;

#define CHECK(condition)                                                        \
    do {                                                                        \
        if (condition) checks_passed++;                                         \
        else {                                                                  \
            checks_failed++;                                                    \
            printf("FAILED %s:%d: %s\n", __FILE__, __LINE__, #condition);       \
        }                                                                       \
    } while (0)

migra_context *new_context(void);
migra_schema *parse(migra_context *c, const char *dialect, const char *name, const char *sql);
int is(migra_string s, const char *z);

void test_arguments(void);
void test_schema(void);
void test_report(void);
void test_rules(void);
void test_memory(void);
void test_run(void);
void test_settle(void);

#endif
