"""FileKind: what a kind of reader says of its files, and of the records in them."""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Iterator

import numpy as np

from headrace.formats.files.small import Contents, ManyFiles
from headrace.formats.records import OnDamage, RawRecord, Records
from headrace.graph.runtime.run_context import RunContext

NO_RECORDS = Records(np.zeros(0, np.uint8), np.zeros(0, np.int64), np.zeros(0, np.int64))


class FileKind(ABC):
    """How the files of a kind are read."""

    serializable = False  # whether each file is one record, so that it is never half read
    numbers_are_offsets = False  # of its records, not line numbers or counts
    takes_contents = False  # whether it has `records_of`
    reads_files = True  # whether names are those of files
    bytes_beside: int | None = None  # of a file for each record, beside its own; None: a file's size tells nothing

    @abstractmethod
    def open(self, path: str) -> Iterator[Records]:
        """The records of a file, in blocks."""

    def open_good(self, path: str, on_damage: OnDamage) -> Iterator[Records]:
        """The good records of a file, where a reader can find more behind what is damaged; `on_damage` is called with that."""
        return self.open(path)

    def records_of(self, contents: Contents) -> ManyFiles:
        """The records of small files, given their contents, up to the first file that needs `open`."""
        raise TypeError("a subclass that `takes_contents` has it")

    def note(self, records: Records, at: int, run: RunContext) -> None:
        """Note what a run has taken, if it wants to know."""
        if run.taken is not None:
            run.taken.append(functools.partial(self.raw, records, at))

    def raw(self, records: Records, index: int) -> RawRecord:
        """One of its records as it stands in its file."""
        return RawRecord.of(records, index, self.numbers_are_offsets)
