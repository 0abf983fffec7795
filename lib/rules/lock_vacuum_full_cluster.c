/* The table is written anew while nobody reads or writes it. */
#include "rules/util.h"

static bool is_option(mg_str word)
{
    return mg_str_iis(word, "FULL") || mg_str_iis(word, "FREEZE") || mg_str_iis(word, "VERBOSE") || mg_str_iis(word, "ANALYZE") ||
           mg_str_iis(word, "ANALYSE");
}

static void skip_options(mg_words *w)
{
    for (;;) {
        mg_words ahead = *w;
        mg_str word = mg_rule_next_word(&ahead);
        if (mg_str_is(word, "("))
            mg_rule_skip_to(&ahead, ")");
        else if (!is_option(word))
            return;
        *w = ahead;
    }
}

/* VACUUM (FULL false) is a plain one. */
static bool is_full(const mg_stmt_info *st)
{
    mg_words w = mg_rule_words(st);
    if (!mg_rule_skip_to(&w, "FULL"))
        return false;
    mg_str value = mg_rule_bare(mg_rule_next_word(&w));
    return !mg_str_iis(value, "false") && !mg_str_iis(value, "off") && !mg_str_is(value, "0");
}

static void on_statement(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    mg_words w = mg_rule_words(st);
    mg_str schema, verb = mg_rule_next_word(&w);
    bool cluster = mg_str_iis(verb, "CLUSTER");
    if (!cluster && !(mg_str_iis(verb, "VACUUM") && is_full(st)))
        return;
    skip_options(&w);
    mg_str name = mg_rule_next_name(rc, &w, &schema);
    if (name.n && mg_rule_is_born_here(rc, schema, name))
        return;
    const char *what = cluster ? "CLUSTER" : "VACUUM FULL";
    mg_str all = MG_STR("every table of the database");
    mg_finding *f = mg_emit(rc, NULL, "%s writes %S and its indexes anew under ACCESS EXCLUSIVE: nobody reads or writes meanwhile.",
                            what, name.n ? &name : &all);
    const mg_object *o = mg_rule_find_named(rc, mg_rule_before(rc), schema, name);
    bool matview = o && o->kind == MG_O_MATVIEW;
    mg_rule_suggest(rc, f, "%s", matview ? "Put ORDER BY into its query: REFRESH writes the rows in that order. pg_repack takes tables only."
                                 : cluster ? "Use pg_repack, which holds such a lock for a moment only."
                                         : "A plain VACUUM lets the space be used again; to give it back, use pg_repack, which holds "
                                           "such a lock for a moment only.");
    mg_str own = mg_rule_sql_word(rc, name), in = schema.n ? mg_rule_sql_word(rc, schema) : MG_STR("");
    if (!cluster && name.n)
        mg_rule_sql(rc, f, "VACUUM %S%s%S", &in, schema.n ? "." : "", &own);
    mg_rule_mind_left_out(rc, f);
    mg_rule_at_statement(f, st);
}

static void check(const mg_rule_ctx *rc)
{
    mg_rule_each_statement(rc, S_MAINTENANCE, on_statement);
}

const mg_rule mg_rule_lock_vacuum_full_cluster = {
    .id = "lock/vacuum-full-cluster",
    .title = "VACUUM FULL and CLUSTER rewrite the table under ACCESS EXCLUSIVE",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "VACUUM FULL and CLUSTER write the whole table and all its indexes anew, with ACCESS EXCLUSIVE from beginning to end, and "
           "need as much free disk again.",
    .fix = "A plain VACUUM; or pg_repack or pg_squeeze, which copy beside the running table; from PostgreSQL 19 on REPACK (CONCURRENTLY).",
    .source = "measured on PostgreSQL 11-19",
    .check = check,
};
