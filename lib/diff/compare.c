/* What differs between two objects that stand for each other: attribute by
 * attribute, by a table. What the table does not name is treated by the kind of
 * the object: see default_rule. */
#include <string.h>

#include "diff/differ.h"
#include "normalise/normalise.h"

typedef enum mg_how {
    HOW_PLAIN,      /* one change of the rule's type: set, drop or alter */
    HOW_IGNORE,     /* says nothing about the schema */
    HOW_BOTH,       /* only when both sides say something */
    HOW_TYPE,
    HOW_DEFINITION, /* the object as a whole is another one: remade or replaced */
    HOW_ENUM,
    HOW_GRANTS,
    HOW_PARTITION_OF,
    HOW_OPTIONS,
    HOW_SCHEDULE,
    HOW_BODY,
    HOW_VALID,      /* NOT VALID goes: validated; comes: remade */
} how;

typedef struct mg_compare_rule {
    uint8_t kind;               /* object kind; 0 = any */
    uint8_t how;
    uint8_t set, drop, alter;   /* change types: only AFTER has it, only BEFORE has it, both */
    uint8_t loss_set, loss_drop, loss_alter;
    uint16_t attr;              /* of what is compared */
} compare_rule;

#define ALL(c) c, c, c
#define LAST UINT8_MAX
#define ROWS(...) (const compare_rule[]){__VA_ARGS__, {LAST}}
/* By attribute: the first row of the kind, or of any. */
static const compare_rule *const rules[N_COUNT] = {
    [A_TYPE] = ROWS({MG_O_COLUMN, HOW_TYPE, ALL(MG_C_ALTER_COLUMN_TYPE)}, {MG_O_DOMAIN, HOW_DEFINITION}),
    [A_NOT_NULL] = ROWS({MG_O_COLUMN, HOW_PLAIN, MG_C_SET_NOT_NULL, MG_C_DROP_NOT_NULL, MG_C_NONE}),
    [A_NULL] = ROWS({MG_O_COLUMN, HOW_IGNORE}),
    [A_DEFAULT] = ROWS({MG_O_COLUMN, HOW_PLAIN, MG_C_SET_DEFAULT, MG_C_DROP_DEFAULT, MG_C_SET_DEFAULT}),
    [A_IDENTITY] = ROWS({MG_O_COLUMN, HOW_PLAIN, ALL(MG_C_ALTER_IDENTITY)}),
    [A_AUTO_INCREMENT] = ROWS({MG_O_COLUMN, HOW_PLAIN, ALL(MG_C_ALTER_AUTO_INCREMENT)}),
    [A_GENERATED] = ROWS({MG_O_COLUMN, HOW_PLAIN, ALL(MG_C_ALTER_GENERATED), MG_LOSS_POSSIBLE, MG_LOSS_NONE, MG_LOSS_NONE}),
    [A_COLLATE] = ROWS({MG_O_COLUMN, HOW_PLAIN, ALL(MG_C_ALTER_COLLATION)}, {MG_O_TABLE, HOW_PLAIN, ALL(MG_C_ALTER_TABLE_CHARSET)}),
    [A_CHARSET] = ROWS({MG_O_COLUMN, HOW_PLAIN, ALL(MG_C_ALTER_CHARSET), MG_LOSS_POSSIBLE, MG_LOSS_POSSIBLE, MG_LOSS_POSSIBLE},
                       {MG_O_TABLE, HOW_PLAIN, ALL(MG_C_ALTER_TABLE_CHARSET)}),
    [A_POSITION] = ROWS({MG_O_COLUMN, HOW_IGNORE}),
    [A_OPTIONS] = ROWS({MG_O_TABLE, HOW_OPTIONS, ALL(MG_C_ALTER_TABLE_OPTIONS)},
                       {MG_O_INDEX, HOW_OPTIONS, ALL(MG_C_ALTER_INDEX)},
                       {MG_O_VIEW, HOW_OPTIONS, ALL(MG_C_ALTER)},
                       {MG_O_MATVIEW, HOW_OPTIONS, ALL(MG_C_ALTER)}),
    [A_TABLESPACE] = ROWS({MG_O_TABLE, HOW_PLAIN, ALL(MG_C_ALTER_TABLE_OPTIONS)},
                          {MG_O_INDEX, HOW_PLAIN, ALL(MG_C_ALTER_INDEX)},
                          {MG_O_UNIQUE, HOW_PLAIN, ALL(MG_C_ALTER_INDEX)},
                          {MG_O_PRIMARY_KEY, HOW_PLAIN, ALL(MG_C_ALTER_INDEX)},
                          {MG_O_MATVIEW, HOW_PLAIN, ALL(MG_C_ALTER)}),
    [A_ACCESS_METHOD] = ROWS({MG_O_TABLE, HOW_PLAIN, ALL(MG_C_ALTER_TABLE_OPTIONS)}),
    [A_UNLOGGED] = ROWS({MG_O_TABLE, HOW_PLAIN, ALL(MG_C_ALTER_TABLE_OPTIONS)}),
    [A_ENGINE] = ROWS({MG_O_TABLE, HOW_PLAIN, ALL(MG_C_ALTER_TABLE_ENGINE)}),
    [A_PARTITION_BY] = ROWS({MG_O_TABLE, HOW_PLAIN, ALL(MG_C_ALTER_PARTITIONING)}),
    [A_PARTITION_OF] = ROWS({MG_O_TABLE, HOW_PARTITION_OF}),
    [A_INHERITS] = ROWS({MG_O_TABLE, HOW_PLAIN, ALL(MG_C_ALTER_INHERITANCE)}),
    [A_ROW_SECURITY] = ROWS({MG_O_TABLE, HOW_PLAIN, ALL(MG_C_ALTER_ROW_SECURITY)}),
    [A_FORCE_ROW_SECURITY] = ROWS({MG_O_TABLE, HOW_PLAIN, ALL(MG_C_ALTER_ROW_SECURITY)}),
    [A_VALUES] = ROWS({MG_O_TYPE, HOW_ENUM}),
    [A_ATTRIBUTES] = ROWS({MG_O_TYPE, HOW_PLAIN, ALL(MG_C_ALTER)}),
    [A_DEFERRABLE] = ROWS({MG_O_FOREIGN_KEY, HOW_PLAIN, ALL(MG_C_ALTER_CONSTRAINT)}),
    [A_INITIALLY] = ROWS({MG_O_FOREIGN_KEY, HOW_PLAIN, ALL(MG_C_ALTER_CONSTRAINT)}),
    [A_NOT_VALID] = ROWS({MG_O_FOREIGN_KEY, HOW_VALID}, {MG_O_CHECK, HOW_VALID}),
    [A_NOT_ENFORCED] = ROWS({0, HOW_PLAIN, ALL(MG_C_ALTER_CONSTRAINT)}),
    [A_USING_INDEX] = ROWS({0, HOW_IGNORE}),
    [A_INVISIBLE] = ROWS({0, HOW_PLAIN, ALL(MG_C_ALTER_INDEX)}),
    [A_DEFINER] = ROWS({MG_O_VIEW, HOW_BOTH, ALL(MG_C_ALTER)},
                       {MG_O_FUNCTION, HOW_BOTH, ALL(MG_C_ALTER)},
                       {MG_O_PROCEDURE, HOW_BOTH, ALL(MG_C_ALTER)},
                       {MG_O_TRIGGER, HOW_BOTH, ALL(MG_C_REPLACE)},
                       {MG_O_EVENT, HOW_BOTH, ALL(MG_C_ALTER)}),
    [A_CLUSTER] = ROWS({MG_O_MATVIEW, HOW_PLAIN, ALL(MG_C_ALTER)}),
    [A_NO_DATA] = ROWS({0, HOW_IGNORE}),
    [A_SCHEDULE] = ROWS({MG_O_EVENT, HOW_SCHEDULE, ALL(MG_C_ALTER)}),
    [A_ENABLED] = ROWS({MG_O_TRIGGER, HOW_PLAIN, ALL(MG_C_ALTER)},
                       {MG_O_RULE, HOW_PLAIN, ALL(MG_C_ALTER)},
                       {MG_O_EVENT_TRIGGER, HOW_PLAIN, ALL(MG_C_ALTER)}),
    [A_ROLES] = ROWS({MG_O_POLICY, HOW_PLAIN, ALL(MG_C_ALTER)}, {MG_O_DEFAULT_PRIVILEGES, HOW_IGNORE}),
    [A_USING] = ROWS({MG_O_POLICY, HOW_PLAIN, ALL(MG_C_ALTER)}),
    [A_WITH_CHECK] = ROWS({MG_O_POLICY, HOW_PLAIN, ALL(MG_C_ALTER)}),
    [A_VERSION] = ROWS({MG_O_EXTENSION, HOW_BOTH, ALL(MG_C_ALTER)}),
    [A_SCHEMA] = ROWS({MG_O_EXTENSION, HOW_BOTH, ALL(MG_C_ALTER)}),
    [A_COMMENT] = ROWS({MG_O_EXTENSION, HOW_BOTH, ALL(MG_C_SET_COMMENT)}, /* the extension brings its own */
                       {0, HOW_PLAIN, ALL(MG_C_SET_COMMENT)}),
    [A_BODY] = ROWS({0, HOW_BODY}),
    [A_COLUMN_COMMENTS] = ROWS({0, HOW_OPTIONS, ALL(MG_C_SET_COMMENT)}),
    [A_INDEX_COMMENT] = ROWS({0, HOW_PLAIN, ALL(MG_C_SET_COMMENT)}),
    [A_OWNER] = ROWS({0, HOW_BOTH, ALL(MG_C_SET_OWNER)}),
    [A_GRANTS] = ROWS({0, HOW_GRANTS}),
};

static bool is_defined_whole(int kind)
{
    static const uint8_t kinds[] = {MG_O_VIEW,    MG_O_MATVIEW, MG_O_FUNCTION,      MG_O_PROCEDURE, MG_O_AGGREGATE,
                                    MG_O_TRIGGER, MG_O_RULE,    MG_O_EVENT_TRIGGER, MG_O_POLICY,    MG_O_EVENT,
                                    MG_O_INDEX,   MG_O_TYPE};
    for (size_t i = 0; i < sizeof kinds; i++)
        if (kinds[i] == kind)
            return true;
    return mg_is_constraint(kind);
}

static compare_rule default_rule(int kind, int attr)
{
    if (kind == MG_O_COLUMN)
        return (compare_rule){0, HOW_PLAIN, ALL(MG_C_ALTER_COLUMN)};
    if (is_defined_whole(kind) || attr == A_DEFINITION)
        return (compare_rule){0, HOW_DEFINITION};
    return (compare_rule){0, HOW_PLAIN, ALL(MG_C_ALTER)};
}

static compare_rule rule_for(int kind, int attr)
{
    const compare_rule *row = rules[attr];
    while (row && row->kind && row->kind != kind && row->kind != LAST)
        row++;
    compare_rule r = row && row->kind != LAST ? *row : default_rule(kind, attr);
    r.attr = (uint16_t)attr;
    return r;
}

bool mg_attr_counts(const mg_differ *df, const mg_object *o, int attr)
{
    how h = rule_for(o->kind, attr).how;
    return h == HOW_DEFINITION || h == HOW_ENUM || h == HOW_TYPE ||
           (h == HOW_PLAIN && attr != A_COMMENT && attr != A_INDEX_COMMENT && attr != A_NOT_ENFORCED && attr != A_INVISIBLE && attr != A_TABLESPACE);
}

/* ---- definitions as a whole ------------------------------------------------------------ */

static const mg_node *next_counting(const mg_differ *df, const mg_object *o, const mg_node *n)
{
    while (n && !mg_attr_counts(df, o, n->kind))
        n = n->next;
    return n;
}

bool mg_definition_eq(const mg_differ *df, const mg_object *b, const mg_object *a)
{
    const mg_node *x = b->attrs, *y = a->attrs;
    for (;;) {
        x = next_counting(df, b, x);
        y = next_counting(df, a, y);
        if (!x || !y)
            return !x && !y;
        if (!mg_node_eq(x, y))
            return false;
        x = x->next;
        y = y->next;
    }
}

uint32_t mg_definition_hash(const mg_differ *df, const mg_object *o)
{
    uint32_t h = o->kind;
    MG_EACH_ATTR(n, o)
        if (mg_attr_counts(df, o, n->kind))
            h = h * 31 + mg_node_hash(n);
    return h;
}

/* ---- one attribute ------------------------------------------------------------------------ */

typedef struct mg_comparison {
    mg_differ *df;
    const mg_object *b, *a;        /* as the changes name them */
    bool inherited;                /* a column that both have from their parents */
    const mg_node *first_from, *first_to; /* the first attribute that makes it another object */
} comparison;

/* A column that a migration takes for granted (lib/schema/assume.c): what hangs on its type is not known either. */
static bool hangs_on_unknown_type(const mg_object *b, int attr)
{
    if (b->kind != MG_O_COLUMN || (attr != A_CHARSET && attr != A_COLLATE))
        return false;
    return mg_str_is(mg_text(mg_attr_first(b, A_TYPE)), "unknown");
}

static const char *undecided(comparison *c, const mg_node *from, const mg_node *to)
{
    if (c->b->flags & MG_OF_DECIDED)
        return NULL;
    const char *why = mg_undecided_attr(c->df, c->a, from, to);
    mg_undecided_note(c->df, c->b, c->a, from ? from->kind : to->kind, why);
    return why;
}

static void plain(comparison *c, const compare_rule *r, const mg_node *from, const mg_node *to)
{
    if (hangs_on_unknown_type(c->b, r->attr) || mg_is_moment_of(c->a, from, to))
        return;
    int type = !from ? r->set : !to ? r->drop : r->alter;
    if (!type)
        return;
    mg_change *ch = mg_change_attr(c->df, type, c->b, c->a, r->attr, from, to);
    if (!ch)
        return;
    ch->undecided = undecided(c, from, to);
    mg_loss loss = (mg_loss)(!from ? r->loss_set : !to ? r->loss_drop : r->loss_alter);
    if (loss > ch->data_loss)
        ch->data_loss = loss;
    if (type == MG_C_ALTER_CHARSET && from && to)
        ch->data_loss = mg_loss_of_charset(c->df->before->dialect, from, to);
    if (type == MG_C_ALTER_PARTITIONING)
        ch->data_loss = mg_loss_of_partitioning(from, to);
}

static bool same_parent(const mg_node *from, const mg_node *to)
{
    return from && to && mg_node_eq(from->first, to->first);
}

/* Another bound: the partition is detached and attached anew. */
static void partition_of(comparison *c, const mg_node *from, const mg_node *to)
{
    mg_change *off = from ? mg_change_attr(c->df, MG_C_DETACH_PARTITION, c->b, c->a, A_PARTITION_OF, from, to) : NULL;
    mg_change *on = to ? mg_change_attr(c->df, MG_C_ATTACH_PARTITION, c->b, c->a, A_PARTITION_OF, from, to) : NULL;
    if (off && on && same_parent(from, to))
        off->data_loss = on->data_loss = MG_LOSS_NONE;
}

static const mg_node *option(const mg_node *list, mg_str name)
{
    MG_EACH(p, list)
        if (mg_str_ieq(mg_text(p), name))
            return p;
    return NULL;
}

/* One change an option, so that each can be set or reset. */
static void options(comparison *c, const compare_rule *r, const mg_node *from, const mg_node *to)
{
    MG_EACH(p, from) {
        const mg_node *q = option(to, mg_text(p));
        if (!q || !mg_node_eq(p, q))
            mg_change_attr(c->df, r->alter, c->b, c->a, r->attr, p, q);
    }
    MG_EACH(q, to)
        if (!option(from, mg_text(q)))
            mg_change_attr(c->df, r->alter, c->b, c->a, r->attr, NULL, q);
}

static bool can_be_owned(const mg_object *o)
{
    switch (o->kind) {
    case MG_O_TABLE: case MG_O_FOREIGN_TABLE: case MG_O_VIEW: case MG_O_MATVIEW: case MG_O_SEQUENCE: case MG_O_FUNCTION:
    case MG_O_PROCEDURE: case MG_O_AGGREGATE: case MG_O_TYPE: case MG_O_DOMAIN: case MG_O_SCHEMA: case MG_O_EVENT_TRIGGER:
    case MG_O_FDW: case MG_O_SERVER: case MG_O_PUBLICATION: case MG_O_SUBSCRIPTION:
        return !(o->flags & (MG_OF_EXTERNAL | MG_OF_IMPLIED));
    default:
        return false;
    }
}

/* A dump names the owner of everything: against a file that names none that is no wish. A file that names some means them. */
static bool means_owners(mg_differ *df)
{
    if (df->owners)
        return df->owners == 2;
    df->owners = 1;
    MG_EACH_OBJECT(o, df->after)
        if (can_be_owned(o) && !mg_attr(o, A_OWNER)) {
            df->owners = 2;
            break;
        }
    return df->owners == 2;
}

/* Since PostgreSQL 15 the schema public belongs to a role of its own where nobody says otherwise; a dump says so only then. */
static bool is_given_away(const comparison *c, const mg_node *to)
{
    const mg_dialect *d = c->df->d;
    return d->id == MG_POSTGRES && (!c->df->after->engine_version || c->df->after->engine_version >= 150000) && c->a->kind == MG_O_SCHEMA && mg_str_eq(c->a->name, d->default_schema) &&
           !mg_str_is(mg_text(to), "pg_database_owner");
}

/* A sequence that a column owns has the owner of its table, and no other. */
static bool has_owner_of_table(const mg_object *o)
{
    return o->kind == MG_O_SEQUENCE && mg_attr(o, A_OWNED_BY);
}

static void another(comparison *c, const mg_node *from, const mg_node *to)
{
    if (c->first_from || c->first_to)
        return;
    c->first_from = from;
    c->first_to = to;
}

/* The server notes down when an event without STARTS was made. */
static bool starts_when_created(const mg_node *written, const mg_node *noted)
{
    static const char starts[] = " starts ";
    mg_str w = written && written->first ? mg_text(written->first) : mg_text(written);
    mg_str s = noted && noted->first ? mg_text(noted->first) : mg_text(noted);
    return w.n && s.n > w.n + sizeof starts && !memcmp(s.p, w.p, w.n) && !memcmp(s.p + w.n, starts, sizeof starts - 1);
}

/* Of a column that both have from their parents: all else is the parents' affair. */
static bool can_differ_from_parents(int attr)
{
    return attr == A_DEFAULT || attr == A_NOT_NULL || attr == A_COMMENT || attr == A_STATISTICS || attr == A_OPTIONS;
}

static void compare_attr(comparison *c, const mg_node *from, const mg_node *to)
{
    if (c->inherited && !can_differ_from_parents(from ? from->kind : to->kind))
        return;
    if (c->a->kind == MG_O_COLUMN && mg_follows_parent(c->df, c->b, c->a, from ? from->kind : to->kind))
        return;
    compare_rule r = rule_for(c->a->kind, from ? from->kind : to->kind);
    switch ((how)r.how) {
    case HOW_IGNORE:
        return;
    case HOW_BOTH:
        if (r.attr == A_OWNER && has_owner_of_table(c->b) && has_owner_of_table(c->a))
            return;
        if (to && (from || (r.attr == A_OWNER && (means_owners(c->df) || is_given_away(c, to)))))
            plain(c, &r, from, to);
        return;
    case HOW_PLAIN:
        plain(c, &r, from, to);
        return;
    case HOW_SCHEDULE:
        if (!starts_when_created(from, to) && !starts_when_created(to, from))
            plain(c, &r, from, to);
        return;
    case HOW_BODY:
        if (c->a->kind == MG_O_RULE && mg_pg_rule_eq(from, to))
            return;
        if (!c->a->owner->dialect->bodies_lose_comments || !mg_body_eq(mg_text(from), mg_text(to)))
            another(c, from, to);
        return;
    case HOW_TYPE:
        mg_compare_type(c->df, c->b, c->a, from, to);
        return;
    case HOW_DEFINITION:
        another(c, from, to);
        return;
    case HOW_ENUM:
        mg_compare_enum(c->df, c->b, c->a, from, to);
        return;
    case HOW_GRANTS:
        if (!c->df->opts->ignore_grants)
            mg_compare_grants(c->df, c->b, c->a, from, to);
        return;
    case HOW_PARTITION_OF:
        partition_of(c, from, to);
        return;
    case HOW_OPTIONS:
        options(c, &r, from, to);
        return;
    case HOW_VALID:
        if (to)
            another(c, from, to);
        else
            mg_change_attr(c->df, MG_C_VALIDATE_CONSTRAINT, c->b, c->a, r.attr, from, to);
        return;
    }
}

static bool is_wanted(const mg_differ *df, int attr)
{
    return !((attr == A_COMMENT || attr == A_COLUMN_COMMENTS || attr == A_INDEX_COMMENT) && df->opts->ignore_comments) && !(attr == A_OWNER && df->opts->ignore_owners);
}

static void compare_attrs(comparison *c, const mg_object *base)
{
    const mg_node *x = base->attrs, *y = c->a->attrs;
    while (x || y) {
        const mg_node *from = x && (!y || x->kind <= y->kind) ? x : NULL;
        const mg_node *to = y && (!x || y->kind <= x->kind) ? y : NULL;
        int attr = from ? from->kind : to->kind;
        if (is_wanted(c->df, attr) && !(from && to && mg_node_eq(from, to)))
            compare_attr(c, from, to);
        x = from ? x->next : x;
        y = to ? y->next : y;
    }
}

/* ---- one pair ----------------------------------------------------------------------------------- */

/* Constraints and indexes cannot be given another definition: the old one goes, the new one comes. They are no pair then. */
static void remake(mg_differ *df, const mg_object *b, const mg_object *a)
{
    mg_match *m = mg_match_before(df, b), *n = mg_match_after(df, a);
    m->other = n->other = NULL;
    m->renamed = n->renamed = false;
    m->confidence = n->confidence = 0;
}

static bool is_remade(int kind)
{
    return mg_is_constraint(kind) || kind == MG_O_INDEX;
}

static bool is_another(const mg_differ *df, const mg_object *base, const mg_object *a)
{
    const mg_node *x = base->attrs, *y = a->attrs;
    while (x || y) {
        const mg_node *from = x && (!y || x->kind <= y->kind) ? x : NULL;
        const mg_node *to = y && (!x || y->kind <= x->kind) ? y : NULL;
        compare_rule r = rule_for(a->kind, from ? from->kind : to->kind);
        if ((r.how == HOW_DEFINITION || (r.how == HOW_VALID && to)) && !(from && to && mg_node_eq(from, to)))
            return true;
        x = from ? x->next : x;
        y = to ? y->next : y;
    }
    return false;
}

static const char *undecided_definition(mg_differ *df, const mg_object *b, const mg_object *a)
{
    uint16_t attr = 0;
    if (b->flags & MG_OF_DECIDED)
        return NULL;
    const char *why = mg_undecided_definition(df, mg_base_of(df, b), a, &attr);
    mg_undecided_note(df, b, a, attr, why);
    return why;
}

/* Columns of a table that leaves one parent for another: what the old one gave them they keep. */
static bool changes_parents(const mg_object *b, const mg_object *a)
{
    const mg_node *x = b->parent ? mg_attr(b->parent, A_INHERITS) : NULL, *y = a->parent ? mg_attr(a->parent, A_INHERITS) : NULL;
    return b->kind == MG_O_COLUMN && x && y && !mg_node_eq(x, y);
}

static void compare_pair(mg_differ *df, const mg_object *b, const mg_object *a)
{
    const mg_object *base = mg_base_of(df, b);
    if (base->attrs == a->attrs) /* shared */
        return;
    bool inherited = mg_is_inherited(b) && mg_is_inherited(a);
    bool given = mg_is_given(b) && mg_is_given(a) && a->kind != MG_O_SCHEMA /* of public: comment and rights */
                 && !(inherited && changes_parents(b, a));
    if (given || (inherited && (a->kind != MG_O_COLUMN || mg_attr(a->parent, A_PARTITION_OF))))
        return;
    if (is_remade(a->kind) && is_another(df, base, a)) {
        undecided_definition(df, b, a);
        remake(df, b, a);
        return;
    }
    comparison c = {.df = df, .b = b, .a = a, .inherited = inherited};
    compare_attrs(&c, base);
    if (!c.first_from && !c.first_to)
        return;
    mg_change *ch = mg_change_attr(df, MG_C_REPLACE, b, a, c.first_from ? c.first_from->kind : c.first_to->kind, c.first_from, c.first_to);
    if (ch)
        ch->undecided = undecided_definition(df, b, a);
}

void mg_compare_pairs(mg_differ *df)
{
    MG_EACH_OBJECT(b, df->before) {
        const mg_object *a = mg_match_before(df, b)->other;
        if (!a)
            continue;
        if (mg_failed(df->ctx))
            return;
        uint32_t first = df->out->list.n;
        compare_pair(df, b, a);
        MG_EACH_CHILD(child, b) {
            const mg_object *other = mg_match_before(df, child)->other;
            if (other)
                compare_pair(df, child, other);
        }
        if (df->d->column_order_matters && b->kind == MG_O_TABLE)
            mg_compare_positions(df, b, a);
        if (df->d->triggers_in_order && b->kind == MG_O_TABLE)
            mg_compare_trigger_order(df, b, a, first);
    }
}
