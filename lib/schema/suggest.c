/* "Did you mean": the nearest of the known names. */
#include "schema/internal.h"

/* Looking through everything is dear, so it is done for the first unresolved names only. */
#define MAX_HINTS 40
#define MAX_LENGTH 64

static uint32_t min3(uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t m = a < b ? a : b;
    return m < c ? m : c;
}

/* Levenshtein distance, case folded; where it is `most` or more, or a name is too long to bother: that or more. */
static uint32_t distance(mg_str a, mg_str b, uint32_t most)
{
    uint32_t row[MAX_LENGTH + 1];
    if (a.n > MAX_LENGTH || b.n > MAX_LENGTH)
        return MAX_LENGTH;
    for (uint32_t j = 0; j <= b.n; j++)
        row[j] = j;
    for (uint32_t i = 1; i <= a.n; i++) {
        uint32_t diagonal = row[0], least = i;
        row[0] = i;
        for (uint32_t j = 1; j <= b.n; j++) {
            uint32_t above = row[j];
            row[j] = min3(above + 1, row[j - 1] + 1, diagonal + (mg_lower(a.p[i - 1]) != mg_lower(b.p[j - 1])));
            diagonal = above;
            least = row[j] < least ? row[j] : least;
        }
        if (least >= most)
            return least;
    }
    return row[b.n];
}

typedef struct best {
    mg_str name;
    uint32_t distance;
} best;

static void consider(best *b, mg_str wanted, mg_str candidate)
{
    uint32_t gap = wanted.n > candidate.n ? wanted.n - candidate.n : candidate.n - wanted.n;
    if (gap >= b->distance || mg_str_eq(wanted, candidate))
        return;
    uint32_t d = distance(wanted, candidate, b->distance);
    if (d < b->distance)
        *b = (best){candidate, d};
}

/* A third of the letters may differ. */
static best start(mg_str name) { return (best){MG_STR_NONE, (name.n + 1) / 3 + 1}; }

mg_str mg_suggest_relation(mg_schema *s, mg_str name)
{
    best b = start(name);
    if (s->n_hints++ >= MAX_HINTS)
        return MG_STR_NONE;
    MG_EACH_OBJECT (o, s)
        if (mg_is_relation(o->kind))
            consider(&b, name, o->name);
    return b.name;
}

mg_str mg_suggest_child(mg_schema *s, const mg_object *parent, int kind, mg_str name)
{
    best b = start(name);
    if (s->n_hints++ >= MAX_HINTS)
        return MG_STR_NONE;
    MG_EACH_CHILD (o, parent)
        if (o->kind == kind || (kind == MG_O_CONSTRAINT && mg_is_constraint(o->kind)))
            consider(&b, name, o->name);
    return b.name;
}

/* Types of other engines, which PostgreSQL takes for somebody's own. */
static const struct {
    const char *name, *hint;
} strange_types[] = {
    {"blob", "BLOB is not PostgreSQL's: write bytea"},
    {"clob", "CLOB is Oracle's: write text"},
    {"datetime", "DATETIME is not PostgreSQL's: write timestamp or timestamptz"},
    {"double", "PostgreSQL writes DOUBLE PRECISION"},
    {"longblob", "LONGBLOB is MySQL's: write bytea"},
    {"longtext", "LONGTEXT is MySQL's: write text"},
    {"mediumblob", "MEDIUMBLOB is MySQL's: write bytea"},
    {"mediumint", "MEDIUMINT is MySQL's: write integer"},
    {"mediumtext", "MEDIUMTEXT is MySQL's: write text"},
    {"number", "NUMBER is Oracle's: write numeric"},
    {"nvarchar", "NVARCHAR is SQL Server's: write varchar"},
    {"string", "PostgreSQL has no STRING: write text"},
    {"tinyint", "TINYINT is not PostgreSQL's: write smallint or boolean"},
    {"tinytext", "TINYTEXT is MySQL's: write text"},
    {"uniqueidentifier", "UNIQUEIDENTIFIER is SQL Server's: write uuid"},
    {"varchar2", "VARCHAR2 is Oracle's: write varchar"},
};

/* A type that nobody made, of a name that says what was meant. */
void mg_suspect_type(mg_apply *a, const mg_node *type)
{
    if (a->d->id != MG_POSTGRES || (type->flags & NF_QUOTED) || mg_is_builtin_type(mg_text(type)) || mg_child(type, N_NAME))
        return;
    for (size_t i = 0; i < sizeof strange_types / sizeof *strange_types; i++) {
        if (type->n < 4 || type->p[0] != strange_types[i].name[0] || !mg_str_is(mg_text(type), strange_types[i].name))
            continue;
        if (mg_resolve_name(a->s, MG_O_TYPE, MG_STR_NONE, mg_text(type)) || mg_resolve_name(a->s, MG_O_DOMAIN, MG_STR_NONE, mg_text(type)))
            return;
        mg_str name = mg_text(type);
        mg_diagnostic *d = mg_say(a, MG_SEV_WARNING, "suspect", type, "'%S' is the name of a type here", &name);
        if (d)
            d->hint = mg_str_of(strange_types[i].hint);
        return;
    }
}
