<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** What a statement is about. */
enum About: int
{
    case Ddl = 1;
    case Dml = 2;
    case Backfill = 4;
    case Heavy = 8;
    case Old = 16;
    case NoTransaction = 32;
    case Concurrently = 64;
    case Repeatable = 128;
    case Slow = 256;
    case Rebuild = 512;
}
