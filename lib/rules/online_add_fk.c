/* With foreign_key_checks=1 the table is copied while writes wait. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = mg_rule_is_altered(rc, c, MG_C_ADD_FOREIGN_KEY) ? mg_rule_statement_of(rc, c) : NULL;
    if (st && mg_rule_fk_checks_are_off(rc, st))
        return; /* online/fk-checks-off */
    if (c->type != MG_C_ADD_FOREIGN_KEY || !c->after->parent || !mg_rule_on_old_table(rc, c) || mg_rule_ignores_fk(rc, c->after->parent))
        return;
    const mg_my_fact *fact = mg_fact_mysql(mg_rule_dialect(rc), "add_foreign_key", mg_rule_version(rc));
    bool writes_go_on = fact && fact->lock && mg_str_is(mg_str_of(fact->lock), "NONE");
    mg_str own = mg_rule_own_name(rc, c->after), child = mg_rule_name(rc, c->after->parent),
        engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S adds %S by ALGORITHM=COPY while foreign_key_checks=1: %S is copied%s.",
                            &engine, &own, &child,
                            writes_go_on ? ", while writes go on" : " and writes to it wait");
    if (writes_go_on)
        mg_rule_severity(f, MG_SEV_WARNING);
    mg_rule_suggest(rc, f, "With foreign_key_checks=0 for this statement it is INPLACE; the orphans have to be looked for by a query then.");
    mg_str sql = mg_rule_sql_table(rc, c), fk = mg_rule_sql_word(rc, c->after->name), keys = mg_rule_sql_keys(rc, c->after);
    const mg_object *other = mg_rule_parent_of(rc, c->after);
    mg_str parent = other ? mg_rule_sql_name(rc, other) : MG_STR_NONE, there = mg_rule_sql_list(rc, mg_attr(c->after, A_REFERENCES), "", ", ");
    if (parent.n && there.n && !mg_attr(c->after, A_ON_DELETE) && !mg_attr(c->after, A_ON_UPDATE))
        mg_rule_sql(rc, f, "SET SESSION foreign_key_checks = 0;\nALTER TABLE %S ADD CONSTRAINT %S FOREIGN KEY (%S) REFERENCES %S (%S), ALGORITHM=INPLACE;\n"
                           "SET SESSION foreign_key_checks = 1", &sql, &fk, &keys, &parent, &there);
}

const mg_rule mg_rule_online_add_fk = {
    .id = "online/add-fk",
    .title = "adding a foreign key copies the table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "With foreign_key_checks=1 ADD FOREIGN KEY uses ALGORITHM=COPY: the whole child is copied while "
        "writes wait. It also waits for every open transaction on the parent, even plain reads.",
    .fix =
        "Clean the orphans, add it with foreign_key_checks=0 (INPLACE, no scan), and prove by a query that "
        "there are still none.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
