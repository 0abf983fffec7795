/* Tables that are built anew by hand: another one made, filled, and given the name of the old one, which is dropped. */
#ifndef MG_REBUILT_H
#define MG_REBUILT_H

#include "rules/rebuild.h"
#include "rules/util.h"

/* The table that takes the name of the one that the statement drops; NULL: none does, or it was there before the file. */
const mg_object *mg_rebuilt_table(const mg_rule_ctx *rc, const mg_lint_stmt *drop);
/* The statement that copies rows into it before the drop; or NULL. */
const mg_stmt_info *mg_rebuilt_copy(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop);
bool mg_rebuilt_names(const mg_stmt_info *st, mg_str name);
/* The copies name the column, each of them, or all columns: its values are kept, under another name perhaps. */
bool mg_rebuilt_keeps(const mg_rebuild *r, mg_str column);
/* The copy reads the old table. */
bool mg_rebuilt_reads(const mg_rule_ctx *rc, const mg_stmt_info *copy, const mg_lint_stmt *drop);
/* It, or all copies that bring the rows: to be asked for one column after the other. One of them leaves the column out. */
typedef struct mg_copies {
    const mg_stmt_info *at[MG_REBUILD_COPIES];
    mg_words words[MG_REBUILD_COPIES]; /* behind the last column that was found */
    uint32_t n;
} mg_copies;
mg_copies mg_rebuilt_copies(const mg_rule_ctx *rc, const mg_stmt_info *copy, const mg_lint_stmt *drop);
bool mg_rebuilt_loses(mg_copies *all, mg_str column);
mg_str mg_rebuilt_columns(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop);

#endif
