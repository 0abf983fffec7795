<?php

declare(strict_types=1);

namespace Migra;

use FFI\CData;
use Migra\Internal\Memory;

/** How a plan goes about it. */
final class PlanOptions
{
    /** @param int $batchRows rows a batch of a backfill; 0: the library's default */
    public function __construct(
        public readonly Strategy $strategy = Strategy::Safe,
        public readonly StagedRenames $stagedRenames = StagedRenames::ByStrategy,
        public readonly bool $saveData = true,
        public readonly int $batchRows = 0,
        public readonly OnlineTool $onlineTool = OnlineTool::None,
    ) {
    }

    /** @internal */
    public function fill(Memory $memory): CData
    {
        $o = $memory->options('migra_plan_options');
        $o->strategy = $this->strategy->value;
        $o->staged_renames = $this->stagedRenames->value;
        $o->save_data = (int) $this->saveData;
        $o->batch_rows = $this->batchRows;
        $o->online_tool = $this->onlineTool->value;

        return $o;
    }
}
