<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** How a plan or rollback was verified. */
enum Verified: int
{
    case No = 0;
    case Replayed = 1;
    case Executed = 2;
}
