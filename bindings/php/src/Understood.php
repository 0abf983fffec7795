<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** How much of a statement is in the model. */
enum Understood: int
{
    case No = 0;
    case Partial = 1;
    case Full = 2;
}
