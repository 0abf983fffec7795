<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** Renames of columns and tables: values of migra_plan_options.staged_renames. */
enum StagedRenames: int
{
    case ByStrategy = 0;
    case Staged = 1;
    case Plain = 2;
}
