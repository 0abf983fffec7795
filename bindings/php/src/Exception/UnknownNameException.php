<?php

declare(strict_types=1);

namespace Migra\Exception;

/** A dialect, version, rule, phase or format that the library does not know. */
final class UnknownNameException extends MigraException
{
}
