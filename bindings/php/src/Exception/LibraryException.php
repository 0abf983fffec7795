<?php

declare(strict_types=1);

namespace Migra\Exception;

/** The library is missing, or is not one that this package can use; the message says what to install. */
final class LibraryException extends \RuntimeException
{
}
