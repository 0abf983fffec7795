/* What PostgreSQL does besides what a statement says: serial columns and their
 * sequences, NOT NULL of keys, grants on all of a schema, overloaded operators. */
#include "dialect/postgres/postgres.h"
#include "parse/build.h"
#include "schema/internal.h"

/* ---- serial ---- */

static mg_node *make(mg_schema *s, mg_kind kind, mg_str text)
{
    return mg_node_text(&s->arena, kind, text);
}

static mg_node *qualified(mg_schema *s, mg_str schema, mg_str name)
{
    mg_node *n = make(s, N_QNAME, name);
    return schema.n ? mg_node_add(n, make(s, N_NAME, schema)) : n;
}

static mg_str written(mg_schema *s, const mg_object *o)
{
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    if (o->schema.n) {
        mg_print_name(&b, s->dialect, o->schema);
        mg_buf_char(&b, '.');
    }
    mg_print_name(&b, s->dialect, o->name);
    mg_str text = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    return text;
}

/* DEFAULT nextval('schema.sequence'::regclass) */
static mg_node *nextval_of(mg_schema *s, const mg_object *sequence)
{
    mg_node *name = make(s, E_CONST, written(s, sequence)), *cast = make(s, E_CAST, MG_STR_NONE);
    mg_node *call = make(s, E_CALL, MG_STR("nextval"));
    if (!name || !cast)
        return NULL;
    name->sub = MG_CONST_STRING;
    cast->sub = 1;
    mg_node_add(mg_node_add(cast, name), make(s, N_TYPE, MG_STR("regclass")));
    return mg_node_add(make(s, A_DEFAULT, MG_STR_NONE), mg_node_add(call, cast));
}

static mg_object *serial_sequence(mg_schema *s, const mg_object *table, const mg_object *column, const char *base)
{
    mg_str name = mg_pg_relation_name(s, table->schema, table->name, column->name, "seq", false);
    mg_object *o = mg_schema_add(s, MG_O_SEQUENCE, table->schema, name, NULL);
    if (!o)
        return NULL;
    o->flags |= MG_OF_IMPLIED | MG_OF_AUTONAMED;
    o->source = column->source;
    o->off = column->off;
    o->len = column->len;
    o->statement = column->statement;
    if (!mg_str_is(mg_str_of(base), "bigint")) {
        mg_node *as = mg_node_add(make(s, N_PARAM, MG_STR("as")), make(s, N_TYPE, mg_str_of(base)));
        mg_attr_put(s, o, mg_node_add(make(s, A_SEQUENCE, MG_STR_NONE), as));
    }
    mg_node *owned = make(s, A_OWNED_BY, MG_STR_NONE);
    mg_node_add(mg_node_add(owned, qualified(s, table->schema, table->name)), make(s, N_NAME, column->name));
    mg_attr_put(s, o, owned);
    return o;
}

static void expand_serial(mg_schema *s, const mg_object *table, mg_object *column)
{
    mg_node *type = mg_attr_first(column, A_TYPE);
    if (!type || mg_child(type, N_NAME) || (type->flags & NF_QUOTED))
        return;
    const char *base = mg_pg_serial_base(mg_text(type));
    if (!base || type->first) /* the server takes no modifier */
        return;
    mg_object *sequence = serial_sequence(s, table, column, base);
    if (!sequence)
        return;
    type->p = base;
    type->n = mg_str_of(base).n;
    mg_attr_put(s, column, make(s, A_NOT_NULL, MG_STR_NONE));
    mg_attr_put(s, column, nextval_of(s, sequence));
}

static void set_not_null(mg_schema *s, mg_object *column)
{
    if (!column || mg_attr(column, A_NOT_NULL))
        return;
    mg_node *n = make(s, A_NOT_NULL, MG_STR_NONE);
    if (n)
        n->flags |= NF_IMPLIED;
    mg_attr_put(s, column, n);
}

static bool same_attr(const mg_object *a, const mg_object *b, mg_kind attr)
{
    const mg_node *x = mg_attr(a, attr), *y = mg_attr(b, attr);
    return (!x && !y) || (x && y && mg_node_eq(x, y));
}

static bool makes_same_index(const mg_object *a, const mg_object *b)
{
    return a->source == b->source && a->statement == b->statement && /* only what one statement makes is merged */
           same_attr(a, b, A_KEYS) && same_attr(a, b, A_INCLUDE) && same_attr(a, b, A_DEFERRABLE) &&
           same_attr(a, b, A_NULLS_NOT_DISTINCT);
}

/* The key that the server makes instead of a UNIQUE of the same CREATE TABLE that says the same: the primary key, else
 * the first of them. */
static mg_object *earlier_key(mg_object *table, const mg_object *unique)
{
    MG_EACH_CHILD (c, table)
        if (c->kind == MG_O_PRIMARY_KEY && makes_same_index(c, unique))
            return c;
    MG_EACH_CHILD (c, table) {
        if (c == unique)
            return NULL;
        if (c->kind == MG_O_UNIQUE && makes_same_index(c, unique))
            return c;
    }
    return NULL;
}

static void drop_repeated_keys(mg_schema *s, mg_object *table)
{
    for (mg_object *c = table->first, *next; c; c = next) {
        next = c->next;
        mg_object *earlier = c->kind == MG_O_UNIQUE ? earlier_key(table, c) : NULL;
        if (!earlier)
            continue;
        mg_str name = c->name;
        bool gives_name = (earlier->flags & MG_OF_AUTONAMED) && !(c->flags & MG_OF_AUTONAMED);
        mg_schema_remove(s, c);
        if (gives_name) {
            mg_schema_rename(s, earlier, earlier->schema, name);
            earlier->flags &= (uint8_t)~MG_OF_AUTONAMED;
        }
    }
}

static void after_column(mg_schema *s, mg_object *table, mg_object *column)
{
    expand_serial(s, table, column);
    if (mg_attr(column, A_IDENTITY))
        set_not_null(s, column);
}

/* Of a table that was there before the statement only the columns at the end are new. */
static void after_added_columns(mg_schema *s, mg_object *table)
{
    mg_object *c = s->last_column;
    if (!c || !c->owner || c->parent != table)
        return;
    for (; c && c->id >= s->fresh_from; c = c->prev)
        if (c->kind == MG_O_COLUMN)
            after_column(s, table, c);
}

void mg_pg_after_create_table(mg_schema *s, mg_object *table)
{
    if (table->id < s->fresh_from) {
        after_added_columns(s, table);
        return;
    }
    drop_repeated_keys(s, table);
    MG_EACH_CHILD (c, table) {
        if (mg_is_constraint(c->kind)) /* there are no rows yet that it could not hold for */
            mg_attr_drop(c, A_NOT_VALID);
        if (c->kind == MG_O_COLUMN) {
            after_column(s, table, c);
        } else if (c->kind == MG_O_PRIMARY_KEY) {
            MG_EACH (key, mg_attr(c, A_KEYS))
                set_not_null(s, mg_object_child(table, MG_O_COLUMN, mg_text(key->first)));
        }
    }
}

/* ---- GRANT … ON ALL TABLES IN SCHEMA ---- */

static bool is_of_class(int wanted, int kind)
{
    if (wanted == MG_O_TABLE)
        return kind == MG_O_TABLE || kind == MG_O_VIEW || kind == MG_O_MATVIEW || kind == MG_O_FOREIGN_TABLE;
    if (wanted == MG_O_FUNCTION)
        return kind == MG_O_FUNCTION || kind == MG_O_PROCEDURE || kind == MG_O_AGGREGATE;
    return wanted == kind;
}

static bool names_schema(const mg_node *statement, mg_str schema)
{
    MG_EACH (target, statement)
        if (target->kind == A_TARGET && mg_str_eq(mg_text(target->first), schema))
            return true;
    return false;
}

static void grant_in_schemas(mg_schema *s, const mg_statement *st)
{
    MG_EACH (target, st->ast)
        if (target->kind == A_TARGET)
            mg_take_schema(s, mg_text(target->first));
    MG_EACH_OBJECT (o, s)
        if (is_of_class(st->ast->sub, o->kind) && names_schema(st->ast, o->schema))
            mg_pg_change_rights(s, o, st->ast);
}

/* ---- operators and aggregates: the arguments are part of the name ---- */

static bool word_at(mg_str text, uint32_t at, const char *word)
{
    mg_str w = mg_str_of(word);
    return at + w.n <= text.n && mg_str_ieq((mg_str){text.p + at, w.n}, w);
}

/* The value of "name = value" in a list of options. */
static mg_str option_in(mg_str text, const char *name)
{
    mg_str label = mg_str_of(name);
    for (uint32_t i = 0; i + label.n < text.n; i++) {
        if (!word_at(text, i, name) || (i && text.p[i - 1] != '(' && text.p[i - 1] != ' '))
            continue;
        uint32_t from = i + label.n;
        while (from < text.n && text.p[from] == ' ')
            from++;
        from += from < text.n && text.p[from] == '=';
        while (from < text.n && text.p[from] == ' ')
            from++;
        uint32_t to = from, depth = 0;
        for (; to < text.n; to++) {
            depth += text.p[to] == '(';
            if (depth == 0 && (text.p[to] == ',' || text.p[to] == ')'))
                break;
            depth -= text.p[to] == ')';
        }
        return (mg_str){text.p + from, to - from};
    }
    return MG_STR_NONE;
}

/* A type as it stands in signatures: by its usual name, with its schema when it is not the engine's. */
static mg_str type_word(mg_schema *s, mg_str written)
{
    mg_str name = mg_pg_type_canonical(written), base = written;
    if (name.p)
        return name;
    while (base.n > 2 && base.p[base.n - 1] == ']' && base.p[base.n - 2] == '[')
        base.n -= 2;
    mg_str array = {base.p + base.n, written.n - base.n}, bare = base;
    if (bare.n > 2 && bare.p[0] == '"' && bare.p[bare.n - 1] == '"')
        bare = (mg_str){bare.p + 1, bare.n - 2};
    const mg_object *o = mg_is_builtin_type(bare) ? NULL : mg_resolve_name(s, MG_O_TYPE, MG_STR_NONE, bare);
    if (!o && !mg_is_builtin_type(bare))
        o = mg_resolve_name(s, MG_O_NONE, MG_STR_NONE, bare);
    return o && o->schema.n ? mg_arena_printf(&s->arena, "%S.%S%S", &o->schema, &base, &array) : written;
}

static mg_str operator_signature(mg_schema *s, mg_str definition)
{
    mg_str none = MG_STR("none");
    mg_str left = option_in(definition, "leftarg"), right = option_in(definition, "rightarg");
    left = left.n ? type_word(s, left) : none;
    right = right.n ? type_word(s, right) : none;
    return mg_arena_printf(&s->arena, "(%S, %S)", &left, &right);
}

/* Of [VARIADIC] [name] type, the type. */
static mg_str argument_type(mg_schema *s, mg_str one)
{
    static const char *const modes[] = {"in ", "variadic "};
    one = mg_str_trim(one);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (mg_str_starts(one, modes[i]))
            one = mg_str_trim((mg_str){one.p + strlen(modes[i]), one.n - (uint32_t)strlen(modes[i])});
    const char *blank = memchr(one.p, ' ', one.n);
    if (blank && !mg_pg_type_canonical(one).p) {
        mg_str rest = mg_str_trim((mg_str){blank, one.n - (uint32_t)(blank - one.p)});
        if (mg_pg_type_canonical(rest).p || (!memchr(rest.p, ' ', rest.n) && rest.p[0] != '('))
            one = rest;
    }
    return type_word(s, one);
}

/* Where the next argument begins: behind a comma or ORDER BY. */
static uint32_t end_of_argument(mg_str text, uint32_t from, uint32_t end, uint32_t *next)
{
    mg_str order = MG_STR("order by ");
    for (uint32_t i = from; i < end; i++) {
        bool ordered = i + order.n <= end && (i == from || text.p[i - 1] == ' ') && memcmp(text.p + i, order.p, order.n) == 0;
        if (text.p[i] == ',' || ordered) {
            *next = i + (ordered ? order.n : 1);
            return i;
        }
    }
    *next = end;
    return end;
}

/* (integer, text) (sfunc = …), or the old (basetype = …, sfunc = …). What is aggregated in an order follows the direct
 * arguments; a variadic that takes both is one. */
static mg_str aggregate_signature(mg_schema *s, mg_str definition)
{
    uint32_t depth = 0, end = 0;
    for (; end < definition.n; end++) {
        depth += definition.p[end] == '(';
        if (definition.p[end] == ')' && --depth == 0)
            break;
    }
    if (end + 1 >= definition.n) {
        mg_str base = option_in(definition, "basetype");
        base = type_word(s, base);
        return mg_arena_printf(&s->arena, "(%S)", &base);
    }
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    mg_str last = MG_STR_NONE;
    mg_buf_char(&b, '(');
    for (uint32_t from = 1, next; from < end; from = next) {
        uint32_t to = end_of_argument(definition, from, end, &next);
        mg_str one = mg_str_trim((mg_str){definition.p + from, to - from});
        if (!one.n || (mg_str_starts(one, "variadic ") && mg_str_eq(one, last)))
            continue;
        mg_buf_z(&b, b.n > 1 ? ", " : "");
        mg_buf_str(&b, argument_type(s, one));
        last = one;
    }
    mg_buf_char(&b, ')');
    mg_str out = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    return out;
}

/* "commutator = @@" means the operator of that name on the search path; one that is still to come will be beside this one. */
static void qualify_operator(mg_schema *s, mg_object *o, const char *option)
{
    mg_node *attr = mg_attr(o, A_DEFINITION);
    mg_str text = mg_text(attr), value = option_in(text, option);
    if (!value.n || !strchr("+-*/<>=~!@#%^&|`?", value.p[0]))
        return;
    const mg_object *there = mg_resolve_name(s, MG_O_OPERATOR, MG_STR_NONE, value);
    mg_str schema = there ? there->schema : o->schema;
    mg_str head = {text.p, (uint32_t)(value.p - text.p)}, tail = {value.p + value.n, text.n - head.n - value.n};
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    mg_buf_printf(&b, "%Soperator (", &head);
    mg_print_name(&b, s->dialect, schema);
    mg_buf_printf(&b, ".%S)%S", &value, &tail);
    mg_str out = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    if (!out.p)
        return;
    attr->p = out.p;
    attr->n = out.n;
}

static void note_place(mg_object *o, const mg_statement *st)
{
    o->source = st->source;
    o->off = st->off;
    o->len = st->len;
    o->statement = st->index;
}

static void create_overloaded(mg_schema *s, const mg_statement *st)
{
    const mg_node *name = mg_child(st->ast, N_QNAME), *text = mg_child(st->ast, A_DEFINITION);
    int kind = st->ast->sub;
    mg_str definition = mg_text(text);
    if (!name || !text)
        return;
    mg_str signature = kind == MG_O_OPERATOR ? operator_signature(s, definition) : aggregate_signature(s, definition);
    mg_str schema = mg_schema_for_new(s, name);
    mg_object *o = mg_schema_find_routine(s, kind, schema, mg_text(name), signature);
    if (!o) {
        o = mg_schema_add(s, kind, schema, mg_text(name), NULL);
        if (!o)
            return;
        mg_object_sign(s, o, signature);
    }
    note_place(o, st);
    mg_attr_put(s, o, text);
    mg_object_qualify(s, o);
    if (kind != MG_O_OPERATOR)
        return;
    qualify_operator(s, o, "commutator");
    qualify_operator(s, o, "negator");
}

/* A cast is known by its types: "(a as b)". */
static mg_str cast_name(mg_schema *s, const mg_node *source)
{
    const mg_node *target = source ? source->next : NULL;
    mg_node *list = make(s, N_LIST, MG_STR_NONE);
    if (!list || !target || target->kind != N_TYPE)
        return MG_STR_NONE;
    mg_node_add(mg_node_add(list, mg_node_clone(&s->arena, source)), mg_node_clone(&s->arena, target));
    mg_str types = mg_args_signature(s, list);
    for (uint32_t i = 0; i + 1 < types.n; i++) {
        if (types.p[i] != ',')
            continue;
        mg_str left = {types.p, i}, right = {types.p + i + 1, types.n - i - 1};
        return mg_arena_printf(&s->arena, "%S as%S", &left, &right);
    }
    return MG_STR_NONE;
}

static void name_cast(mg_schema *s, const mg_statement *st)
{
    mg_node *name = mg_child(st->ast, N_NAME);
    mg_str text = cast_name(s, mg_child(mg_child(st->ast, A_DEFINITION), N_TYPE));
    if (!name || !text.n)
        return;
    name->p = text.p;
    name->n = text.n;
}

/* False when there is no such cast: then it is for the general way to say so. */
static bool drop_cast(mg_schema *s, const mg_statement *st)
{
    mg_str name = cast_name(s, mg_child(mg_child(st->ast, A_TARGET), N_TYPE));
    mg_object *o = name.n ? mg_schema_find(s, MG_O_CAST, MG_STR_NONE, name) : NULL;
    if (o)
        mg_schema_remove(s, o);
    return o != NULL;
}

static bool comment_on_cast(mg_schema *s, const mg_statement *st)
{
    const mg_node *comment = mg_child(st->ast, A_COMMENT);
    mg_str name = cast_name(s, mg_child(mg_child(st->ast, A_TARGET), N_TYPE));
    mg_object *o = name.n ? mg_schema_find(s, MG_O_CAST, MG_STR_NONE, name) : NULL;
    if (o && comment && comment->n)
        mg_attr_put(s, o, comment);
    else if (o)
        mg_attr_drop(o, A_COMMENT);
    return true;
}

/* ---- ALTER of what is kept as text ---- */

/* As of triggers on tables, origin is how they are made, and is not written down. */
static bool switch_event_trigger(mg_schema *s, mg_object *o, mg_str change)
{
    static const struct {
        const char *said, *state;
    } states[] = {{"enable", NULL}, {"disable", "disabled"}, {"enable always", "always"}, {"enable replica", "replica"}};
    for (size_t i = 0; o->kind == MG_O_EVENT_TRIGGER && i < sizeof states / sizeof *states; i++) {
        if (!mg_str_is(change, states[i].said))
            continue;
        mg_attr_drop(o, A_ENABLED);
        if (states[i].state)
            mg_attr_make(s, o, A_ENABLED, (mg_str){states[i].state, (uint32_t)strlen(states[i].state)});
        return true;
    }
    return false;
}

static bool alter_text(mg_schema *s, const mg_statement *st)
{
    const mg_node *change = mg_child(mg_child(st->ast, N_ACTION), N_TEXT), *name = mg_child(st->ast, N_QNAME);
    if (!change || !name)
        return false;
    mg_object *o = mg_resolve(s, st->ast->sub, name);
    if (!o)
        o = mg_schema_find(s, st->ast->sub, MG_STR_NONE, mg_text(name));
    if (!o)
        return false;
    if (switch_event_trigger(s, o, mg_text(change)))
        return true;
    mg_node *list = mg_attr(o, A_ALTERATIONS);
    mg_node *fresh = list ? mg_node_clone(&s->arena, list) : make(s, A_ALTERATIONS, MG_STR_NONE);
    if (fresh && !(o->kind == MG_O_TS_CONFIGURATION && mg_pg_map_tokens(s, fresh, mg_text(change))))
        mg_node_add(fresh, mg_node_clone(&s->arena, change));
    if (fresh && fresh->first)
        mg_attr_put(s, o, fresh);
    else
        mg_attr_drop(o, A_ALTERATIONS);
    mg_object_qualify(s, o);
    return true;
}

/* CLUSTER t USING i: remembered for the next CLUSTER. */
static void cluster(mg_schema *s, const mg_statement *st)
{
    const mg_node *table = mg_child(st->ast, N_QNAME), *index = mg_child(st->ast, N_NAME);
    mg_object *o = table && index ? mg_resolve(s, MG_O_NONE, table) : NULL;
    if (o)
        mg_attr_make(s, o, A_CLUSTER, mg_text(index));
}

/* ---- */

bool mg_pg_apply(mg_schema *s, const mg_statement *st)
{
    const mg_node *ast = st->ast;
    if ((ast->kind == S_GRANT || ast->kind == S_REVOKE) && (ast->flags & NF_ALL)) {
        grant_in_schemas(s, st);
        return true;
    }
    if (ast->kind == S_CREATE_OBJECT && (ast->sub == MG_O_OPERATOR || ast->sub == MG_O_AGGREGATE)) {
        create_overloaded(s, st);
        return true;
    }
    if (ast->kind == S_CREATE_OBJECT && ast->sub == MG_O_CAST)
        name_cast(s, st);
    if ((ast->kind == S_GRANT || ast->kind == S_REVOKE) && (ast->sub == MG_O_NONE || ast->sub == MG_O_LARGE_OBJECT))
        return true; /* parameters and large objects are in no schema */
    if (ast->kind == S_COMMENT && ast->sub == MG_O_CAST)
        return comment_on_cast(s, st);
    if (ast->kind == S_DEFAULT_PRIVILEGES) {
        mg_pg_default_privileges(s, st);
        return true;
    }
    if (ast->kind == S_DROP && ast->sub == MG_O_CAST)
        return drop_cast(s, st);
    if (ast->kind == S_MAINTENANCE) {
        cluster(s, st);
        return true;
    }
    if (ast->kind == S_DO) {
        mg_pg_apply_do(s, st);
        return true;
    }
    if (ast->kind == S_SELECT)
        mg_pg_apply_call(s, st);
    if (ast->kind == S_ALTER_OBJECT)
        return alter_text(s, st);
    return false;
}
