"""What shards are called."""

from __future__ import annotations

from ..errors import InvalidArgumentError
from ..files.paths import Path, path_text


def names(prefix: Path, shards: int) -> list[str]:
    """The names of the shards of a set: `prefix-00000-of-00010` to `prefix-00009-of-00010` for 10 `shards`.

    Raises:
      InvalidArgumentError: fewer than one.
    """
    if shards < 1:
        raise InvalidArgumentError(None, None, f"there must be 1 shard or more; got {shards}")
    return [f"{path_text(prefix)}-{number:05d}-of-{shards:05d}" for number in range(shards)]
