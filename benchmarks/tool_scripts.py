"""What the tools of bench_tools.py do, as scripts that people write with what else there is.

That is TensorFlow, the `tfrecord` package, pyarrow, DuckDB.

Each returns how many records it has read. TensorFlow's are those of its guides and of answers to questions: a loop over
records; `tf.data` is the way to parse Examples in batches.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator

COLUMNS = ["id", "label", *(f"x{number}" for number in range(8)), "name"]


# -- TensorFlow --------------------------------------------------------------------------------------------------------


def _tensorflow():
    import tensorflow as tf

    return tf


def csv_to_tfrecord_tensorflow(source: str, target: str) -> int:
    tf = _tensorflow()

    def feature(name, text):
        if name in ("id", "label"):
            return tf.train.Feature(int64_list=tf.train.Int64List(value=[int(text)]))
        if name == "name":
            return tf.train.Feature(bytes_list=tf.train.BytesList(value=[text.encode()]))
        return tf.train.Feature(float_list=tf.train.FloatList(value=[float(text)]))

    count = 0
    with open(source, newline="") as file, tf.io.TFRecordWriter(target) as writer:
        for row in csv.DictReader(file):
            features = tf.train.Features(feature={name: feature(name, text) for name, text in row.items()})
            writer.write(tf.train.Example(features=features).SerializeToString())
            count += 1
    return count


def tfrecord_to_parquet_tensorflow(source: str, target: str) -> int:
    import pyarrow
    import pyarrow.parquet

    tf = _tensorflow()
    columns: dict[str, list] = {name: [] for name in COLUMNS}
    for record in tf.data.TFRecordDataset(source).as_numpy_iterator():
        features = tf.train.Example.FromString(record).features.feature
        for name, values in columns.items():
            feature = features[name]
            values.append(getattr(feature, feature.WhichOneof("kind")).value[0])
    pyarrow.parquet.write_table(pyarrow.table(columns), target)
    return len(columns["id"])


def tfrecord_to_parquet_tf_data(source: str, target: str) -> int:
    import pyarrow
    import pyarrow.parquet

    tf = _tensorflow()
    types = {"id": tf.int64, "label": tf.int64, "name": tf.string}
    spec = {name: tf.io.FixedLenFeature([], types.get(name, tf.float32)) for name in COLUMNS}
    batches = tf.data.TFRecordDataset(source).batch(1024).map(lambda batch: tf.io.parse_example(batch, spec)).prefetch(4)
    count, writer = 0, None
    for batch in batches.as_numpy_iterator():
        table = pyarrow.table({name: batch[name] for name in COLUMNS})
        writer = writer or pyarrow.parquet.ParquetWriter(target, table.schema)
        writer.write_table(table)
        count += len(table)
    if writer is not None:
        writer.close()
    return count


def _records_tensorflow(source: str) -> Iterator[bytes]:
    yield from _tensorflow().data.TFRecordDataset(source).as_numpy_iterator()


def count_tensorflow(source: str, target: str) -> int:
    return sum(1 for _ in _tensorflow().data.TFRecordDataset(source))


def shuffle_tensorflow(source: str, target: str) -> int:
    records = list(_records_tensorflow(source))
    random.Random(0).shuffle(records)
    with _tensorflow().io.TFRecordWriter(target) as writer:
        for record in records:
            writer.write(record)
    return len(records)


# -- the package tfrecord ----------------------------------------------------------------------------------------------


def csv_to_tfrecord_tfrecord(source: str, target: str) -> int:
    from tfrecord.writer import TFRecordWriter

    types = {"id": (int, "int"), "label": (int, "int"), "name": (str.encode, "byte")}
    count = 0
    writer = TFRecordWriter(target)
    with open(source, newline="") as file:
        for row in csv.DictReader(file):
            values = ((name, text, types.get(name, (float, "float"))) for name, text in row.items())
            writer.write({name: (read(text), kind) for name, text, (read, kind) in values})
            count += 1
    writer.close()
    return count


def count_tfrecord(source: str, target: str) -> int:
    from tfrecord.reader import tfrecord_iterator

    return sum(1 for _ in tfrecord_iterator(source))


def tfrecord_to_parquet_tfrecord(source: str, target: str) -> int:
    import pyarrow
    import pyarrow.parquet
    from tfrecord.reader import tfrecord_loader

    columns: dict[str, list] = {name: [] for name in COLUMNS}
    for row in tfrecord_loader(source, None):
        for name, values in columns.items():
            value = row[name]
            values.append(value if name == "name" else value[0])
    pyarrow.parquet.write_table(pyarrow.table(columns), target)
    return len(columns["id"])


# -- CSV to Parquet: what pyarrow and DuckDB are made for ---------------------------------------------------------------


def csv_to_parquet_pyarrow(source: str, target: str) -> int:
    import pyarrow.csv
    import pyarrow.parquet

    count = 0
    with pyarrow.csv.open_csv(source) as reader, pyarrow.parquet.ParquetWriter(target, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
            count += len(batch)
    return count


def csv_to_parquet_duckdb(source: str, target: str) -> int:
    import duckdb

    copied = duckdb.execute(f"COPY (SELECT * FROM read_csv('{source}')) TO '{target}' (FORMAT parquet)")
    return copied.fetchall()[0][0]


# -- what no tool can do without ---------------------------------------------------------------------------------------


def read_and_checksum(source: str, target: str) -> int:
    """The bytes of a file and their CRC-32C, by the processor's instruction."""
    from crc32c import crc32c

    checksum = 0
    buffer = bytearray(1 << 20)
    view = memoryview(buffer)
    with open(source, "rb", buffering=0) as file:
        while size := file.readinto(buffer):
            checksum = crc32c(view[:size], checksum)
    return checksum


SCRIPTS: dict[str, dict[str, Callable[[str, str], int]]] = {
    "tensorflow": {
        "csv to tfrecord": csv_to_tfrecord_tensorflow,
        "tfrecord to parquet": tfrecord_to_parquet_tensorflow,
        "count": count_tensorflow,
        "verify": count_tensorflow,
        "shuffle": shuffle_tensorflow,
    },
    "tf.data": {"tfrecord to parquet": tfrecord_to_parquet_tf_data},
    "tfrecord": {
        "csv to tfrecord": csv_to_tfrecord_tfrecord,
        "tfrecord to parquet": tfrecord_to_parquet_tfrecord,
        "count": count_tfrecord,
    },
    "pyarrow": {"csv to parquet": csv_to_parquet_pyarrow},
    "duckdb": {"csv to parquet": csv_to_parquet_duckdb},
    "read and CRC": {"count": read_and_checksum, "verify": read_and_checksum},
}
"""By whom, and what: a function of a source and a target."""
