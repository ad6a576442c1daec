"""Binary files of records of one length, such as CIFAR-10's.

    for block in fixed_length.read("data_batch_1.bin", record_bytes=3073):
        images = block.as_matrix()  # uint8 [n, 3073], a view

Source: tf.FixedLengthRecordReader, TensorFlow 2.21.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from .doors import door
from .errors import InvalidArgumentError, OutOfRangeError
from .files import Path, open_stream, path_text
from .files.blocks import BLOCK_BYTES, RECORDS_PER_BLOCK, BlockReader, check_block_bytes, check_end
from .files.small import Contents, ManyFiles, counted
from .files.stream import ByteStream
from .records import Records

__all__ = ["read"]


@door
def read(
    path: Path,
    *,
    record_bytes: int,
    header_bytes: int = 0,
    footer_bytes: int = 0,
    hop_bytes: int = 0,
    compression: str = "",
    block_bytes: int = BLOCK_BYTES,
    strict: bool = False,
) -> Iterator[Records]:
    """Cut a file into records of one length, a block of records at a time.

    Args:
      path: a local path or a URL.
      record_bytes: the length of a record, at least 1.
      header_bytes, footer_bytes: how many bytes at the start and at the end of the (decompressed) file are no records.
      hop_bytes: how far the start of a record is from that of the one before; 0 means record_bytes. Less makes records
        overlap, more leaves bytes out between them.
      compression: "", "GZIP", "ZLIB", or "AUTO" to look at the content.
      block_bytes: about how many bytes to read at once; a longer record makes its block longer.
      strict: whether a torn last record is an error and not a warning.
    Returns:
      blocks in the file's order; `numbers` count the records from 0.
    Raises:
      InvalidArgumentError: record_bytes < 1, or another length below 0.
      ValueError: block_bytes < 1.
      OutOfRangeError: the header is longer than the file.
      DataLossError: (after all records before it) the compressed data is damaged; with `strict`, a torn last record.
      the errors of `files.open_stream`.
    Warns:
      TornFileWarning: the file ends inside a record, or before its footer; TensorFlow passes over that in silence.
    """
    layout = _Layout(record_bytes, header_bytes, footer_bytes, hop_bytes)
    for name, value in layout._asdict().items():
        if value < 0:
            raise InvalidArgumentError(None, None, f"{name} must be >= 0 not {value}; {path_text(path)}", path=path_text(path))
    if record_bytes == 0:
        raise InvalidArgumentError(None, None, f"record_bytes must be > 0 not 0; {path_text(path)}", path=path_text(path))
    check_block_bytes(block_bytes)
    return _read(path, layout, compression, block_bytes, strict)


def of_contents(contents: Contents, record_bytes: int, header_bytes: int = 0, footer_bytes: int = 0) -> ManyFiles:
    """The records of files, given their `contents`, up to the first file that does not hold a whole number of them.

    `record_bytes`, `header_bytes` and `footer_bytes` are as of `read`.
    """
    lengths = np.diff(contents.bounds) - (header_bytes + footer_bytes)
    unfit = np.flatnonzero((lengths < 0) | (lengths % record_bytes != 0))
    if len(unfit):
        contents, lengths = contents.first(int(unfit[0])), lengths[: unfit[0]]
    buffer, bounds = contents
    counts = lengths // record_bytes
    firsts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=firsts[1:])
    numbers = counted(firsts)
    starts = bounds[:-1].repeat(counts) + header_bytes + numbers * record_bytes
    return ManyFiles(Records(buffer, starts, starts + record_bytes, None, numbers, record_bytes), firsts)


class _Layout(NamedTuple):
    record_bytes: int
    header_bytes: int
    footer_bytes: int
    hop_bytes: int


@door
def _read(path: Path, layout: _Layout, compression: str, block_bytes: int, strict: bool) -> Iterator[Records]:
    record_bytes, header_bytes, footer_bytes, _ = layout
    hop_bytes = layout.hop_bytes or record_bytes
    with open_stream(path, compression) as stream:
        _skip_header(stream, header_bytes)
        blocks = BlockReader(stream, block_bytes)
        blocks.offset = header_bytes
        position = 0
        record = 0
        while True:
            # The last bytes at hand may turn out to be the footer.
            spare = blocks.filled - footer_bytes - record_bytes - position
            count = min(spare // hop_bytes + 1, RECORDS_PER_BLOCK) if spare >= 0 else 0
            if count:
                starts = np.arange(position, position + count * hop_bytes, hop_bytes)
                numbers = range(record, record + count)
                yield Records(blocks.buffer, starts, starts + record_bytes, stream.path, numbers, record_bytes)
                position += count * hop_bytes
                record += count
            elif blocks.ended:
                break
            else:
                blocks.advance(position)
                position = 0
        left = blocks.filled - footer_bytes - position
        if record and hop_bytes < record_bytes:
            left = 0  # records that overlap always leave the start of one more
        if left < 0 and not record:
            left = blocks.filled
        whole = f"a record of {record_bytes}" + (f" and a footer of {footer_bytes}" if footer_bytes else "")
        check_end(blocks, position, max(left, 0), record, strict, whole)


def _skip_header(stream: ByteStream, header_bytes: int) -> None:
    found = stream.skip(header_bytes)
    if found < header_bytes:
        message = f"{stream.skip_words}; {stream.path}: header_bytes is {header_bytes}, the file has {found} bytes"
        raise OutOfRangeError(None, None, message, path=stream.path, offset=found)
