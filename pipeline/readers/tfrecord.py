"""TFRecordReader: a record is one of a TFRecord file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from headrace.formats import tfrecord
from headrace.formats.exports import export
from headrace.formats.files.small import Contents, ManyFiles
from headrace.formats.records import OnDamage, Records
from headrace.formats.tfrecord.options import TFRecordOptions

from .base import Reader
from .graph import ReaderBase, reader_op


class TFRecords(Reader):
    """The records of TFRecord files. The key is `file:offset` of the record in the uncompressed file."""

    numbers_are_offsets = True

    def __init__(self, name: str, compression_type: str = "") -> None:
        super().__init__(name)
        self._compression = compression_type
        self.takes_contents = not compression_type
        self.bytes_beside = None if compression_type else 16

    def open(self, path: str) -> Iterator[Records]:
        return tfrecord.read(path, compression=self._compression)

    def open_good(self, path: str, on_damage: OnDamage) -> Iterator[Records]:
        return tfrecord.read(path, compression=self._compression, on_damage=on_damage)

    def records_of(self, contents: Contents) -> ManyFiles:
        return tfrecord.of_contents(contents)


TF_RECORDS = reader_op("TFRecordReaderV2", TFRecords, "compression_type: string = ''")


@export("TFRecordReader")
class TFRecordReader(ReaderBase):
    """The records of TFRecord files; the key is `file:offset`, in uncompressed bytes.

    Args:
      options: TFRecordOptions: how the files are compressed.

    Example:
      >>> with tf.python_io.TFRecordWriter("two.tfrecord") as writer:
      ...     writer.write(b"one")
      ...     writer.write(b"two")
      >>> names = tf.train.string_input_producer(["two.tfrecord"], num_epochs=1)
      >>> key, value = tf.TFRecordReader().read(names)
      >>> list(tf.train.iterate(value))
      [b'one', b'two']
    """

    def __init__(self, name: str | None = None, options: Any = None) -> None:
        super().__init__(TF_RECORDS(compression_type=TFRecordOptions.get_compression_type_string(options), name=name))
