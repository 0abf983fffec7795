/* What is wrong with a PL/pgSQL body, and the SQL in it. */
#ifndef MG_PG_PLPGSQL_H
#define MG_PG_PLPGSQL_H

#include "parse/build.h"

/* None when nothing is, or when it is not clear. */
typedef enum mg_pg_return { MG_PG_RETURN_ANY, MG_PG_RETURN_NONE, MG_PG_RETURN_VALUE, MG_PG_RETURN_DO } mg_pg_return;
mg_str mg_pg_check_plpgsql(mg_parse *ps, mg_str text, mg_pg_return returns); /* returns: what RETURN takes */

/* What is known of a branch: whether it is gone through. PERHAPS: if it is needed, which is for its statements to say.
 * UNKNOWN: it and all branches after it are left alone. */
typedef enum mg_pg_branch { MG_PG_TAKEN, MG_PG_PERHAPS, MG_PG_NOT_TAKEN, MG_PG_UNKNOWN } mg_pg_branch;

typedef struct mg_pg_visitor {
    void *user_data;
    mg_pg_branch (*condition)(void *user_data, const char *src, const mg_token *t, uint32_t n); /* of an IF or ELSIF */
    void (*statement)(void *user_data, const char *src, const mg_token *t, uint32_t n, bool perhaps); /* SQL, EXECUTE too, that runs once */
} mg_pg_visitor;
void mg_pg_visit_plpgsql(mg_parse *ps, mg_str text, const mg_pg_visitor *visitor);

#endif
