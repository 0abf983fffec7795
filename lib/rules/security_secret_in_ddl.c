/* A password in a file stays in the history of files, in logs and in reports. */
#include "rules/util.h"

static const char *const names[] = {"PASSWORD", "password", "passwd", "secret", NULL};

static bool is_secret_word(mg_str word)
{
    for (const char *const *n = names; *n; n++)
        if (mg_str_iis(word, *n))
            return true;
    return false;
}

/* '…' that is no placeholder; "password=…" inside a connection string counts as well. */
static bool is_literal(mg_str word)
{
    if (word.n < 3 || word.p[0] != '\'')
        return false;
    char c = word.p[1];
    return c != '$' && c != '{' && c != '%' && c != ':' && c != '<' && c != '@';
}

static bool holds_password(mg_str word)
{
    static const char key[] = "password=";
    for (uint32_t i = 1; word.n > sizeof key + 1 && i + sizeof key < word.n; i++) {
        mg_str at = {word.p + i, sizeof key - 1};
        if (mg_str_iis(at, key))
            return word.p[i + sizeof key - 1] != '$' && word.p[i + sizeof key - 1] != '{' && word.p[i + sizeof key - 1] != '\'';
    }
    return false;
}

static bool holds_secret(const mg_stmt_info *st)
{
    mg_words w = mg_rule_words(st);
    bool expected = false;
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        if (expected && is_literal(word))
            return true;
        if (is_literal(word) && holds_password(word))
            return true;
        expected = is_secret_word(word) || mg_str_iis(word, "IDENTIFIED") || (expected && (mg_str_iis(word, "BY") || mg_str_is(word, "=")));
    }
    return false;
}

static bool begins_so(const mg_stmt_info *st)
{
    static const char *const heads[] = {"CREATE USER", "CREATE ROLE", "ALTER USER", "ALTER ROLE", "CREATE GROUP", "CREATE SUBSCRIPTION",
                                        "ALTER SUBSCRIPTION", "CREATE SERVER", "ALTER SERVER", "SET PASSWORD", "GRANT", "CHANGE MASTER",
                                        "CHANGE REPLICATION", NULL};
    for (const char *const *h = heads; *h; h++)
        if (mg_rule_statement_begins(st, *h))
            return true;
    return false;
}

static void on_statement(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    if (!begins_so(st) || !holds_secret(st))
        return;
    mg_words w = mg_rule_words(st);
    mg_str verb = mg_rule_next_word(&w), what = mg_rule_next_word(&w);
    mg_finding *f = mg_emit(rc, NULL, "%S %S … holds a password as plain text: it stays in the history of the file, in logs of the server and "
                                      "in reports.", &verb, &what);
    mg_rule_suggest(rc, f, "Leave it out and set it by hand (psql: \\password), or put a variable of the migration tool in its place; change "
                           "one that was in a file.");
    mg_rule_at_statement(f, st);
}

static void check(const mg_rule_ctx *rc)
{
    mg_rule_each_statement(rc, S_CREATE_OBJECT, on_statement);
    mg_rule_each_statement(rc, S_ALTER_OBJECT, on_statement);
    mg_rule_each_statement(rc, S_OTHER, on_statement);
    if (mg_rule_is_mysql(rc))
        mg_rule_each_statement(rc, S_GRANT, on_statement);
}

const mg_rule mg_rule_security_secret_in_ddl = {
    .id = "security/secret-in-ddl",
    .title = "a password stands in the file",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why = "A password in CREATE ROLE, CREATE USER, a subscription, a server or a user mapping stays in the history of the file, in the "
           "server's log and statistics, and in whatever prints the statement.",
    .fix = "Keep it out of the file: set it by hand, or let the migration tool fill in a variable.",
    .source = "manuals of the engines",
    .check = check,
};
