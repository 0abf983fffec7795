<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** What a run wants next. */
enum RunState: int
{
    case Statement = 0;
    case Query = 1;
    case Manual = 2;
    case Done = 3;
    case Failed = 4;
}
