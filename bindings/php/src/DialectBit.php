<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** Bits of migra_rule_def.dialects. */
enum DialectBit: int
{
    case Postgres = 1;
    case Mysql = 2;
    case Mariadb = 4;
    case Sqlite = 8;
}
