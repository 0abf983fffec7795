/* Rules by the names that other linters give them. */
#include <string.h>

#include "rules/suppress.h"

typedef struct alias {
    const char *peer, *name, *ids; /* ids: separated by blanks */
} alias;

static const alias aliases[] = {
#define MG_ALIAS(peer, name, ids) {peer, name, ids},
#include "rules/aliases.def"
#undef MG_ALIAS
};

#define COUNT (sizeof aliases / sizeof *aliases)

/* Other linters write ids in several ways: lint/safety/banDropColumn, ban-drop-column, ban_drop_column. */
static mg_str last_part(mg_str name)
{
    for (uint32_t i = name.n; i > 0; i--)
        if (name.p[i - 1] == '/')
            return (mg_str){name.p + i, name.n - i};
    return name;
}

/* Without marks between words and in either case: banDropColumn is ban-drop-column. */
static bool same_words(mg_str a, const char *z)
{
    uint32_t i = 0;
    for (;;) {
        while (i < a.n && (a.p[i] == '-' || a.p[i] == '_'))
            i++;
        while (*z == '-' || *z == '_')
            z++;
        if (i == a.n || !*z)
            return i == a.n && !*z;
        if (mg_lower(a.p[i++]) != mg_lower(*z++))
            return false;
    }
}

static bool holds(const char *ids, const char *id)
{
    size_t n = strlen(id);
    for (const char *p = ids; (p = strstr(p, id)); p += n)
        if ((p == ids || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
            return true;
    return false;
}

bool mg_alias_is(mg_str name, const char *id)
{
    name = last_part(name);
    for (size_t i = 0; i < COUNT; i++)
        if (same_words(name, aliases[i].name) && (!id || holds(aliases[i].ids, id)))
            return true;
    return false;
}
