<?php

declare(strict_types=1);

namespace Migra;

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
}
