<?php

declare(strict_types=1);

namespace Migra;

use FFI;
use Migra\Internal\Handle;
use Migra\Internal\Memory;

/** An object that is read as one JSON document, once, and printed in several formats. */
abstract class Document extends Handle
{
    /** What the functions of its type begin with: "migra_report". */
    protected const TYPE = '';

    /** @var ?array<string, mixed> */
    private ?array $document = null;

    /** The document of format migra.report/1, the same bytes in every language. */
    public function toJson(): string
    {
        return self::text(static::TYPE . '_to_json', $this->pointer());
    }

    /**
     * The document in a format: text, json, sql, markdown, sarif, junit, github, gitlab, html.
     *
     * @param ?string $phase "expand", "migrate" or "contract": only this phase of the plan
     */
    public function render(
        string $format = 'text',
        ?string $phase = null,
        bool $down = false,
        bool $planOnly = false,
        bool $color = false,
        int $verbosity = 0,
        int $width = 0,
    ): string {
        $memory = new Memory();
        $o = $memory->options('migra_render_options');
        $o->format = $memory->text($format);
        $o->phase = $memory->optional($phase);
        $o->down = (int) $down;
        $o->plan_only = (int) $planOnly;
        $o->color = (int) $color;
        $o->verbosity = $verbosity;
        $o->width = $width;

        return self::text(static::TYPE . '_render', $this->pointer(), FFI::addr($o));
    }

    /**
     * The JSON document, decoded.
     *
     * @return array<string, mixed>
     */
    public function document(): array
    {
        $this->pointer();

        return $this->document ??= json_decode($this->toJson(), true, 512, JSON_THROW_ON_ERROR);
    }
}
