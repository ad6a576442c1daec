"""Datasets of the records in files, which are read in blocks by what readers read with."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from headrace.formats import lines
from headrace.formats.files.pipes import waiting_by
from headrace.formats.files.small import small_contents
from headrace.formats.records import Records
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.runtime.turns import reading_a_file
from headrace.graph.types.errors import invalid

from ...bad_records.policy import BadRecords
from ...readers.bad_files import BadFiles
from ...readers.cancellation import cancelled_with
from ...readers.file_blocks import FileBlocks
from ...readers.file_kind import FileKind
from ...readers.fixed_length import FixedLengthRecords
from ...readers.lines import TextLines
from ...readers.tfrecord import TFRecords
from .blocks.block import Block
from .blocks.places import Places
from .blocks.states import meant, said
from .flow import DatasetValue, Flow, end_of_sequence

_NAMES = 256
"""Small files that are read at once, at most."""
_BYTES = 1 << 20


class Files(DatasetValue):
    """The records of files, one file after the other. The rest of a file that cannot be read on is left out.

    Args:
      names: of the files, bytes.
      kind: how they are read.
    """

    def __init__(self, name: str, names: Sequence[bytes], kind: FileKind) -> None:
        super().__init__()
        self.name = name
        self.names = list(names)
        self.kind = kind

    def _begin(self, run: RunContext) -> Flow:
        return _FilesFlow(self.names, self.kind)


def tf_records(names: Sequence[bytes], compression: str = "") -> Files:
    """The records of TFRecord files.

    Args:
      compression: "", "ZLIB" or "GZIP".
    """
    return Files("TFRecordDataset", names, TFRecords("TFRecordDataset", compression))


def text_lines(names: Sequence[bytes], compression: str = "") -> Files:
    """The lines of text files, without their ends.

    Args:
      compression: as of `tf_records`.
    """
    return Files("TextLineDataset", names, _Lines(compression))


def fixed_length_records(
    names: Sequence[bytes], record_bytes: int, header_bytes: int = 0, footer_bytes: int = 0, compression: str = ""
) -> Files:
    """The records of files whose records are all `record_bytes` long.

    Args:
      header_bytes, footer_bytes: that are no record, at the beginning and the end of each file.
      compression: as of `tf_records`.

    Raises:
      InvalidArgumentError: a length is out of range.
    """
    if header_bytes < 0:
        raise invalid("`header_bytes` must be >= 0")
    if record_bytes <= 0:
        raise invalid("`record_bytes` must be > 0")
    if footer_bytes < 0:
        raise invalid("`footer_bytes` must be >= 0")
    return Files("FixedLengthRecordDataset", names, _WholeRecords(record_bytes, header_bytes, footer_bytes, compression))


class _Lines(TextLines):
    """Lines of files that may be compressed."""

    def __init__(self, compression: str) -> None:
        super().__init__("TextLineDataset")
        self._compression = compression
        self.takes_contents = not compression

    def open(self, path: str) -> Iterator[Records]:
        return lines.read(path, compression=self._compression) if self._compression else super().open(path)


class _WholeRecords(FixedLengthRecords):
    """Files that hold a whole number of records; others are refused before they are read, if they are not compressed."""

    def __init__(self, record_bytes: int, header_bytes: int, footer_bytes: int, compression: str) -> None:
        super().__init__("FixedLengthRecordDataset", record_bytes, header_bytes, footer_bytes, encoding=compression)
        self._sizes = None if compression else (record_bytes, header_bytes, footer_bytes)

    def open(self, path: str) -> Iterator[Records]:
        if self._sizes is not None and os.path.isfile(path):
            record, header, footer = self._sizes
            body = os.path.getsize(path) - header - footer
            if body < 0 or body % record:
                around = f"Excluding the header ({header} bytes) and footer ({footer} bytes)"
                found = f'input file "{path}" has body length {body} bytes'
                raise invalid(f"{around}, {found}, which is not an exact multiple of the record length ({record} bytes).")
        return self._read(path, strict=True)


def _span(records: Records) -> int:
    """How many bytes of a file some records take."""
    return int(records.ends[-1] - records.starts[0]) if len(records) else 0


class _FilesFlow(Flow):
    asks = True

    def __init__(self, names: Sequence[bytes], kind: FileKind) -> None:
        super().__init__()
        self.files = names
        self._kind = kind
        self._at = 0  # of the file at work, or the next one
        self._read = 0  # records of the file at work that were given
        self._blocks: FileBlocks | None = None
        self._over = False
        self._last = (0, 0)  # where the last block began: the file, and records of it before
        self._again = 0  # elements that were given before, since there
        self._before = 0  # that of the last block
        self._bad_files = BadFiles()

    @property
    def files_read(self) -> int:
        return self._at

    @property
    def file_at_work(self) -> bytes | None:
        at = self._at
        return self.files[at] if at < len(self.files) else None

    def leave_out(self, policies: Sequence[BadRecords]) -> None:
        super().leave_out(policies)
        assert self.bad is not None
        self._bad_files.made_under(self.bad.bad)

    def state(self) -> dict[str, Any]:
        at, read = (self._at, self._read) if self._kept is None else self._last
        given = self._again if self._kept is None else self._before + self._begun
        told = self._bad_files.told_to
        return {"at": at, "read": read, "given": given, "error": said(self._error), "over": self._over, "told": told}

    def restore(self, run: RunContext, state: dict[str, Any]) -> None:
        self._at, self._read, self._over = state["at"], state["read"], state["over"]
        self._again, self._error = state["given"], meant(state["error"])
        self._bad_files.told_to = state["told"]

    def _next(self, run: RunContext, most: int) -> Block:
        while self._again:
            block = self._records(run)
            again, self._again = self._again, max(0, self._again - block.n)
            if block.n > again:
                self._before = again
                return block.rows(again, block.n)
        self._before = 0
        return self._records(run)

    def _records(self, run: RunContext) -> Block:
        """The next records."""
        while not self._over and self._at < len(self.files):
            self._last = self._at, self._read
            block = self._small() if self._blocks is None else None
            if block is None:
                block = self._block(run)
            if block is not None and block.n:
                if self.bad is not None:
                    self.bad.passed(block.n)
                return block
        raise end_of_sequence()

    def _block(self, run: RunContext) -> Block | None:
        """The next block of the file at work; None where it has ended."""
        if self._blocks is None:
            self._blocks = FileBlocks(self._open, self.files[self._at], self._read)
        try:
            with waiting_by(cancelled_with(run)), reading_a_file() as reading:
                records = next(self._blocks, None)
                reading.counts = records is not None
        except Exception as error:
            name, read = self.files[self._at], self._read
            self._leave()
            if self._bad_files.leaves_out(error, name, read):
                return None
            raise
        except BaseException:  # a signal's: it is read on from where it was
            self._blocks = None
            raise
        if records is None:
            self._leave()
            return None
        self._read += len(records)
        self.bytes_read += _span(records)
        bytes_only = records.without_places()
        places = Places.of(records, self._kind.numbers_are_offsets, bytes_only if self._is_asked() else None)
        return Block([bytes_only], len(records), places)

    def _open(self, path: str) -> Iterator[Records]:
        return self._kind.open_good(path, self._bad_files.tell) if self._bad_files.are_told() else self._kind.open(path)

    def _is_asked(self) -> bool:
        return self.bad is not None or bool(self.forgone)

    def _leave(self) -> None:
        self._at, self._read, self._blocks = self._at + 1, 0, None
        self._bad_files.begin_file()

    def _small(self) -> Block | None:
        """The records of the next files, as far as they are small; None where the first is not."""
        if not self._kind.takes_contents or self._read:
            return None
        names = self.files[self._at : self._at + _NAMES]
        with reading_a_file() as reading:
            contents = small_contents(names, _BYTES)
            reading.counts = contents.files > 0
        if not contents.files:
            return None
        records, firsts = self._kind.records_of(contents)
        self.bytes_read += _span(records)
        files = len(firsts) - 1
        if not files:
            return None
        self._at += files
        bytes_only, of = records.without_places(), np.arange(files).repeat(np.diff(firsts))
        raws = bytes_only if self._is_asked() else None
        places = Places(names[:files], of, records.numbers, self._kind.numbers_are_offsets, raws)
        return Block([bytes_only], len(records), places)

    def close(self) -> None:
        self._over, self._blocks = True, None
