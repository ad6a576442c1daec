"""TFRecord: files of length-prefixed, checksummed byte strings.

    for block in tfrecord.read("train.tfrecord"):
        for record in block: ...

    with tfrecord.Writer("out.tfrecord.gz", "GZIP") as writer:
        writer.write(b"...")

    with tfrecord.open("train.tfrecord") as records:
        print(len(records), records[-1])

    tfrecord.count(path)  tfrecord.verify(path)  tfrecord.salvage("damaged", "mended")

    tfrecord.write("rows.tfrecord", [{"label": 3, "name": "a"}, ...])  # rows as Examples
    for row in tfrecord.rows("rows.tfrecord"): ...  # {"label": array([3]), "name": array([b"a"], object)}

A record is `uint64 length | uint32 masked crc32c(the 8 length bytes) | data | uint32 masked crc32c(data)`, all little
endian; nothing stands before, between or after the records. Compression wraps the whole of the file.

Source: the files, and the errors, of TensorFlow's TFRecordReader and TFRecordWriter.
"""

from __future__ import annotations

from ._frames_cy import masked_crc
from .checking import Report, count, verify, verify_all
from .damage import Damage
from .frame_reader import is_header
from .index_file import Indexed, index
from .reading import of_contents, read, read_good
from .record_file import RecordFile, open
from .rows import rows, write
from .salvaging import salvage
from .writing import Writer

__all__ = [
    "Damage",
    "Indexed",
    "RecordFile",
    "Report",
    "Writer",
    "count",
    "index",
    "is_header",
    "masked_crc",
    "of_contents",
    "open",
    "read",
    "read_good",
    "rows",
    "salvage",
    "verify",
    "verify_all",
    "write",
]
