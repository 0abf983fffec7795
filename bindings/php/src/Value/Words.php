<?php

declare(strict_types=1);

namespace Migra\Value;

use Migra\DataLoss;
use Migra\Severity;
use Migra\Understood;
use Migra\Verified;

/** The words that documents use for enums. @internal */
final class Words
{
    public static function severity(string $word): Severity
    {
        return self::of(Severity::cases(), $word);
    }

    public static function dataLoss(string $word): DataLoss
    {
        return self::of(DataLoss::cases(), $word);
    }

    public static function verified(string $word): Verified
    {
        return self::of(Verified::cases(), $word);
    }

    public static function understood(string $word): Understood
    {
        return self::of(Understood::cases(), $word);
    }

    /**
     * @template T of \UnitEnum
     * @param list<T> $cases
     * @return T
     */
    private static function of(array $cases, string $word): \UnitEnum
    {
        foreach ($cases as $case) {
            if (strtolower($case->name) === $word) {
                return $case;
            }
        }
        throw new \UnexpectedValueException("$word is not known to this package");
    }
}
