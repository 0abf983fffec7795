/* MySQL and MariaDB: how many partitions a clause makes, and of what kind they are. */
#include "rules/util.h"

enum { PARTITIONS_MAX = 8192 };

typedef struct counts {
    uint64_t said, subs; /* PARTITIONS n, SUBPARTITIONS n; SAID_NONE: not said */
    uint32_t listed;
} counts;

static const uint64_t SAID_NONE = UINT64_MAX;

static uint64_t number_of(const mg_node *by, const char *name)
{
    uint64_t n;
    MG_EACH (p, by)
        if (p->kind == N_PARAM && mg_str_iis(mg_text(p), name) && mg_is_number(mg_text(p->first), UINT32_MAX, &n))
            return n;
    return SAID_NONE;
}

static uint32_t count(const mg_node *of)
{
    uint32_t n = 0;
    MG_EACH (p, of)
        n += p->kind == N_PARTITION;
    return n;
}

static const char *bound_reason(const mg_node *by, bool range, bool list)
{
    MG_EACH (p, by) {
        mg_str bound = p->kind == N_PARTITION ? mg_text(mg_child(p, A_BOUND)) : MG_STR_NONE;
        if (p->kind == N_PARTITION && (range || list) && !mg_child(p, A_BOUND))
            return "has a partition without VALUES (1064; 1479 in MariaDB)";
        if (mg_str_is(bound, "less than") && !range)
            return "has a VALUES LESS THAN, and is not by RANGE (1480)";
        if (mg_str_is(bound, "in") && !list)
            return "has a VALUES IN, and is not by LIST (1480)";
    }
    return NULL;
}

/* What each partition lists is as much as was said, or as the first one lists. */
static const char *subs_reason(const mg_node *by, const mg_node *sub, const counts *c)
{
    uint64_t wanted = c->subs;
    MG_EACH (p, by) {
        uint32_t n = p->kind == N_PARTITION ? count(p) : 0;
        if (n && !sub)
            return "lists subpartitions, and has no SUBPARTITION BY (1500)";
        wanted = wanted == SAID_NONE && n ? n : wanted;
        if (n && n != wanted)
            return "lists another number of subpartitions than it should (1064)";
    }
    return NULL;
}

static const char *reason(const mg_node *by)
{
    const mg_node *sub = mg_child(by, A_SUBPARTITION);
    bool range = mg_str_starts(mg_text(by), "range"), list = mg_str_starts(mg_text(by), "list");
    counts c = {.said = number_of(by, "partitions"), .subs = sub ? number_of(sub, "subpartitions") : SAID_NONE, .listed = count(by)};
    if (c.said == 0 || c.subs == 0)
        return "makes 0 partitions (1504)";
    if (sub && !range && !list)
        return "has subpartitions, which go with RANGE and LIST alone (1500)";
    if (c.said != SAID_NONE && c.listed && c.said != c.listed)
        return "lists another number of partitions than it says (1064)";
    uint64_t all = c.said != SAID_NONE ? c.said : c.listed, each = c.subs != SAID_NONE ? c.subs : 1;
    if (all > PARTITIONS_MAX || each > PARTITIONS_MAX || all * each > PARTITIONS_MAX)
        return "makes more than 8192 partitions (1499)";
    const char *why = bound_reason(by, range, list);
    return why ? why : subs_reason(by, sub, &c);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *by = c->after && c->after->kind == MG_O_TABLE && !(c->after->flags & MG_OF_PARTIAL) ? mg_attr(c->after, A_PARTITION_BY) : NULL;
    const char *why = by && (c->type == MG_C_CREATE || !c->before || !mg_attr(c->before, A_PARTITION_BY)) ? reason(by) : NULL;
    if (!why)
        return;
    mg_str table = mg_rule_name(rc, c->after), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "The partitioning of %S %s: %S refuses it.", &table, why, &engine);
    mg_rule_suggest(rc, f, "RANGE goes with VALUES LESS THAN, LIST with VALUES IN, HASH and KEY with a number; 8192 partitions are the most.");
    mg_rule_block(f);
}

const mg_rule mg_rule_partition_list_refused = {
    .id = "partition/list-refused",
    .title = "partitions of another kind or number than the clause takes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "A table has 1 to 8,192 partitions, subpartitions counted (1504, 1499); VALUES LESS THAN is for RANGE, VALUES IN for LIST (1480), one of which each partition has (1064; 1479 in MariaDB), subpartitions for both of them (1500); and what is listed is as much as PARTITIONS "
        "and SUBPARTITIONS say (1064).",
    .fix =
        "Name as many as are said, each with the bound of its kind.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ALTER_PARTITIONING),
    .change = on_change,
};
