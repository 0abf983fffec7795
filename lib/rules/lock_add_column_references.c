/* No row is looked at, but the other table's writers wait. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_FOREIGN_KEY || rc->plan || !c->after->parent || !mg_rule_on_old_table(rc, c))
        return;
    const mg_object *column = mg_rule_column_of_new_fk(rc, c->after), *parent = mg_rule_parent_of(rc, c->after);
    if (!column || !parent)
        return;
    bool scans = mg_rule_column_has_value(column);
    const mg_pg_fact *fact = mg_fact_postgres(scans ? "add_column_references_default" : "add_column_references", mg_rule_version(rc));
    mg_str name = mg_rule_name(rc, column), table = mg_rule_name(rc, column->parent), other = mg_rule_name(rc, parent);
    if (!fact)
        return;
    mg_finding *f;
    if (scans)
        f = mg_emit(rc, c, "ADD COLUMN %S … REFERENCES %S with a default looks every row of %S up, under %s on %S and a lock on %S that keeps "
                           "its writers waiting.", &name, &other, &table, fact->lock, &table, &other);
    else
        f = mg_emit(rc, c, "ADD COLUMN %S … REFERENCES %S looks at no row, but holds %s on %S and keeps writers of %S waiting until the "
                           "transaction ends.", &name, &other, fact->lock, &table, &other);
    mg_rule_suggest(rc, f, "Add the column without REFERENCES; then the foreign key, NOT VALID and with a short lock_timeout; then validate it in a "
                           "transaction of its own.");
    mg_str sql = mg_rule_sql_table(rc, c), own = mg_rule_sql_word(rc, c->after->name), keys = mg_rule_sql_keys(rc, c->after), to = mg_rule_sql_name(rc, parent);
    mg_str there = mg_rule_sql_list(rc, mg_attr(c->after, A_REFERENCES), "", ", ");
    if (own.n && there.n && !mg_attr(c->after, A_ON_DELETE) && !mg_attr(c->after, A_ON_UPDATE)) {
        mg_rule_sql(rc, f, "ALTER TABLE %S ADD CONSTRAINT %S FOREIGN KEY (%S) REFERENCES %S (%S) NOT VALID", &sql, &own, &keys, &to, &there);
        mg_rule_sql(rc, f, "ALTER TABLE %S VALIDATE CONSTRAINT %S", &sql, &own);
    }
    if (scans)
        mg_rule_severity(f, MG_SEV_ERROR);
}

const mg_rule mg_rule_lock_add_column_references = {
    .id = "lock/add-column-references",
    .title = "ADD COLUMN … REFERENCES locks both tables",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "ADD COLUMN … REFERENCES takes ACCESS EXCLUSIVE on the table and SHARE ROW EXCLUSIVE on the one that it refers to, until the "
           "transaction ends. Without a default no row is looked at; with one, all are.",
    .fix = "The column first, then the foreign key NOT VALID, then VALIDATE.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
