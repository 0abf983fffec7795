<?php

declare(strict_types=1);

namespace Migra;

use FFI;
use Migra\Internal\Library;

/** The main job in one call, and what the library can do. */
final class Libmigra
{
    /** Two texts in, the report out. */
    public static function analyze(
        string $before,
        string $after,
        ?string $dialect = null,
        ?string $engineVersion = null,
        ?AnalyzeOptions $options = null,
    ): Report {
        $context = Context::create();
        $old = $context->parse($before, $dialect, $engineVersion, 'before.sql');

        return $old->analyze($context->parse($after, $dialect ?? $old->dialect(), $engineVersion, 'after.sql'), $options);
    }

    public static function version(): string
    {
        return Library::get()->migra_version_text();
    }

    /** Whether the library can do something: "format:sarif", "dialect:mysql", "host-rules" … */
    public static function feature(string $name): bool
    {
        return Library::get()->migra_feature($name) !== 0;
    }

    /**
     * The dialect of a text, and some words about what the guess rests on; null when the text names one that is not known.
     *
     * @return array{?string, string}
     */
    public static function guessDialect(string $sql): array
    {
        $ffi = Library::get();
        $evidence = $ffi->new('const char *');
        $dialect = $ffi->migra_dialect_guess($sql, strlen($sql), FFI::addr($evidence));

        return [$dialect, FFI::isNull($evidence) ? '' : FFI::string($ffi->cast('char *', $evidence))];
    }
}
