/* MySQL and MariaDB: columns beside columns. */
#include "plan/mysql_plan.h"
#include "plan/staged.h"
