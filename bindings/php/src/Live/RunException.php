<?php

declare(strict_types=1);

namespace Migra\Live;

use Migra\Exception\MigraException;

/** The run stopped at a step, after $stepsDone that are done for good; the driver's exception, if any, is the previous one. */
final class RunException extends MigraException
{
    public function __construct(
        string $message,
        public readonly ?string $step,
        public readonly int $stepsDone,
        ?\Throwable $previous,
    ) {
        parent::__construct($message, 0, $previous);
    }
}
