<?php

declare(strict_types=1);

namespace Migra\Exception;

/** There is no memory left. */
final class NoMemoryException extends MigraException
{
}
