"""Publishing a checkpoint under its name: at every moment the index there names data that is there whole.

A new name is simple: the data files are renamed, then the index. Where a checkpoint of that name exists, its data files
must not change under its index. The new data gets a second set of names (`-of-00002` rather than `-of-00001`), an index
that names these takes the place of the old one, then the data takes its final names and the index with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..errors import OpError
from . import storage
from .bundle_reader import data_name, index_name, read_index


def publish(prefix: str, data: Sequence[str], index: Callable[[int], bytes]) -> None:
    """Give the files of a checkpoint their names.

    Args:
      data: its data files, complete and on disk; they are gone from these names afterwards.
      index: makes the index for a number of data files.
    """
    shards = len(data)
    old = _shards_at(prefix)
    second = shards + 1
    moved = old == shards and all(storage.link(path, data_name(prefix, shard, second)) for shard, path in enumerate(data))
    if moved:
        storage.sync_directory(prefix)
        storage.write(index_name(prefix), index(second))
    elif old == shards:
        storage.remove(index_name(prefix))  # no second names here: better no checkpoint for a moment than a wrong one
    for shard, path in enumerate(data):
        storage.rename(path, data_name(prefix, shard, shards))
    storage.sync_directory(prefix)
    storage.write(index_name(prefix), index(shards))
    left = second if moved else old
    if left != shards:
        for shard in range(left):
            storage.remove(data_name(prefix, shard, left))


def _shards_at(prefix: str) -> int:
    """The number of data files of the checkpoint of that name; 0 where there is none that could be read."""
    try:
        return read_index(prefix)[1] if storage.exists(index_name(prefix)) else 0
    except OpError:
        return 0
