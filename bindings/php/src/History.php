<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** What became of a file that others have run already. */
enum History: int
{
    case New = 0;
    case Inserted = 1;
    case Edited = 2;
}
