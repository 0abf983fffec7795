<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** What an option of a rule holds. */
enum Option: int
{
    case Number = 0;
    case Pattern = 1;
    case List = 2;
}
