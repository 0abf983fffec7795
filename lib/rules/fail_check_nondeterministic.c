/* What held when the row was written need not hold later. */
#include "rules/util.h"

static const char *const changing[] = {"now", "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp", "curdate", "curtime",
                                       "sysdate", "utc_timestamp", "utc_date", "unix_timestamp", "clock_timestamp", "rand", "random", "uuid",
                                       "gen_random_uuid", "current_user", "session_user", "user", "connection_id", "last_insert_id", "version",
                                       "database"};

typedef struct search { const char *found; bool mariadb; } search;

static bool node(mg_node *n, void *user_data)
{
    search *w = user_data;
    const char **found = &w->found;
    if (n->kind == E_SUBQUERY || n->kind == E_EXISTS || (n->kind == E_IN && n->first && n->first->next && n->first->next->kind == Q_SELECT))
        *found = "a query";
    bool converts = w->mariadb && n->kind == E_CALL && n->first && mg_str_iis(mg_text(n), "unix_timestamp"); /* of a column, it is what it is */
    for (size_t i = 0; n->kind == E_CALL && !converts && !*found && i < sizeof changing / sizeof *changing; i++)
        if (mg_str_iis(mg_text(n), changing[i]))
            *found = changing[i];
    return !*found;
}

static bool refused(const mg_rule_ctx *rc, const char *found)
{
    bool checks = mg_rule_dialect(rc)->id == MG_MARIADB || (mg_rule_dialect(rc)->id == MG_MYSQL && mg_rule_at_least(rc, 80016));
    return checks || mg_str_is(mg_str_of(found), "a query");
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    search w = {.mariadb = mg_rule_dialect(rc)->id == MG_MARIADB};
    if (o->kind == MG_O_CHECK)
        mg_walk(mg_attr(o, A_EXPR), node, &w);
    const char *found = w.found;
    if (!found)
        return;
    mg_str own = mg_rule_own_name(rc, o), engine = mg_rule_engine(rc);
    bool fails = refused(rc, found);
    mg_finding *f = mg_emit(rc, c, fails ? "CHECK %S uses %s: %S refuses that." : "CHECK %S uses %s: a row that passed once may not pass when it is updated "
                            "or loaded from a dump on %S.", &own, found, &engine);
    mg_rule_suggest(rc, f, "Let a trigger look at it when the row is written, or keep the moment in a column of its own: CHECK (until > created_at).");
    mg_rule_at_object(f, o);
    if (!fails)
        return;
    mg_rule_severity(f, MG_SEV_ERROR);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_CONSTRAINT, look);
}

const mg_rule mg_rule_fail_check_nondeterministic = {
    .id = "fail/check-nondeterministic",
    .title = "a CHECK that depends on more than the row",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "A CHECK is looked at when a row is written. With now(), random() or the user in it, the same row may"
        " fail later: at an update, or when a dump is loaded. MySQL and MariaDB refuse such functions (3814, 1901), and all "
        "engines refuse queries.",
    .fix =
        "Compare columns with each other, or use a trigger.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_CREATE) | MG_ON_ADD_CONSTRAINT,
    .change = on_change,
};
