/* Without strict mode the change copies the table and fills NULLs with zeros. */
#include "rules/util.h"

/* The text sets a mode, and it is not a strict one. */
static bool is_lax(const mg_rule_ctx *rc)
{
    const mg_schema *s = mg_rule_after(rc);
    bool lax = false;
    for (uint32_t i = 0; i < s->statements.n; i++) {
        const mg_stmt_info *st = s->statements.at[i];
        if (st->kind != S_SET)
            continue;
        mg_words w = mg_rule_words(st);
        if (!mg_rule_skip_to(&w, "sql_mode"))
            continue;
        mg_str word = mg_rule_next_word(&w);
        if (mg_str_is(word, ":"))
            word = mg_rule_next_word(&w);
        mg_str value = mg_rule_next_word(&w);
        if (!mg_str_is(word, "=") || !value.n || (value.p[0] != '\'' && value.p[0] != '"'))
            continue; /* set back from a variable */
        lax = true;
        for (uint32_t k = 0; k + 6 <= value.n; k++)
            lax = lax && !mg_str_iis((mg_str){value.p + k, 6}, "strict");
    }
    return lax;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_altered(rc, c, MG_C_SET_NOT_NULL) || !is_lax(rc))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "%S becomes NOT NULL under a sql_mode that is not strict: %S is copied while writes wait, and NULLs turn "
                                   "into 0 or ''.", &name, &table);
    mg_rule_suggest(rc, f, "SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES') first.");
}

const mg_rule mg_rule_online_set_not_null_nonstrict = {
    .id = "online/set-not-null-nonstrict",
    .title = "a column becomes NOT NULL under a lax sql_mode",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MYSQL,
    .why =
        "Without STRICT_TRANS_TABLES or STRICT_ALL_TABLES MySQL refuses to make a column NOT NULL in place: "
        "it copies the table while writes wait, and stores 0 or an empty string where NULL stood.",
    .fix =
        "Set a strict sql_mode for the session; the change is INPLACE then and fails on a NULL instead of "
        "replacing it.",
    .source = "measured on MySQL 9.7.4",
    .change = on_change,
};
