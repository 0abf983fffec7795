/* What is wrong with a PL/pgSQL body. */
#ifndef MG_PG_PLPGSQL_H
#define MG_PG_PLPGSQL_H

#include "parse/build.h"

/* None when nothing is, or when it is not clear. */
typedef enum mg_pg_return { MG_PG_RETURN_ANY, MG_PG_RETURN_NONE, MG_PG_RETURN_VALUE, MG_PG_RETURN_DO } mg_pg_return;
mg_str mg_pg_check_plpgsql(mg_parse *ps, mg_str text, mg_pg_return returns); /* returns: what RETURN takes */

#endif
