#include "dialect/sqlite/sqlite.h"

mg_str mg_sqlite_fold(mg_arena *a, mg_str name, bool quoted)
{
    (void)a;
    (void)quoted;
    return name; /* kept as written; compared without regard to case */
}

bool mg_sqlite_is_internal(mg_str name)
{
    return name.n > 7 && mg_str_iis((mg_str){name.p, 7}, "sqlite_");
}
