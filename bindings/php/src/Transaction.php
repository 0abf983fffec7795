<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** How a file is sent to the server. */
enum Transaction: int
{
    case Each = 0;
    case File = 1;
    case String = 2;
    case Auto = 3;
}
