<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** What a call returns: 0, or one of MIGRA_E_*. */
enum Status: int
{
    case Ok = 0;
    case Nomem = 1;
    case Misuse = 2;
    case Limit = 3;
    case NewerField = 4;
    case Callback = 5;
    case Unknown = 6;
    case Mismatch = 7;
}
