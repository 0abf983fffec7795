<?php

declare(strict_types=1);

namespace Migra\Exception;

/** The objects do not fit together, such as schemas of two dialects. */
final class MismatchException extends MigraException
{
}
