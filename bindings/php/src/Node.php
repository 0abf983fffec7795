<?php

declare(strict_types=1);

namespace Migra;

use FFI;
use FFI\CData;
use Migra\Internal\Handle;
use Migra\Internal\Library;
use Migra\Internal\Memory;

/** An object of a schema: a table, column, index, view …; valid as long as that is open. */
final class Node
{
    /** @internal */
    public function __construct(private Schema $schema, private CData $pointer)
    {
    }

    /** As in types of changes: "table", "column", "primary_key", "index" … */
    public function kind(): string
    {
        $this->schema->pointer();

        return Library::get()->migra_object_kind($this->pointer);
    }

    public function name(): string
    {
        return $this->string('migra_object_name') ?? '';
    }

    /** The name space it lives in, where the dialect has any. */
    public function namespace(): ?string
    {
        return $this->string('migra_object_schema');
    }

    /** @return \Generator<int, Node> columns in order, then constraints, indexes, triggers and the like */
    public function children(): \Generator
    {
        $this->schema->pointer();

        return $this->schema->walk(Library::get()->migra_object_first_child($this->pointer));
    }

    /** Such as a column's "data_type" or "default_value", as SQL; null when the object has none. */
    public function attribute(string $name): ?string
    {
        $memory = new Memory();
        $text = Handle::make('migra_text', 'migra_object_attribute', $this->schema->pointer(), $this->pointer, $memory->text($name));

        return $text === null ? null : Handle::take($text);
    }

    private function string(string $function): ?string
    {
        $this->schema->pointer();
        $s = Library::get()->new('migra_string');
        Library::get()->$function($this->pointer, FFI::addr($s));

        return $s->data === null ? null : FFI::string($s->data, $s->len);
    }
}
