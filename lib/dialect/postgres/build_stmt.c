/* Routines, triggers, policies, rules; objects kept as text; changes that every kind of object knows. */
#include "dialect/postgres/build.h"
#include "dialect/postgres/plpgsql.h"

/* ---- routines ---- */

mg_node *mg_pg_ast_arg(mg_parse *ps, int mode, mg_node *name, mg_node *type)
{
    mg_node *n = name ? mg_ast_as(name, N_ARG) : mg_ast_new(ps, N_ARG);
    return mg_ast_sub(mg_ast_add(n, type), mode);
}

mg_node *mg_pg_ast_returns_table(mg_parse *ps, mg_node *columns)
{
    (void)ps;
    MG_EACH (n, columns)
        n->sub = MG_ARG_TABLE;
    return mg_ast_as(columns, A_RETURNS);
}

static bool is_output(const mg_node *arg) { return arg->sub == MG_ARG_OUT || arg->sub == MG_ARG_INOUT || arg->sub == MG_ARG_TABLE; }

static mg_pg_return return_of(const mg_node *routine)
{
    const mg_node *returns = mg_child(routine, A_RETURNS), *type = mg_child(returns, N_TYPE);
    if (routine->kind == S_DO)
        return MG_PG_RETURN_DO;
    if (routine->sub == MG_ROUTINE_PROCEDURE)
        return MG_PG_RETURN_NONE;
    MG_EACH (arg, mg_child(routine, A_ARGS))
        if (is_output(arg))
            return MG_PG_RETURN_ANY;
    return type && !(type->flags & NF_DISTINCT) && !mg_str_is(mg_text(type), "void") &&
                   !mg_str_is(mg_text(type), "event_trigger") ? MG_PG_RETURN_VALUE : MG_PG_RETURN_ANY;
}

/* DO speaks PL/pgSQL unless it says otherwise. */
void mg_pg_check_body(mg_parse *ps, const mg_node *routine)
{
    const mg_node *body = mg_child(routine, A_BODY), *language = mg_child(routine, A_LANGUAGE);
    if (!body || body->sub || ps->error)
        return;
    if (!language ? routine->kind != S_DO : !mg_str_iis(mg_text(language), "plpgsql"))
        return;
    mg_str why = mg_pg_check_plpgsql(ps, mg_text(body), return_of(routine));
    if (why.n)
        mg_pg_refuse_at(ps, body->off, why);
}

/* Several settings may come; of the rest the last one counts. */
mg_node *mg_pg_ast_routine(mg_parse *ps, uint32_t flags, int kind, mg_node *qname, mg_node *args, mg_node *attrs)
{
    mg_pg_check_flags(ps, flags, NF_OR_REPLACE);
    mg_pg_check_routine(ps, attrs);
    mg_pg_ast_called(ps, qname);
    mg_node *n = mg_ast_sub(mg_ast_flag(mg_ast_wrap(ps, S_CREATE_ROUTINE, qname), flags), kind);
    if (!args)
        args = mg_ast_new(ps, N_LIST);
    return mg_ast_adopt(mg_ast_add(n, mg_ast_as(args, A_ARGS)), attrs);
}

mg_node *mg_pg_ast_body(mg_parse *ps, const mg_token *t, mg_node *expr)
{
    return mg_ast_from(ps, mg_ast_sub(mg_ast_wrap(ps, A_BODY, expr), 1), t);
}

/* SELECT and DELETE have no new rows to check, INSERT no old ones. */
mg_node *mg_pg_ast_policy(mg_parse *ps, int statement, uint32_t flags, mg_node *name, mg_node *table, mg_node *attrs)
{
    mg_str command = mg_text(mg_child(attrs, A_COMMAND));
    const mg_node *check = mg_child(attrs, A_WITH_CHECK), *using_ = mg_child(attrs, A_USING);
    mg_pg_check_flags(ps, flags, 0);
    if (check && (mg_str_is(command, "select") || mg_str_is(command, "delete")))
        mg_pg_refuse_at(ps, check->off, MG_STR("WITH CHECK is not for SELECT and DELETE"));
    if (using_ && mg_str_is(command, "insert"))
        mg_pg_refuse_at(ps, using_->off, MG_STR("only WITH CHECK is for INSERT"));
    return mg_pg_ast_on_table(ps, statement, flags, name, table, attrs);
}

/* A body is kept as text, and as trees for what it refers to. */
mg_node *mg_pg_ast_atomic(mg_parse *ps, const mg_token *t, mg_node *statements)
{
    return mg_ast_adopt(mg_ast_sub(mg_ast_run(ps, A_BODY, mg_pg_since(ps, t)), 2), statements);
}

/* Types stand without names in a target's arguments. */
mg_node *mg_pg_ast_routine_target(mg_parse *ps, mg_node *qname, mg_node *args)
{
    if (!args)
        args = mg_ast_new(ps, N_LIST);
    return mg_ast_pair(ps, A_TARGET, mg_pg_ast_called(ps, qname), mg_ast_as(args, A_ARGS));
}

static mg_node *of_target(mg_parse *ps, int statement, int kind, mg_node *target)
{
    mg_node *n = mg_ast_new(ps, statement);
    if (!kind && target)
        kind = target->sub;
    return mg_ast_adopt(mg_ast_sub(n, kind), target);
}

/* SET x TO DEFAULT: a routine keeps no value, as after RESET x. */
mg_node *mg_pg_ast_routine_setting(mg_node *setting)
{
    const mg_node *value = setting ? setting->first : NULL;
    bool is_default = value && value->kind == N_KEYWORD && mg_str_iis(mg_text(value), "default");
    return mg_ast_as(setting, is_default ? A_RESET : A_SET);
}

mg_node *mg_pg_ast_alter_routine(mg_parse *ps, int kind, mg_node *target, mg_node *changes)
{
    int sub = kind == MG_O_PROCEDURE ? MG_ROUTINE_PROCEDURE : kind == MG_O_AGGREGATE ? MG_ROUTINE_AGGREGATE : MG_ROUTINE_FUNCTION;
    mg_node *n = mg_ast_adopt(mg_ast_sub(mg_ast_new(ps, S_ALTER_ROUTINE), sub), target);
    mg_pg_check_routine(ps, changes);
    return mg_ast_adopt(n, changes);
}

/* ---- triggers, policies, rules ---- */

mg_node *mg_pg_ast_trigger(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *timing, mg_node *events, mg_node *table,
                           mg_node *call)
{
    mg_pg_check_flags(ps, flags, NF_OR_REPLACE);
    mg_node *n = mg_ast_three(ps, S_CREATE_TRIGGER, name, timing, events);
    mg_ast_add2(n, mg_ast_wrap(ps, A_ON_TABLE, table), mg_ast_wrap(ps, A_EXECUTE, call));
    return mg_ast_flag(n, flags);
}

mg_node *mg_pg_ast_on_table(mg_parse *ps, int statement, uint32_t flags, mg_node *name, mg_node *table, mg_node *attrs)
{
    mg_node *n = mg_ast_pair(ps, statement, name, mg_ast_wrap(ps, A_ON_TABLE, table));
    return mg_ast_adopt(mg_ast_flag(n, flags), attrs);
}

mg_node *mg_pg_ast_rule(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *event, mg_node *table, mg_node *where,
                        mg_node *instead, const mg_token *do_word, mg_node *actions)
{
    const mg_token *first = do_word + 1;
    first += first->kind == MG_T_INSTEAD || first->kind == MG_T_ALSO;
    mg_pg_check_flags(ps, flags, NF_OR_REPLACE);
    mg_node *n = mg_ast_pair(ps, S_CREATE_RULE, name, mg_ast_wrap(ps, A_ON_TABLE, table));
    mg_ast_add2(n, mg_ast_wrap(ps, A_EVENTS, event), where ? mg_ast_as(where, A_WHEN) : NULL);
    mg_ast_add2(n, instead, mg_ast_adopt(mg_ast_run(ps, A_BODY, mg_pg_since(ps, first)), actions));
    return mg_ast_flag(n, flags);
}

/* ---- objects kept as text ---- */

/* A cast is known by its types, a mapping by its user and server: the part of the text that names it. */
static mg_run naming_part(int kind, mg_run body)
{
    const mg_token *t = body.first;
    if (kind == MG_O_CAST) {
        while (t < body.last && t->kind != MG_T_RP)
            t++;
        return mg_run_of(body.first, t);
    }
    if (kind == MG_O_USER_MAPPING) {
        while (t < body.last && t->kind != MG_T_OPTIONS)
            t++;
        return mg_run_of(body.first, t->kind == MG_T_OPTIONS && t > body.first ? t - 1 : t);
    }
    if (kind == MG_O_TRANSFORM)
        while (t < body.last && t->kind != MG_T_LP)
            t++;
    return mg_run_of(body.first, t->kind == MG_T_LP && t > body.first ? t - 1 : t);
}

/* From the first token behind the node to the statement's end. */
static mg_run rest_behind(mg_parse *ps, const mg_node *n)
{
    const mg_token *t = ps->tokens, *end = ps->tokens + ps->n_tokens;
    while (n && t < end && t->off < n->off + n->len)
        t++;
    return n && t < end ? mg_run_of(t, end - 1) : mg_run_of(NULL, NULL);
}

static mg_run rest_from(mg_parse *ps, const mg_token *first)
{
    const mg_token *end = ps->tokens + ps->n_tokens;
    return first < end ? mg_run_of(first, end - 1) : mg_run_of(NULL, NULL);
}

mg_node *mg_pg_ast_object(mg_parse *ps, uint32_t flags, int kind, mg_node *name, const mg_token *from)
{
    uint32_t allowed = kind == MG_O_AGGREGATE || kind == MG_O_LANGUAGE || kind == MG_O_TRANSFORM ? NF_OR_REPLACE : 0;
    mg_run whole = from ? rest_from(ps, from) : rest_behind(ps, name);
    mg_pg_check_flags(ps, flags, allowed | NF_IF_NOT_EXISTS);
    if (kind == MG_O_AGGREGATE)
        mg_pg_ast_called(ps, name);
    name = name ? mg_ast_as(name, N_QNAME) : mg_ast_run(ps, N_NAME, naming_part(kind, whole));
    mg_node *n = mg_ast_sub(mg_ast_flag(mg_ast_wrap(ps, S_CREATE_OBJECT, name), flags), kind);
    return mg_ast_add(n, mg_ast_run(ps, A_DEFINITION, whole));
}

static mg_node *add_change(mg_parse *ps, mg_node *statement, mg_run change)
{
    if (!change.first)
        return statement;
    return mg_ast_add(statement, mg_ast_act(ps, MG_ACT_OTHER, NULL, mg_ast_run(ps, N_TEXT, change)));
}

mg_node *mg_pg_ast_text_change(mg_parse *ps, int kind, mg_node *name, const mg_token *from)
{
    mg_run change = from ? rest_from(ps, from) : rest_behind(ps, name);
    mg_node *n = mg_ast_new(ps, S_ALTER_OBJECT);
    if (name)
        mg_ast_add(n, mg_ast_as(name, N_QNAME));
    return add_change(ps, mg_ast_sub(n, kind), change);
}

/* ALTER USER MAPPING FOR `role` SERVER `server` … */
mg_node *mg_pg_ast_mapping_change(mg_parse *ps, const mg_token *role, mg_node *server)
{
    mg_node *name = mg_ast_run(ps, N_QNAME, naming_part(MG_O_USER_MAPPING, rest_from(ps, role)));
    mg_run change = rest_behind(ps, server);
    return add_change(ps, mg_ast_sub(mg_ast_wrap(ps, S_ALTER_OBJECT, name), MG_O_USER_MAPPING), change);
}

mg_node *mg_pg_ast_operator_change(mg_parse *ps, mg_node *target, const mg_token *from)
{
    return add_change(ps, of_target(ps, S_ALTER_OBJECT, 0, target), rest_from(ps, from));
}

mg_node *mg_pg_ast_family(mg_parse *ps, int kind, mg_node *qname, mg_node *method)
{
    return mg_ast_sub(mg_ast_pair(ps, A_TARGET, qname, mg_ast_as(method, A_METHOD)), kind);
}

mg_node *mg_pg_ast_operator_args(mg_parse *ps, mg_node *left, mg_node *right)
{
    if (right && mg_str_is(mg_text(right), "none") && !(right->flags & NF_QUOTED))
        mg_pg_refuse_at(ps, right->off, mg_arena_printf(ps->arena, "postfix operators are not supported: NONE stands on the left"));
    return mg_ast_as(mg_ast_list2(ps, mg_pg_ast_arg(ps, 0, NULL, left), mg_pg_ast_arg(ps, 0, NULL, right)), A_ARGS);
}

mg_node *mg_pg_ast_qnames(mg_node *list)
{
    MG_EACH (n, list)
        mg_ast_as(n, N_QNAME);
    return list;
}

/* ---- what texts refer to ---- */

mg_node *mg_pg_ast_refers(mg_node *statement, mg_node *trees)
{
    mg_node *definition = mg_child(statement, A_DEFINITION);
    if (trees && trees->kind == N_LIST)
        mg_ast_adopt(definition, trees);
    else
        mg_ast_add(definition, trees);
    return statement;
}

/* A name of something of that kind; 0 = of a routine. */
mg_node *mg_pg_ast_named(mg_node *qname, int kind)
{
    return mg_ast_sub(mg_ast_as(qname, N_QNAME), kind);
}

/* A routine and the types of its arguments, from a A_TARGET. */
mg_node *mg_pg_ast_routine_refers(mg_parse *ps, mg_node *target)
{
    mg_node *qname = mg_child(target, N_QNAME), *args = mg_child(target, A_ARGS);
    mg_node *list = mg_ast_new(ps, N_LIST);
    if (!qname)
        return list;
    mg_node_remove(target, qname);
    return mg_ast_adopt(mg_ast_add(list, qname), mg_pg_ast_arg_types(ps, args));
}

/* The same of what an ALTER adds. */
mg_node *mg_pg_ast_text_refers(mg_node *statement, mg_node *trees)
{
    mg_ast_adopt(mg_child(mg_child(statement, N_ACTION), N_TEXT), trees);
    return statement;
}

mg_node *mg_pg_ast_named_all(mg_node *qnames, int kind)
{
    MG_EACH (n, qnames)
        mg_pg_ast_named(n, kind);
    return qnames;
}

/* With columns or a condition: a query over them. */
static mg_node *published_part(mg_parse *ps, mg_node *n, mg_node *table)
{
    mg_node *columns = mg_child(n, N_LIST), *where = mg_child(n, A_WHERE);
    if (!columns && !where)
        return mg_ast_wrap(ps, Q_TABLE, table);
    if (where)
        mg_node_remove(n, where);
    MG_EACH (name, columns)
        mg_ast_as(name, E_COLUMN);
    mg_node *query = mg_pg_ast_as_query(ps, columns, mg_ast_list(ps, mg_ast_wrap(ps, Q_RELATION, table)));
    mg_ast_add(query ? query->first : NULL, where);
    return query;
}

mg_node *mg_pg_ast_published_tables(mg_parse *ps, const mg_node *published)
{
    mg_node *list = mg_ast_new(ps, N_LIST);
    MG_EACH (n, published) {
        mg_node *named = n->first;
        if (!named || (named->kind != N_QNAME && named->kind != N_NAME))
            continue;
        mg_node_remove(n, named);
        mg_ast_add(list, mg_str_is(mg_text(n), "table") ? published_part(ps, n, named) : mg_pg_ast_named(named, MG_O_SCHEMA));
    }
    return list;
}

mg_node *mg_pg_ast_reference(mg_parse *ps, const mg_token *option, mg_node *type)
{
    static const char *const types[] = {"stype", "mstype", "basetype", "leftarg", "rightarg", NULL};
    static const char *const functions[] = {"sfunc", "msfunc", "minvfunc", "finalfunc", "mfinalfunc", "combinefunc", "serialfunc",
                                            "deserialfunc", "function", "procedure", "sfunc1", "restrict", "join", NULL};
    mg_str word = mg_ast_lower(ps, option);
    for (size_t i = 0; type && types[i]; i++)
        if (mg_str_is(word, types[i]))
            return type;
    for (size_t i = 0; type && functions[i]; i++)
        if (mg_str_is(word, functions[i]))
            return mg_ast_as(type, N_QNAME);
    return NULL;
}

mg_node *mg_pg_ast_arg_types(mg_parse *ps, mg_node *args)
{
    mg_node *list = mg_ast_new(ps, N_LIST);
    MG_EACH (arg, args)
        for (mg_node *n = arg->first, *next; n; n = next) {
            next = n->next;
            if (n->kind == N_TYPE)
                mg_ast_add(list, n);
        }
    return list;
}

mg_node *mg_pg_ast_as_query(mg_parse *ps, mg_node *exprs, mg_node *from)
{
    mg_node *targets = mg_ast_new(ps, A_TARGETS);
    for (mg_node *n = exprs ? exprs->first : NULL, *next; n; n = next) {
        next = n->next;
        mg_ast_add(targets, mg_ast_wrap(ps, Q_TARGET, n));
    }
    return mg_ast_wrap(ps, E_SUBQUERY, mg_ast_pair(ps, Q_SELECT, targets, mg_ast_as(from, A_FROM)));
}

/* ---- changes that all know ---- */

mg_node *mg_pg_ast_rename(mg_parse *ps, int kind, mg_node *target, mg_node *name)
{
    int sub = kind ? kind : target ? target->sub : 0;
    return mg_ast_sub(mg_ast_pair(ps, S_RENAME, target, mg_ast_as(name, A_NEW_NAME)), sub);
}

mg_node *mg_pg_ast_rename_on(mg_parse *ps, int kind, mg_node *name, mg_node *table, mg_node *to)
{
    mg_node *n = mg_pg_ast_rename(ps, kind, mg_ast_wrap(ps, A_TARGET, mg_ast_as(name, N_QNAME)), to);
    return mg_ast_add(n, mg_ast_wrap(ps, A_ON_TABLE, table));
}

mg_node *mg_pg_ast_owner(mg_parse *ps, int kind, mg_node *target, mg_node *role)
{
    int sub = kind ? kind : target ? target->sub : 0;
    return mg_ast_sub(mg_ast_pair(ps, S_SET_OWNER, target, mg_ast_as(role, A_OWNER)), sub);
}

mg_node *mg_pg_ast_set_schema(mg_parse *ps, int kind, mg_node *target, mg_node *schema)
{
    return mg_ast_add(of_target(ps, S_ALTER_OBJECT, kind, target), mg_ast_act(ps, MG_ACT_SET_SCHEMA, schema, NULL));
}

mg_node *mg_pg_ast_changed(mg_parse *ps, int kind, mg_node *name, mg_node *change)
{
    if (!change)
        return NULL;
    mg_node *target = mg_ast_as(name, N_QNAME), *n = mg_ast_new(ps, change->kind);
    mg_ast_add(n, change->kind == S_ALTER_OBJECT ? target : mg_ast_wrap(ps, A_TARGET, target));
    return mg_ast_sub(mg_ast_adopt(n, change), kind);
}

mg_node *mg_pg_ast_depends_on_extension(mg_parse *ps, int kind)
{
    return mg_ast_textz(ps, mg_ast_sub(mg_ast_new(ps, S_OTHER), kind), "depends on extension");
}

mg_node *mg_pg_ast_targets(mg_parse *ps, int kind, mg_node *names)
{
    mg_node *list = mg_ast_new(ps, N_LIST);
    for (mg_node *n = names ? names->first : NULL, *next; n; n = next) {
        next = n->next;
        mg_ast_add(list, n->kind == A_TARGET ? n : mg_ast_wrap(ps, A_TARGET, n));
    }
    if (kind == MG_O_NONE || kind == MG_O_LARGE_OBJECT) /* parameters and large objects are in no schema */
        ps->partial = true;
    return mg_ast_sub(list, kind);
}

/* ALL TABLES IN SCHEMA a, b: targets that name the schema only */
mg_node *mg_pg_ast_targets_in(mg_parse *ps, int kind, mg_node *schemas)
{
    return mg_ast_flag(mg_pg_ast_targets(ps, kind, schemas), NF_ALL);
}

mg_node *mg_pg_ast_drop(mg_parse *ps, int kind, mg_node *names)
{
    return mg_ast_adopt(mg_ast_sub(mg_ast_new(ps, S_DROP), kind), mg_pg_ast_targets(ps, kind, names));
}

mg_node *mg_pg_ast_drop_on(mg_parse *ps, int kind, mg_node *name, mg_node *table)
{
    mg_node *target = mg_ast_wrap(ps, A_TARGET, mg_ast_as(name, N_QNAME));
    return mg_ast_sub(mg_ast_pair(ps, S_DROP, target, mg_ast_wrap(ps, A_ON_TABLE, table)), kind);
}

mg_node *mg_pg_ast_comment(mg_parse *ps, mg_node *target, mg_node *text)
{
    if (!target)
        return NULL;
    mg_node *on = mg_child(target, A_ON_TABLE);
    if (on)
        mg_node_remove(target, on);
    if (text) {
        text->sub = 0;
        text->kind = A_COMMENT;
    }
    return mg_ast_sub(mg_ast_three(ps, S_COMMENT, target, on, text), target->sub);
}

/* ---- privileges ---- */

mg_node *mg_pg_ast_grant(mg_parse *ps, int statement, mg_node *privileges, mg_node *targets, mg_node *grantees, mg_node *option)
{
    mg_node *n = mg_ast_new(ps, statement);
    bool grants_on = option && option->first;
    if (!n)
        return NULL;
    if (!targets) { /* membership in roles */
        n->sub = MG_O_ROLE;
        mg_ast_as(privileges, A_ROLES);
    } else {
        n->sub = targets->sub;
        n->flags |= targets->flags & NF_ALL;
    }
    if (grants_on)
        mg_ast_sub(privileges, 1);
    mg_ast_add(n, privileges);
    mg_ast_adopt(n, targets);
    return mg_ast_add(n, grantees);
}

mg_node *mg_pg_ast_default_privileges(mg_parse *ps, mg_node *scope, mg_node *grant)
{
    mg_node *n = mg_ast_adopt(mg_ast_new(ps, S_DEFAULT_PRIVILEGES), scope);
    mg_run whole = mg_run_of(&ps->tokens[0], &ps->tokens[ps->n_tokens ? ps->n_tokens - 1 : 0]);
    return mg_ast_add2(n, grant, mg_ast_run(ps, A_DEFINITION, whole));
}

/* ---- data ---- */

/* The table stands first as a N_QNAME; its alias, when there is one, as N_LIST. */
static mg_node *on_relation(mg_parse *ps, int statement, mg_node *relation, mg_node *alias)
{
    mg_node *n = mg_ast_new(ps, statement);
    if (!n || !relation)
        return n;
    mg_ast_flag(n, relation->flags & NF_ONLY);
    return mg_ast_add(mg_ast_adopt(n, relation), alias);
}

mg_node *mg_pg_ast_insert(mg_parse *ps, mg_node *target, mg_node *rest, mg_node *conflict, mg_node *returning)
{
    return mg_ast_add2(mg_ast_with(ps, S_INSERT, target, rest), conflict, returning);
}

mg_node *mg_pg_ast_do(mg_parse *ps, mg_node *items)
{
    mg_pg_check_routine(ps, items);
    if (!mg_child(items, A_BODY))
        mg_pg_refuse(ps, &ps->tokens[0], MG_STR("DO wants a body"));
    mg_node *n = mg_ast_adopt(mg_ast_new(ps, S_DO), items);
    mg_pg_check_body(ps, n);
    return n;
}

mg_node *mg_pg_ast_update(mg_parse *ps, mg_node *relation, mg_node *alias, mg_node *set, mg_node *from, mg_node *where,
                          mg_node *returning)
{
    mg_node *n = mg_ast_add2(on_relation(ps, S_UPDATE, relation, alias), set, from);
    return mg_ast_add2(n, where, returning);
}

mg_node *mg_pg_ast_delete(mg_parse *ps, mg_node *relation, mg_node *alias, mg_node *using_, mg_node *where, mg_node *returning)
{
    return mg_ast_add3(on_relation(ps, S_DELETE, relation, alias), using_, where, returning);
}

mg_node *mg_pg_ast_merge(mg_parse *ps, mg_node *relation, mg_node *alias, mg_node *source, mg_node *on, mg_node *whens,
                         mg_node *returning)
{
    mg_node *n = mg_ast_add2(on_relation(ps, S_MERGE, relation, alias), mg_ast_wrap(ps, A_FROM, source), mg_ast_wrap(ps, A_ON, on));
    return mg_ast_add(mg_ast_adopt(n, whens), returning);
}
