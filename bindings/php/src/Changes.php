<?php

declare(strict_types=1);

namespace Migra;

use Migra\Internal\Library;
use Migra\Value\Change;

/**
 * What differs between two schemas, in a stable order.
 *
 * @implements \IteratorAggregate<int, Change>
 */
class Changes extends Document implements \IteratorAggregate, \Countable
{
    protected const TYPE = 'migra_changes';

    /** @return list<Change> */
    public function list(): array
    {
        return array_map(Change::of(...), $this->document()['changes']);
    }

    public function getIterator(): \ArrayIterator
    {
        return new \ArrayIterator($this->list());
    }

    public function count(): int
    {
        return count($this->document()['changes']);
    }

    /** How many are perhaps none (Change::$undecided): Live\Settler asks an engine. */
    public function undecidedCount(): int
    {
        return Library::get()->migra_changes_undecided_count($this->pointer());
    }
}
