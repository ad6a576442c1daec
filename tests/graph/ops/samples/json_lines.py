"""Samples of the ops of JSON lines."""

import numpy as np
from support.op_samples import Sample

from headrace.formats.example.specs import FixedLenFeature, FixedLenSequenceFeature
from headrace.graph.types import dtypes
from headrace.pipeline.readers.json_lines import decode_json

_record = b'{"x": [[1.5, 2], [0, -1]], "i": 3, "s": ["a", "bc"], "ok": true}'
_short = b'{"x": [[0, 0], [0, 0]], "ok": false}'
_features = {
    "x": FixedLenFeature([2, 2], dtypes.float32),
    "i": FixedLenFeature([], dtypes.int32, 7),
    "s": FixedLenSequenceFeature([], dtypes.string, allow_missing=True, default_value="?"),
    "ok": FixedLenFeature([], dtypes.bool_),
}


def _decoded(records):
    return list(decode_json(records, _features).values())


def _texts(*values):
    return np.array([value.encode() for value in values], object)


_x = np.array([[1.5, 2], [0, -1]], np.float32)

SAMPLES = [
    Sample(
        "HeadraceDecodeJSON",
        _decoded,
        [np.array(_record, object)],
        values=lambda *given: (np.int32(3), np.bool_(True), _texts("a", "bc"), _x),
    ),
    Sample(
        "HeadraceDecodeJSON",
        _decoded,
        [np.array([_record, _short], object)],
        values=lambda *given: (
            np.array([3, 7], np.int32),
            np.array([True, False]),
            _texts("a", "bc", "?", "?").reshape(2, 2),
            np.stack([_x, np.zeros_like(_x)]),
        ),
    ),
    Sample(
        "HeadraceDecodeJSON",
        lambda record: list(decode_json(record, {"i": FixedLenFeature([], dtypes.float64)}).values()),
        [np.array(_record, object)],
        values=lambda *given: (np.float64(3),),
    ),
]
