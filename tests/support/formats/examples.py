"""Serialized Examples, and records of them."""

from __future__ import annotations

from headrace.formats.proto.example_pb2 import Example
from headrace.formats.records import Records


def serialized(**features: list) -> bytes:
    """An Example of lists of ints, floats or bytes."""
    one = Example()
    for key, values in features.items():
        feature = one.features.feature[key]
        if isinstance(values[0], bytes):
            feature.bytes_list.value.extend(values)
        elif isinstance(values[0], float):
            feature.float_list.value.extend(values)
        else:
            feature.int64_list.value.extend(values)
    return one.SerializeToString()


def records_of(*items: bytes) -> Records:
    """Records as from a file, at offsets 100, 110 and so on."""
    return Records.from_list(items, "data.tfrecord", range(100, 100 + 10 * len(items), 10))
