/* Options of publications, subscriptions, collations and event triggers: their values, and what excludes what. */
#include "dialect/postgres/build.h"

static const mg_node *find(const mg_node *options, const char *name)
{
    MG_EACH (n, options)
        if (mg_str_is(mg_text(n), name))
            return n;
    return NULL;
}

static mg_str value_of(const mg_node *option) { return mg_text(option ? option->first : NULL); }

static bool is_among(mg_str value, const char *const *words)
{
    for (; *words; words++)
        if (mg_str_iis(value, *words))
            return true;
    return false;
}

static bool is_true(const mg_node *option)
{
    static const char *const words[] = {"true", "on", "1", NULL};
    return option && (!option->first || is_among(value_of(option), words));
}

static bool is_false(const mg_node *option)
{
    static const char *const words[] = {"false", "off", "0", NULL};
    return option && option->first && is_among(value_of(option), words);
}

static void refuse(mg_parse *ps, const mg_node *option, const char *message)
{
    mg_pg_refuse_at(ps, option->off, mg_str_of(message));
}

/* ---- values ---- */

static void check_booleans(mg_parse *ps, const mg_node *options)
{
    static const char *const booleans[] = {
        "connect", "enabled", "create_slot", "copy_data", "binary", "two_phase", "disable_on_error", "password_required",
        "run_as_owner", "failover", "refresh", "publish_via_partition_root", NULL,
    };
    MG_EACH (option, options) {
        mg_str name = mg_text(option);
        bool parallel = mg_str_is(name, "streaming") && mg_str_iis(value_of(option), "parallel");
        if ((is_among(name, booleans) || (mg_str_is(name, "streaming") && !parallel)) && !is_true(option) && !is_false(option))
            mg_pg_refuse_at(ps, option->off, mg_arena_printf(ps->arena, "'%S' wants true or false", &name));
    }
}

static void check_publish(mg_parse *ps, const mg_node *option)
{
    static const char *const words[] = {"insert", "update", "delete", "truncate", NULL};
    mg_str value = value_of(option);
    for (uint32_t from = 0, at = 0; option && at <= value.n; at++) {
        if (at < value.n && value.p[at] != ',')
            continue;
        uint32_t a = from, b = at;
        while (a < b && value.p[a] == ' ')
            a++;
        while (b > a && value.p[b - 1] == ' ')
            b--;
        mg_str word = {value.p + a, b - a};
        if (word.n && !is_among(word, words))
            mg_pg_refuse_at(ps, option->off, mg_arena_printf(ps->arena, "a publication does not publish '%S'", &word));
        from = at + 1;
    }
}

/* connect = false makes the others false as well; a slot that is NONE can neither be made nor used. */
static void check_subscription(mg_parse *ps, const mg_node *options)
{
    static const char *const live[] = {"enabled", "create_slot", "copy_data"};
    const mg_node *connect = find(options, "connect"), *slot = find(options, "slot_name");
    bool apart = is_false(connect);
    for (size_t i = 0; i < 3; i++) {
        const mg_node *option = find(options, live[i]);
        if (apart && is_true(option))
            refuse(ps, option, "this needs a connection, and connect = false stands beside it");
    }
    if (!slot || !mg_str_iis(value_of(slot), "none"))
        return;
    for (size_t i = 0; i < 2; i++) {
        const mg_node *option = find(options, live[i]);
        if (is_true(option))
            refuse(ps, option, "this needs a slot, and slot_name = NONE stands beside it");
        else if (!option && !apart)
            refuse(ps, slot, "slot_name = NONE wants enabled = false and create_slot = false beside it");
    }
}

static void check_collation(mg_parse *ps, const mg_node *options)
{
    const mg_node *locale = find(options, "locale"), *from = find(options, "from");
    if (locale && (find(options, "lc_collate") || find(options, "lc_ctype")))
        refuse(ps, locale, "LOCALE stands for LC_COLLATE and LC_CTYPE: say one or the other");
    if (from && mg_child_count(options) > 1)
        refuse(ps, from, "FROM copies a collation and takes no other option beside it");
}

void mg_pg_check_values(mg_parse *ps, const mg_node *options, mg_pg_statement statement)
{
    if (statement == MG_PG_COLLATION) {
        check_collation(ps, options);
        return;
    }
    check_booleans(ps, options);
    if (statement == MG_PG_PUBLICATION)
        check_publish(ps, find(options, "publish"));
    if (statement == MG_PG_SUBSCRIPTION)
        check_subscription(ps, options);
}

void mg_pg_check_search(mg_parse *ps, const mg_node *options, int kind)
{
    if (kind == MG_O_TS_PARSER)
        mg_pg_check_options(ps, options, MG_PG_TS_PARSER);
    else if (kind == MG_O_TS_TEMPLATE)
        mg_pg_check_options(ps, options, MG_PG_TS_TEMPLATE);
    else if (kind == MG_O_TS_CONFIGURATION)
        mg_pg_check_options(ps, options, MG_PG_TS_CONFIGURATION);
}

/* ---- connection strings: name=value, blanks between ---- */

static uint32_t skip_value(mg_str s, uint32_t at)
{
    bool quoted = at < s.n && s.p[at] == '\'';
    at += quoted;
    while (at < s.n && (quoted ? s.p[at] != '\'' : !mg_is_blank(s.p[at])))
        at += 1 + (s.p[at] == '\\');
    return at + quoted;
}

static bool is_connection_option(mg_str name)
{
    static const char *const words[] = {
        "host", "hostaddr", "port", "dbname", "user", "password", "passfile", "require_auth", "channel_binding",
        "connect_timeout", "client_encoding", "options", "application_name", "fallback_application_name", "keepalives",
        "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout", "replication", "gssencmode", "sslmode",
        "requiressl", "sslnegotiation", "sslcompression", "sslcert", "sslkey", "sslpassword", "sslcertmode", "sslrootcert", "sslcrl",
        "sslcrldir", "sslsni", "sslkeylogfile", "requirepeer", "ssl_min_protocol_version", "ssl_max_protocol_version",
        "min_protocol_version", "max_protocol_version", "krbsrvname", "gsslib", "gssdelegation", "scram_client_key",
        "scram_server_key", "service", "target_session_attrs", "load_balance_hosts", "oauth_issuer", "oauth_client_id",
        "oauth_client_secret", "oauth_scope", "authtype", "tty", NULL,
    };
    return is_among(name, words);
}

void mg_pg_check_connection(mg_parse *ps, const mg_token *t)
{
    mg_str s = mg_text(mg_ast_value(ps, N_TEXT, t));
    if (mg_str_starts(s, "postgres://") || mg_str_starts(s, "postgresql://"))
        return;
    for (uint32_t at = 0; at < s.n;) {
        if (mg_is_blank(s.p[at])) {
            at++;
            continue;
        }
        uint32_t from = at;
        while (at < s.n && s.p[at] != '=' && !mg_is_blank(s.p[at]))
            at++;
        mg_str name = {s.p + from, at - from};
        while (at < s.n && mg_is_blank(s.p[at]))
            at++;
        if (at >= s.n || s.p[at] != '=') {
            mg_pg_refuse(ps, t, mg_arena_printf(ps->arena, "'=' is missing behind '%S' in the connection string", &name));
            return;
        }
        if (!is_connection_option(name))
            mg_pg_refuse(ps, t, mg_arena_printf(ps->arena, "a connection has no option '%S'", &name));
        for (at++; at < s.n && mg_is_blank(s.p[at]);)
            at++;
        at = skip_value(s, at);
    }
}

/* ---- event triggers ---- */

/* CREATE TABLE, DROP INDEX …: a command, and a kind of object. */
void mg_pg_check_tag(mg_parse *ps, const mg_token *t)
{
    static const char *const whole[] = {"COMMENT", "GRANT", "REVOKE", "LOGIN", "REINDEX", "SECURITY LABEL", "SELECT INTO",
                                        "IMPORT FOREIGN SCHEMA", "REFRESH MATERIALIZED VIEW", "CREATE TABLE AS", "DROP OWNED",
                                        "ALTER DEFAULT PRIVILEGES", "ALTER LARGE OBJECT", NULL};
    static const char *const kinds[] = {
        "ACCESS METHOD", "AGGREGATE", "CAST", "COLLATION", "CONSTRAINT", "CONVERSION", "DOMAIN", "EXTENSION", "FOREIGN DATA WRAPPER",
        "FOREIGN TABLE", "FUNCTION", "INDEX", "LANGUAGE", "MATERIALIZED VIEW", "OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY",
        "POLICY", "PROCEDURE", "PUBLICATION", "ROUTINE", "RULE", "SCHEMA", "SEQUENCE", "SERVER", "STATISTICS", "SUBSCRIPTION",
        "TABLE", "TEXT SEARCH CONFIGURATION", "TEXT SEARCH DICTIONARY", "TEXT SEARCH PARSER", "TEXT SEARCH TEMPLATE", "TRANSFORM",
        "TRIGGER", "TYPE", "USER MAPPING", "VIEW", NULL,
    };
    mg_str tag = mg_text(mg_ast_value(ps, N_TEXT, t));
    static const char *const verbs[] = {"create ", "alter ", "drop "};
    if (is_among(tag, whole))
        return;
    for (size_t i = 0; i < 3; i++) {
        uint32_t n = (uint32_t)strlen(verbs[i]);
        mg_str head = {tag.p, tag.n < n ? tag.n : n}, rest = {tag.p + head.n, tag.n - head.n};
        if (mg_str_iis(head, verbs[i]) && is_among(rest, kinds))
            return;
    }
    mg_pg_refuse(ps, t, mg_arena_printf(ps->arena, "'%S' is no tag of a command", &tag));
}

/* N_NAMEs of the variables, in order. */
void mg_pg_check_filters(mg_parse *ps, const mg_node *filters)
{
    MG_EACH (filter, filters) {
        if (!mg_str_is(mg_text(filter), "tag"))
            refuse(ps, filter, "only TAG can be filtered");
        else if (filter != filters->first)
            refuse(ps, filter, "TAG is filtered twice");
    }
}

/* ---- publications ---- */

/* N_PARAM, text: "table", "schema", or "more" of what stands before; children: name, columns, condition */
mg_node *mg_pg_ast_published(mg_parse *ps, const char *what, mg_node *name, mg_node *columns, mg_node *where)
{
    return mg_ast_add3(mg_ast_z(ps, N_PARAM, what), name, columns, where);
}

/* A name without TABLE or TABLES IN SCHEMA is of the kind of the one before it. */
void mg_pg_check_published_more(mg_parse *ps, const mg_node *list, mg_node *fresh)
{
    const mg_node *before = list ? list->first : NULL;
    while (before && before->next && before->next != fresh)
        before = before->next;
    if (!fresh || !before || before == fresh)
        return;
    mg_ast_text(fresh, before);
    const mg_node *name = mg_child(fresh, N_QNAME);
    uint32_t at = ps->tokens[ps->at ? ps->at - 1 : 0].off;
    if (mg_str_is(mg_text(fresh), "table")) {
        if (!name)
            mg_pg_refuse_at(ps, at, MG_STR("a table's name is wanted here"));
    } else if (mg_child(fresh, A_WHERE) || mg_child(fresh, N_LIST)) {
        mg_pg_refuse_at(ps, at, MG_STR("columns and WHERE are not for schemas"));
    } else if (name && name->first) {
        mg_pg_refuse_at(ps, at, MG_STR("a schema's name has one part"));
    }
}

void mg_pg_check_published(mg_parse *ps, const mg_node *list, bool drops)
{
    MG_EACH (n, list)
        if (drops && mg_child(n, A_WHERE))
            refuse(ps, mg_child(n, A_WHERE), "a table leaves a publication without WHERE");
}
