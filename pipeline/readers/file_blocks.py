"""What is left of the file at work, as the blocks that are still to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from headrace.formats.records import Records


class FileBlocks(Iterator[Records]):
    """The records of a file after the first `skipped`, in blocks. It is opened when the first is asked for."""

    def __init__(self, open: Callable[[str], Iterator[Records]], name: bytes, skipped: int = 0) -> None:
        self._open = open
        self._name = name
        self._skipped = skipped
        self._blocks: Iterator[Records] | None = None

    def __next__(self) -> Records:
        if self._blocks is None:
            self._blocks = self._open(self._name.decode(errors="surrogateescape"))
        block = next(self._blocks)
        while self._skipped >= len(block):
            self._skipped -= len(block)
            block = next(self._blocks)
        skipped, self._skipped = self._skipped, 0
        return block[skipped:] if skipped else block


class NoMoreBlocks(Iterator[Records]):
    """The rest of a small file, all of whose records are at hand."""

    def __next__(self) -> Records:
        raise StopIteration
