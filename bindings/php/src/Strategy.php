<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** How a plan goes about it. */
enum Strategy: int
{
    case Safe = 0;
    case Fast = 1;
    case Online = 2;
}
