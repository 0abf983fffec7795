<?php

declare(strict_types=1);

namespace Migra;

use FFI\CData;
use Migra\Internal\Memory;

/** How two schemas are compared. */
final class DiffOptions
{
    /** @param array<string, string> $declared renames that are known: "table.column" to "new", "table" to "new_table" */
    public function __construct(
        public readonly Renames $renames = Renames::Auto,
        public readonly bool $ignoreOwners = false,
        public readonly bool $ignoreGrants = false,
        public readonly bool $ignoreComments = false,
        public readonly array $declared = [],
    ) {
    }

    /** @internal */
    public function fill(Memory $memory): CData
    {
        $o = $memory->options('migra_diff_options');
        $o->renames = $this->renames->value;
        $o->ignore_owners = (int) $this->ignoreOwners;
        $o->ignore_grants = (int) $this->ignoreGrants;
        $o->ignore_comments = (int) $this->ignoreComments;
        $list = $memory->list('migra_rename', count($this->declared));
        $i = 0;
        foreach ($this->declared as $from => $to) {
            $list[$i]->from = $memory->text((string) $from);
            $list[$i++]->to = $memory->text($to);
        }
        $o->declared = $list === null ? null : $memory->pointer('migra_rename', $list);
        $o->declared_count = $i;

        return $o;
    }
}
