"""WholeFileReader: a record is a whole file."""

from __future__ import annotations

from collections.abc import Iterator

from headrace.formats import whole_file
from headrace.formats.exports import export
from headrace.formats.files.small import Contents, ManyFiles
from headrace.formats.records import Records

from .base import Reader
from .graph import ReaderBase, reader_op


class WholeFiles(Reader):
    """A record is a whole file. The key is its name."""

    serializable = True
    takes_contents = True

    def open(self, path: str) -> Iterator[Records]:
        return whole_file.read(path)

    def records_of(self, contents: Contents) -> ManyFiles:
        return whole_file.of_contents(contents)


WHOLE_FILES = reader_op("WholeFileReaderV2", WholeFiles)


@export("WholeFileReader")
class WholeFileReader(ReaderBase):
    """A record is a whole file; the key is its name."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(WHOLE_FILES(name=name), supports_serialize=WholeFiles.serializable)
