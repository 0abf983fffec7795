/* SQLite: columns beside columns. */
#include "plan/sqlite_plan.h"
#include "plan/staged.h"
