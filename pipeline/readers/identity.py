"""IdentityReader: a record is what the queue of file names holds."""

from __future__ import annotations

from collections.abc import Iterator

from headrace.formats.exports import export
from headrace.formats.records import Records

from .base import Reader
from .graph import ReaderBase, reader_op


class FileNames(Reader):
    """A record is the string from the queue itself; so is the key."""

    serializable = True
    reads_files = False

    def open(self, path: str) -> Iterator[Records]:
        return iter([Records.from_list([path.encode(errors="surrogateescape")], path)])


FILE_NAMES = reader_op("IdentityReaderV2", FileNames)


@export("IdentityReader")
class IdentityReader(ReaderBase):
    """A record is the string from the queue itself; so is the key."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(FILE_NAMES(name=name), supports_serialize=FileNames.serializable)
