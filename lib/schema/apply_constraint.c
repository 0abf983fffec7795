/* Constraints and indexes of tables. */
#include "schema/internal.h"

static const uint16_t object_kind[] = {
    [MG_CON_PRIMARY_KEY] = MG_O_PRIMARY_KEY, [MG_CON_UNIQUE] = MG_O_UNIQUE,
    [MG_CON_CHECK] = MG_O_CHECK,             [MG_CON_FOREIGN_KEY] = MG_O_FOREIGN_KEY,
    [MG_CON_EXCLUDE] = MG_O_EXCLUSION,
};

static mg_node *key_of_column(mg_schema *s, mg_str name)
{
    mg_node *key = mg_node_make(s, N_KEY, MG_STR_NONE), *column = mg_node_make(s, E_COLUMN, name);
    return mg_node_add(key, column);
}

/* Keys come as N_KEY; a plain list of names is brought into that form. */
static void keys_to_form(mg_schema *s, mg_node *def, mg_object *column)
{
    mg_node *keys = mg_child(def, A_KEYS);
    if (!keys && column) {
        keys = mg_node_make(s, A_KEYS, MG_STR_NONE);
        mg_node_add(keys, key_of_column(s, column->name));
        mg_node_add(def, keys);
        return;
    }
    if (!keys)
        return;
    for (mg_node *n = keys->first; n; n = n->next)
        if (n->kind == N_NAME) {
            mg_node *key = key_of_column(s, mg_text(n));
            mg_node_replace(keys, n, key);
            if (!key)
                return;
            n = key;
        }
}

static void set_not_null(mg_apply *a, mg_object *table, const mg_node *con)
{
    MG_EACH (key, mg_child(con, A_KEYS)) {
        mg_str name = key->kind == N_KEY ? mg_text(key->first) : mg_text(key);
        mg_object *column = mg_object_child(table, MG_O_COLUMN, name);
        if (column)
            mg_attr_make(a->s, column, A_NOT_NULL, mg_text(con));
        else
            mg_say_unresolved(a, key, MG_O_COLUMN, name, table);
    }
}

/* Columns that keys name must be there; what the engine would refuse is said. */
static void check_keys(mg_apply *a, mg_object *table, const mg_node *keys)
{
    MG_EACH (key, keys) {
        const mg_node *expr = key->first;
        if (!expr || expr->kind != E_COLUMN || mg_child(key, N_TEXT) || /* a period WITHOUT OVERLAPS */
             mg_object_child(table, MG_O_COLUMN, mg_text(expr)))
            continue;
        if (!(table->flags & MG_OF_PARTIAL) && mg_is_table(table->kind))
            mg_say_unresolved(a, expr, MG_O_COLUMN, mg_text(expr), table);
    }
}

/* PostgreSQL looks for the columns at once; elsewhere they may come later. The table's own may still come here, too. */
static void check_reference(mg_apply *a, const mg_object *table, mg_object *target, const mg_node *references)
{
    if (!a->d->references_checked || target == table || (target->flags & MG_OF_PARTIAL) || !mg_is_table(target->kind))
        return;
    MG_EACH (name, references) {
        if (name->kind == N_NAME && !mg_object_child(target, MG_O_COLUMN, mg_text(name)))
            mg_say_unresolved(a, name, MG_O_COLUMN, mg_text(name), target);
    }
}

static void qualify_reference(mg_apply *a, mg_object *table, mg_node *con)
{
    mg_node *qname = mg_child(mg_child(con, A_REFERENCES), N_QNAME);
    if (!qname)
        return;
    mg_object *target = mg_resolve_table(a->s, qname);
    if (target) {
        check_reference(a, table, target, mg_child(con, A_REFERENCES));
        mg_qname_qualify(a->s, qname, target->schema);
    } else if (a->s->search_path.n)
        mg_qname_qualify(a->s, qname, *(mg_str *)a->s->search_path.at[0]);
    mg_node *q = mg_child(qname, N_NAME);
    if (q && !a->d->has_schemas && (mg_str_eq(mg_text(q), table->schema) || !mg_name_schema(a->s, qname).n))
        mg_node_remove(qname, q);
}

/* Constraints have names in their table; what is an index too has one among the schema's relations (PostgreSQL), or
 * among the table's indexes (MySQL). SQLite lets constraint names repeat. */
static mg_object *taken_name(mg_apply *a, mg_object *table, int kind, mg_str name)
{
    bool index = kind == MG_O_INDEX || (kind == MG_O_UNIQUE && a->d->unique_is_index);
    if (!name.n)
        return NULL;
    if (a->d->unique_is_index) {
        if (!index)
            return mg_object_child(table, kind, name);
        mg_object *there = mg_object_child(table, MG_O_INDEX, name);
        return there ? there : mg_object_child(table, MG_O_UNIQUE, name);
    }
    if (!index)
        return a->d->constraints_named ? mg_object_child(table, MG_O_CONSTRAINT, name) : NULL;
    return mg_schema_find_relation(a->s, table->schema, name);
}

/* def is in the schema's arena and becomes part of the object. */
static mg_object *make_child(mg_apply *a, mg_object *table, int kind, mg_node *def)
{
    mg_str name;
    bool made;
    if (kind == MG_O_PRIMARY_KEY && a->d->unique_is_index) /* whatever it is called, it is PRIMARY */
        def->n = 0;
    mg_auto_name(a, table, kind, def, &name, &made);
    mg_object *there = made ? NULL : taken_name(a, table, kind, name);
    if (there && a->d->gives_way && a->d->gives_way(a->s, there, def)) {
        mg_schema_remove(a->s, there);
        there = NULL;
    }
    if (there) {
        if (!((a->ast->flags | def->flags) & NF_IF_NOT_EXISTS))
            mg_say_duplicate(a, def, there);
        return NULL;
    }
    mg_object *o = mg_schema_add(a->s, kind, MG_STR_NONE, name, table);
    if (!o)
        return NULL;
    if (made)
        o->flags |= MG_OF_AUTONAMED;
    mg_object_place(a, o, def);
    if (def->flags & NF_PARTIAL)
        o->flags |= MG_OF_PARTIAL;
    mg_attrs_adopt(o, def);
    mg_attr_drop(o, A_NULL);
    mg_object_qualify(a->s, o);
    return o;
}

/* PRIMARY KEY USING INDEX: the index turns into the constraint and takes its name. */
static mg_object *adopt_index(mg_apply *a, mg_object *table, int kind, const mg_node *con, mg_str index_name)
{
    mg_object *index = mg_object_child(table, MG_O_INDEX, index_name);
    if (!index) {
        mg_say_unresolved(a, con, MG_O_INDEX, index_name, table);
        return NULL;
    }
    mg_attr_drop(index, A_UNIQUE);
    mg_attr_drop(index, A_METHOD);
    mg_object_set_kind(a->s, index, kind);
    if (mg_text(con).n)
        mg_schema_rename(a->s, index, index->schema, mg_text(con));
    MG_EACH (attr, con)
        if (attr->kind == A_DEFERRABLE || attr->kind == A_INITIALLY)
            mg_attr_put(a->s, index, attr);
    mg_object_place(a, index, con);
    return index;
}

mg_object *mg_add_constraint(mg_apply *a, mg_object *table, const mg_node *con, mg_object *column)
{
    if (!con)
        return NULL;
    if (con->sub == MG_CON_NOT_NULL) {
        set_not_null(a, table, con);
        return NULL;
    }
    if (con->sub < MG_CON_PRIMARY_KEY || con->sub > MG_CON_EXCLUDE)
        return NULL;
    int kind = object_kind[con->sub];
    const mg_node *using_index = mg_child(con, A_USING_INDEX);
    if (using_index && mg_text(using_index).n && (kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE))
        return adopt_index(a, table, kind, con, mg_text(using_index));
    if (kind == MG_O_PRIMARY_KEY) {
        MG_EACH_CHILD (c, table)
            if (c->kind == MG_O_PRIMARY_KEY) {
                mg_say(a, MG_SEV_ERROR, "duplicate", con, "table \"%S\" has a primary key already", &table->name);
                return NULL;
            }
    }
    mg_node *def = mg_node_keep(a->s, con);
    if (!def)
        return NULL;
    keys_to_form(a->s, def, kind == MG_O_CHECK || kind == MG_O_EXCLUSION ? NULL : column);
    check_keys(a, table, mg_child(def, A_KEYS));
    if (kind == MG_O_FOREIGN_KEY)
        qualify_reference(a, table, def);
    return make_child(a, table, kind, def);
}

/* ---- indexes --------------------------------------------------------------------------------- */

static void note_kind(mg_schema *s, mg_node *def)
{
    const char *word = def->flags & NF_FULLTEXT ? "fulltext" : def->flags & NF_SPATIAL ? "spatial" : NULL;
    if (word && !mg_child(def, A_INDEX_KIND))
        mg_node_add(def, mg_node_make(s, A_INDEX_KIND, mg_str_of(word)));
}

mg_object *mg_add_index(mg_apply *a, mg_object *table, const mg_node *index)
{
    mg_node *def = mg_node_keep(a->s, index);
    if (!def)
        return NULL;
    bool unique = (index->flags | a->ast->flags) & NF_UNIQUE ? index->flags & NF_UNIQUE || a->ast->kind == S_CREATE_INDEX
                                                            : mg_child(index, A_UNIQUE) != NULL;
    keys_to_form(a->s, def, NULL);
    check_keys(a, table, mg_child(def, A_KEYS));
    note_kind(a->s, def);
    mg_node *flag = mg_child(def, A_UNIQUE);
    if (unique && a->d->unique_is_index) {
        if (flag)
            mg_node_remove(def, flag);
        return make_child(a, table, MG_O_UNIQUE, def);
    }
    if (unique && !flag)
        mg_node_add(def, mg_node_make(a->s, A_UNIQUE, MG_STR_NONE));
    return make_child(a, table, MG_O_INDEX, def);
}

/* An index of the parent may take over those of its partitions, in a schema that was finished before. */
static void touch_parts(mg_apply *a, mg_object *table)
{
    if (!a->s->under || !mg_attr(table, A_PARTITION_BY))
        return;
    mg_vec heirs;
    mg_vec_init(&heirs, &a->s->ctx->alloc);
    mg_find_heirs(a->s, table, &heirs);
    for (uint32_t i = 0; i < heirs.n; i++) {
        const mg_object *heir = heirs.at[i];
        MG_EACH_CHILD (c, heir)
            if (c->kind == MG_O_INDEX)
                mg_object_touch(c);
    }
    mg_vec_free(&heirs);
}

void mg_apply_create_index(mg_apply *a)
{
    const mg_node *index = mg_child(a->ast, N_INDEX);
    const mg_node *on = mg_child(a->ast, A_ON_TABLE);
    const mg_node *qname = mg_child(on, N_QNAME);
    if (!index || !qname)
        return;
    mg_object *table = mg_resolve_table(a->s, qname);
    if (!table) {
        mg_say_unresolved(a, qname, MG_O_TABLE, mg_text(qname), NULL);
        return;
    }
    mg_object *o = mg_add_index(a, table, index);
    if (!o)
        return;
    o->flags |= (uint8_t)((mg_attr(table, A_PARTITION_OF) ? MG_OF_LATER : 0) | (qname->flags & NF_ONLY ? MG_OF_ONLY : 0));
    mg_object_place(a, o, NULL);
    touch_parts(a, table);
    if (a->d->after_create_table && a->d->unique_is_index)
        a->d->after_create_table(a->s, table);
}
