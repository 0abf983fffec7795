#include "dialect/dialect.h"

static const mg_dialect *const dialects[MG_DIALECT_COUNT] = {
    [MG_POSTGRES] = &mg_dialect_postgres,
    [MG_MYSQL] = &mg_dialect_mysql,
    [MG_MARIADB] = &mg_dialect_mariadb,
    [MG_SQLITE] = &mg_dialect_sqlite,
};

static const struct {
    const char *name;
    mg_dialect_id id;
} names[] = {
    {"postgres", MG_POSTGRES}, {"postgresql", MG_POSTGRES}, {"pg", MG_POSTGRES}, {"mysql", MG_MYSQL},
    {"mariadb", MG_MARIADB},   {"sqlite", MG_SQLITE},       {"sqlite3", MG_SQLITE},
};

const mg_dialect *mg_dialect_by_id(mg_dialect_id id)
{
    return id < MG_DIALECT_COUNT ? dialects[id] : NULL;
}

const mg_dialect *mg_dialect_by_name(mg_str name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_iis(name, names[i].name))
            return dialects[names[i].id];
    return NULL;
}

/* One dotted part; false when there is no number or it does not fit two digits where it must. */
static bool read_part(mg_str text, uint32_t *at, uint32_t max, uint32_t *out)
{
    uint32_t start = *at;
    *out = (uint32_t)mg_take_number(text, at, (uint64_t)max + 1);
    return *at > start && *out <= max;
}

uint32_t mg_version_parse(const mg_dialect *d, mg_str text)
{
    (void)d;
    static const uint32_t weight[3] = {10000, 100, 1}, max[3] = {9999, 99, 99};
    uint32_t at = 0, version = 0;
    for (int part = 0; part < 3; part++) {
        uint32_t v;
        if (!read_part(text, &at, max[part], &v))
            return 0;
        version += v * weight[part];
        if (at == text.n)
            return version;
        if (text.p[at++] != '.')
            return 0;
    }
    return 0;
}
