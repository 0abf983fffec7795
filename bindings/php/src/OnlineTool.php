<?php

// Made by tools/gen-bindings from include/migra; not to be edited.

declare(strict_types=1);

namespace Migra;

/** Online schema change tools: values of migra_plan_options.online_tool. */
enum OnlineTool: int
{
    case None = 0;
    case GhOst = 1;
    case PtOsc = 2;
}
