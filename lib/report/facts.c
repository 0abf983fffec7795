/* The tables of lib/facts, printed: one list of topics, each of which turns a row into cells. */
#include "report/facts.h"

#include "facts/tables.h"

enum { MAX_CELLS = 12, KEYS = 4 /* the first cells, in which a word is looked for */, WIDEST = 56 /* columns: longer cells push */ };

typedef enum cell_kind { CELL_TEXT, CELL_YES, CELL_VERSION, CELL_NUMBER } cell_kind;
typedef struct cell {
    cell_kind kind;
    const char *text;
    int64_t n;
} cell;

typedef struct row {
    uint32_t dialects;   /* bits */
    uint32_t from, until;
    cell cells[MAX_CELLS];
    uint32_t n;
} row;

typedef struct topic {
    const char *name, *what;
    const size_t *n_rows;
    void (*take)(size_t i, row *r);
    const char *columns[MAX_CELLS]; /* without the dialect, which comes first, and the source, which comes last */
} topic;

static void put(row *r, const char *text) { r->cells[r->n++] = (cell){CELL_TEXT, text, 0}; }
static void put_yes(row *r, bool yes) { r->cells[r->n++] = (cell){CELL_YES, NULL, yes}; }
static void put_version(row *r, uint32_t v) { r->cells[r->n++] = (cell){CELL_VERSION, NULL, v}; }
static void put_number(row *r, int64_t n) { r->cells[r->n++] = (cell){CELL_NUMBER, NULL, n}; }

static void put_range(row *r, uint32_t from, uint32_t until)
{
    r->from = from;
    r->until = until;
    put_version(r, from);
    put_version(r, until);
}

static void take_locks(size_t i, row *r)
{
    const mg_pg_fact *f = &mg_facts_postgres[i];
    r->dialects = 1u << MG_POSTGRES;
    put(r, f->op);
    put_range(r, f->from, f->until);
    put_yes(r, f->supported);
    put(r, f->lock);
    put(r, f->others);
    put_yes(r, f->rewrites);
    put_yes(r, f->scans);
    put_yes(r, f->builds_index);
    put_yes(r, f->transactional);
    put(r, f->source);
}

static void take_online(size_t i, row *r)
{
    const mg_my_fact *f = &mg_facts_mysql[i];
    r->dialects = 1u << f->dialect;
    put(r, f->op);
    put_range(r, f->from, f->until);
    put_yes(r, f->supported);
    put(r, f->algorithm);
    put(r, f->lock);
    put_yes(r, f->rebuilds);
    put_yes(r, f->builds_index);
    put(r, f->source);
}

static void take_alter(size_t i, row *r)
{
    const mg_lite_fact *f = &mg_facts_sqlite[i].fact;
    r->dialects = 1u << MG_SQLITE;
    put(r, f->op);
    put_yes(r, f->since > 0);
    put_version(r, f->since > 1 ? f->since : 0);
    put(r, f->unless);
    put(r, f->source);
}

static void take_pg_types(size_t i, row *r)
{
    static const char *const casts[] = {"automatic", "needs USING", "through text", "through integer", "none"};
    const mg_pg_type_row *f = &mg_facts_pg_types[i];
    r->dialects = 1u << MG_POSTGRES;
    put(r, f->from);
    put(r, f->to);
    put(r, casts[f->cast]);
    put_yes(r, f->rewrites);
    put_yes(r, f->rebuilds_index);
    put(r, f->fails);
    put(r, f->changes);
    put(r, f->source);
}

static void take_my_types(size_t i, row *r)
{
    const mg_my_type_row *f = &mg_facts_my_types[i];
    r->dialects = f->dialects;
    put(r, f->from);
    put(r, f->to);
    put(r, f->algorithm);
    put(r, f->fails);
    put(r, f->changes);
    put(r, f->source);
}

static void take_spellings(size_t i, row *r)
{
    const mg_spelling_row *f = &mg_facts_spellings[i];
    r->dialects = 1u << f->dialect;
    put(r, f->kind);
    put(r, f->context);
    put(r, f->written);
    put(r, f->canonical);
    put(r, f->source);
}

static void take_names(size_t i, row *r)
{
    const mg_name_row *f = &mg_facts_names[i];
    r->dialects = 1u << f->dialect;
    put(r, f->what);
    put(r, f->statements);
    put(r, f->names);
    put(r, f->source);
}

static void take_rates(size_t i, row *r)
{
    const mg_rate_row *f = &mg_facts_rates[i];
    r->dialects = 1u << f->dialect;
    put(r, f->op);
    put_range(r, f->from, f->until);
    put_number(r, f->a);
    put_number(r, f->b);
    put_number(r, f->c);
    put(r, f->source);
}

static void take_functions(size_t i, row *r)
{
    const mg_function_row *f = &mg_facts_functions[i];
    r->dialects = 1u << MG_POSTGRES;
    put(r, f->name);
    put_yes(r, f->is_volatile);
    put(r, "pg_proc of PostgreSQL 15.18");
}

static const topic topics[] = {
    {"locks", "PostgreSQL: what statements lock, rewrite and scan", &mg_n_facts_postgres, take_locks,
     {"operation", "from", "until", "supported", "lock", "other_locks", "rewrites", "scans", "builds_index", "transactional"}},
    {"online", "MySQL, MariaDB: the best ALGORITHM and LOCK of an ALTER TABLE", &mg_n_facts_mysql, take_online,
     {"operation", "from", "until", "supported", "algorithm", "lock", "rebuilds", "builds_index"}},
    {"alter", "SQLite: what ALTER TABLE does by itself", &mg_n_facts_sqlite, take_alter, {"operation", "native", "since", "unless"}},
    {"types", "PostgreSQL: changes of type", &mg_n_facts_pg_types, take_pg_types,
     {"from", "to", "cast", "rewrites", "rebuilds_index", "values_that_fail", "values_that_change"}},
    {"types", "MySQL, MariaDB: changes of type", &mg_n_facts_my_types, take_my_types,
     {"from", "to", "algorithm", "values_that_fail", "values_that_change"}},
    {"spellings", "How engines give back what was written", &mg_n_facts_spellings, take_spellings,
     {"kind", "type", "written", "given_back"}},
    {"names", "Names that engines choose", &mg_n_facts_names, take_names, {"case", "statements", "names"}},
    {"rates", "How long it takes: ms = base + per million rows + per GiB", &mg_n_facts_rates, take_rates,
     {"operation", "from", "until", "base_ms", "ms_per_million_rows", "ms_per_gib"}},
    {"functions", "PostgreSQL: functions that are evaluated for every row", &mg_n_facts_functions, take_functions,
     {"function", "volatile"}},
};
enum { N_TOPICS = sizeof topics / sizeof *topics };

/* ---- cells --------------------------------------------------------------------- */

static void print_version(mg_buf *b, uint32_t dialects, uint32_t v)
{
    uint32_t major = v / 10000, minor = v / 100 % 100, patch = v % 100;
    mg_buf_printf(b, "%u", major);
    if (!(dialects & 1u << MG_POSTGRES) || minor)
        mg_buf_printf(b, ".%u", minor);
    if (patch)
        mg_buf_printf(b, ".%u", patch);
}

static void print_cell(mg_buf *b, const row *r, const cell *c)
{
    if (c->kind == CELL_YES)
        mg_buf_z(b, c->n ? "yes" : "no");
    else if (c->kind == CELL_NUMBER)
        mg_buf_printf(b, "%u", (unsigned)(c->n < 0 ? 0 : c->n));
    else if (c->kind == CELL_VERSION && c->n)
        print_version(b, r->dialects, (uint32_t)c->n);
    else
        mg_buf_z(b, c->kind == CELL_TEXT && c->text ? c->text : "-");
}

static void print_dialects(mg_buf *b, uint32_t bits)
{
    bool any = false;
    for (int d = 0; d < MG_DIALECT_COUNT; d++) {
        if (!(bits & 1u << d))
            continue;
        mg_buf_z(b, any ? ", " : "");
        mg_buf_z(b, mg_dialect_by_id((mg_dialect_id)d)->name);
        any = true;
    }
}

static bool holds_word(const char *text, mg_str word)
{
    mg_str all = mg_str_of(text);
    for (uint32_t i = 0; i + word.n <= all.n; i++)
        if (mg_str_ieq((mg_str){all.p + i, word.n}, word))
            return true;
    return false;
}

static bool is_asked(const mg_facts_request *q, const row *r)
{
    if (q->dialect >= 0 && !(r->dialects & 1u << q->dialect))
        return false;
    if (q->version && (q->version < r->from || (r->until && q->version >= r->until)))
        return false;
    for (uint32_t i = 0; q->word.n && i < r->n - 1 && i < KEYS; i++)
        if (r->cells[i].kind == CELL_TEXT && holds_word(r->cells[i].text, q->word))
            return true;
    return !q->word.n;
}

static bool take(const topic *t, size_t i, const mg_facts_request *q, row *r)
{
    *r = (row){0};
    t->take(i, r);
    return is_asked(q, r);
}

static const char *column_name(const topic *t, uint32_t i, uint32_t n)
{
    return i + 1 == n ? "source" : t->columns[i];
}

/* ---- text and Markdown ---------------------------------------------------------------- */

static void measure(const topic *t, const mg_facts_request *q, mg_buf *scratch, size_t *widths, size_t *n_rows)
{
    row r;
    for (size_t i = 0; i < *t->n_rows; i++) {
        if (!take(t, i, q, &r))
            continue;
        ++*n_rows;
        for (uint32_t k = 0; k <= r.n; k++) {
            mg_buf_reset(scratch);
            if (k == 0)
                print_dialects(scratch, r.dialects);
            else
                print_cell(scratch, &r, &r.cells[k - 1]);
            size_t name = k ? strlen(column_name(t, k - 1, r.n)) : strlen("dialect"), width = scratch->n > name ? scratch->n : name;
            width = width > WIDEST ? WIDEST : width;
            widths[k] = width > widths[k] ? width : widths[k];
        }
    }
}

static void print_padded(mg_buf *b, const char *p, size_t n, size_t width, bool last, bool markdown)
{
    for (size_t i = 0; i < n; i++) {
        if (markdown && p[i] == '|')
            mg_buf_char(b, '\\');
        mg_buf_char(b, p[i]);
    }
    if (markdown)
        mg_buf_z(b, last ? " |" : " | ");
    else if (!last)
        mg_buf_z(b, "  ");
    for (; !markdown && !last && n < width; n++)
        mg_buf_char(b, ' ');
}

static void print_head(mg_buf *b, const topic *t, const size_t *widths, uint32_t n, bool markdown)
{
    mg_buf_z(b, markdown ? "| " : "");
    for (uint32_t k = 0; k <= n; k++) {
        const char *name = k ? column_name(t, k - 1, n) : "dialect";
        print_padded(b, name, strlen(name), widths[k], k == n, markdown);
    }
    mg_buf_char(b, '\n');
    for (uint32_t k = 0; markdown && k <= n; k++)
        mg_buf_z(b, k ? "---|" : "|---|");
    mg_buf_z(b, markdown ? "\n" : "");
}

static void print_table(mg_buf *b, mg_buf *scratch, const topic *t, const mg_facts_request *q)
{
    size_t widths[MAX_CELLS + 1] = {0}, n_rows = 0;
    bool markdown = q->format == MG_FACTS_MARKDOWN, headed = false;
    row r;
    measure(t, q, scratch, widths, &n_rows);
    if (!n_rows)
        return;
    mg_buf_printf(b, markdown ? "## %s: %s\n\n" : "%s: %s\n\n", t->name, t->what);
    for (size_t i = 0; i < *t->n_rows; i++) {
        if (!take(t, i, q, &r))
            continue;
        if (!headed)
            print_head(b, t, widths, r.n, markdown);
        headed = true;
        mg_buf_z(b, markdown ? "| " : "");
        for (uint32_t k = 0; k <= r.n; k++) {
            mg_buf_reset(scratch);
            if (k == 0)
                print_dialects(scratch, r.dialects);
            else
                print_cell(scratch, &r, &r.cells[k - 1]);
            print_padded(b, scratch->p ? scratch->p : "", scratch->n, widths[k], k == r.n, markdown);
        }
        mg_buf_char(b, '\n');
    }
    mg_buf_char(b, '\n');
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void write_cell(mg_json *j, mg_buf *scratch, const row *r, const cell *c, const char *name)
{
    if (c->kind == CELL_YES) {
        mg_json_kbool(j, name, c->n != 0);
    } else if (c->kind == CELL_NUMBER) {
        mg_json_kint(j, name, c->n);
    } else if (c->kind == CELL_VERSION && c->n) {
        mg_buf_reset(scratch);
        print_version(scratch, r->dialects, (uint32_t)c->n);
        mg_json_kstr(j, name, (mg_str){scratch->p, (uint32_t)scratch->n});
    } else {
        mg_json_kstr(j, name, c->kind == CELL_TEXT ? mg_str_of(c->text) : MG_STR_NONE);
    }
}

static void write_row(mg_json *j, mg_buf *scratch, const topic *t, const row *r)
{
    mg_json_object(j);
    mg_json_kz(j, "topic", t->name);
    mg_json_key(j, "dialects");
    mg_json_array(j);
    for (int d = 0; d < MG_DIALECT_COUNT; d++)
        if (r->dialects & 1u << d)
            mg_json_z(j, mg_dialect_by_id((mg_dialect_id)d)->name);
    mg_json_end_array(j);
    for (uint32_t k = 0; k < r->n; k++)
        write_cell(j, scratch, r, &r->cells[k], column_name(t, k, r->n));
    mg_json_end_object(j);
}

static void write_json(mg_buf *b, mg_buf *scratch, const mg_facts_request *q, const bool *wanted)
{
    mg_json j;
    row r;
    mg_json_init(&j, b, true);
    mg_json_object(&j);
    mg_json_kz(&j, "format", "migra.facts/1");
    mg_json_key(&j, "facts");
    mg_json_array(&j);
    for (size_t t = 0; t < N_TOPICS; t++)
        for (size_t i = 0; wanted[t] && i < *topics[t].n_rows; i++)
            if (take(&topics[t], i, q, &r))
                write_row(&j, scratch, &topics[t], &r);
    mg_json_end_array(&j);
    mg_json_end_object(&j);
    mg_buf_char(b, '\n');
}

/* ---- all of it ----------------------------------------------------------------------------- */

void mg_facts_topics(mg_buf *b)
{
    for (size_t t = 0; t < N_TOPICS; t++) {
        if (t && strcmp(topics[t].name, topics[t - 1].name) == 0)
            continue;
        mg_buf_z(b, t ? ", " : "");
        mg_buf_z(b, topics[t].name);
    }
}

bool mg_facts_render(mg_buf *b, const mg_facts_request *q)
{
    bool wanted[N_TOPICS], any = false;
    mg_buf scratch;
    for (size_t t = 0; t < N_TOPICS; t++) {
        wanted[t] = !q->topic.n || mg_str_is(q->topic, topics[t].name);
        any = any || wanted[t];
    }
    if (!any)
        return false;
    mg_buf_init(&scratch, b->alloc);
    if (q->format == MG_FACTS_JSON)
        write_json(b, &scratch, q, wanted);
    for (size_t t = 0; q->format != MG_FACTS_JSON && t < N_TOPICS; t++)
        if (wanted[t])
            print_table(b, &scratch, &topics[t], q);
    mg_buf_free(&scratch);
    return true;
}
