/* Views have other triggers than tables, and not each event has both rows. */
#include <string.h>

#include "rules/util.h"

typedef struct shape {
    const mg_object *trigger, *table;
    bool before, instead, row, inserts, deletes, truncates, columns;
    uint32_t n_events;
} shape;

static shape shape_of(const mg_object *trigger)
{
    mg_str timing = mg_attr_text(trigger, A_TIMING);
    shape s = {.trigger = trigger, .table = trigger->parent};
    s.before = mg_str_is(timing, "before");
    s.instead = mg_str_is(timing, "instead of");
    s.row = mg_str_is(mg_attr_text(trigger, A_FOR_EACH), "row");
    MG_EACH (event, mg_attr(trigger, A_EVENTS)) {
        s.n_events++;
        s.inserts |= mg_str_iis(mg_text(event), "insert");
        s.deletes |= mg_str_iis(mg_text(event), "delete");
        s.truncates |= mg_str_iis(mg_text(event), "truncate");
        s.columns |= event->first != NULL;
    }
    return s;
}

static bool is_view(const mg_object *o) { return o->kind == MG_O_VIEW; }

/* ---- PostgreSQL --------------------------------------------------------------------------------- */

typedef struct rows { bool old, fresh; } rows;

static bool find_rows(mg_node *n, void *user_data)
{
    rows *found = user_data;
    const mg_node *q = n->kind == E_COLUMN ? mg_child(n, N_NAME) : NULL;
    found->old |= q && mg_str_iis(mg_text(q), "old");
    found->fresh |= q && mg_str_iis(mg_text(q), "new");
    return true;
}

static const char *when_reason(const shape *s)
{
    rows r = {0};
    mg_walk(mg_attr(s->trigger, A_WHEN), find_rows, &r);
    if (!s->row && (r.old || r.fresh))
        return "fires once a statement, and its WHEN names a row (42P17)";
    if (r.old && s->inserts)
        return "fires at INSERT, which has no OLD row for its WHEN (42P17)";
    return r.fresh && s->deletes ? "fires at DELETE, which has no NEW row for its WHEN (42P17)" : NULL;
}

static const char *transition_reason(const shape *s, const mg_node *tables)
{
    if (s->before)
        return "fires BEFORE, and transition tables are for AFTER (42P17)";
    if (s->n_events > 1 || s->columns)
        return "has transition tables, which go with one event without columns (0A000)";
    MG_EACH (t, tables) {
        bool fresh = t->kind == N_PARAM && mg_str_starts(mg_text(t), "new");
        if (fresh ? s->deletes : s->inserts && t->kind == N_PARAM && mg_str_starts(mg_text(t), "old"))
            return fresh ? "fires at DELETE, which has no NEW TABLE (42P17)" : "fires at INSERT, which has no OLD TABLE (42P17)";
    }
    return NULL;
}

static const char *instead_reason(const shape *s)
{
    if (!is_view(s->table))
        return "is INSTEAD OF, which is for views alone (42809)";
    if (!s->row)
        return "is INSTEAD OF, which is FOR EACH ROW alone (0A000)";
    if (mg_attr(s->trigger, A_WHEN))
        return "is INSTEAD OF, which takes no WHEN (0A000)";
    return s->columns ? "is INSTEAD OF, which takes no columns (0A000)" : NULL;
}

static const char *view_reason(const shape *s, bool transition)
{
    if (s->row)
        return "fires BEFORE or AFTER each row, and a view has such triggers for statements alone (42809)";
    if (s->truncates)
        return "fires at TRUNCATE, which views do not know (42809)";
    return transition ? "has transition tables, which views do not know (42809)" : NULL;
}

static const char *function_reason(const mg_rule_ctx *rc, const shape *s)
{
    const mg_node *call = mg_attr_first(s->trigger, A_EXECUTE), *q = call ? mg_child(call, N_NAME) : NULL;
    if (!call)
        return NULL;
    mg_str schema = q ? mg_text(q) : s->table->schema;
    const mg_object *f = mg_schema_find_routine(mg_rule_after(rc), MG_O_FUNCTION, schema, mg_text(call), MG_STR_NONE);
    const mg_node *type = f && !(f->state & MG_OS_ASSUMED) ? mg_child(mg_attr(f, A_RETURNS), N_TYPE) : NULL;
    return !type || mg_str_iis(mg_text(type), "trigger") ? NULL : "runs a function that returns no trigger (42P17)";
}

static const char *pg_reason(const mg_rule_ctx *rc, const shape *s)
{
    const mg_node *tables = mg_attr(s->trigger, A_REFERENCING);
    const char *why = s->table->kind == MG_O_MATVIEW ? "is on a materialized view, which has none (42809)" : NULL;
    if (!why && s->instead)
        why = instead_reason(s);
    else if (!why && is_view(s->table))
        why = view_reason(s, tables != NULL);
    if (!why && s->truncates && s->row)
        why = "fires at TRUNCATE for each row (0A000)";
    if (!why && tables)
        why = transition_reason(s, tables);
    if (!why && mg_attr(s->trigger, A_WHEN))
        why = when_reason(s);
    return why ? why : function_reason(rc, s);
}

/* ---- MySQL, MariaDB ------------------------------------------------------------------------------- */

/* "NEW." stands somewhere behind "SET" or a comma: cheaper than to go through the words of each body. */
static bool may_set(mg_str body, const char *row)
{
    const char *end = body.p + body.n, *p = body.n ? memchr(body.p, '.', body.n) : NULL;
    for (; p; p = memchr(p + 1, '.', (size_t)(end - p - 1))) {
        const char *before = p - 3;
        if (before <= body.p || !mg_str_iis((mg_str){before, 3}, row))
            continue;
        while (before > body.p && (before[-1] == ' ' || (before[-1] >= '\t' && before[-1] <= '\r')))
            before--;
        if (before > body.p && (before[-1] == ',' || (before[-1] | 0x20) == 't'))
            return true;
    }
    return false;
}

/* SET … NEW.column =, in a list of assignments that no UPDATE has begun. */
static const char *body_reason(const shape *s, const char *row)
{
    mg_str body = mg_attr_text(s->trigger, A_BODY);
    if (!may_set(body, row))
        return NULL;
    mg_words w = mg_rule_words_of(body);
    bool sets = false, updates = false;
    mg_str last = MG_STR_NONE;
    for (mg_str word = mg_rule_next_word(&w); word.n; last = word, word = mg_rule_next_word(&w)) {
        updates = mg_str_is(word, ";") ? false : updates || mg_str_iis(word, "update") || mg_str_iis(word, "insert") || mg_str_iis(word, "replace");
        sets = mg_str_is(word, ";") ? false : sets || (mg_str_iis(word, "set") && !updates);
        mg_words ahead = w;
        if (!sets || !mg_str_iis(word, row) || !(mg_str_iis(last, "set") || mg_str_is(last, ",")) || !mg_str_is(mg_rule_next_word(&ahead), "."))
            continue;
        mg_rule_next_word(&ahead);
        mg_str sign = mg_rule_next_word(&ahead);
        if (mg_str_is(sign, "=") || mg_str_is(sign, ":"))
            return mg_str_iis(word, "old") ? "sets a column of OLD, which none may (1362)" : "sets a column of NEW after the row is written (1362)";
    }
    return NULL;
}

static const char *my_reason(const shape *s)
{
    if (is_view(s->table))
        return "is on a view, which has none (1347)";
    const char *why = s->inserts ? NULL : body_reason(s, "old");
    return why || s->before || s->deletes ? why : body_reason(s, "new");
}

/* ---- SQLite ------------------------------------------------------------------------------------------ */

static const char *lite_reason(const shape *s)
{
    if (s->table->kind == MG_O_VIRTUAL_TABLE)
        return "is on a virtual table, which has none";
    if (is_view(s->table))
        return s->instead ? NULL : "fires BEFORE or AFTER, and views have INSTEAD OF alone";
    return s->instead ? "is INSTEAD OF, which is for views alone" : NULL;
}

/* ---- all ------------------------------------------------------------------------------------------------ */

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *trigger)
{
    shape s = shape_of(trigger);
    if (!s.table || (s.table->state & MG_OS_ASSUMED) || s.table->flags & MG_OF_EXTERNAL)
        return;
    const char *why = mg_rule_dialect(rc)->id == MG_POSTGRES ? pg_reason(rc, &s) : mg_rule_is_mysql(rc) ? my_reason(&s) : lite_reason(&s);
    if (!why)
        return;
    mg_str name = mg_rule_own_name(rc, trigger), table = mg_rule_name(rc, s.table), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "Trigger %S of %S %s: %S refuses it.", &name, &table, why, &engine);
    mg_rule_suggest(rc, f, "Another moment, event or table; what a row gets is set BEFORE it is written.");
    mg_rule_at_object(f, trigger);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_CREATE)
        mg_rule_each_new(rc, c, MG_O_TRIGGER, look);
    else if (c->after && c->after->kind == MG_O_TRIGGER)
        look(rc, c, c->after);
}

const mg_rule mg_rule_fail_trigger_unsuitable = {
    .id = "fail/trigger-unsuitable",
    .title = "a trigger that its table or its event does not allow",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Which triggers there may be hangs on the table and the event. INSTEAD OF is for views; PostgreSQL has no other ones for rows of views, none for rows of "
        "TRUNCATE, transition tables AFTER one event alone, and no OLD row at INSERT nor NEW row at DELETE (42809, 0A000, 42P17). MySQL and MariaDB have none on views (1347), and set "
        "NEW before the row is written alone (1362). SQLite has INSTEAD OF on views and nothing else there.",
    .fix =
        "Choose the moment and the event that the table has; split a trigger for several events.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40, 3.53",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_REPLACE) | MG_ON(MG_C_ALTER),
    .change = on_change,
};
