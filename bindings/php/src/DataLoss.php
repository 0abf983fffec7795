<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** What a change may do to data. */
enum DataLoss: int
{
    case None = 0;
    case Possible = 1;
    case Certain = 2;
}
