<?php

declare(strict_types=1);

namespace Migra\Exception;

use Migra\Status;

/** A call failed. SQL that is not understood is no failed call: it is in a schema's diagnostics. */
class MigraException extends \RuntimeException
{
    /** @internal */
    public static function of(int $status, string $message): self
    {
        $kind = match (Status::tryFrom($status)) {
            Status::Nomem => NoMemoryException::class,
            Status::Misuse => MisuseException::class,
            Status::Limit => LimitException::class,
            Status::NewerField => NewerFieldException::class,
            Status::Callback => CallbackException::class,
            Status::Unknown => UnknownNameException::class,
            Status::Mismatch => MismatchException::class,
            default => self::class,
        };

        return new $kind($message, $status);
    }
}
