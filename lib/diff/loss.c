/* What a change may destroy. */
#include "diff/differ.h"
#include "facts/facts.h"

mg_loss mg_loss_of_type_change(const mg_differ *df, const mg_node *from, const mg_node *to, const mg_object *column)
{
    mg_type_change t;
    if (!from || !to)
        return from ? MG_LOSS_POSSIBLE : MG_LOSS_NONE;
    mg_fact_type_change(df->before, df->after, from, to, column, &t);
    return t.loss || t.may_change || t.may_fail || t.cast == MG_CAST_NONE ? MG_LOSS_POSSIBLE : MG_LOSS_NONE;
}

bool mg_same_type_class(const mg_differ *df, const mg_node *from, const mg_node *to)
{
    mg_type_change t;
    mg_fact_type_change(df->before, df->after, from, to, NULL, &t);
    return !t.class_change && t.cast != MG_CAST_NONE;
}

static bool has_partition(const mg_node *list, mg_str name)
{
    MG_EACH(p, list)
        if (p->kind == N_PARTITION && mg_str_ieq(mg_text(p), name))
            return true;
    return false;
}

mg_loss mg_loss_of_charset(const mg_dialect *d, const mg_node *from, const mg_node *to)
{
    return d->charset_holds && d->charset_holds(mg_text(from), mg_text(to)) ? MG_LOSS_NONE : MG_LOSS_POSSIBLE;
}

/* Dropping a partition drops its rows; any other new layout moves them. */
mg_loss mg_loss_of_partitioning(const mg_node *from, const mg_node *to)
{
    if (!from || !to)
        return MG_LOSS_NONE;
    MG_EACH(p, from)
        if (p->kind == N_PARTITION && !has_partition(to, mg_text(p)))
            return MG_LOSS_POSSIBLE;
    return MG_LOSS_NONE;
}
