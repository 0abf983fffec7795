/* On request, IF EXISTS and IF NOT EXISTS where the engine knows them, so that a script which stopped half way can be run
 * again. Elsewhere than in PostgreSQL what saves data stays as it is: a table saved before would hide rows that came since, and the
 * next step drops them. */
#include "plan/guards.h"

#include <string.h>

enum {
    PG = 1 << MG_POSTGRES,
    MYSQL = 1 << MG_MYSQL,
    MARIADB = 1 << MG_MARIADB,
    SQLITE = 1 << MG_SQLITE,
    ALL = PG | MYSQL | MARIADB | SQLITE,
};

#define EXISTS " IF EXISTS"
#define MISSING " IF NOT EXISTS"
#define REPLACE " OR REPLACE"

/* `insert` stands behind the first `after` words of the phrase. The longest phrase of a group comes first. */
typedef struct guard {
    int dialects;
    const char *phrase;
    uint8_t after;
    const char *insert;
    uint32_t since; /* engine version */
} guard;

static const guard heads[] = {
    {PG, "CREATE MATERIALIZED VIEW", 3, MISSING, 0},
    {PG, "CREATE FOREIGN TABLE", 3, MISSING, 0},
    {PG, "CREATE UNLOGGED TABLE", 3, MISSING, 0},
    {PG, "CREATE USER MAPPING", 3, MISSING, 0},
    {PG, "CREATE UNIQUE INDEX CONCURRENTLY", 4, MISSING, 0},
    {PG, "CREATE INDEX CONCURRENTLY", 3, MISSING, 0},
    {PG | MARIADB | SQLITE, "CREATE UNIQUE INDEX", 3, MISSING, 0},
    {PG | MARIADB | SQLITE, "CREATE INDEX", 2, MISSING, 0},
    {SQLITE, "CREATE VIRTUAL TABLE", 3, MISSING, 0},
    {ALL, "CREATE TABLE", 2, MISSING, 0},
    {PG, "CREATE SCHEMA", 2, MISSING, 0},
    {PG, "CREATE EXTENSION", 2, MISSING, 0},
    {PG, "CREATE COLLATION", 2, MISSING, 0},
    {PG, "CREATE SERVER", 2, MISSING, 0},
    {PG, "CREATE STATISTICS", 2, MISSING, 0},
    {PG | MARIADB, "CREATE SEQUENCE", 2, MISSING, 0},
    {MYSQL | MARIADB, "CREATE DATABASE", 2, MISSING, 0},
    {MYSQL | MARIADB, "CREATE EVENT", 2, MISSING, 0},
    {PG, "CREATE VIEW", 1, REPLACE, 0},
    {PG, "CREATE FUNCTION", 1, REPLACE, 0},
    {PG, "CREATE PROCEDURE", 1, REPLACE, 0},
    {PG, "CREATE AGGREGATE", 1, REPLACE, 120000},
    {PG, "CREATE TRIGGER", 1, REPLACE, 140000},
    {PG, "CREATE RULE", 1, REPLACE, 0},
    {MYSQL, "CREATE PROCEDURE", 2, MISSING, 80029},
    {MYSQL, "CREATE FUNCTION", 2, MISSING, 80029},
    {MYSQL, "CREATE TRIGGER", 2, MISSING, 80029},
    {MARIADB, "CREATE PROCEDURE", 2, MISSING, 0},
    {MARIADB, "CREATE FUNCTION", 2, MISSING, 0},
    {MARIADB, "CREATE TRIGGER", 1, REPLACE, 0}, /* it would keep IF NOT EXISTS as part of the trigger */
    {SQLITE, "CREATE TRIGGER", 2, MISSING, 0},
    {MARIADB | SQLITE, "CREATE VIEW", 2, MISSING, 0},
    {PG, "DROP INDEX CONCURRENTLY", 3, EXISTS, 0},
    {PG, "DROP MATERIALIZED VIEW", 3, EXISTS, 0},
    {PG, "DROP FOREIGN DATA WRAPPER", 4, EXISTS, 0},
    {PG, "DROP FOREIGN TABLE", 3, EXISTS, 0},
    {PG, "DROP EVENT TRIGGER", 3, EXISTS, 0},
    {PG, "DROP TEXT SEARCH CONFIGURATION", 4, EXISTS, 0},
    {PG, "DROP TEXT SEARCH DICTIONARY", 4, EXISTS, 0},
    {PG, "DROP TEXT SEARCH PARSER", 4, EXISTS, 0},
    {PG, "DROP TEXT SEARCH TEMPLATE", 4, EXISTS, 0},
    {PG, "DROP OPERATOR CLASS", 3, EXISTS, 0},
    {PG, "DROP OPERATOR FAMILY", 3, EXISTS, 0},
    {PG, "DROP ACCESS METHOD", 3, EXISTS, 0},
    {PG, "DROP USER MAPPING", 3, EXISTS, 0},
    {PG | SQLITE, "DROP INDEX", 2, EXISTS, 0},
    {MARIADB, "DROP INDEX", 2, EXISTS, 0},
    {ALL, "DROP TABLE", 2, EXISTS, 0},
    {ALL, "DROP VIEW", 2, EXISTS, 0},
    {ALL, "DROP TRIGGER", 2, EXISTS, 0},
    {PG | MYSQL | MARIADB, "DROP FUNCTION", 2, EXISTS, 0},
    {PG | MYSQL | MARIADB, "DROP PROCEDURE", 2, EXISTS, 0},
    {MYSQL | MARIADB, "DROP EVENT", 2, EXISTS, 0},
    {MYSQL | MARIADB, "DROP DATABASE", 2, EXISTS, 0},
    {PG | MARIADB, "DROP SEQUENCE", 2, EXISTS, 0},
    {PG, "DROP AGGREGATE", 2, EXISTS, 0},
    {PG, "DROP CAST", 2, EXISTS, 0},
    {PG, "DROP COLLATION", 2, EXISTS, 0},
    {PG, "DROP CONVERSION", 2, EXISTS, 0},
    {PG, "DROP DOMAIN", 2, EXISTS, 0},
    {PG, "DROP EXTENSION", 2, EXISTS, 0},
    {PG, "DROP OPERATOR", 2, EXISTS, 0},
    {PG, "DROP POLICY", 2, EXISTS, 0},
    {PG, "DROP PUBLICATION", 2, EXISTS, 0},
    {PG, "DROP ROLE", 2, EXISTS, 0},
    {PG, "DROP RULE", 2, EXISTS, 0},
    {PG, "DROP SCHEMA", 2, EXISTS, 0},
    {PG, "DROP SERVER", 2, EXISTS, 0},
    {PG, "DROP STATISTICS", 2, EXISTS, 0},
    {PG, "DROP SUBSCRIPTION", 2, EXISTS, 0},
    {PG, "DROP TYPE", 2, EXISTS, 0},
};

static const guard clauses[] = {
    {PG | MARIADB, "ADD COLUMN", 2, MISSING, 0},
    {PG | MARIADB, "DROP COLUMN", 2, EXISTS, 0},
    {PG | MARIADB, "DROP CONSTRAINT", 2, EXISTS, 0},
    {PG, "DROP ATTRIBUTE", 2, EXISTS, 0},
    {PG, "ADD VALUE", 2, MISSING, 0},
    {MARIADB, "ADD UNIQUE KEY", 3, MISSING, 0},
    {MARIADB, "ADD KEY", 2, MISSING, 0},
    {MARIADB, "DROP KEY", 2, EXISTS, 0},
    {MARIADB, "DROP INDEX", 2, EXISTS, 0},
    {MARIADB, "DROP FOREIGN KEY", 3, EXISTS, 0},
    {MARIADB, "RENAME COLUMN", 2, EXISTS, 0},
    {MARIADB, "RENAME INDEX", 2, EXISTS, 0},
};

/* After these words a name and clauses follow. */
static const guard alters[] = {
    {PG | MARIADB, "ALTER TABLE", 2, NULL, 0},
    {PG, "ALTER FOREIGN TABLE", 3, NULL, 0},
    {PG, "ALTER DOMAIN", 2, NULL, 0},
    {PG, "ALTER TYPE", 2, NULL, 0},
};

/* ---- words of a statement ------------------------------------------------------------------------------ */

mg_str mg_guard_word(const mg_reading *r, uint32_t i)
{
    if (i >= r->st->n)
        return MG_STR_NONE;
    const mg_token *t = &r->st->tokens[i];
    return (mg_str){r->text.p + t->off, t->len};
}

bool mg_guard_stands(const mg_reading *r, uint32_t at, const char *phrase)
{
    for (const char *p = phrase; *p; at++) {
        size_t n = strcspn(p, " ");
        mg_str w = mg_guard_word(r, at);
        if (w.n != n || !mg_str_ieq(w, (mg_str){p, (uint32_t)n}))
            return false;
        p += n + (p[n] == ' ');
    }
    return true;
}

static const guard *find(const mg_reading *r, const guard *rows, size_t n, uint32_t at)
{
    for (size_t i = 0; i < n; i++)
        if ((rows[i].dialects >> r->pl->d->id & 1) && r->pl->engine_version >= rows[i].since && mg_guard_stands(r, at, rows[i].phrase))
            return &rows[i];
    return NULL;
}

#define FIND(r, rows, at) find(r, rows, sizeof rows / sizeof *rows, at)

void mg_guard_copy_to(mg_reading *r, uint32_t off)
{
    mg_buf_str(r->out, (mg_str){r->text.p + r->copied, off - r->copied});
    r->copied = off;
}

static void insert(mg_reading *r, uint32_t at, const guard *g)
{
    uint32_t last = at + g->after - 1;
    if (mg_guard_stands(r, last + 1, "IF") || mg_guard_stands(r, last + 1, "OR"))
        return;
    const mg_token *t = &r->st->tokens[last];
    mg_guard_copy_to(r, t->off + t->len);
    mg_buf_z(r->out, g->insert);
}

/* ---- what needs more than a phrase ------------------------------------------------------------------------ */

uint32_t mg_guard_skip_name(const mg_reading *r, uint32_t i)
{
    for (i++; mg_str_is(mg_guard_word(r, i), "."); i++)
        i++;
    return i;
}

/* An index that could not be built is there, too, but INVALID: IF NOT EXISTS would leave it so. */
static void drop_invalid(mg_reading *r, uint32_t name)
{
    uint32_t table = name + 2 + mg_guard_stands(r, name + 2, "ONLY");
    mg_str schema = mg_str_is(mg_guard_word(r, table + 1), ".") ? mg_guard_word(r, table) : MG_STR_NONE, index = mg_guard_word(r, name);
    mg_str whole = mg_arena_printf(r->pl->arena, schema.n ? "%S.%S" : "%S%S", &schema, &index);
    mg_guard_copy_to(r, r->st->off);
    mg_buf_z(r->out, "DO $migra$\nBEGIN\n  IF EXISTS (SELECT FROM pg_index WHERE NOT indisvalid AND indexrelid = to_regclass(");
    mg_print_string(r->out, r->pl->d, whole);
    mg_buf_printf(r->out, ")) THEN\n    DROP INDEX %S;\n  END IF;\nEND\n$migra$;\n", &whole);
}

/* PostgreSQL has no ADD CONSTRAINT IF NOT EXISTS; one that is checked later may as well be made again. */
static bool drop_before_adding(mg_reading *r, uint32_t at, uint32_t next)
{
    bool again = r->pl->d->id == MG_POSTGRES && next >= r->st->n && mg_guard_stands(r, at, "ADD CONSTRAINT") &&
                 (mg_guard_stands(r, at + 3, "CHECK") || mg_guard_stands(r, at + 3, "FOREIGN KEY"));
    if (!again || mg_guard_stands(r, 1, "DOMAIN"))
        return false;
    mg_str name = mg_guard_word(r, at + 2);
    mg_guard_copy_to(r, r->st->tokens[at].off);
    mg_buf_printf(r->out, "DROP CONSTRAINT IF EXISTS %S, ", &name);
    return r->drops = true;
}

mg_str mg_guard_words(const mg_reading *r, uint32_t from, uint32_t to)
{
    const mg_token *a = &r->st->tokens[from], *b = &r->st->tokens[to - 1];
    return (mg_str){r->text.p + a->off, b->off + b->len - a->off};
}

/* What PostgreSQL has no such words for stands behind a look into the catalogue. */
static void wrap(mg_reading *r, const char *unless, mg_str name, const char *rest)
{
    mg_guard_copy_to(r, r->st->off);
    mg_buf_printf(r->out, "DO $migra$\nBEGIN\n  IF %s", unless);
    mg_print_string(r->out, r->pl->d, name);
    mg_buf_printf(r->out, "%s THEN\n    ", rest);
    mg_guard_copy_to(r, r->st->off + r->st->len);
    mg_buf_z(r->out, ";\n  END IF;\nEND\n$migra$");
}

/* A key, which is no small matter to make again; of an index that it takes over nothing would be left. */
static bool add_key_once(mg_reading *r, uint32_t table, uint32_t at, uint32_t next)
{
    bool key = r->pl->d->id == MG_POSTGRES && next >= r->st->n && mg_guard_stands(r, at, "ADD CONSTRAINT") &&
               (mg_guard_stands(r, at + 3, "UNIQUE") || mg_guard_stands(r, at + 3, "PRIMARY KEY") || mg_guard_stands(r, at + 3, "EXCLUDE"));
    if (!key)
        return false;
    mg_buf rest;
    mg_buf_init(&rest, &r->pl->ctx->alloc);
    mg_str name = mg_guard_word(r, at + 2);
    if (name.n > 2 && name.p[0] == '"')
        name = (mg_str){name.p + 1, name.n - 2};
    mg_buf_z(&rest, ") AND conname = ");
    mg_print_string(&rest, r->pl->d, name);
    mg_buf_z(&rest, ")");
    if (!mg_failed(r->pl->ctx))
        wrap(r, "NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass(", mg_guard_words(r, table, at), rest.p);
    mg_buf_free(&rest);
    return true;
}

static bool make_type_once(mg_reading *r)
{
    bool type = mg_guard_stands(r, 0, "CREATE TYPE") || mg_guard_stands(r, 0, "CREATE DOMAIN");
    if (!type || r->pl->d->id != MG_POSTGRES)
        return false;
    wrap(r, "to_regtype(", mg_guard_words(r, 2, mg_guard_skip_name(r, 2)), ") IS NULL");
    return true;
}

static uint32_t clause_end(const mg_reading *r, uint32_t i)
{
    for (uint32_t depth = 0; i < r->st->n; i++) {
        mg_str w = mg_guard_word(r, i);
        if (w.n != 1)
            continue;
        if (*w.p == ',' && !depth)
            return i;
        depth += *w.p == '(' || *w.p == '[';
        depth -= depth && (*w.p == ')' || *w.p == ']');
    }
    return i;
}

/* ---- what cannot be run twice -------------------------------------------------------------------------------- */

#define NO_WORDS "the engine has no words for doing it only where it is still to be done"
#define NO_BLOCK "no condition can stand around what runs outside of a transaction"
#define SAVES "what it saves would be hidden by what an earlier run has saved"

static bool starts_with_any(const mg_reading *r, uint32_t at, const char *const *words)
{
    for (; *words; words++)
        if (mg_guard_stands(r, at, *words))
            return true;
    return false;
}

static void runs_once(mg_reading *r, const char *why) { r->once = r->once ? r->once : why; }

/* A clause of ALTER without a guard: does the engine refuse it when it has been done? */
static void look_at_clause(mg_reading *r, uint32_t at, uint32_t end)
{
    static const char *const verbs[] = {"ADD", "DROP", "RENAME", "CHANGE", "ATTACH", "DETACH", "INHERIT", "NO INHERIT", "SET SCHEMA", "EXCHANGE", "REORGANIZE", NULL};
    static const char *const inner[] = {"ADD GENERATED", "DROP IDENTITY", "DROP EXPRESSION", NULL};
    uint32_t verb = mg_guard_stands(r, at, "ALTER COLUMN") ? at + 3 : at;
    if (verb >= end || mg_guard_stands(r, verb + 2, "IF"))
        return;
    if (starts_with_any(r, verb, verb > at ? inner : verbs))
        runs_once(r, mg_guard_stands(r, end - 1, "CONCURRENTLY") ? NO_BLOCK : NO_WORDS);
}

static void look_at_statement(mg_reading *r)
{
    static const char *const verbs[] = {"CREATE", "DROP", "RENAME", NULL};
    static const char *const guarded[] = {"IF", "OR REPLACE", NULL};
    if (!starts_with_any(r, 0, verbs) || starts_with_any(r, 1, guarded))
        return;
    for (uint32_t i = 1; i < 6; i++)
        if (mg_guard_stands(r, i, "IF NOT EXISTS") || mg_guard_stands(r, i, "IF EXISTS"))
            return;
    runs_once(r, NO_WORDS);
}

/* What a clause of ALTER makes or takes away under a name. */
typedef struct naming {
    const char *phrase;
    uint8_t at; /* the name, behind so many words; behind TO stands another one */
    bool makes;
} naming;

static const naming namings[] = {
    {"ADD COLUMN", 2, true},     {"ADD UNIQUE KEY", 3, true}, {"ADD FULLTEXT KEY", 3, true}, {"ADD SPATIAL KEY", 3, true},
    {"ADD KEY", 2, true},        {"ADD CONSTRAINT", 2, true}, {"DROP COLUMN", 2, false},     {"DROP CONSTRAINT", 2, false},
    {"DROP INDEX", 2, false},    {"DROP KEY", 2, false},      {"DROP FOREIGN KEY", 3, false}, {"RENAME COLUMN", 2, false},
    {"RENAME INDEX", 2, false},
};

/* The name that the clause at `i` makes, or takes away; none. */
static mg_str named(const mg_reading *r, uint32_t i, bool makes)
{
    for (size_t k = 0; k < sizeof namings / sizeof *namings; k++) {
        const naming *n = &namings[k];
        if (!mg_guard_stands(r, i, n->phrase))
            continue;
        bool again = mg_guard_stands(r, i + n->at + 1u, "TO");
        return n->makes == makes ? mg_guard_word(r, i + n->at) : makes && again ? mg_guard_word(r, i + n->at + 2u) : MG_STR_NONE;
    }
    return MG_STR_NONE;
}

static mg_str folded(const mg_reading *r, mg_str name) { return mg_arena_lower(&r->pl->scratch, name); }

/* Of one ALTER, MariaDB asks IF EXISTS and IF NOT EXISTS before it does anything: a name that goes in it and comes in it is there
 * already, or there no more (measured on 10.11). */
static bool reuses_name(const mg_reading *r, uint32_t first)
{
    mg_map gone;
    mg_map_init(&gone, &r->pl->ctx->alloc);
    for (uint32_t i = first; i < r->st->n; i = clause_end(r, i) + 1) {
        mg_str name = folded(r, named(r, i, false));
        if (name.n && !mg_str_eq(name, folded(r, named(r, i, true)))) /* RENAME INDEX k TO k takes nothing away */
            mg_map_put(&gone, name, (void *)(uintptr_t)r);
    }
    bool found = false;
    for (uint32_t i = first; gone.used && !found && i < r->st->n; i = clause_end(r, i) + 1) {
        mg_str name = folded(r, named(r, i, true));
        found = name.n && mg_map_get(&gone, name);
    }
    mg_map_free(&gone);
    return found;
}

static void guard_clauses(mg_reading *r, uint32_t i)
{
    i += 2 * mg_guard_stands(r, i, "IF EXISTS");
    i += mg_guard_stands(r, i, "ONLY");
    uint32_t table = i;
    i = mg_guard_skip_name(r, i);
    if (i < r->st->n && add_key_once(r, table, i, clause_end(r, i)))
        return;
    if (r->pl->d->id == MG_MARIADB && reuses_name(r, i)) {
        runs_once(r, NO_WORDS);
        return;
    }
    bool first = true;
    while (i < r->st->n) {
        uint32_t end = clause_end(r, i);
        const guard *g = FIND(r, clauses, i);
        if (g)
            insert(r, i, g);
        bool dropped = !g && first && drop_before_adding(r, i, end);
        if (!g && !dropped)
            look_at_clause(r, i, end);
        first = false;
        i = end + 1;
    }
}

/* An ALTER in which nothing can be guarded. */
static bool look_at_alter(mg_reading *r)
{
    if (!mg_guard_stands(r, 0, "ALTER"))
        return false;
    uint32_t i = mg_guard_skip_name(r, 2);
    while (i < r->st->n) {
        uint32_t end = clause_end(r, i);
        look_at_clause(r, i, end);
        i = end + 1;
    }
    return true;
}

static bool saves_rows(const mg_reading *r)
{
    return mg_guard_stands(r, 0, "CREATE TABLE") && mg_guard_stands(r, mg_guard_skip_name(r, 2), "AS");
}

/* Saved anew, since rows may have come; what is gone was saved by the run that dropped it. */
static void save_again(mg_reading *r)
{
    mg_str name = mg_guard_words(r, 2, mg_guard_skip_name(r, 2));
    mg_guard_copy_to(r, r->st->off);
    mg_buf_printf(r->out, "DO $migra$\nBEGIN\n  DROP TABLE IF EXISTS %S;\n  ", &name);
    mg_guard_copy_to(r, r->st->off + r->st->len);
    mg_buf_z(r->out, ";\nEXCEPTION WHEN undefined_column OR undefined_table THEN\n  NULL;\nEND\n$migra$");
}

static void guard_statement(mg_reading *r)
{
    if (saves_rows(r) && r->pl->d->id == MG_POSTGRES)
        save_again(r);
    else if (saves_rows(r))
        runs_once(r, SAVES);
    if (saves_rows(r) || make_type_once(r) || (r->pl->d->id == MG_POSTGRES && mg_guard_once(r)))
        return;
    const guard *g = FIND(r, alters, 0);
    if (g) {
        guard_clauses(r, g->after);
        return;
    }
    if (look_at_alter(r))
        return;
    g = FIND(r, heads, 0);
    if (!g) {
        look_at_statement(r);
        return;
    }
    if (g->after > 2 && mg_str_iis(mg_guard_word(r, g->after - 1u), "concurrently") && mg_guard_stands(r, 0, "CREATE"))
        drop_invalid(r, g->after);
    insert(r, 0, g);
}

/* ---- steps ------------------------------------------------------------------------------------------------- */

static mg_str guarded(mg_planner *pl, const mg_schema *goal, mg_str sql, bool *drops, const char **once)
{
    mg_str text = sql.n ? mg_arena_printf(pl->arena, "%S", &sql) : MG_STR_NONE; /* ends in NUL, as the lexer wants it */
    mg_lexer *lx = text.n ? mg_lexer_new(&pl->ctx->alloc, pl->d->lex_mode, pl->engine_version, text.p, text.n) : NULL;
    if (!lx)
        return sql;
    mg_raw_stmt st;
    mg_buf_reset(&pl->sql);
    mg_reading r = {.pl = pl, .goal = goal, .text = text, .st = &st, .out = &pl->sql};
    while (mg_lexer_next_stmt(lx, &st))
        if (st.cls == MG_STMT_SQL && st.n)
            guard_statement(&r);
    mg_lexer_free(lx);
    *once = r.once;
    if (!r.copied)
        return sql;
    mg_guard_copy_to(&r, text.n);
    *drops |= r.drops;
    return mg_plan_take(pl, &pl->sql);
}

#define ANEW "the table is made anew: a second time would lose what its new columns have got since"

static bool is_rebuild(const mg_step *s) { return s->algorithm && strcmp(s->algorithm, "rebuild") == 0; }

/* Of the transaction in which a table is made anew all or nothing happens. */
static bool is_made_anew(const mg_planner *pl, const mg_step *s, const mg_step *last, bool so_far)
{
    if (is_rebuild(s) || (pl->d->id == MG_POSTGRES && !strcmp(s->op, "lock_table")))
        return true;
    return so_far && last && !is_rebuild(last) && last->phase == s->phase && last->transaction != MG_TX_LAST && last->transaction != MG_TX_NONE &&
           (s->transaction == MG_TX_SHARED || s->transaction == MG_TX_LAST);
}

static void guard_step(mg_planner *pl, mg_step *s, bool anew)
{
    bool drops = false, back = false;
    const char *once = NULL, *back_once = NULL;
    s->once = s->back_once = anew ? ANEW : mg_guard_taken(pl, s);
    if (is_rebuild(s) || (s->once && !anew))
        return;
    mg_str sql = guarded(pl, pl->after, s->sql, &drops, &once), staged = mg_guard_stage(pl, s, sql);
    if (!anew && staged.p == sql.p)
        s->once = once;
    s->sql = staged;
    s->rollback_sql = guarded(pl, pl->changes->before, s->rollback_sql, &back, &back_once);
    if (!anew)
        s->back_once = back_once;
    if (drops)
        s->lock = "ACCESS EXCLUSIVE";
}

void mg_plan_guard(mg_planner *pl)
{
    bool anew = false;
    mg_step *last = NULL;
    for (uint32_t i = 0; pl->opts.if_exists && i < pl->plan->steps.n && !mg_failed(pl->ctx); i++) {
        mg_step *s = pl->plan->steps.at[i];
        anew = is_made_anew(pl, s, last, anew);
        guard_step(pl, s, anew);
        last = s;
    }
    if (pl->opts.if_exists)
        mg_guard_spread(pl);
}
