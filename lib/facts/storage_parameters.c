/* What WITH (…) of a table, an index, a view or a column may say. */
#include <string.h>

#include "facts/tables.h"

const mg_storage_parameter *mg_fact_storage_parameter(const char *of, mg_str name)
{
    for (size_t i = 0; i < mg_n_facts_storage_parameters; i++) {
        const mg_storage_parameter *p = &mg_facts_storage_parameters[i];
        if (strcmp(p->of, of) == 0 && mg_str_iis(name, p->name))
            return p;
    }
    return NULL;
}
