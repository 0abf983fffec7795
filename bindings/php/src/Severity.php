<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** Severities of diagnostics and findings, weakest first. */
enum Severity: int
{
    case Info = 0;
    case Warning = 1;
    case Error = 2;
    case Critical = 3;
}
