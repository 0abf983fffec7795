/* The server refuses what it cannot keep. */
#include "rules/lint.h"
#include "rules/util.h"

static int rank(const char *algorithm)
{
    static const char *const best_first[] = {"INSTANT", "NOCOPY", "INPLACE", "COPY"};
    for (int i = 0; i < 4; i++)
        if (strcmp(algorithm, best_first[i]) == 0)
            return i;
    return 0;
}

static int asked(const mg_stmt_info *st)
{
    static const char *const names[] = {"INSTANT", "NOCOPY", "INPLACE", "COPY"};
    mg_words w = mg_rule_words(st);
    if (!mg_rule_skip_to(&w, "ALGORITHM"))
        return 3;
    mg_str word = mg_rule_next_word(&w);
    if (mg_str_is(word, "="))
        word = mg_rule_next_word(&w);
    for (int i = 0; i < 4; i++)
        if (mg_str_iis(word, names[i]))
            return i;
    return 3;
}

static bool wants_no_lock(const mg_stmt_info *st)
{
    return mg_rule_statement_holds(st, "LOCK = NONE") || mg_rule_statement_holds(st, "LOCK NONE");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (rc->lint && !(rc->lint->about & MG_LINT_ASKS))
        return;
    const mg_stmt_info *st = mg_rule_is_altered(rc, c, c->type) ? mg_rule_statement_of(rc, c) : NULL;
    if (!st)
        return;
    const mg_my_fact *fact = mg_rule_mysql_fact(rc, c);
    const char *algorithm = fact && fact->supported ? fact->algorithm : NULL, *lock = algorithm ? fact->lock : NULL;
    if (mg_rule_type_change(rc, c, &t)) {
        algorithm = t.algorithm;
        lock = t.lock;
    }
    bool checks_off = c->type == MG_C_ADD_FOREIGN_KEY; /* then it is better than the table says */
    if (!algorithm || checks_off)
        return;
    bool refused = rank(algorithm) > 0 && asked(st) < rank(algorithm), locks = lock && strcmp(lock, "NONE") != 0 && wants_no_lock(st);
    if (!refused && !locks)
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c)), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S does no better than ALGORITHM=%s, LOCK=%s for %S: it refuses the statement, which asks for more.",
                            &engine, algorithm, lock ? lock : "NONE", &name);
    mg_rule_suggest(rc, f, "Write ALGORITHM=%s, LOCK=%s, or do it with gh-ost or pt-online-schema-change.", algorithm, lock ? lock : "NONE");
    mg_rule_block(f);
}

/* ---- what no operation takes ------------------------------------------------------------------ */

static mg_str lock_of(const mg_node *ast)
{
    MG_EACH (n, ast) {
        const mg_node *lock = n->kind == A_LOCK ? n : n->kind == N_ACTION ? mg_child(n, A_LOCK) : NULL;
        if (lock)
            return mg_text(lock);
    }
    return MG_STR_NONE;
}

static const char *clash(const mg_rule_ctx *rc, const mg_lint_stmt *st, mg_str algorithm, mg_str lock)
{
    bool mysql = mg_rule_dialect(rc)->id == MG_MYSQL, instant = mg_str_iis(algorithm, "instant");
    if (mysql && instant && lock.n && !mg_str_iis(lock, "default"))
        return "ALGORITHM=INSTANT goes with LOCK=DEFAULT alone (1221)";
    if (instant && st->info->kind == S_CREATE_INDEX)
        return "no index is made ALGORITHM=INSTANT (1845)";
    bool copies = mg_str_iis(algorithm, "copy") && mg_str_iis(lock, "none");
    return copies && (mysql || !mg_rule_at_least(rc, 110200)) ? "ALGORITHM=COPY takes a lock: it does not go with LOCK=NONE (1846)" : NULL;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    uint16_t kind = st->info->kind;
    bool alters = kind == S_ALTER_TABLE || kind == S_CREATE_INDEX || kind == S_DROP;
    const char *why = alters ? clash(rc, st, mg_text(n), lock_of(st->ast)) : NULL;
    if (!why)
        return;
    mg_str engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, n, "%S refuses the statement: %s.", &engine, why);
    mg_rule_suggest(rc, f, "Leave LOCK out, or name an algorithm that it goes with.");
    mg_rule_block(f);
}

const mg_rule mg_rule_online_algorithm_unsupported = {
    .id = "online/algorithm-unsupported",
    .title = "ALGORITHM or LOCK that the server refuses",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "A statement that names ALGORITHM=INSTANT, INPLACE or LOCK=NONE is refused (1845, 1846) by a version "
        "that cannot keep it: the file runs on one server and not on another. INSTANT does not go with a LOCK in MySQL (1221), nor COPY with "
        "LOCK=NONE in MySQL and in MariaDB before 11.2 (1846).",
    .fix = "Name what the version can do, or leave the clause out where a slower way is all right.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .change = on_change,
    .node = on_node,
    .nodes = {A_ALGORITHM},
};
