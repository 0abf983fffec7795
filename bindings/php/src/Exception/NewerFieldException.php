<?php

declare(strict_types=1);

namespace Migra\Exception;

/** An option that this version of the library does not know. */
final class NewerFieldException extends MigraException
{
}
