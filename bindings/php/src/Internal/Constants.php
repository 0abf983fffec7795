<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra\Internal;

/** @internal */
final class Constants
{
    public const ABI_VERSION = 0;
    public const VERSION = "0.1.0";
    public const VERSION_NUMBER = 100;
    public const PASS = 1;
}
