"""Programs that read files of rows, as text to be pasted: the spec of the features, and the whole of a graph's input."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Sequence

from ..columns.schema import Feature, Schema
from ..files import detect_compression
from .kinds.csv import CSVKind
from .kinds.tfrecord import TFRecordKind
from .looking import Table

_DEFAULTS = {"int64": "0", "float32": "0.0", "string": '""'}
"""The types that Examples hold, with what a program may take for a missing value; integers and bools are int64."""
_CIFAR = {"cifar10": ["label"], "cifar100": ["coarse_label", "label"]}
"""Kinds of CIFAR's binaries, and the labels before each image."""

_BATCH = 32


def features_spec(schema: Schema) -> str:
    """The spec for `tf.parse_single_example` of Examples that hold rows of a schema: `{"label": tf.FixedLenFeature(...)}`.

    Raises:
      InvalidArgumentError: Examples cannot hold a feature.
    """
    held, _ = TFRecordKind().adapted(schema)
    lines = [f"    {_text(feature.name)}: {_parsed(feature)},\n" for feature in held]
    return "{\n" + "".join(lines) + "}"


def program(tables: Sequence[Table], schema: Schema) -> str:
    """A program that reads files of one kind in batches: with readers and queues where there is a reader for them.

    Args:
      tables: at least one.
    """
    first = tables[0]
    paths = [table.path for table in tables]
    compression = detect_compression(first.path)
    if isinstance(first.kind, TFRecordKind):
        return _of_tfrecords(paths, schema, compression)
    if isinstance(first.kind, CSVKind) and not compression:
        return _of_csv(paths, first, schema)
    if first.kind.name in _CIFAR and not compression:
        return _of_cifar(paths, _CIFAR[first.kind.name])
    return _of_tables(paths, first, schema)


def _of_tfrecords(paths: Sequence[str], schema: Schema, compression: str) -> str:
    options = f"options=tf.python_io.TFRecordOptions(tf.python_io.TFRecordCompressionType.{compression})" if compression else ""
    body = f"""    _, record = tf.TFRecordReader({options}).read(tf.train.string_input_producer(paths, num_epochs=num_epochs))
    return tf.parse_single_example(record, FEATURES)
"""
    return _program(paths, f"FEATURES = {features_spec(schema)}\n", body)


def _of_csv(paths: Sequence[str], table: Table, schema: Schema) -> str:
    header = schema.names != tuple(f"c{index}" for index in range(len(schema)))
    sign = _delimiter(table, schema)
    defaults = "".join(f"    {_csv_default(feature)},  # {_text(feature.name)}\n" for feature in schema)
    named = ", ".join(map(_text, schema.names))
    reader = [*["skip_header_lines=1"] * header, "csv=True", *[f"field_delim={_text(sign)}"] * (sign != ",")]
    body = f"""    reader = tf.TextLineReader({", ".join(reader)})
    _, line = reader.read(tf.train.string_input_producer(paths, num_epochs=num_epochs))
    values = tf.decode_csv(line, DEFAULTS{f", field_delim={_text(sign)}" if sign != "," else ""})
    return dict(zip(NAMES, values))
"""
    return _program(paths, f"NAMES = [{named}]\nDEFAULTS = [\n{defaults}]\n", body)


def _delimiter(table: Table, schema: Schema) -> str:
    assert isinstance(table.kind, CSVKind)
    for sign in ",\t;|":
        if dataclasses.replace(table.kind, delimiter=sign).infer(table.path, 1).names == schema.names:
            return sign
    return table.kind.delimiter or ","


def _of_cifar(paths: Sequence[str], labels: Sequence[str]) -> str:
    named = "".join(f"        {_text(name)}: tf.cast(record[{place}], tf.int64),\n" for place, name in enumerate(labels))
    body = f"""    reader = tf.FixedLengthRecordReader({len(labels)} + 3 * 32 * 32)
    _, value = reader.read(tf.train.string_input_producer(paths, num_epochs=num_epochs))
    record = tf.decode_raw(value, tf.uint8)
    planes = tf.reshape(record[{len(labels)}:], [3, 32, 32])
    return {{
{named}        "image": tf.transpose(planes, [1, 2, 0]),
    }}
"""
    return _program(paths, "", body)


def _of_tables(paths: Sequence[str], table: Table, schema: Schema) -> str:
    return f"""from headrace.formats import tables

PATHS = {_listed(paths)}
SCHEMA = tables.Schema.parse({_text(str(schema))})

for path in PATHS:
    for batch in tables.KINDS[{_text(table.kind.name)}].read(path, SCHEMA):
        for row in batch.rows():
            print(row)
"""


def _program(paths: Sequence[str], head: str, body: str) -> str:
    return f"""import headrace as tf

PATHS = {_listed(paths)}
{head}

def read(paths, num_epochs=None):
    \"\"\"The features of a row, by name.\"\"\"
{body}

batch = tf.train.batch(read(PATHS, num_epochs=1), {_BATCH}, allow_smaller_final_batch=True)
for values in tf.train.iterate(batch):
    print(values)
"""


def _listed(paths: Sequence[str]) -> str:
    return "[\n" + "".join(f"    {_text(path)},\n" for path in paths) + "]" if len(paths) > 1 else f"[{_text(paths[0])}]"


def _parsed(feature: Feature) -> str:
    held = feature.dtype if feature.dtype in _DEFAULTS else "int64"
    if feature.shape is None:
        return f"tf.VarLenFeature(tf.{held})"
    default = ""
    if feature.optional:
        value = _DEFAULTS[held]
        default = f", {value}" if feature.shape == () else f", [{value}] * {math.prod(feature.shape)}"
    return f"tf.FixedLenFeature({list(feature.shape)}, tf.{held}{default})"


def _csv_default(feature: Feature) -> str:
    """What `tf.decode_csv` takes for a field that is empty; nothing where no row has an empty one."""
    dtype = "string" if feature.dtype == "bool" else feature.dtype
    value = {"string": '""', "float64": "0.0", "float32": "0.0"}.get(dtype, "0") if feature.optional else ""
    return f"tf.constant([{value}], tf.{dtype})"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=True)
