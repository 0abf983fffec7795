/* Affinity: what SQLite makes of a type's name (its documentation, "Determination Of Column Affinity"). */
#include "dialect/sqlite/sqlite.h"

#include <string.h>

static bool holds(mg_str type, const char *part)
{
    uint32_t n = (uint32_t)strlen(part);
    for (uint32_t i = 0; i + n <= type.n; i++)
        if (mg_str_iis((mg_str){type.p + i, n}, part))
            return true;
    return false;
}

mg_affinity mg_sqlite_affinity(mg_str type)
{
    static const struct {
        const char *part;
        mg_affinity affinity;
    } parts[] = {
        {"int", MG_AFF_INTEGER}, {"char", MG_AFF_TEXT}, {"clob", MG_AFF_TEXT}, {"text", MG_AFF_TEXT},
        {"blob", MG_AFF_BLOB},   {"real", MG_AFF_REAL}, {"floa", MG_AFF_REAL}, {"doub", MG_AFF_REAL},
    };
    if (!type.n || mg_str_iis(type, "any"))
        return MG_AFF_BLOB;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (holds(type, parts[i].part))
            return parts[i].affinity;
    return MG_AFF_NUMERIC;
}

const char *mg_sqlite_affinity_name(mg_affinity a)
{
    static const char *const names[] = {"BLOB", "TEXT", "NUMERIC", "INTEGER", "REAL"};
    return names[a];
}

bool mg_sqlite_is_rowid_alias(const mg_object *column)
{
    const mg_object *table = column->parent;
    const mg_node *type = mg_attr_first(column, A_TYPE);
    if (!table || !type || !mg_str_iis(mg_text(type), "integer") || mg_attr(table, A_WITHOUT_ROWID))
        return false;
    MG_EACH_CHILD (c, table) {
        if (c->kind != MG_O_PRIMARY_KEY)
            continue;
        const mg_node *key = mg_attr_first(c, A_KEYS);
        return key && !key->next && key->first && mg_str_ieq(mg_text(key->first), column->name) && !(key->flags & NF_DESC);
    }
    return false;
}
