<?php

declare(strict_types=1);

namespace Migra\Exception;

/** A limit of the context was reached. */
final class LimitException extends MigraException
{
}
