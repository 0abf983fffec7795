/* Inheritance and partitions: PostgreSQL's tables in tables, MySQL's clauses. */
#include "schema/internal.h"

/* ---- PostgreSQL: parents and heirs --------------------------------------------------------- */

static bool names_parent(const mg_schema *s, const mg_object *o, mg_kind attr, const mg_object *parent)
{
    MG_EACH (q, mg_attr(o, attr))
        if (q->kind == N_QNAME && mg_str_eq(mg_text(q), parent->name) &&
            mg_resolve_name(s, MG_O_NONE, mg_name_schema(s, q), mg_text(q)) == parent)
            return true;
    return false;
}

void mg_find_heirs(mg_schema *s, mg_object *parent, mg_vec *out)
{
    bool alone = mg_attr(parent, A_PARTITION_OF) && !mg_attr(parent, A_PARTITION_BY); /* nobody inherits from a partition */
    if (!s->has_heirs || alone)
        return;
    mg_take_users(s, parent);
    MG_EACH_OBJECT (o, s)
        if (mg_is_table(o->kind) && (mg_attr(o, A_INHERITS) || mg_attr(o, A_PARTITION_OF)) &&
            (names_parent(s, o, A_INHERITS, parent) || names_parent(s, o, A_PARTITION_OF, parent)))
            mg_vec_push(out, o);
}

/* Not defined here: neither printed nor compared, but there for names to resolve. */
#define INHERITED (MG_OF_IMPLIED | MG_OF_EXTERNAL)

/* Written at the heir: it merges with what the parent says. */
static void merge_column(mg_apply *a, mg_object *own, const mg_object *column, bool partition)
{
    if (!mg_attr(own, A_TYPE)) /* PARTITION OF p (c DEFAULT 1) */
        MG_EACH_ATTR (attr, column)
            if (mg_is_handed_down(attr) && !mg_attr(own, (mg_kind)attr->kind))
                mg_attr_append(a->s, own, attr);
    if (mg_attr(column, A_NOT_NULL) && !mg_attr(own, A_NOT_NULL))
        mg_attr_put(a->s, own, mg_attr(column, A_NOT_NULL));
    if (a->ast->kind == S_CREATE_TABLE && mg_attr(column, A_DEFAULT) && !mg_attr(own, A_DEFAULT) && !mg_attr(own, A_GENERATED) && !mg_attr(own, A_IDENTITY))
        mg_attr_append(a->s, own, mg_attr(column, A_DEFAULT));
    if (partition && mg_column_same_as_parents(own, column))
        own->flags |= INHERITED;
}

static void inherit_column(mg_apply *a, mg_object *table, const mg_object *column, bool partition)
{
    mg_object *own = mg_object_child(table, MG_O_COLUMN, column->name);
    if (own) {
        merge_column(a, own, column, partition);
        return;
    }
    mg_object *heir = mg_schema_add(a->s, MG_O_COLUMN, MG_STR_NONE, column->name, table);
    if (!heir)
        return;
    heir->flags |= INHERITED;
    mg_object_place(a, heir, NULL);
    MG_EACH_ATTR (attr, column)
        if (mg_is_handed_down(attr))
            mg_attr_append(a->s, heir, attr);
}

void mg_table_inherit(mg_apply *a, mg_object *table, mg_object *parent, bool partition)
{
    a->s->has_heirs = true;
    MG_EACH_CHILD (c, parent)
        if (c->kind == MG_O_COLUMN)
            inherit_column(a, table, c, partition);
}

/* CREATE TABLE … OF type: its attributes are the columns; what is written at the table adds to them. */
void mg_table_of_type(mg_apply *a, mg_object *table, const mg_object *type)
{
    MG_EACH (attribute, mg_attr(type, A_ATTRIBUTES)) {
        mg_object *own = mg_object_child(table, MG_O_COLUMN, mg_text(attribute));
        const mg_node *data_type = mg_child(attribute, N_TYPE);
        if (!own) {
            own = mg_add_column(a, table, attribute);
            if (own)
                own->flags |= INHERITED;
        } else if (!mg_attr(own, A_TYPE) && data_type) {
            mg_node *attr = mg_attr_make(a->s, own, A_TYPE, MG_STR_NONE);
            if (attr)
                mg_node_add(attr, mg_node_keep(a->s, data_type));
        }
    }
}

static void inherit(mg_apply *a, mg_object *table, const mg_node *action)
{
    const mg_node *qname = mg_child(action, N_QNAME);
    mg_object *parent = qname ? mg_need(a, MG_O_NONE, qname) : NULL;
    if (!parent)
        return;
    mg_node *list = mg_attr(table, A_INHERITS);
    if (!list)
        list = mg_attr_make(a->s, table, A_INHERITS, MG_STR_NONE);
    mg_node *kept = mg_node_keep(a->s, qname);
    if (!list || !kept)
        return;
    mg_qname_qualify(a->s, kept, parent->schema);
    mg_node_add(list, kept);
    mg_object_touch(table);
    mg_table_inherit(a, table, parent, false);
}

static void like_child(mg_apply *a, mg_object *table, const mg_object *from);

/* What the table had from its parent is its own from now on: its columns, and its parts of the parent's indexes and constraints. */
static void keep_inherited(mg_apply *a, mg_object *table, const mg_object *parent, bool partition)
{
    MG_EACH_CHILD (c, table)
        if (c->kind == MG_O_COLUMN || mg_is_handed_down_kind(c->kind))
            c->flags &= (uint8_t)~(INHERITED | MG_OF_LATER);
    MG_EACH_CHILD (c, parent)
        if ((partition ? mg_is_handed_down_kind(c->kind) : c->kind == MG_O_CHECK && !mg_attr(c, A_NO_INHERIT)) && !mg_heir_part(table, c))
            like_child(a, table, c);
}

static void no_inherit(mg_apply *a, mg_object *table, const mg_node *action)
{
    const mg_node *qname = mg_child(action, N_QNAME);
    mg_object *parent = qname ? mg_need(a, MG_O_NONE, qname) : NULL;
    mg_node *list = mg_attr(table, A_INHERITS);
    if (!parent || !list)
        return;
    MG_EACH (q, list)
        if (mg_resolve(a->s, MG_O_NONE, q) == parent) {
            mg_node_remove(list, q);
            break;
        }
    if (list->first)
        return;
    mg_attr_drop(table, A_INHERITS);
    keep_inherited(a, table, parent, false);
}

static void attach(mg_apply *a, mg_object *parent, const mg_node *action)
{
    const mg_node *qname = mg_child(action, N_QNAME), *bound = mg_child(action, A_BOUND);
    mg_object *table = qname ? mg_need(a, MG_O_NONE, qname) : NULL;
    if (!table)
        return;
    mg_node *attr = mg_attr_make(a->s, table, A_PARTITION_OF, MG_STR_NONE);
    mg_node *name = mg_node_make(a->s, N_QNAME, parent->name);
    if (!attr || !name)
        return;
    mg_qname_qualify(a->s, name, parent->schema);
    mg_node_add(attr, name);
    if (bound)
        mg_node_add(attr, mg_node_keep(a->s, bound));
    mg_table_inherit(a, table, parent, true);
    mg_object_place(a, table, NULL);
}

static void detach(mg_apply *a, mg_object *parent, const mg_node *action)
{
    const mg_node *qname = mg_child(action, N_QNAME);
    mg_object *table = qname ? mg_need(a, MG_O_NONE, qname) : NULL;
    if (!table)
        return;
    const mg_node *of = mg_attr(table, A_PARTITION_OF);
    mg_attr_drop(table, A_PARTITION_OF);
    keep_inherited(a, table, parent, true);
    if (action->flags & NF_CONCURRENTLY && a->d->after_detach)
        a->d->after_detach(a, table, parent, of);
    mg_object_place(a, table, NULL);
}

/* An index attached to the parent's is implied by it from then on. */
static void attach_index(mg_apply *a, mg_object *o, const mg_node *action)
{
    const mg_node *qname = mg_child(action, N_QNAME);
    mg_object *part = qname ? mg_need(a, MG_O_NONE, qname) : NULL;
    (void)o;
    if (part && part->parent && mg_attr(part->parent, A_PARTITION_OF))
        part->flags |= INHERITED;
}

/* ---- LIKE ------------------------------------------------------------------------------------ */

static bool includes(const mg_schema *s, const mg_node *like, const char *what)
{
    const mg_node *options = mg_child(like, A_OPTIONS);
    if (s->dialect->unique_is_index)
        return true;
    bool on = false;
    MG_EACH (n, options) {
        bool excluding = n->sub == 2 || (n->flags & NF_NOT) || mg_str_starts(mg_text(n), "excluding");
        mg_str word = mg_text(n);
        if (mg_str_starts(word, "including ") || mg_str_starts(word, "excluding "))
            word = (mg_str){word.p + 10, word.n - 10};
        const mg_node *inner = n->first;
        if (inner && (mg_str_is(word, "including") || mg_str_is(word, "excluding")))
            word = mg_text(inner);
        if (mg_str_is(word, what) || mg_str_is(word, "all"))
            on = !excluding;
    }
    return on;
}

static void like_column(mg_apply *a, mg_object *table, const mg_object *from, const mg_node *like)
{
    mg_object *column = mg_schema_add(a->s, MG_O_COLUMN, MG_STR_NONE, from->name, table);
    if (!column)
        return;
    mg_object_place(a, column, like);
    static const struct {
        mg_kind kind;
        const char *option;
    } optional[] = {{A_DEFAULT, "defaults"},  {A_GENERATED, "generated"},     {A_IDENTITY, "identity"},
                    {A_COMMENT, "comments"},  {A_STORAGE, "storage"},         {A_COMPRESSION, "compression"},
                    {A_GRANTS, "privileges"}, {A_STATISTICS, "statistics"}};
    MG_EACH_ATTR (attr, from) {
        bool wanted = true;
        for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
            if (attr->kind == optional[i].kind)
                wanted = includes(a->s, like, optional[i].option);
        if (wanted)
            mg_attr_append(a->s, column, attr);
    }
}

/* PostgreSQL names the copies of indexes anew and keeps the names of checks; MySQL keeps all. */
static void like_child(mg_apply *a, mg_object *table, const mg_object *from)
{
    bool keeps_name = from->kind == MG_O_CHECK || from->kind == MG_O_FOREIGN_KEY || a->d->unique_is_index;
    mg_node list = mg_attrs_as_list(from), *def = mg_node_keep(a->s, &list);
    if (!def)
        return;
    mg_str name = keeps_name && !(a->d->unique_is_index && from->kind == MG_O_CHECK) ? from->name : MG_STR_NONE;
    bool made = !name.n;
    if (made && a->d->auto_name)
        name = a->d->auto_name(a->s, table, from->kind, def);
    mg_object *o = mg_schema_add(a->s, from->kind, MG_STR_NONE, name, table);
    if (!o)
        return;
    o->flags |= (uint8_t)((from->flags & (from->kind == MG_O_INDEX && keeps_name ? MG_OF_PARTIAL | MG_OF_IMPLIED : MG_OF_PARTIAL)) | (made ? MG_OF_AUTONAMED : from->flags & MG_OF_AUTONAMED));
    mg_object_place(a, o, NULL);
    mg_attrs_adopt(o, def);
}

void mg_table_like(mg_apply *a, mg_object *table, const mg_node *like)
{
    const mg_node *qname = mg_child(like, N_QNAME);
    mg_object *from = qname ? mg_need(a, MG_O_NONE, qname) : NULL;
    if (!from || from == table)
        return;
    MG_EACH_CHILD (c, from)
        if (c->kind == MG_O_COLUMN)
            like_column(a, table, c, like);
    MG_EACH_CHILD (c, from) {
        bool index = c->kind == MG_O_INDEX || c->kind == MG_O_PRIMARY_KEY || c->kind == MG_O_UNIQUE || c->kind == MG_O_EXCLUSION;
        if ((index && includes(a->s, like, "indexes")) || (c->kind == MG_O_CHECK && includes(a->s, like, "constraints")))
            like_child(a, table, c);
    }
    if (!a->d->unique_is_index)
        return;
    MG_EACH_ATTR (attr, from)
        if (attr->kind != A_COMMENT && attr->kind != A_GRANTS && !mg_attr(table, (mg_kind)attr->kind))
            mg_attr_put(a->s, table, attr);
}

/* ---- MySQL: partitions are a clause of the table --------------------------------------------------- */

static void partition_by(mg_apply *a, mg_object *table, const mg_node *action)
{
    if (action->sub == MG_ACT_REMOVE_PARTITIONING)
        mg_attr_drop(table, A_PARTITION_BY);
    else
        mg_take_attrs(a, table, action);
}

static mg_node *find_partition(mg_node *by, mg_str name)
{
    MG_EACH (n, by)
        if (n->kind == N_PARTITION && mg_str_ieq(mg_text(n), name))
            return n;
    return NULL;
}

/* MariaDB: the partition of the rows that hold now stays behind those of their history. */
static void keep_current_last(mg_node *by)
{
    MG_EACH (p, by) {
        if (p->kind != N_PARTITION || !mg_str_is(mg_text(mg_child(p, A_BOUND)), "current"))
            continue;
        mg_node_remove(by, p);
        p->next = NULL;
        mg_node_add(by, p);
        return;
    }
}

static bool add_partitions(mg_apply *a, mg_node *by, const mg_node *action)
{
    bool any = false;
    MG_EACH (n, action) {
        if (n->kind != N_PARTITION)
            continue;
        mg_node_add(by, mg_node_keep(a->s, n));
        any = true;
    }
    keep_current_last(by);
    return any;
}

/* A number of partitions stands as N_PARAM "partitions" with a number. */
static mg_node *partition_count(const mg_node *n)
{
    MG_EACH (param, n)
        if (param->kind == N_PARAM && mg_str_iis(mg_text(param), "partitions"))
            return param;
    return NULL;
}

static uint32_t number_of(const mg_node *n)
{
    return (uint32_t)mg_leading_number(mg_text(n && n->first ? n->first : n), 1000000);
}

#define COUNTED_MAX 8192 /* partitions that a table may have */

static void put_count(mg_apply *a, mg_node *by, uint32_t n)
{
    mg_node *count = partition_count(by), *value = count ? count->first : NULL;
    if (!count) {
        count = mg_node_make(a->s, N_PARAM, MG_STR("partitions"));
        value = mg_node_make(a->s, E_CONST, MG_STR("1"));
        if (!count || !value)
            return;
        value->sub = MG_CONST_NUMBER;
        mg_node_add(by, mg_node_add(count, value));
    }
    mg_str text = mg_arena_printf(&a->s->arena, "%u", n);
    if (value && text.n) {
        value->p = text.p;
        value->n = text.n;
    }
}

static uint32_t defined_partitions(const mg_node *by)
{
    uint32_t n = 0;
    MG_EACH (p, by)
        n += p->kind == N_PARTITION;
    return n;
}

static void drop_last_partition(mg_node *by)
{
    mg_node *last = NULL;
    MG_EACH (p, by)
        last = p->kind == N_PARTITION ? p : last;
    if (last)
        mg_node_remove(by, last);
}

/* Beside partitions with names of their own, what is counted gets the names that the server gives: p and the number. */
static void change_defined(mg_apply *a, mg_node *by, uint32_t n, bool add)
{
    for (uint32_t i = 0, at = defined_partitions(by); i < n && i < COUNTED_MAX; i++) {
        if (add)
            mg_node_add(by, mg_node_make(a->s, N_PARTITION, mg_arena_printf(&a->s->arena, "p%u", at + i)));
        else if (at > i + 1)
            drop_last_partition(by);
    }
}

static void change_count(mg_apply *a, mg_node *by, const mg_node *action, bool add)
{
    const mg_node *count = partition_count(by), *change = partition_count(action);
    uint32_t by_how_many = change ? number_of(change) : number_of(mg_child(action, E_CONST)), now = count ? number_of(count) : 1;
    if (by_how_many && mg_child(by, N_PARTITION))
        change_defined(a, by, by_how_many, add);
    else if (by_how_many)
        put_count(a, by, add ? now + by_how_many : now > by_how_many ? now - by_how_many : 1);
}

static mg_node *need_partitioning(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_node *by = mg_attr(table, A_PARTITION_BY);
    if (!by)
        mg_say(a, MG_SEV_ERROR, "unresolved", action, "table \"%S\" is not partitioned", &table->name);
    mg_object_touch(table);
    return by;
}

/* What each kind of partitioning says of its partitions: measured on MySQL 9.7.4 and MariaDB 10.11.19 (errors 1479, 1480, 1492, 1509, 1512). */
static const struct {
    const char *by, *bound, *says; /* bound: of A_BOUND; NULL: partitions are counted, and have none */
} methods[] = {
    {"range", "less than", "VALUES LESS THAN"}, {"list", "in", "VALUES IN"}, {"hash", NULL, "no VALUES"}, {"key", NULL, "no VALUES"},
};

static int method_of(const mg_node *by)
{
    mg_str how = mg_text(by);
    if (mg_str_starts(how, "linear "))
        how = (mg_str){how.p + 7, how.n - 7};
    for (int i = 0; i < (int)(sizeof methods / sizeof *methods); i++)
        if (mg_str_starts(how, methods[i].by))
            return i;
    return -1;
}

/* The engine refuses all of the action when one partition is of another kind than the table's. */
static bool fit(mg_apply *a, const mg_object *table, const mg_node *by, const mg_node *action)
{
    int i = method_of(by);
    MG_EACH (p, action) {
        mg_str bound = p->kind == N_PARTITION ? mg_text(mg_child(p, A_BOUND)) : MG_STR_NONE;
        bool fits = p->kind != N_PARTITION || i < 0 || (methods[i].bound ? mg_str_is(bound, methods[i].bound) : !bound.n);
        if (fits)
            continue;
        mg_say(a, MG_SEV_ERROR, "refused", p, "partitions of \"%S\", which is partitioned by %s, have %s", &table->name, methods[i].by, methods[i].says);
        return false;
    }
    return true;
}

/* Partitions of RANGE and LIST are named, those of HASH and KEY counted. */
static bool are_counted(mg_apply *a, const mg_object *table, const mg_node *by, const mg_node *action, bool wanted)
{
    int i = method_of(by);
    if (i < 0 || (methods[i].bound == NULL) == wanted)
        return true;
    mg_say(a, MG_SEV_ERROR, "refused", action, "\"%S\" is partitioned by %s: its partitions are %s", &table->name, methods[i].by,
           wanted ? "defined and dropped by name" : "counted: COALESCE PARTITION");
    return false;
}

/* PARTITIONS 2 are p0 and p1, once another one has a name of its own. */
static void name_counted(mg_apply *a, mg_node *by)
{
    mg_node *count = partition_count(by);
    if (mg_child(by, N_PARTITION))
        return;
    change_defined(a, by, count ? number_of(count) : 1, true);
    if (count)
        mg_node_remove(by, count);
}

static void add_partition(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_node *by = need_partitioning(a, table, action);
    if (!by || !fit(a, table, by, action) || (!mg_child(action, N_PARTITION) && !are_counted(a, table, by, action, true)))
        return;
    if (mg_child(action, N_PARTITION))
        name_counted(a, by);
    if (!add_partitions(a, by, action))
        change_count(a, by, action, true);
}

static void coalesce_partition(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_node *by = need_partitioning(a, table, action);
    if (by && are_counted(a, table, by, action, true))
        change_count(a, by, action, false);
}

static void drop_partition(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_node *by = need_partitioning(a, table, action);
    if (!by || !are_counted(a, table, by, action, false))
        return;
    MG_EACH (name, action) {
        if (name->kind != N_NAME)
            continue;
        mg_node *part = find_partition(by, mg_text(name));
        if (part)
            mg_node_remove(by, part);
        else if (!(action->flags & NF_IF_EXISTS))
            mg_say(a, MG_SEV_ERROR, "unresolved", name, "partition \"%S\" of \"%S\" does not exist", &(mg_str){name->p, name->n}, &table->name);
    }
}

/* MariaDB: CONVERT PARTITION p TO TABLE t, CONVERT TABLE t TO PARTITION p …; of the others (CHECK, REBUILD) nothing stays. */
static void convert_partition(mg_apply *a, mg_object *table, const mg_node *action)
{
    const mg_node *qname = mg_child(action, N_QNAME);
    mg_node *by = qname ? need_partitioning(a, table, action) : NULL;
    if (!by)
        return;
    if (add_partitions(a, by, action)) {
        mg_object *taken = mg_resolve(a->s, MG_O_TABLE, qname);
        if (taken)
            mg_schema_remove(a->s, taken);
        return;
    }
    mg_node *part = find_partition(by, mg_text(action)), *like = mg_node_new(&a->s->arena, N_LIKE);
    mg_node *name = mg_node_text(&a->s->arena, N_QNAME, table->name);
    if (table->schema.n)
        mg_node_add(name, mg_node_text(&a->s->arena, N_NAME, table->schema));
    mg_node_add(like, name);
    if (!part || !like || !name)
        return;
    mg_node_remove(by, part);
    mg_object *made = mg_schema_add(a->s, MG_O_TABLE, mg_schema_for_new(a->s, qname), mg_text(qname), NULL);
    if (!made)
        return;
    mg_object_place(a, made, action);
    mg_table_like(a, made, like);
    mg_attr_drop(made, A_PARTITION_BY);
}

/* The new partitions take the place of the old ones. */
static void reorganize(mg_apply *a, mg_object *table, const mg_node *action)
{
    mg_node *by = need_partitioning(a, table, action);
    if (!by || !fit(a, table, by, action))
        return;
    if (!action->first && partition_count(by)) /* to the number that is usual */
        put_count(a, by, 1);
    mg_node *first = NULL;
    MG_EACH (name, action) {
        mg_node *part = name->kind == N_NAME ? find_partition(by, mg_text(name)) : NULL;
        if (!part)
            continue;
        if (!first)
            first = part;
        else
            mg_node_remove(by, part);
    }
    if (!first)
        return;
    mg_node *at = first;
    MG_EACH (n, action) {
        mg_node *fresh = n->kind == N_PARTITION ? mg_node_keep(a->s, n) : NULL;
        if (!fresh)
            continue;
        fresh->next = at->next;
        at->next = fresh;
        if (by->last == at)
            by->last = fresh;
        at = fresh;
    }
    if (at != first)
        mg_node_remove(by, first);
}

static void truncate_partition(mg_apply *a, mg_object *table, const mg_node *action)
{
    (void)action;
    mg_dml *d = MG_NEW(&a->s->arena, mg_dml);
    if (!d)
        return;
    *d = (mg_dml){.kind = S_TRUNCATE, .has_where = true, .schema = table->schema, .table = table->name,
                  .stmt = a->s->statements.n ? a->s->statements.at[a->s->statements.n - 1] : NULL};
    mg_vec_push(&a->s->dml, d);
}

static void nothing(mg_apply *a, mg_object *o, const mg_node *action)
{
    (void)a;
    (void)o;
    (void)action;
}

const mg_action_fn mg_partition_actions[MG_ACT_OTHER + 1] = {
    [MG_ACT_INHERIT] = inherit,
    [MG_ACT_NO_INHERIT] = no_inherit,
    [MG_ACT_ATTACH_PARTITION] = attach,
    [MG_ACT_DETACH_PARTITION] = detach,
    [MG_ACT_ATTACH_INDEX] = attach_index,
    [MG_ACT_PARTITION_BY] = partition_by,
    [MG_ACT_REMOVE_PARTITIONING] = partition_by,
    [MG_ACT_ADD_PARTITION] = add_partition,
    [MG_ACT_DROP_PARTITION] = drop_partition,
    [MG_ACT_REORGANIZE_PARTITION] = reorganize,
    [MG_ACT_EXCHANGE_PARTITION] = nothing,
    [MG_ACT_TRUNCATE_PARTITION] = truncate_partition,
    [MG_ACT_DISCARD_TABLESPACE] = truncate_partition,
    [MG_ACT_COALESCE_PARTITION] = coalesce_partition,
    [MG_ACT_OTHER_PARTITION] = convert_partition,
};
