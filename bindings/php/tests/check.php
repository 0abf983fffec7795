<?php

// The smallest test frame: nothing has to be installed.

declare(strict_types=1);

require __DIR__ . '/../autoload.php';

final class Check
{
    private static int $passed = 0;
    private static int $failed = 0;

    public static function that(bool $good, string $what): void
    {
        $good ? self::$passed++ : self::$failed++;
        if (!$good) {
            $at = debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS);
            echo "FAILED $what (line ", end($at)['line'] ?? '?', ', ', $at[0]['line'], ")\n";
        }
    }

    public static function same(mixed $expected, mixed $actual, string $what): void
    {
        self::that($expected === $actual, $what . ': ' . var_export($actual, true) . ' instead of ' . var_export($expected, true));
    }

    /** @param class-string<\Throwable> $kind */
    public static function throws(string $kind, Closure $call, string $what): ?Throwable
    {
        try {
            $call();
        } catch (Throwable $e) {
            self::that($e instanceof $kind, "$what: " . get_class($e) . ' ' . $e->getMessage() . " instead of $kind");

            return $e;
        }
        self::that(false, "$what: no $kind");

        return null;
    }

    public static function end(): never
    {
        echo self::$passed, ' passed, ', self::$failed, " failed\n";
        exit(self::$failed === 0 && self::$passed > 0 ? 0 : 1);
    }
}
