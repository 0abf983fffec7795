<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** Whether renames are looked for where none was declared. */
enum Renames: int
{
    case Auto = 0;
    case Never = 1;
}
