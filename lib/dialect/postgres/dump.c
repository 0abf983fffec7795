/* The whole schema as SQL that the server takes: what others need comes first,
 * foreign keys and what merely describes come last. */
#include "dialect/postgres/render.h"

static void end(mg_pg_out *w) { mg_pg_put(w, ";\n"); }

static bool is_hidden(const mg_object *o) { return (o->flags & MG_OF_EXTERNAL) != 0; }

/* ---- ALTERs that complete an object ---- */

static void alter(mg_pg_out *w, const mg_object *o, const char *what)
{
    mg_pg_put(w, "ALTER ");
    mg_pg_put(w, mg_object_kind_label(o->kind));
    mg_pg_put(w, " ");
    mg_pg_put_object(w, o);
    mg_pg_put(w, what);
}

static void alter_column(mg_pg_out *w, const mg_object *c, const char *what)
{
    alter(w, c->parent, " ALTER COLUMN ");
    mg_pg_put_name(w, c->name);
    mg_pg_put(w, what);
}

/* What an inherited column has beside its parent's, from whom the CREATE TABLE takes it. */
static void print_heir_extras(mg_pg_out *w, const mg_object *c)
{
    if (mg_heir_differs(c, A_DEFAULT)) {
        alter_column(w, c, mg_attr(c, A_DEFAULT) ? " SET DEFAULT " : " DROP DEFAULT");
        if (mg_attr(c, A_DEFAULT))
            mg_pg_print_default(w->b, w->s, c);
        end(w);
    }
    if (mg_heir_differs(c, A_NOT_NULL)) {
        alter_column(w, c, " SET NOT NULL");
        end(w);
    }
}

static void print_column_extras(mg_pg_out *w, const mg_object *c)
{
    const mg_node *storage = mg_attr(c, A_STORAGE), *statistics = mg_attr(c, A_STATISTICS), *options = mg_attr(c, A_OPTIONS);
    print_heir_extras(w, c);
    if (storage) {
        alter_column(w, c, " SET STORAGE ");
        mg_pg_put_upper(w, mg_text(storage));
        end(w);
    }
    if (statistics && statistics->first) {
        alter_column(w, c, " SET STATISTICS ");
        mg_pg_put_expr(w, statistics->first);
        end(w);
    }
    if (options && options->first && c->parent->kind != MG_O_FOREIGN_TABLE) {
        alter_column(w, c, " SET (");
        mg_pg_put_options(w, options);
        mg_pg_put(w, ")");
        end(w);
    }
}

static void print_table_switches(mg_pg_out *w, const mg_object *o)
{
    const mg_node *row = mg_attr(o, A_ROW_SECURITY), *identity = mg_attr(o, A_REPLICA_IDENTITY), *cluster = mg_attr(o, A_CLUSTER);
    if (row && row->sub == 1) {
        alter(w, o, " ENABLE ROW LEVEL SECURITY");
        end(w);
    }
    if (mg_attr(o, A_FORCE_ROW_SECURITY)) {
        alter(w, o, " FORCE ROW LEVEL SECURITY");
        end(w);
    }
    if (identity) {
        alter(w, o, " REPLICA IDENTITY ");
        if (identity->sub == 1) {
            mg_pg_put(w, "USING INDEX ");
            mg_pg_put_name(w, mg_text(identity));
        } else {
            mg_pg_put_upper(w, mg_text(identity));
        }
        end(w);
    }
    if (cluster) {
        alter(w, o, " CLUSTER ON ");
        mg_pg_put_name(w, mg_text(cluster));
        end(w);
    }
}

static void print_enabled(mg_pg_out *w, const mg_object *o)
{
    mg_str how = mg_attr_text(o, A_ENABLED);
    if (!how.n || mg_str_is(how, "origin"))
        return;
    const char *said = mg_str_is(how, "disabled") ? " DISABLE" : mg_str_is(how, "always") ? " ENABLE ALWAYS" : " ENABLE REPLICA";
    if (o->kind == MG_O_EVENT_TRIGGER) {
        mg_pg_put(w, "ALTER ");
        mg_pg_put_target(w, o);
        mg_pg_put(w, said);
        end(w);
        return;
    }
    alter(w, o->parent, said);
    mg_pg_put(w, o->kind == MG_O_RULE ? " RULE " : " TRIGGER ");
    mg_pg_put_name(w, o->name);
    end(w);
}

/* ---- comments, owners, grants ---- */

static void print_comment(mg_pg_out *w, const mg_object *o)
{
    const mg_node *comment = mg_attr(o, A_COMMENT);
    MG_EACH (column, mg_attr(o, A_COLUMN_COMMENTS)) {
        mg_pg_put(w, "COMMENT ON COLUMN ");
        mg_pg_put_object(w, o);
        mg_pg_put(w, ".");
        mg_pg_put_name(w, mg_text(column));
        mg_pg_put(w, " IS ");
        mg_print_string(w->b, w->s->dialect, mg_text(column->first));
        end(w);
    }
    if (mg_attr(o, A_INDEX_COMMENT)) {
        mg_pg_put(w, "COMMENT ON INDEX ");
        mg_pg_put_name(w, o->parent->schema);
        mg_pg_put(w, ".");
        mg_pg_put_name(w, o->name);
        mg_pg_put(w, " IS ");
        mg_print_string(w->b, w->s->dialect, mg_attr_text(o, A_INDEX_COMMENT));
        end(w);
    }
    if (!comment)
        return;
    mg_pg_put(w, "COMMENT ON ");
    mg_pg_put_target(w, o);
    mg_pg_put(w, " IS ");
    mg_print_string(w->b, w->s->dialect, mg_text(comment));
    end(w);
}

static void print_owner(mg_pg_out *w, const mg_object *o)
{
    const mg_node *owner = mg_attr(o, A_OWNER);
    if (!owner)
        return;
    mg_pg_put(w, "ALTER ");
    mg_pg_put_target(w, o);
    mg_pg_put(w, " OWNER TO ");
    mg_pg_print_role(w->b, w->s->dialect, mg_text(owner));
    end(w);
}

static void put_privileges(mg_pg_out *w, const mg_node *entry)
{
    MG_EACH (p, entry) {
        if (p != entry->first)
            mg_pg_put(w, ", ");
        mg_pg_put_upper(w, mg_text(p));
        if (p->first) {
            mg_pg_put(w, " (");
            mg_pg_put_names(w, p);
            mg_pg_put(w, ")");
        }
    }
}

static bool is_granted_as_table(int kind)
{
    return kind == MG_O_VIEW || kind == MG_O_MATVIEW || kind == MG_O_FOREIGN_TABLE || kind == MG_O_TABLE;
}

static void print_grants(mg_pg_out *w, const mg_object *o)
{
    const mg_node *grants = mg_attr(o, A_GRANTS);
    if (o->kind == MG_O_DEFAULT_PRIVILEGES)
        return;
    MG_EACH (entry, grants) {
        bool taken = entry->sub == MG_RIGHTS_TAKEN;
        mg_pg_put(w, taken ? "REVOKE " : "GRANT ");
        put_privileges(w, entry);
        mg_pg_put(w, " ON ");
        if (is_granted_as_table(o->kind)) {
            mg_pg_put(w, "TABLE ");
            mg_pg_put_object(w, o);
        } else {
            if (o->kind == MG_O_FDW || o->kind == MG_O_SERVER)
                mg_pg_put(w, o->kind == MG_O_SERVER ? "FOREIGN " : "");
            if (o->kind == MG_O_AGGREGATE) { /* GRANT knows no aggregates */
                mg_pg_put(w, "FUNCTION ");
                mg_pg_put_object(w, o);
                mg_pg_put_str(w, mg_str_is(mg_signature(o), "(*)") ? MG_STR("()") : mg_signature(o));
            } else {
                mg_pg_put_target(w, o);
            }
        }
        mg_pg_put(w, taken ? " FROM " : " TO ");
        mg_pg_print_role(w->b, w->s->dialect, mg_text(entry));
        mg_pg_put(w, entry->sub == MG_RIGHTS_OPTION ? " WITH GRANT OPTION" : "");
        end(w);
    }
}

static void print_alterations(mg_pg_out *w, const mg_object *o)
{
    MG_EACH (text, mg_attr(o, A_ALTERATIONS)) {
        mg_pg_put(w, "ALTER ");
        mg_pg_put_target(w, o);
        mg_pg_put(w, " ");
        mg_pg_put_str(w, mg_text(text));
        end(w);
    }
}

void mg_pg_print_extras(mg_pg_out *w, const mg_object *o)
{
    print_alterations(w, o);
    if (o->kind == MG_O_COLUMN)
        print_column_extras(w, o);
    if (o->kind == MG_O_TABLE || o->kind == MG_O_FOREIGN_TABLE || o->kind == MG_O_MATVIEW)
        print_table_switches(w, o);
    if (o->kind == MG_O_TRIGGER || o->kind == MG_O_RULE || o->kind == MG_O_EVENT_TRIGGER)
        print_enabled(w, o);
    print_owner(w, o);
    print_grants(w, o);
    print_comment(w, o);
}

/* ---- order ---- */

typedef struct dump {
    mg_pg_out w;
    uint8_t *state; /* by object id: 0 not seen, 1 on the way, 2 printed */
    uint32_t n_states;
    mg_vec stack; /* objects whose needs are being printed */
    mg_vec order; /* as they were printed: what is said of them later follows it, so that the dump of a dump is the same */
} dump;

static void print_one(dump *d, const mg_object *o)
{
    mg_pg_out *w = &d->w;
    if (o->kind == MG_O_TABLE || o->kind == MG_O_FOREIGN_TABLE)
        mg_pg_render_table(w, o, false);
    else
        mg_pg_render_create(w->b, w->s, o);
    end(w);
    mg_vec_push(&d->order, (void *)(uintptr_t)o);
}

static const mg_object *top_of(const mg_object *o) { return o->parent ? o->parent : o; }

static uint8_t *state_of(dump *d, const mg_object *o) { return o->id < d->n_states ? &d->state[o->id] : NULL; }

/* Of a table's parts those that stand in CREATE TABLE, or everything. */
static bool is_printed_inside(const mg_object *c)
{
    return c->kind == MG_O_COLUMN || (mg_is_constraint_kind(c->kind) && c->kind != MG_O_FOREIGN_KEY);
}

typedef struct frame {
    const mg_object *o, *part; /* part: o itself, then its children */
    uint32_t dep;
} frame;

static const mg_object *next_part(const frame *f)
{
    const mg_object *c = f->part == f->o ? f->o->first : f->part->next;
    while (c && !is_printed_inside(c))
        c = c->next;
    return c;
}

/* The next object that o needs and that is not printed yet; NULL when there is none left. */
static const mg_object *next_need(dump *d, frame *f)
{
    while (f->part) {
        while (f->dep < mg_n_deps(f->part)) {
            const mg_object *need = top_of(f->part->deps[f->dep++]);
            uint8_t *state = state_of(d, need);
            if (need != f->o && state && *state == 0 && !is_hidden(need))
                return need;
        }
        f->part = next_part(f);
        f->dep = 0;
    }
    return NULL;
}

static bool push(dump *d, const mg_object *o)
{
    frame *f = mg_malloc(d->stack.alloc, sizeof *f);
    if (!f)
        return false;
    f->o = f->part = o;
    *state_of(d, o) = 1;
    if (mg_vec_push(&d->stack, f))
        return true;
    mg_free(d->stack.alloc, f, sizeof *f);
    return false;
}

/* Depth first with a stack of its own: chains of views may be long. */
static void print_with_needs(dump *d, const mg_object *o)
{
    uint8_t *state = state_of(d, o);
    if (!state || *state || is_hidden(o) || !push(d, o))
        return;
    while (d->stack.n) {
        frame *f = d->stack.at[d->stack.n - 1];
        const mg_object *need = next_need(d, f);
        if (need) {
            if (!push(d, need))
                break;
            continue;
        }
        print_one(d, f->o);
        *state_of(d, f->o) = 2;
        d->stack.n--;
        mg_free(d->stack.alloc, f, sizeof *f);
    }
    while (d->stack.n)
        mg_free(d->stack.alloc, d->stack.at[--d->stack.n], sizeof(frame));
}

static void print_parts(dump *d, int kind)
{
    for (uint32_t i = 0; i < d->order.n; i++) {
        const mg_object *o = d->order.at[i];
        MG_EACH_CHILD (c, o) {
            bool late = c->kind == kind || (kind == MG_O_CONSTRAINT && mg_is_constraint_kind(c->kind) && mg_pg_stands_alone(c) &&
                                            c->kind != MG_O_FOREIGN_KEY);
            if (!late || is_hidden(c))
                continue;
            mg_pg_render_create(d->w.b, d->w.s, c);
            end(&d->w);
        }
    }
}

static void print_sequence_owners(dump *d)
{
    for (uint32_t i = 0; i < d->order.n; i++) {
        const mg_object *o = d->order.at[i];
        const mg_node *owned = o->kind == MG_O_SEQUENCE ? mg_attr(o, A_OWNED_BY) : NULL;
        if (!owned || !owned->first)
            continue;
        alter(&d->w, o, " OWNED BY ");
        mg_print_qname(d->w.b, d->w.s->dialect, owned->first);
        mg_pg_put(&d->w, ".");
        mg_pg_put_name(&d->w, mg_text(owned->last));
        end(&d->w);
    }
}

static void print_all_extras(dump *d)
{
    MG_EACH_OBJECT (o, d->w.s) /* schemas that are always there */
        if (is_hidden(o) && o->kind == MG_O_SCHEMA)
            mg_pg_print_extras(&d->w, o);
    for (uint32_t i = 0; i < d->order.n; i++) {
        const mg_object *o = d->order.at[i];
        mg_pg_print_extras(&d->w, o);
        for (int rules = 0; rules < 2; rules++) /* which are printed last, so come last when this is read again */
            MG_EACH_CHILD (c, o)
                if ((c->kind == MG_O_RULE) == rules && (!is_hidden(c) || c->kind == MG_O_COLUMN))
                    mg_pg_print_extras(&d->w, c);
    }
}

/* Bodies may name what comes later. */
static bool has_routines(const mg_schema *s)
{
    MG_EACH_OBJECT (o, s)
        if (o->kind == MG_O_FUNCTION || o->kind == MG_O_PROCEDURE)
            return true;
    return false;
}

static bool comes_first(int kind)
{
    return kind == MG_O_SCHEMA || kind == MG_O_EXTENSION || kind == MG_O_LANGUAGE || kind == MG_O_FDW;
}

void mg_pg_print_dump(mg_buf *b, const mg_schema *s)
{
    mg_schema canonical = *s;
    canonical.prints_canonical = true;
    dump d = {.w = {b, &canonical}, .n_states = s->next_id + 1};
    d.state = mg_malloc(&s->ctx->alloc, d.n_states);
    mg_vec_init(&d.stack, &s->ctx->alloc);
    mg_vec_init(&d.order, &s->ctx->alloc);
    if (!d.state)
        return;
    if (has_routines(s))
        mg_pg_put(&d.w, "SET check_function_bodies = false;\n");
    MG_EACH_OBJECT (o, s)
        if (comes_first(o->kind))
            print_with_needs(&d, o);
    MG_EACH_OBJECT (o, s)
        if (o->kind != MG_O_DEFAULT_PRIVILEGES)
            print_with_needs(&d, o);
    print_sequence_owners(&d);
    print_parts(&d, MG_O_INDEX);
    print_parts(&d, MG_O_CONSTRAINT);
    print_parts(&d, MG_O_FOREIGN_KEY);
    print_parts(&d, MG_O_TRIGGER);
    print_parts(&d, MG_O_RULE);
    print_parts(&d, MG_O_POLICY);
    print_all_extras(&d);
    MG_EACH_OBJECT (o, s)
        print_with_needs(&d, o);
    mg_vec_free(&d.stack);
    mg_vec_free(&d.order);
    mg_free(&s->ctx->alloc, d.state, d.n_states);
}
