<?php

declare(strict_types=1);

namespace Migra;

use FFI;
use Migra\Internal\Memory;

/** Changes of two schemas, which can be planned. */
final class Diff extends Changes
{
    /** The steps, and the way back. */
    public function plan(?PlanOptions $options = null): Plan
    {
        $memory = new Memory();
        $o = $options === null ? null : FFI::addr($options->fill($memory));

        return new Plan(self::make('migra_plan', 'migra_plan_make', $this->pointer(), $o), 'migra_plan_free');
    }
}
