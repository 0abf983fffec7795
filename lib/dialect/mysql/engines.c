/* Storage engines by name, of the manuals of MySQL 9.7 and MariaDB 11.8 and of servers built on them: with plugins, and what older
 * versions had. */
#include "dialect/mysql/mysql.h"

bool mg_my_is_engine(mg_str name)
{
    static const char *const engines[] = {
        "innodb", "myisam", "memory", "heap", "csv", "archive", "blackhole", "merge", "mrg_myisam", "federated", "ndb", "ndbcluster", "example",
        "performance_schema", "temptable", "rapid",
        "aria", "maria", "connect", "spider", "rocksdb", "columnstore", "sequence", "sql_sequence", "s3", "oqgraph", "mroonga", "sphinx", "federatedx",
        "tokudb", "cassandra", "xtradb", "pbxt", "falcon", "infobright", "brighthouse", "videx", "duckdb",
    };
    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++)
        if (mg_str_iis(name, engines[i]))
            return true;
    return false;
}
