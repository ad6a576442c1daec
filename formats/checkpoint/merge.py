"""Merging V2 checkpoints: several, which the devices of a sharded save wrote, are made one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from ..errors import InvalidArgumentError
from . import storage, unmerged
from .bundle_reader import data_name, index_name, read_index
from .bundle_writer import index_table
from .publish import publish


def merge(prefixes: Sequence[Any], target: Any, delete_old_folders: bool = True) -> None:
    """Make one checkpoint of several; their data files become its, the rest of theirs is removed.

    Args:
      prefixes: of the checkpoints to merge; parts of one tensor may be in several.
      target: the prefix of the result.
      delete_old_folders: remove the directories in which they were, if nothing else is in them.

    Raises:
      InvalidArgumentError: two of them have a tensor of the same name.
      NotFoundError, DataLossError: one is missing or damaged.
    """
    sources = list(map(storage.path_text, prefixes))
    name = storage.path_text(target)
    entries: dict[bytes, Any] = {}
    data: list[str] = []
    for source in sources:
        messages, shards = read_index(source)
        for key, message in messages.items():
            message.shard_id += len(data)
            _add(entries, key, message, source)
        data += [data_name(source, shard, shards) for shard in range(shards)]
    publish(name, data, lambda shards: index_table(entries, shards))
    for source in sources:
        storage.remove(index_name(source))
    for directory in dict.fromkeys(map(storage.directory_of, sources)):
        unmerged.unmark(directory)
        if delete_old_folders:
            storage.remove_directory(directory)


def _add(entries: dict[bytes, Any], key: bytes, message: Any, source: str) -> None:
    before = entries.get(key)
    if before is None:
        entries[key] = message
        return
    if not (before.slices and message.slices):
        raise InvalidArgumentError(
            None, None, f"Duplicate tensor keyed by {os.fsdecode(key)} encountered, when merging prefix: {source}"
        )
    if before.dtype != message.dtype or before.shape != message.shape:
        raise InvalidArgumentError(
            None,
            None,
            f"the parts of {os.fsdecode(key)} are of tensors of different shape or type, when merging prefix: {source}",
        )
    before.slices.extend(message.slices)
