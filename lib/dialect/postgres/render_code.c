/* Routines, triggers, policies, rules. */
#include "dialect/postgres/render.h"

#include <string.h>

/* ---- routines ---- */

static void put_arg(mg_pg_out *w, const mg_node *arg)
{
    static const char *const modes[] = {"", "OUT ", "INOUT ", "VARIADIC ", ""};
    mg_pg_put(w, arg->sub < 5 ? modes[arg->sub] : "");
    if (arg->n) {
        mg_pg_put_name(w, mg_text(arg));
        mg_pg_put(w, " ");
    }
    mg_print_type(w->b, w->s->dialect, mg_child(arg, N_TYPE));
    const mg_node *value = mg_child(arg, A_DEFAULT);
    if (value) {
        mg_pg_put(w, " DEFAULT ");
        mg_pg_put_expr(w, value->first);
    }
}

void mg_pg_put_args(mg_pg_out *w, const mg_node *args)
{
    MG_EACH (arg, args) {
        if (arg != args->first)
            mg_pg_put(w, ", ");
        put_arg(w, arg);
    }
}

static void put_returns(mg_pg_out *w, const mg_node *returns)
{
    if (!returns || !returns->first)
        return;
    mg_pg_put(w, "\n    RETURNS ");
    if (returns->first->kind == N_TYPE) {
        mg_print_type(w->b, w->s->dialect, returns->first);
        return;
    }
    mg_pg_put(w, "TABLE(");
    mg_pg_put_args(w, returns);
    mg_pg_put(w, ")");
}

static void put_setting(mg_pg_out *w, const mg_node *set)
{
    mg_pg_put(w, "\n    SET ");
    mg_pg_put_str(w, mg_text(set));
    if (set->first && set->first->kind == N_KEYWORD && mg_str_is(mg_text(set->first), "from current")) {
        mg_pg_put(w, " FROM CURRENT");
        return;
    }
    const char *between = " TO ";
    MG_EACH (value, set) {
        mg_pg_put(w, between);
        between = ", ";
        if (value->kind == N_KEYWORD)
            mg_pg_put_upper(w, mg_text(value));
        else if (value->kind == N_NAME)
            mg_pg_put_name(w, mg_text(value));
        else
            mg_pg_put_expr(w, value);
    }
}

static bool holds(mg_str text, mg_str part)
{
    for (uint32_t i = 0; i + part.n <= text.n; i++)
        if (memcmp(text.p + i, part.p, part.n) == 0)
            return true;
    return false;
}

/* $$ … $$ with a tag that the body does not hold. */
static void put_dollar(mg_pg_out *w, mg_str body)
{
    char tag[24] = "$$";
    mg_str mark = MG_STR("$$");
    for (unsigned i = 0; holds(body, mark) || (body.n && body.p[body.n - 1] == '$'); i++) {
        if (i == 100) {
            mg_print_string(w->b, w->s->dialect, body);
            return;
        }
        const char digits[3] = {(char)('0' + i / 10), (char)('0' + i % 10), 0};
        memcpy(tag, "$body", 5);
        memcpy(tag + 5, digits, 2);
        memcpy(tag + 7, "$", 2);
        mark = mg_str_of(tag);
        if (!holds(body, mark))
            break;
    }
    mg_pg_put_str(w, mark);
    mg_pg_put_str(w, body);
    mg_pg_put_str(w, mark);
}

static void put_body(mg_pg_out *w, const mg_object *o)
{
    const mg_node *body = mg_attr(o, A_BODY);
    if (!body)
        return;
    mg_pg_put(w, "\n    ");
    if (body->sub == 1) {
        mg_pg_put(w, "RETURN ");
        mg_pg_put_written(w, o, body);
        return;
    }
    if (body->sub == 2) {
        mg_pg_put_str(w, mg_text(body));
        return;
    }
    mg_pg_put(w, "AS ");
    const mg_node *link = mg_child(body, A_LINK_SYMBOL);
    if (link) {
        mg_print_string(w->b, w->s->dialect, mg_text(body));
        mg_pg_put(w, ", ");
        mg_print_string(w->b, w->s->dialect, mg_text(link));
        return;
    }
    put_dollar(w, mg_text(body));
}

static void put_word(mg_pg_out *w, const mg_object *o, mg_kind kind, const char *before)
{
    const mg_node *n = mg_attr(o, kind);
    if (!n)
        return;
    mg_pg_put(w, before);
    mg_pg_put_upper(w, mg_text(n));
}

static void put_properties(mg_pg_out *w, const mg_object *o)
{
    const mg_node *language = mg_attr(o, A_LANGUAGE), *null_input = mg_attr(o, A_NULL_INPUT);
    const mg_node *leakproof = mg_attr(o, A_LEAKPROOF), *support = mg_attr(o, A_SUPPORT);
    if (language) {
        mg_pg_put(w, "\n    LANGUAGE ");
        mg_pg_put_name(w, mg_text(language));
    }
    if (mg_attr(o, A_WINDOW))
        mg_pg_put(w, "\n    WINDOW");
    put_word(w, o, A_VOLATILITY, "\n    ");
    if (null_input)
        mg_pg_put(w, mg_str_is(mg_text(null_input), "strict") ? "\n    STRICT" : "\n    CALLED ON NULL INPUT");
    put_word(w, o, A_SQL_SECURITY, "\n    SECURITY ");
    if (leakproof)
        mg_pg_put(w, leakproof->sub == 1 ? "\n    LEAKPROOF" : "\n    NOT LEAKPROOF");
    put_word(w, o, A_PARALLEL, "\n    PARALLEL ");
    put_word(w, o, A_COST, "\n    COST ");
    put_word(w, o, A_ROWS, "\n    ROWS ");
    if (support && support->first) {
        mg_pg_put(w, "\n    SUPPORT ");
        mg_print_qname(w->b, w->s->dialect, support->first);
    }
    MG_EACH_ATTR (n, o)
        if (n->kind == A_SET)
            put_setting(w, n);
}

void mg_pg_render_routine(mg_pg_out *w, const mg_object *o)
{
    mg_pg_put(w, o->kind == MG_O_PROCEDURE ? "CREATE PROCEDURE " : "CREATE FUNCTION ");
    mg_pg_put_object(w, o);
    mg_pg_put(w, "(");
    mg_pg_put_args(w, mg_attr(o, A_ARGS));
    mg_pg_put(w, ")");
    put_returns(w, mg_attr(o, A_RETURNS));
    put_properties(w, o);
    put_body(w, o);
}

/* ---- triggers ---- */

static void put_events(mg_pg_out *w, const mg_node *events)
{
    MG_EACH (event, events) {
        if (event != events->first)
            mg_pg_put(w, " OR ");
        mg_pg_put_upper(w, mg_text(event));
        if (event->first) {
            mg_pg_put(w, " OF ");
            mg_pg_put_names(w, event);
        }
    }
}

static void put_deferral(mg_pg_out *w, const mg_object *o)
{
    const mg_node *deferrable = mg_attr(o, A_DEFERRABLE), *initially = mg_attr(o, A_INITIALLY);
    if (deferrable)
        mg_pg_put(w, deferrable->sub == 2 ? " NOT DEFERRABLE" : " DEFERRABLE");
    if (initially) {
        mg_pg_put(w, " INITIALLY ");
        mg_pg_put_upper(w, mg_text(initially));
    }
}

void mg_pg_render_trigger(mg_pg_out *w, const mg_object *o)
{
    const mg_node *from = mg_attr(o, A_FROM_TABLE), *when = mg_attr(o, A_WHEN), *each = mg_attr(o, A_FOR_EACH);
    const mg_node *referencing = mg_attr(o, A_REFERENCING);
    mg_pg_put(w, mg_attr(o, A_CONSTRAINT_TRIGGER) ? "CREATE CONSTRAINT TRIGGER " : "CREATE TRIGGER ");
    mg_pg_put_name(w, o->name);
    mg_pg_put(w, " ");
    mg_pg_put_upper(w, mg_attr_text(o, A_TIMING));
    mg_pg_put(w, " ");
    put_events(w, mg_attr(o, A_EVENTS));
    mg_pg_put(w, " ON ");
    mg_pg_put_object(w, o->parent);
    if (from && from->first) {
        mg_pg_put(w, " FROM ");
        mg_print_qname(w->b, w->s->dialect, from->first);
    }
    put_deferral(w, o);
    if (referencing)
        mg_pg_put(w, " REFERENCING");
    MG_EACH (n, referencing) {
        mg_pg_put(w, " ");
        mg_pg_put_upper(w, mg_text(n));
        mg_pg_put(w, " AS ");
        mg_pg_put_name(w, mg_text(n->first));
    }
    if (each) {
        mg_pg_put(w, " FOR EACH ");
        mg_pg_put_upper(w, mg_text(each));
    }
    if (when) {
        mg_pg_put(w, " WHEN (");
        mg_pg_put_written(w, o, when);
        mg_pg_put(w, ")");
    }
    mg_pg_put(w, " EXECUTE FUNCTION ");
    mg_pg_put_expr(w, mg_attr_first(o, A_EXECUTE));
}

/* ---- policies ---- */

static bool is_role_word(const mg_node *role)
{
    return !(role->flags & NF_QUOTED) && (mg_str_is(mg_text(role), "current_user") || mg_str_is(mg_text(role), "session_user") ||
                                          mg_str_is(mg_text(role), "current_role") || mg_str_is(mg_text(role), "public"));
}

static void put_condition(mg_pg_out *w, const mg_object *o, mg_kind kind, const char *words)
{
    const mg_node *n = mg_attr(o, kind);
    if (!n)
        return;
    mg_pg_put(w, words);
    mg_pg_put(w, " (");
    mg_pg_put_written(w, o, n);
    mg_pg_put(w, ")");
}

static void put_policy_roles(mg_pg_out *w, const mg_node *roles)
{
    MG_EACH (role, roles) {
        mg_pg_put(w, role == roles->first ? " TO " : ", ");
        if (is_role_word(role))
            mg_pg_put_upper(w, mg_text(role));
        else
            mg_pg_put_name(w, mg_text(role));
    }
}

/* " USING (…)": the part of CREATE POLICY that ALTER POLICY says, too. */
void mg_pg_print_policy_part(mg_buf *b, const mg_object *o, int attr)
{
    mg_pg_out w = {b, o->owner};
    if (attr == A_ROLES && !mg_attr(o, A_ROLES))
        mg_pg_put(&w, " TO PUBLIC");
    else if (attr == A_ROLES)
        put_policy_roles(&w, mg_attr(o, A_ROLES));
    else
        put_condition(&w, o, (mg_kind)attr, attr == A_USING ? " USING" : " WITH CHECK");
}

void mg_pg_render_policy(mg_pg_out *w, const mg_object *o)
{
    mg_pg_put(w, "CREATE POLICY ");
    mg_pg_put_name(w, o->name);
    mg_pg_put(w, " ON ");
    mg_pg_put_object(w, o->parent);
    put_word(w, o, A_PERMISSIVE, " AS ");
    put_word(w, o, A_COMMAND, " FOR ");
    put_policy_roles(w, mg_attr(o, A_ROLES));
    put_condition(w, o, A_USING, " USING");
    put_condition(w, o, A_WITH_CHECK, " WITH CHECK");
}

/* ---- rules ---- */

void mg_pg_render_rule(mg_pg_out *w, const mg_object *o)
{
    const mg_node *events = mg_attr(o, A_EVENTS), *when = mg_attr(o, A_WHEN);
    mg_pg_put(w, "CREATE RULE ");
    mg_pg_put_name(w, o->name);
    mg_pg_put(w, " AS ON ");
    put_events(w, events);
    mg_pg_put(w, " TO ");
    mg_pg_put_object(w, o->parent);
    if (when) {
        mg_pg_put(w, " WHERE ");
        mg_pg_put_written(w, o, when);
    }
    mg_pg_put(w, mg_attr(o, A_TIMING) ? " DO INSTEAD " : " DO ALSO ");
    mg_pg_put_str(w, mg_attr_text(o, A_BODY));
}
