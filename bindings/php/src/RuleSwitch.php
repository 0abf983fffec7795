<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** What a setting may say beside a severity. */
enum RuleSwitch: int
{
    case Off = -1;
    case On = -2;
}
