"""TFRecord files record by record, under the names of tf.python_io."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import tfrecord
from ..doors import door, show_program
from ..exports import export
from ..files import Path
from ..records import Records
from .options import TFRecordOptions


@export("io.TFRecordWriter", "python_io.TFRecordWriter")
class TFRecordWriter(tfrecord.Writer):
    """Writes records to a TFRecord file. Use it in a `with` block, or call `close`.

    Args:
      path: a local path or a URL. What the file held is lost.
      options: a TFRecordOptions, a TFRecordCompressionType, "", "GZIP", "ZLIB", or None for no compression.

    Raises:
      ValueError: an unknown compression type, or an option out of its range.
      NotFoundError, PermissionDeniedError, FailedPreconditionError: the file cannot be made.

    Example:
      >>> with tf.python_io.TFRecordWriter("two.tfrecord") as writer:
      ...     writer.write(b"one")
      ...     writer.write(b"two")
      >>> list(tf.python_io.tf_record_iterator("two.tfrecord"))
      [b'one', b'two']
    """

    _closed = True  # until all is well, for __del__

    @door
    def __init__(self, path: Path, options: Any = None) -> None:
        settings: dict[str, Any] = options.settings() if isinstance(options, TFRecordOptions) else {}
        super().__init__(path, TFRecordOptions.get_compression_type_string(options), **settings)


@export("io.tf_record_iterator", "python_io.tf_record_iterator")
@door
def tf_record_iterator(path: Path, options: Any = None) -> Iterator[bytes]:
    """The records of a TFRecord file, one by one.

    Args:
      path: a local path or a URL.
      options: as for TFRecordWriter; only the kind of compression counts.

    Returns:
      An iterator of bytes.

    Raises:
      ValueError: an unknown compression type.
      NotFoundError: there is no such file.
      DataLossError: a record is damaged. All records before it have been given.
    """
    blocks = tfrecord.read(path, compression=TFRecordOptions.get_compression_type_string(options))
    return _records(blocks)


def _records(blocks: Iterator[Records]) -> Iterator[bytes]:
    try:
        for block in blocks:
            yield from block
    except BaseException as error:
        show_program(error)
        raise
